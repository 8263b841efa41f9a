// A practice story: thinking aloud, untagged.
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
import { first } from '../common.ts';

export const jaUntaggedFrozen: Story = {
  id: 'ja-untagged-frozen',
  lang: 'ja',
  title: { ja: 'タグなしのひとりごと', en: 'Thinking aloud, untagged' },
  lesson: {
    ja: '本人は誰にも話しかけていない。突然の返信に驚かせない名乗り方と、軽い質問から。',
    en: 'They talk to nobody. Say who you are, and start with a light question so as not to startle.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { ao: 'casual' },
  trades: ['any', 'device', 'app', 'media'],
  start: 'muttering',
  scenes: {
    muttering: {
      acts: [
        {
          do: 'post',
          as: 'ao',
          label: first,
          text: {
            any: ['{product}また止まった。きょう3回目', '{product}さいきん調子わるいな〜買い替えどきか'],
            media: ['{product}いいとこで止まる。きょう3回目。犯人だれだよ'],
            device: ['{product}がまた固まった。電源長押しの刑。'],
          },
        },
        { do: 'reply', as: 'ao', to: first, text: 'まあ5年使ってるしなあ', after: [120, 300] },
      ],
      beats: [
        answered('copy_paste', [back('ao', 'あっ botかな？')]),
        answered('sells', [back('ao', '買い替えを狙われている…😇')], 'scared'),
        answered('blames', [back('ao', 'ひとりごとに公式が反論してきて草')], 'scared'),
        answered('wrong_language', [back('ao', '？？')]),
        answered(
          'asks',
          [
            back('ao', [
              'ひっ公式さん！？ひとりごとなのに…！えっと、夜になると止まります',
              'うわ見られてた笑 ここ数日ずっとです。夜がひどい',
            ]),
          ],
          'chatting',
        ),
        answered(
          'any',
          [
            back('ao', [
              '見つかってしまった…！ありがとうございます、試してみます',
              'エゴサされてる！？でもありがたいです',
            ]),
          ],
          'chatting',
        ),
        noticed('like', [
          { do: 'reply', as: 'ao', to: first, text: '公式にいいねされたんだけど…見られてる…' },
        ]),
        silence(90, [], 'forgot'),
      ],
    },
    chatting: {
      beats: [
        answered('links', [back('ao', 'そんなページあったんですね。やってみます！')], 'trying'),
        answered('explains', [back('ao', 'なるほどやってみます')], 'trying'),
        answered(
          'invites_dm',
          [dm('ao', 'こんにちは、さっきのひとりごとの者です笑 夜9時ごろに止まることが多いです')],
          'trying',
        ),
        answered('any', [likesOurs('ao')]),
        silence(60, [], 'forgot'),
      ],
    },
    trying: {
      beats: [
        answered('asks', [back('ao', '今のところ止まってないです！すごい')], 'fixed'),
        messaged('any', [dm('ao', 'ていねいにありがとうございます！今のところ元気です')], 'fixed'),
        silence(
          120,
          [
            {
              do: 'post',
              as: 'ao',
              text: 'ひとりごとに{company}の人が答えてくれて{product}復活した。こういうの好き',
            },
          ],
          'fixed',
        ),
      ],
    },
    fixed: ending('thanked', [{ do: 'follow', as: 'ao' }]),
    scared: ending('annoyed'),
    forgot: ending('went_quiet'),
  },
};
