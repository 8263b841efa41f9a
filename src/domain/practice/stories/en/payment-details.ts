// A practice story: payment details belong in a DM.
import { answered, back, dm, ending, messaged, silence, type Story } from '../../story.ts';
import { dmScenes, first, mannersEn } from '../common.ts';

export const enPaymentDetails: Story = {
  id: 'en-payment-details',
  lang: 'en',
  title: { ja: '支払いの件はDMで', en: 'Payment details belong in a DM' },
  lesson: {
    ja: '番号を公開で聞くと、本当に書いてしまう人がいる。必ずDMへ。',
    en: 'Ask for a number in public and somebody will post it. Always take it to a DM.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { ben: 'polite' },
  start: 'worried',
  scenes: {
    worried: {
      acts: [
        {
          do: 'post',
          as: 'ben',
          label: first,
          picture: 'receipt',
          text: {
            any: [
              '{us} I seem to have been charged twice for {product} this month. The phone line keeps cutting off. Could somebody help?',
              '{us} Hello. Two identical payments for {product} left my account on Friday.',
            ],
            stay: [
              "{us} I host through {product} and last week's payout never arrived. Guests check in tomorrow, so I am a little anxious.",
            ],
          },
        },
      ],
      beats: [
        ...mannersEn('ben', 'polite').filter(
          (beat) => !('answered' in beat.on && beat.on.answered === 'asks_personal'),
        ),
        answered(
          'asks_personal',
          [
            {
              do: 'reply',
              as: 'ben',
              to: '@ours',
              label: 'leak',
              text: 'Of course. The order number is {order} and my phone is 555-0100. Does that help?',
            },
          ],
          'leaked',
        ),
        answered('invites_dm', [back('ben', 'Certainly, I will send the details in a DM.')], 'dm'),
        answered('links', [
          back('ben', 'Thank you, I have read that page. It does not mention double charges.'),
        ]),
        answered('any', [back('ben', 'Thank you for replying. Where should I send the details?')]),
        messaged('any', [dm('ben', 'Thank you for getting in touch. The reference is {order}.')], 'dm_given'),
        silence(
          30,
          [
            {
              do: 'reply',
              as: 'ben',
              to: first,
              text: '{us} Sorry to ask again. Should I go through my bank instead?',
            },
          ],
          'pressing',
        ),
      ],
    },
    pressing: {
      beats: [
        answered('invites_dm', [back('ben', 'Thank you, sending it now.')], 'dm'),
        messaged('any', [dm('ben', 'Glad to hear from you. The reference is {order}.')], 'dm_given'),
        silence(
          120,
          [
            {
              do: 'post',
              as: 'ben',
              text: 'After three messages to {company} without a reply I have disputed the charge and closed my account.',
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
          [
            { do: 'delete', label: 'leak' },
            back('ben', 'Oh dear, that was public. Deleted, and sent by DM.'),
          ],
          'dm',
        ),
        messaged(
          'any',
          [
            { do: 'delete', label: 'leak' },
            dm('ben', 'I have deleted the public one. The reference is {order}.'),
          ],
          'dm_given',
        ),
        silence(
          25,
          [
            { do: 'delete', label: 'leak' },
            {
              do: 'reply',
              as: 'ben',
              to: first,
              text: 'I removed my details. Should you really be asking for those in public?',
            },
          ],
          'gone',
        ),
      ],
    },
    ...dmScenes({
      as: 'ben',
      opens: 'Hello. This is about the double charge: reference {order}, both payments on Friday.',
      adds: 'Yes, the same amount twice, a minute apart. I can send a screenshot.',
      glad: 'That is a relief. Thank you for explaining it so clearly.',
      waiting: 'I sent the details by DM earlier. Could you confirm they arrived?',
      solved: 'relieved',
      givenUp: 'gone',
    }),
    relieved: ending('thanked', [
      {
        do: 'reply',
        as: 'ben',
        to: first,
        after: [60, 180],
        text: [
          'All resolved. Thank you for the patient help.',
          'The refund is on its way. Much appreciated.',
        ],
      },
    ]),
    gone: ending('left'),
  },
};
