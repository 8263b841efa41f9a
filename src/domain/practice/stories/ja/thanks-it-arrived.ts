// A practice story: just to say: it arrived.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const jaThanksItArrived: Story = {
  id: 'ja-thanks-it-arrived',
  lang: 'ja',
  title: { ja: '「届きました」のひとこと', en: 'Just to say: it arrived' },
  lesson: {
    ja: 'お礼にもお返事を。ここで終わらせず、次に困ったときに声をかけてもらえる関係に。',
    en: 'Answer thanks too: it makes the next question easier to ask.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { yamane: 'senior' },
  start: 'thanking',
  scenes: {
    thanking: {
      acts: [
        {
          do: 'post',
          as: 'yamane',
          label: first,
          text: [
            '{us} 先日はどうも。{product}、本日無事に届きました。ありがとう。',
            '{us} おたくの{product}のおかげで妻が喜んでおります。一言お礼まで。',
          ],
        },
      ],
      beats: [
        answered(
          'sells',
          [back('yamane', 'いや、礼を言っただけで、買い足すつもりはないのだが。')],
          'put_off',
        ),
        answered(
          'thanks',
          [
            back('yamane', [
              'ご丁寧に返事をありがとう。また頼みます。',
              '返事が来るとは思わなんだ。妻にも見せました。',
            ]),
          ],
          'pleased',
        ),
        answered('any', [back('yamane', 'はい、では。')], 'pleased'),
        noticed('like', [], 'pleased'),
        silence(600, [], 'unseen'),
      ],
    },
    pleased: ending('thanked', [likesOurs('yamane')]),
    put_off: ending('annoyed'),
    unseen: ending('went_quiet'),
  },
};
