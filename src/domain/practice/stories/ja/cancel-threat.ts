// A practice story: growing angrier, about to cancel.
import { answered, back, dm, ending, likesOurs, messaged, silence, type Story } from '../../story.ts';
import { first, mannersJa } from '../common.ts';

export const jaCancelThreat: Story = {
  id: 'ja-cancel-threat',
  lang: 'ja',
  title: { ja: '怒りがつのって解約をほのめかす', en: 'Growing angrier, about to cancel' },
  lesson: {
    ja: '言い返さず、まず受け止める。時間がたつほど言葉はきつくなる。約束できないことは約束しない。',
    en: 'Take it in before you answer. Every hour makes the words harder. Promise only what you can keep.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { gen: 'blunt' },
  trades: ['any', 'device', 'app', 'media'],
  start: 'grumbling',
  scenes: {
    grumbling: {
      acts: [
        {
          do: 'post',
          as: 'gen',
          label: first,
          text: {
            any: [
              '{product}、今月これで3回目の不具合。さすがにない。',
              'また{product}かよ。直ったって言ってたよな？',
            ],
            app: ['{product}また落ちた。今月3回目。仕事にならん。'],
          },
        },
      ],
      beats: [
        ...mannersJa('gen', 'blunt', 'out'),
        answered(
          ['apologises', 'asks'],
          [
            back('gen', [
              'まさか公式から来るとは。昨日の夜からだよ。何しても変わらん',
              '…昨日の21時ごろから。再起動も試した。',
            ]),
          ],
          'softening',
        ),
        answered('apologises', [back('gen', '謝るだけなら誰でもできる。で、いつ直るの')], 'pressing'),
        answered('asks', [back('gen', '質問の前に言うことあるだろ')], 'pressing'),
        answered('any', [back('gen', 'で？')], 'pressing'),
        silence(
          15,
          [{ do: 'reply', as: 'gen', to: first, text: 'サポート電話も30分待ち。なんなんだ' }],
          'angry',
        ),
      ],
    },
    angry: {
      beats: [
        ...mannersJa('gen', 'blunt', 'out'),
        answered(
          ['apologises', 'slow'],
          [back('gen', '遅い。けど返事が来ただけマシか。昨日の夜からだ')],
          'softening',
        ),
        answered('apologises', [back('gen', '…昨日の夜からずっとだ。再起動は試した')], 'softening'),
        answered('any', [back('gen', 'こっちは困ってんの。わかってる？')], 'pressing'),
        silence(
          45,
          [
            {
              do: 'post',
              as: 'gen',
              label: 'threat',
              text: '{company}は客を無視する会社ってことでいいんだな。乗り換え先おすすめある？',
            },
          ],
          'shopping',
        ),
      ],
    },
    shopping: {
      beats: [
        answered(
          'apologises',
          [back('gen', 'やっと来たか。解約ページ開いてたとこだ。昨日の夜から動かない')],
          'softening',
        ),
        answered('any', [back('gen', 'もう遅い')], 'out'),
        silence(60, [{ do: 'reply', as: 'gen', to: 'threat', text: '解約した。おつかれ。' }], 'out'),
      ],
    },
    pressing: {
      beats: [
        answered(['apologises', 'explains'], [back('gen', 'わかった、それでやってみる')], 'trying'),
        answered('explains', [back('gen', '一応やってみるけど')], 'trying'),
        answered('listens', [back('gen', 'まあ、あんたに言っても仕方ないんだけどな')], 'calm'),
        messaged('any', [dm('gen', '直接どうも。契約番号は {order}。早めに頼む')], 'handed_over'),
        answered('any', [back('gen', '答えになってない')], 'out'),
        silence(60, [], 'out'),
      ],
    },
    softening: {
      beats: [
        answered('explains', [back('gen', 'ほう。やってみる')], 'trying'),
        answered('links', [back('gen', 'このページだな。見てみる')], 'trying'),
        answered('invites_dm', [dm('gen', '契約番号 {order}。昨日の21時から')], 'handed_over'),
        messaged('any', [dm('gen', '契約番号 {order}。昨日の21時から。頼む')], 'handed_over'),
        answered('any', [back('gen', 'で、どうすりゃいい')], 'pressing'),
        silence(90, [], 'out'),
      ],
    },
    handed_over: {
      beats: [
        messaged('any', [dm('gen', 'わかった。頼んだぞ')], 'calm'),
        silence(
          90,
          [{ do: 'reply', as: 'gen', to: first, text: 'DMしたのに返事なし。そういうことか' }],
          'out',
        ),
      ],
    },
    trying: {
      beats: [
        answered('asks', [back('gen', '直った。さっきは言い過ぎた、すまん')], 'thankful'),
        silence(
          25,
          [
            {
              do: 'reply',
              as: 'gen',
              to: first,
              text: ['直った。さっきは言い過ぎた。対応してくれた人ありがとう', '動いた。解約はやめとく。'],
            },
          ],
          'thankful',
        ),
      ],
    },
    thankful: ending('thanked', [likesOurs('gen')]),
    calm: ending('calmed'),
    out: ending('left'),
  },
};
