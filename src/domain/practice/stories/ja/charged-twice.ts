// A practice story: charged twice.
import { answered, back, dm, ending, messaged, silence, type Story } from '../../story.ts';
import { dmScenes, first, mannersJa } from '../common.ts';

export const jaChargedTwice: Story = {
  id: 'ja-charged-twice',
  lang: 'ja',
  title: { ja: '二重に引き落とされている', en: 'Charged twice' },
  lesson: {
    ja: 'お金の話は公開で聞かない。個人情報を書かせてしまったら、消すようお願いするのも私たちの仕事。',
    en: 'Never ask about money in public. If somebody posts personal data, asking them to remove it is our job.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { hiro: 'polite' },
  start: 'waiting',
  scenes: {
    waiting: {
      acts: [
        {
          do: 'post',
          as: 'hiro',
          label: first,
          picture: 'receipt',
          text: {
            any: [
              '{us} {product}の料金が二重に引き落とされているようです。電話もつながらず困っています。',
              '{us} お世話になります。今月の{product}、同じ金額が2回請求されています。確認していただけますか。',
            ],
            stay: [
              '{us} {product}の宿泊料が二回引き落とされています。明日チェックインなので早めに確認したいです。',
            ],
          },
        },
      ],
      beats: [
        ...mannersJa('hiro', 'polite').filter(
          (beat) => !('answered' in beat.on && beat.on.answered === 'asks_personal'),
        ),
        answered(
          'asks_personal',
          [
            {
              do: 'reply',
              as: 'hiro',
              to: '@ours',
              label: 'leak',
              text: '注文番号は {order}、電話は 090-0000-0000 です。これで調べられますか？',
            },
          ],
          'leaked',
        ),
        answered('invites_dm', [back('hiro', '承知しました。DMでお送りします。')], 'dm'),
        answered('links', [back('hiro', 'リンク先は読みましたが、二重請求のことは書いてありませんでした。')]),
        answered('any', [back('hiro', 'ありがとうございます。どこに連絡すれば調べていただけますか。')]),
        messaged('any', [dm('hiro', '番号は {order} です。明細の写真もお送りできます。')], 'dm_given'),
        silence(
          30,
          [
            {
              do: 'reply',
              as: 'hiro',
              to: first,
              text: '{us} 重ねてすみません。カード会社に聞くべきでしょうか。',
            },
          ],
          'pressing',
        ),
      ],
    },
    pressing: {
      beats: [
        answered('invites_dm', [back('hiro', 'よかったです。DMお送りします。')], 'dm'),
        messaged('any', [dm('hiro', 'ご連絡お待ちしていました。番号は {order} です。')], 'dm_given'),
        silence(
          120,
          [
            {
              do: 'post',
              as: 'hiro',
              text: '{company}に二重請求のことを何度聞いても返事がないので、カードを止めました。解約します。',
            },
          ],
          'gone',
        ),
      ],
    },
    leaked: {
      beats: [
        answered(
          'invites_dm',
          [{ do: 'delete', label: 'leak' }, back('hiro', 'あ、公開でしたね…消しました。DMで送ります。')],
          'dm',
        ),
        messaged(
          'any',
          [{ do: 'delete', label: 'leak' }, dm('hiro', '公開のほうは消しました。番号は {order} です。')],
          'dm_given',
        ),
        silence(
          25,
          [
            { do: 'delete', label: 'leak' },
            {
              do: 'reply',
              as: 'hiro',
              to: first,
              text: '番号を公開で書いてしまったので消しました…。書かせるのはどうかと思います。',
            },
          ],
          'gone',
        ),
      ],
    },
    ...dmScenes({
      as: 'hiro',
      opens: 'お世話になります。二重請求の件です。注文番号は {order}、引き落とし日は先週の金曜日です。',
      adds: 'はい、同じ金額が同じ日に2件ありました。',
      glad: 'ありがとうございます。返金されるとのことで安心しました。',
      waiting: 'DMをお送りしたのですが、まだお返事がありません。急ぎではないですが不安です。',
      solved: 'relieved',
      givenUp: 'gone',
    }),
    relieved: ending('thanked', [
      {
        do: 'reply',
        as: 'hiro',
        to: first,
        after: [60, 180],
        text: [
          '解決しました。丁寧に調べてくださり感謝です。',
          '無事に返金の手続きをしていただきました。ありがとうございました。',
        ],
      },
    ]),
    gone: ending('left'),
  },
};
