// A practice story: it has not arrived (Hakata dialect).
import {
  answered,
  back,
  dm,
  ending,
  likesOurs,
  messaged,
  noticed,
  silence,
  type Story,
} from '../../story.ts';
import { dmScenes, first } from '../common.ts';

export const jaHakataLate: Story = {
  id: 'ja-hakata-late',
  lang: 'ja',
  title: { ja: '届かんっちゃけど（博多弁）', en: 'It has not arrived (Hakata dialect)' },
  lesson: {
    ja: '方言でも困りごとは同じ。こちらは丁寧な標準語で。まねをすると失礼になることがある。',
    en: 'Trouble in dialect is still trouble. Answer politely in standard Japanese, do not imitate.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { yuzu: 'hakata' },
  start: 'waiting',
  scenes: {
    waiting: {
      acts: [
        {
          do: 'post',
          as: 'yuzu',
          label: first,
          text: {
            any: [
              '{product}頼んだとに、まだ来んっちゃけど。もう一週間ばい',
              '{product}いつ届くとかいな〜。子どもが毎日玄関で待っとるけん早う来てほしか',
            ],
            app: ['{product}の申し込みしたとに、メールが全然来んっちゃけど。なして？'],
            stay: ['{product}予約したとに確認メールが来んっちゃけど。泊まれるとかいな'],
          },
        },
      ],
      beats: [
        answered('wrong_language', [back('yuzu', '英語はわからんっちゃん、ごめんね')]),
        answered('sells', [back('yuzu', '宣伝はよかけん、早う送ってほしかと')]),
        answered('asks_personal', [back('yuzu', 'ここに書いたらみんなに見られるっちゃない？')]),
        answered('invites_dm', [back('yuzu', 'よかよ、DM送るね')], 'dm'),
        answered(
          'apologises',
          [back('yuzu', 'よかよか、怒っとらんけん。いつ来るかだけ知りたかと')],
          'asking',
        ),
        answered('any', [back('yuzu', 'わ、会社の人が見てくれよった！いつ届くかわかると？')], 'asking'),
        messaged('any', [dm('yuzu', 'ありがとうございます！番号は {order} です')], 'dm_given'),
        silence(
          60,
          [
            {
              do: 'edit',
              label: first,
              text: '{product}頼んだとに、まだ来んっちゃけど。もう一週間ばい（追記：今日も来んかった）',
            },
          ],
          'tired',
        ),
      ],
    },
    tired: {
      beats: [
        answered('invites_dm', [back('yuzu', 'やっと返事が来た〜。DM送るけん')], 'dm'),
        answered('any', [back('yuzu', 'もう一週間待っとるとよ。いつ来ると？')], 'asking'),
        silence(
          180,
          [{ do: 'reply', as: 'yuzu', to: first, text: 'もうよか。近所の店で買うてきた' }],
          'elsewhere',
        ),
      ],
    },
    asking: {
      beats: [
        answered('invites_dm', [back('yuzu', 'DMやね、送るけん待っとって')], 'dm'),
        answered('explains', [back('yuzu', 'そうやって確認できるとね、ありがとう！')], 'glad'),
        answered('links', [back('yuzu', 'ここで見られるとね。助かった〜')], 'glad'),
        messaged('any', [dm('yuzu', '番号は {order} です。お願いします！')], 'dm_given'),
        silence(120, [], 'elsewhere'),
      ],
    },
    ...dmScenes({
      as: 'yuzu',
      opens: 'こんにちは。荷物の件です。番号は {order} です。いつごろ届きますか？',
      adds: '住所は変わってません。昼間はだいたい家にいます。',
      glad: 'わかりました！子どもにも言っておきます。ありがとうございます。',
      waiting: 'DM送ったとけど、見てくれとるかいな？',
      solved: 'glad',
      givenUp: 'elsewhere',
    }),
    glad: {
      beats: [
        noticed('like', [likesOurs('yuzu')]),
        silence(
          120,
          [
            {
              do: 'post',
              as: 'yuzu',
              text: '{product}届いたばーい！！子どもが大喜びしよる😆 {company}さんありがとう',
            },
          ],
          'arrived',
        ),
      ],
    },
    arrived: ending('thanked'),
    elsewhere: ending('left'),
  },
};
