// A practice story: in trouble right there, right now.
import { answered, back, dm, ending, messaged, silence, type Story } from '../../story.ts';
import { first, mannersEn } from '../common.ts';

export const enThereRightNow: Story = {
  id: 'en-there-right-now',
  lang: 'en',
  title: { ja: 'いま、その場で困っている', en: 'In trouble right there, right now' },
  lesson: {
    ja: '場所と時間を聞き、現場に渡す。あとで謝るより、いま動く。',
    en: 'Get place and time, hand it to the people on the spot. Acting now beats a sorry later.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { eleanor: 'polite' },
  start: 'waiting',
  scenes: {
    waiting: {
      acts: [
        {
          do: 'post',
          as: 'eleanor',
          label: first,
          picture: 'queue',
          text: {
            any: [
              '{us} I have been standing at your {product} counter for half an hour and nobody has come. My mother cannot stand this long.',
            ],
            food: [
              '{us} Forty minutes at the table, two waiters have walked past, no {product} yet. My mother is diabetic.',
            ],
            stay: [
              '{us} We are outside the {product}, it is raining, and the door code does not work. Two small children with us.',
            ],
            app: [
              '{us} I am at the venue now and {product} will not show my ticket. Doors close in twenty minutes.',
            ],
          },
        },
      ],
      beats: [
        ...mannersEn('eleanor', 'polite', 'home'),
        answered(
          'asks',
          [back('eleanor', 'Thank you for answering. The one by the station, second floor.')],
          'located',
        ),
        answered(
          'invites_dm',
          [dm('eleanor', 'By the station, second floor. We are still here.')],
          'located',
        ),
        answered(
          'any',
          [back('eleanor', 'Thank you, but we are still standing here. By the station, second floor.')],
          'located',
        ),
        messaged('any', [dm('eleanor', 'By the station, second floor. Please hurry if you can.')], 'located'),
        silence(
          12,
          [{ do: 'reply', as: 'eleanor', to: first, text: 'We have given up and are going home.' }],
          'home',
        ),
      ],
    },
    located: {
      beats: [
        answered(
          'any',
          [back('eleanor', 'Somebody has just come out to us. That was kind, thank you.')],
          'served',
        ),
        messaged('any', [dm('eleanor', 'A young man has just come to help. Thank you so much.')], 'served'),
        silence(20, [back('eleanor', 'Nobody came in the end.')], 'home'),
      ],
    },
    served: ending('thanked', [
      {
        do: 'post',
        as: 'eleanor',
        text: 'A word of thanks to {company}: I wrote here in despair and three minutes later somebody stood in front of us.',
        after: [60, 300],
      },
    ]),
    home: ending('left'),
  },
};
