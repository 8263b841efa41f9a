// A practice story: me too, me too (an outage begins).
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaEveryoneDown: Story = {
  id: 'ja-everyone-down',
  lang: 'ja',
  title: { ja: '「私も」が増えていく（障害の始まり）', en: 'Me too, me too (an outage begins)' },
  lesson: {
    ja: '一人ずつ別々に答える前に、同じ話が増えていないかを見る。一つの案内を出し、困っている人全員に届ける。',
    en: 'Before answering one by one, see whether the same thing is being said by many. One statement, offered to all.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { a: 'casual', b: 'casual', c: 'kansai', d: 'teen' },
  trades: ['any', 'device', 'app', 'media', 'stay'],
  weight: 0.5,
  start: 'rising',
  scenes: {
    rising: {
      acts: [
        {
          do: 'post',
          as: 'a',
          label: first,
          text: {
            any: ['{product}おかしくない？うちだけ？'],
            app: ['{product}つながらないのうちだけ？'],
            stay: ['{product}の予約ページ、真っ白なんだけど私だけ？'],
          },
        },
        { do: 'reply', as: 'b', to: first, text: 'うちもです！10分前くらいから', after: [40, 120] },
        {
          do: 'post',
          as: 'c',
          label: 'second',
          text: '{product}あかんようになってるんやけど、ほかの人もなん？',
          picture: 'error_screen',
          after: [30, 90],
        },
        {
          do: 'quote',
          as: 'd',
          of: 'second',
          text: 'やっぱみんなだめなのか {product}',
          label: 'third',
          after: [30, 90],
        },
        { do: 'repost', as: 'b', what: 'second' },
      ],
      beats: [
        answered(
          ['apologises', 'links'],
          [{ do: 'repost', as: 'a', what: '@ours' }, back('c', 'おおきに。そのページ見とけばええんやね')],
          'informed',
        ),
        answered('apologises', [back('a', 'やっぱり障害なんですね。いつごろ直りそうですか？')], 'informed'),
        answered('asks', [back('a', '10時すぎからです。再起動しても同じ')], 'informed'),
        answered('any', [back('d', '公式きた！直してー🙏')], 'informed'),
        silence(
          15,
          [
            { do: 'reply', as: 'c', to: 'second', text: '公式なんも言わへんな。知ってて黙ってるんちゃう？' },
            { do: 'repost', as: 'd', what: 'second' },
          ],
          'spreading',
        ),
      ],
    },
    spreading: {
      beats: [
        answered('any', [back('c', 'やっと出てきた。はよ言うてくれたらよかったのに')], 'informed'),
        silence(
          45,
          [
            {
              do: 'post',
              as: 'b',
              text: '{product}まだだめ。{company}からのお知らせもなし。こういうときに会社の本性出るよね',
            },
          ],
          'burnt',
        ),
      ],
    },
    informed: {
      beats: [
        answered('links', [{ do: 'like', as: 'b', what: '@ours' }]),
        silence(40, [{ do: 'post', as: 'a', text: '{product}直ったっぽい！中の人おつかれさまです' }], 'over'),
      ],
    },
    over: ending('calmed'),
    burnt: ending('annoyed'),
  },
};
