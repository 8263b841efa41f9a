// A practice story: cannot log in.
import { answered, back, dm, ending, likesOurs, messaged, silence, type Story } from '../../story.ts';
import { first, mannersJa } from '../common.ts';

export const jaCannotLogIn: Story = {
  id: 'ja-cannot-log-in',
  lang: 'ja',
  title: { ja: 'ログインできない', en: 'Cannot log in' },
  lesson: {
    ja: '何を試したかを一つだけ聞くか、すぐ使える案内を一つだけ渡す。手順を並べすぎない。',
    en: 'Ask one thing, or give one page that solves it. Do not pile up steps.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { mugi: 'casual' },
  trades: ['any', 'device', 'app', 'media', 'stay'],
  start: 'stuck',
  scenes: {
    stuck: {
      acts: [
        {
          do: 'post',
          as: 'mugi',
          label: first,
          text: [
            '{product}ログインできん…パスワード合ってるのに😭',
            '{product}に入れない。メール届かないし詰んだ',
            '機種変したら{product}ログインできなくなったんだけどみんなどうしてるの',
          ],
          picture: 'error_screen',
        },
      ],
      beats: [
        ...mannersJa('mugi', 'casual', 'quit'),
        answered(
          'links',
          [
            back('mugi', [
              'え、公式さん！？ありがとうございます、見てみます',
              'つぶやいただけなのに見つけてくれたの…？やってみます！',
            ]),
          ],
          'trying',
        ),
        answered('asks', [back('mugi', 'iPhoneです。パスワードの再設定メールが届かないんです')], 'described'),
        answered('explains', [back('mugi', 'おお、なるほど。家帰ったらやってみます')], 'trying'),
        answered(
          'invites_dm',
          [back('mugi', 'DMするほどのことなのかな…とりあえずメールが届かないだけなんですけど')],
          'described',
        ),
        answered('any', [back('mugi', 'ありがとうございます…？で、どうすればいいんだろ')], 'described'),
        silence(
          40,
          [{ do: 'reply', as: 'mugi', to: first, text: '30分たっても再設定メールこない。もう寝る' }],
          'late',
        ),
      ],
    },
    described: {
      beats: [
        answered('links', [back('mugi', 'やってみます！')], 'trying'),
        answered('explains', [back('mugi', '迷惑メールフォルダか！見てみます')], 'trying'),
        answered(
          'invites_dm',
          [dm('mugi', 'DMで失礼します。登録は mugi から始まるアドレスです。メールが来ないだけなんです')],
          'trying',
        ),
        messaged('any', [dm('mugi', 'DMありがとうございます。登録は mugi から始まるアドレスです')], 'trying'),
        silence(60, [{ do: 'reply', as: 'mugi', to: first, text: 'なんか急に入れた。謎。' }], 'by_self'),
      ],
    },
    late: {
      beats: [
        answered(
          'slow',
          [back('mugi', '寝て起きたら返事きてた。ありがとうございます、見てみますね')],
          'trying',
        ),
        answered('any', [back('mugi', 'ありがとうございます！起きてました、見てみます')], 'trying'),
        silence(300, [{ do: 'post', as: 'mugi', text: '{product}結局入れないまま。別のやつ使お' }], 'quit'),
      ],
    },
    trying: {
      beats: [
        answered('asks', [back('mugi', '入れました！！気にしてくれてありがとうございます✨')], 'done'),
        silence(
          15,
          [
            back('mugi', [
              '入れたーーー！ありがとうございます！',
              '直りました！中の人すごい、助かりました🙏',
            ]),
          ],
          'done',
        ),
      ],
    },
    done: ending('thanked', [likesOurs('mugi'), { do: 'follow', as: 'mugi' }]),
    by_self: ending('solved_self'),
    quit: ending('left'),
  },
};
