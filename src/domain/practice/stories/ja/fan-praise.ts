// A practice story: a happy fan.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaFanPraise: Story = {
  id: 'ja-fan-praise',
  lang: 'ja',
  title: { ja: '大好きと言ってくれる人', en: 'A happy fan' },
  lesson: {
    ja: '売らずに、一緒に喜ぶ。質問を一つ添えると会話になる。いいねだけでも伝わる。',
    en: 'Be glad with them, sell nothing. One question makes it a conversation; a like alone is fine too.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { mashiro: 'fan' },
  start: 'glowing',
  scenes: {
    glowing: {
      acts: [
        {
          do: 'post',
          as: 'mashiro',
          label: first,
          picture: 'happy_shelf',
          text: [
            '{product}ほんと好き。毎日つかってる。作った人に感謝しかない🥹',
            '三代目の{product}お迎えしました！！棚がいっぱいだけど後悔はない💛',
            '落ち込んでたけど{product}で復活した。単純なわたし',
          ],
        },
      ],
      beats: [
        answered('sells', [back('mashiro', 'あ、宣伝だった…。ちょっと冷めちゃったな')], 'cold'),
        answered(
          'copy_paste',
          [back('mashiro', 'ほかの人にも同じの送ってるの見ちゃった笑 でもうれしいです')],
          'happy',
        ),
        answered(
          ['thanks', 'asks'],
          [
            back('mashiro', [
              'きゃー公式さん！！一番すきなのは最初に出たやつです！一生推します💛',
              'お返事きた…！朝つかうのがいちばん好きです☀️',
            ]),
          ],
          'happy',
        ),
        answered(
          'thanks',
          [back('mashiro', 'こちらこそ作ってくれてありがとうございます！！スクショした📸')],
          'happy',
        ),
        answered('any', [back('mashiro', '公式さんだ！！うれしい🥹')], 'happy'),
        noticed(
          'like',
          [{ do: 'reply', as: 'mashiro', to: first, text: '公式さんからいいねきた🥹🥹今日は記念日' }],
          'happy',
        ),
        noticed(
          'repost',
          [{ do: 'reply', as: 'mashiro', to: first, text: 'リポストされてる！？手が震える' }],
          'happy',
        ),
        silence(240, [], 'unseen'),
      ],
    },
    happy: {
      beats: [
        answered('any', [likesOurs('mashiro')]),
        silence(20, [{ do: 'follow', as: 'mashiro' }], 'friend'),
      ],
    },
    friend: ending('thanked'),
    cold: ending('annoyed'),
    unseen: ending('went_quiet'),
  },
};
