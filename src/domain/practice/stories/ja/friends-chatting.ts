// A practice story: two friends chatting.
import { answered, back, ending, noticed, ours, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaFriendsChatting: Story = {
  id: 'ja-friends-chatting',
  lang: 'ja',
  title: { ja: '友だちどうしの会話', en: 'Two friends chatting' },
  lesson: {
    ja: '商品名が出ても、二人の会話には入らない。だまって聞くのも仕事。',
    en: 'A product name in a talk between friends is no invitation. Listening in silence is work too.',
  },
  advice: 'stay_silent',
  needsAccount: false,
  cast: { a: 'teen', b: 'teen' },
  start: 'chatting',
  scenes: {
    chatting: {
      acts: [
        {
          do: 'post',
          as: 'a',
          label: first,
          text: ['ねえ昨日言ってた{product}のイベント、土曜どう？', '{product}のイベント、土曜でいい？'],
        },
        {
          do: 'reply',
          as: 'b',
          to: first,
          label: 'r1',
          text: ['いいよ！13時くらい？', 'おけ。部活おわったら行く'],
          after: [30, 120],
        },
        {
          do: 'reply',
          as: 'a',
          to: 'r1',
          label: 'r2',
          text: 'じゃ13時で〜遅刻したらおごりね',
          after: [30, 120],
        },
        { do: 'reply', as: 'b', to: 'r2', text: 'それ毎回わたしじゃん笑', after: [30, 120] },
      ],
      beats: [
        answered(
          'any',
          [
            back('b', ['え、なんか公式きたんだけど', '会話に企業が入ってきた…']),
            { do: 'reply', as: 'a', to: ours, text: 'こわ笑 鍵かけよ' },
          ],
          'spooked',
        ),
        noticed('like', [{ do: 'reply', as: 'b', to: first, text: '公式にいいねされてて草。見られてる' }]),
        silence(60, [], 'over'),
      ],
    },
    spooked: ending('annoyed', [{ do: 'delete', label: first, after: [20, 90] }]),
    over: ending('chat'),
  },
};
