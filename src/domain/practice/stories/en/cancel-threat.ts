// A practice story: a regular about to cancel.
import { answered, back, dm, ending, likesOurs, messaged, silence, type Story } from '../../story.ts';
import { first, mannersEn } from '../common.ts';

export const enCancelThreat: Story = {
  id: 'en-cancel-threat',
  lang: 'en',
  title: { ja: '解約寸前の常連', en: 'A regular about to cancel' },
  lesson: {
    ja: '長い付き合いの人ほど、静かに怒って去る。具体的に、早く、言い訳なしで。',
    en: 'Long-time customers leave quietly after being loud once. Be concrete, early, without excuses.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { nat: 'blunt' },
  trades: ['any', 'app', 'media', 'device'],
  start: 'venting',
  scenes: {
    venting: {
      acts: [
        {
          do: 'post',
          as: 'nat',
          label: first,
          text: {
            any: [
              'six years a {product} customer and this is the third failure this month. what am I paying for',
              'The {product} is down. Again. I could set my watch by it.',
            ],
            app: [
              '{product} logged me out mid-meeting. Third time this month. Six years a customer, for what?',
            ],
          },
        },
      ],
      beats: [
        ...mannersEn('nat', 'blunt', 'out'),
        answered(
          ['apologises', 'asks'],
          [
            back('nat', [
              'Huh, a person. Since last night, 9ish. Restarted everything twice.',
              'last night, all evening. and yes I restarted it',
            ]),
          ],
          'softening',
        ),
        answered('apologises', [back('nat', 'Sorry does not fix it. When will it work?')], 'pressing'),
        answered('asks', [back('nat', 'Maybe start with sorry, then the questions')], 'pressing'),
        answered('any', [back('nat', 'And?')], 'pressing'),
        silence(
          15,
          [{ do: 'reply', as: 'nat', to: first, text: 'forty minutes on hold so far. lovely music.' }],
          'angry',
        ),
      ],
    },
    angry: {
      beats: [
        ...mannersEn('nat', 'blunt', 'out'),
        answered(
          ['apologises', 'slow'],
          [back('nat', 'Took you long enough. Since 9 last night.')],
          'softening',
        ),
        answered('apologises', [back('nat', 'Fine. Since 9 last night, restart does nothing.')], 'softening'),
        answered('any', [back('nat', 'Do you actually read what people write to you?')], 'pressing'),
        silence(
          45,
          [
            {
              do: 'post',
              as: 'nat',
              label: 'threat',
              text: '{company} has gone quiet so I am shopping around. What is everyone using instead of {product}?',
            },
          ],
          'shopping',
        ),
      ],
    },
    shopping: {
      beats: [
        answered(
          'apologises',
          [back('nat', 'cancel page is open in the other tab, so talk fast')],
          'softening',
        ),
        answered('any', [back('nat', 'Too late.')], 'out'),
        silence(60, [{ do: 'reply', as: 'nat', to: 'threat', text: 'Cancelled. Felt great.' }], 'out'),
      ],
    },
    pressing: {
      beats: [
        answered('explains', [back('nat', "okay, that's at least an answer. trying it")], 'trying'),
        answered('listens', [back('nat', 'not your fault personally, I know')], 'calm'),
        messaged(
          'any',
          [dm('nat', 'Thanks for writing directly. Account {order}. Please be quick')],
          'handed_over',
        ),
        answered('any', [back('nat', "That's not an answer.")], 'out'),
        silence(60, [], 'out'),
      ],
    },
    softening: {
      beats: [
        answered('explains', [back('nat', 'Huh. Trying that.')], 'trying'),
        answered('links', [back('nat', 'Reading it now.')], 'trying'),
        answered('invites_dm', [dm('nat', 'Account {order}. Down since 9 last night.')], 'handed_over'),
        messaged('any', [dm('nat', 'Account {order}. Down since 9 last night.')], 'handed_over'),
        answered('any', [back('nat', 'so what do I do')], 'pressing'),
        silence(90, [], 'out'),
      ],
    },
    handed_over: {
      beats: [
        messaged('any', [dm('nat', 'Okay. Thank you.')], 'calm'),
        silence(
          90,
          [{ do: 'reply', as: 'nat', to: first, text: 'Sent a DM, got nothing. Says it all.' }],
          'out',
        ),
      ],
    },
    trying: {
      beats: [
        answered('asks', [back('nat', 'It works. I was harsh earlier, sorry.')], 'thankful'),
        silence(
          25,
          [
            {
              do: 'reply',
              as: 'nat',
              to: first,
              text: [
                "Working again. Whoever answered me: you're good at this.",
                'Fixed. Cancel tab closed. For now.',
              ],
            },
          ],
          'thankful',
        ),
      ],
    },
    thankful: ending('thanked', [likesOurs('nat')]),
    calm: ending('calmed'),
    out: ending('left'),
  },
};
