// A practice story: thanks, it arrived.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enThanksItArrived: Story = {
  id: 'en-thanks-it-arrived',
  lang: 'en',
  title: { ja: '「届きました」のお礼', en: 'Thanks, it arrived' },
  lesson: {
    ja: 'お礼にも返事を。短く、その人の言葉に触れて。',
    en: 'Answer thanks too: short, and touching on what they said.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { margaret: 'senior' },
  start: 'thanking',
  scenes: {
    thanking: {
      acts: [
        {
          do: 'post',
          as: 'margaret',
          label: first,
          text: [
            '{us} The {product} came this morning, safe and sound. Thank you. My grandson says I should tell you here.',
            '{us} Just to say thank you for the {product}. It has cheered up the whole house.',
          ],
        },
      ],
      beats: [
        answered('sells', [back('margaret', 'Oh no dear, I only wanted to say thank you.')], 'put_off'),
        answered(
          'thanks',
          [
            back('margaret', [
              'How nice to get an answer! I have shown it to my neighbour.',
              'You are very welcome. Have a lovely day.',
            ]),
          ],
          'pleased',
        ),
        answered('any', [back('margaret', 'Thank you dear.')], 'pleased'),
        noticed('like', [], 'pleased'),
        silence(600, [], 'unseen'),
      ],
    },
    pleased: ending('thanked', [likesOurs('margaret')]),
    put_off: ending('annoyed'),
    unseen: ending('went_quiet'),
  },
};
