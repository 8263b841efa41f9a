// A practice story: not even our product.
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first, mannersJa } from '../common.ts';

export const jaNotOurProduct: Story = {
  id: 'ja-not-our-product',
  lang: 'ja',
  title: { ja: 'うちの商品ではないけれど', en: 'Not even our product' },
  lesson: {
    ja: '自社製品でなくても、分かることは助ける。自社を売り込まない。断定しない。',
    en: 'Help with what you know, even if it is not ours. No selling, no diagnosis from afar.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { nagata: 'polite' },
  start: 'asking',
  scenes: {
    asking: {
      acts: [
        {
          do: 'post',
          as: 'nagata',
          label: first,
          text: {
            any: [
              'どなたか教えてください。うちのは{product}ではないのですが、似たものの手入れってどうしていますか？',
            ],
            device: [
              'パソコンが急に重くなりました。{product}ではない古い機種です。まず何を見ればよいのでしょう。',
            ],
            app: ['{product}ではない別のアプリなのですが、通知が来なくなりました。スマホの設定でしょうか。'],
          },
        },
      ],
      beats: [
        ...mannersJa('nagata', 'polite'),
        answered(
          'asks',
          [back('nagata', 'ご親切にありがとうございます。三年ほど前に買ったもので、先週からです。')],
          'described',
        ),
        answered('explains', [back('nagata', 'さっそく試してみます。他社のものなのにご親切に。')], 'trying'),
        answered('any', [back('nagata', '御社のものではないのに、ありがとうございます。')], 'described'),
        silence(
          60,
          [
            {
              do: 'reply',
              as: 'nagata',
              to: first,
              text: '（自己解決しました。息子に見てもらったら一分で直りました。お騒がせしました）',
            },
          ],
          'by_self',
        ),
      ],
    },
    described: {
      beats: [
        answered('explains', [back('nagata', 'そこは見ていませんでした。やってみますね。')], 'trying'),
        answered('links', [back('nagata', 'わかりやすいページですね。読んでみます。')], 'trying'),
        silence(60, [], 'quiet'),
      ],
    },
    trying: {
      beats: [
        silence(
          40,
          [
            back('nagata', [
              '直りました。次に買い替えるときは{product}にします。',
              'おかげさまで動くようになりました。親切にしていただいたこと忘れません。',
            ]),
          ],
          'grateful',
        ),
      ],
    },
    grateful: ending('thanked', [{ do: 'follow', as: 'nagata' }]),
    by_self: ending('solved_self'),
    quiet: ending('went_quiet'),
  },
};
