// A practice story: a courteous question from an elderly person.
import { answered, back, ending, likesOurs, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaSeniorHours: Story = {
  id: 'ja-senior-hours',
  lang: 'ja',
  title: { ja: 'ご年配の方からの丁寧な質問', en: 'A courteous question from an elderly person' },
  lesson: {
    ja: '短く、順番に、専門用語なしで。急がせない。電話という選択肢も示す。',
    en: 'Short, in order, no jargon, no hurry. Offer the telephone as well.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { fujiko: 'senior' },
  start: 'asking',
  scenes: {
    asking: {
      acts: [
        {
          do: 'post',
          as: 'fujiko',
          label: first,
          text: [
            '{us} 初めて書き込みいたします。{product}のことで伺いたいのですが、土曜日もお電話はつながりますでしょうか。',
            '{us} 孫に教わりながら打っております。{product}の説明書の字が小さくて読めません。大きいものはございますか。',
          ],
        },
      ],
      beats: [
        answered(
          ['links', 'explains'],
          [
            back(
              'fujiko',
              'ご親切にありがとうございます。その青い字を押せばよろしいのですね。孫が来たら一緒に見てみます。',
            ),
          ],
          'reading',
        ),
        answered(
          'links',
          [back('fujiko', '青い字のところを押すのでしょうか。すこし怖いのですが…。')],
          'unsure',
        ),
        answered('explains', [back('fujiko', 'よくわかりました。ありがとうございます。')], 'reading'),
        answered(
          'invites_dm',
          [back('fujiko', '恐れ入ります、そのディーエムというものがわかりません。')],
          'unsure',
        ),
        answered('wrong_language', [back('fujiko', '申し訳ございません、日本語でお願いできますか。')]),
        answered(
          'any',
          [
            back(
              'fujiko',
              'お返事をいただき、うれしく存じます。それで、どのようにすればよろしいでしょうか。',
            ),
          ],
          'unsure',
        ),
        silence(
          180,
          [{ do: 'reply', as: 'fujiko', to: first, text: 'お忙しいところ失礼いたしました。また改めます。' }],
          'quiet',
        ),
      ],
    },
    unsure: {
      beats: [
        answered(
          'any',
          [back('fujiko', 'ああ、わかりました。ご丁寧に、本当にありがとうございます。')],
          'reading',
        ),
        silence(120, [], 'quiet'),
      ],
    },
    reading: {
      beats: [
        silence(
          60,
          [
            {
              do: 'reply',
              as: 'fujiko',
              to: first,
              text: '無事にできました。若い方がこんなに優しくしてくださるとは。よい一日になりました。',
            },
          ],
          'thankful',
        ),
      ],
    },
    thankful: ending('thanked', [likesOurs('fujiko')]),
    quiet: ending('went_quiet'),
  },
};
