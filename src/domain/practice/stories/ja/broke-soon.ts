// A practice story: broken after two weeks, with a photo.
import { answered, back, dm, ending, messaged, silence, type Story } from '../../story.ts';
import { dmScenes, first, mannersJa } from '../common.ts';

export const jaBrokeSoon: Story = {
  id: 'ja-broke-soon',
  lang: 'ja',
  title: { ja: '二週間でこわれた（写真つき）', en: 'Broken after two weeks, with a photo' },
  lesson: {
    ja: '写真をよく見て、見たとわかる言葉を返す。交換の手続きはDMへ。その後どうなったかを聞きに行くと喜ばれる。',
    en: 'Look at the photo and say what you saw. Exchange by DM, and ask later how it went.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { emi: 'polite' },
  trades: ['any', 'goods', 'device'],
  start: 'waiting',
  scenes: {
    waiting: {
      acts: [
        {
          do: 'post',
          as: 'emi',
          label: first,
          picture: 'broken',
          text: {
            any: [
              '先々週買ったばかりの{product}、もう壊れてしまいました。大事に使っていたのに残念です。',
              '{product}、二週間でこの状態…。使い方が悪かったのかな。写真の右側です。',
            ],
            goods: [
              '買って二週間の{product}、縫い目のところがもう破れてしまいました。大事に使っていたのに残念です。',
            ],
          },
        },
      ],
      beats: [
        ...mannersJa('emi', 'polite', 'sad'),
        answered(
          ['apologises', 'invites_dm'],
          [back('emi', 'ご丁寧にありがとうございます。DMでお送りします。')],
          'dm',
        ),
        answered('invites_dm', [back('emi', '公式の方でしょうか。DMを送ればよいのですね。')], 'dm'),
        answered(
          ['apologises', 'asks'],
          [
            back(
              'emi',
              '見つけてくださってありがとうございます。普通に使っていただけで、ぶつけたりはしていません。',
            ),
          ],
          'talking',
        ),
        answered(
          'apologises',
          [back('emi', 'わざわざすみません。責めるつもりはなかったのですが、やはり少し悲しくて。')],
          'talking',
        ),
        answered('asks', [back('emi', '先々週、駅前のお店で買いました。レシートもあります。')], 'talking'),
        answered(
          'any',
          [back('emi', 'ありがとうございます。それで、交換していただくことはできるのでしょうか。')],
          'talking',
        ),
        messaged('any', [dm('emi', 'ご連絡ありがとうございます。注文番号は {order} です。')], 'dm_given'),
        silence(
          240,
          [
            {
              do: 'reply',
              as: 'emi',
              to: first,
              text: 'もう諦めることにしました。次は違うところのものにしようかな。',
            },
          ],
          'sad',
        ),
      ],
    },
    talking: {
      beats: [
        answered('invites_dm', [back('emi', 'はい、DMいたしますね。')], 'dm'),
        messaged(
          'any',
          [dm('emi', 'ありがとうございます。注文番号は {order} です。写真もお送りした方がよいですか。')],
          'dm_given',
        ),
        silence(120, [], 'quiet'),
      ],
    },
    ...dmScenes({
      as: 'emi',
      opens:
        'お世話になっております。投稿した件です。注文番号は {order} です。ご対応をお願いできますでしょうか。',
      adds: '購入は先々週の土曜日です。お店は駅前店でした。',
      glad: '迅速なご対応ありがとうございます。どうぞよろしくお願いいたします。',
      waiting: '先ほどDMをお送りしました。ご確認いただけますと幸いです。',
      solved: 'helped',
      givenUp: 'sad',
    }),
    helped: {
      beats: [
        answered(
          'asks',
          [
            back(
              'emi',
              '気にかけてくださってありがとうございます。新しいもの、今日届きました。今度は大事に飾っておきたいくらいです😊',
            ),
          ],
          'happy',
        ),
        silence(
          180,
          [
            {
              do: 'reply',
              as: 'emi',
              to: first,
              text: 'きちんと対応していただけることになりました。{company}さん、ありがとうございました。',
            },
          ],
          'happy',
        ),
      ],
    },
    happy: ending('thanked', [{ do: 'follow', as: 'emi' }]),
    quiet: ending('went_quiet'),
    sad: ending('left'),
  },
};
