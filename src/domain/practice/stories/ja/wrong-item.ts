// A practice story: not what was ordered.
import { answered, back, dm, ending, messaged, silence, type Story } from '../../story.ts';
import { dmScenes, first, mannersJa } from '../common.ts';

export const jaWrongItem: Story = {
  id: 'ja-wrong-item',
  lang: 'ja',
  title: { ja: '袋を開けたら別のものだった', en: 'Not what was ordered' },
  lesson: {
    ja: 'まずお詫び。注文番号などはDMで受け取る。最初の一言が遅いと「もう行かない」になる。',
    en: 'Apologise first, take the order details by DM. A late first word turns into "never again".',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { mika: 'casual' },
  start: 'waiting',
  scenes: {
    waiting: {
      acts: [
        {
          do: 'post',
          as: 'mika',
          label: first,
          picture: 'wrong_item',
          text: {
            any: [
              '{us} 頼んだ{product}と違うのが入ってました…レシートは合ってるのに😢',
              '{us} さっき受け取った{product}、開けたら全然ちがうやつだった。家着いてから気づくやつ😇',
            ],
            food: [
              '{us} ドライブスルーで{product}頼んだのに、袋あけたら全然ちがうの入ってた…家着いてから気づくやつ😢',
              '{us} {product}のはずが別のバーガーでした。子どもが半泣きです。レシートは合ってるのに…',
            ],
          },
        },
      ],
      beats: [
        ...mannersJa('mika', 'casual', 'fed_up'),
        answered(
          ['apologises', 'invites_dm'],
          [back('mika', ['ありがとうございます、DM送りますね', 'すぐ返事くると思わなかった。DMしますね！'])],
          'dm',
        ),
        answered(
          'invites_dm',
          [back('mika', 'DMですね、わかりました。…先にひとこと謝ってほしかったけど')],
          'dm',
        ),
        answered(
          'apologises',
          [back('mika', 'いえいえ、返事もらえてよかったです。これって交換とかできるんでしょうか？')],
          'asked',
        ),
        answered('asks', [back('mika', 'レシートは{product}になってます。渡されたのが別のでした')], 'asked'),
        answered('any', [back('mika', 'うーん、それで結局どうしたらいいですか？')], 'asked'),
        messaged('any', [dm('mika', 'わ、直接ありがとうございます！注文番号は {order} です')], 'dm_given'),
        silence(
          20,
          [
            {
              do: 'reply',
              as: 'mika',
              to: first,
              text: ['まあ返事こないよね。楽しみにしてたのにな〜', '公式、見てないのかな…'],
            },
          ],
          'cold',
        ),
      ],
    },
    asked: {
      beats: [
        answered('invites_dm', [back('mika', 'わかりました、DM送ります！')], 'dm'),
        messaged('any', [dm('mika', '注文番号 {order} です。よろしくお願いします🙏')], 'dm_given'),
        silence(60, [], 'fed_up'),
      ],
    },
    cold: {
      beats: [
        ...mannersJa('mika', 'casual', 'fed_up'),
        answered(
          'apologises',
          [back('mika', '見てもらえたならよかったです。怒ってるというか、がっかりしちゃって')],
          'asked',
        ),
        answered('any', [back('mika', '今さらですか…')], 'asked'),
        silence(
          90,
          [
            {
              do: 'post',
              as: 'mika',
              text: '結局{company}から何の返事もなし。{product}はもうしばらくいいかな',
            },
          ],
          'fed_up',
        ),
      ],
    },
    ...dmScenes({
      as: 'mika',
      opens: [
        'お世話になります。先ほどの件です。注文番号は {order} です、よろしくお願いします。',
        'DM失礼します！注文番号 {order} です。19時ごろ受け取りました',
      ],
      adds: '受け取ったのは19時ごろで、レシートも残ってます！',
      glad: 'ありがとうございます、安心しました。よろしくお願いします！',
      waiting: 'DM送ったんですけど、届いてますか？',
      solved: 'thanked',
      givenUp: 'fed_up',
    }),
    thanked: ending('thanked', [
      {
        do: 'reply',
        as: 'mika',
        to: first,
        after: [60, 180],
        text: [
          '追記：{company}さんがすぐ対応してくれました。神対応だった…ありがとうございます！',
          '解決しました！お騒がせしました〜。ちゃんと話聞いてもらえてうれしかった',
        ],
      },
    ]),
    fed_up: ending('left'),
  },
};
