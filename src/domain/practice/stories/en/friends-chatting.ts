// A practice story: two friends chatting.
import { answered, back, ending, noticed, ours, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enFriendsChatting: Story = {
  id: 'en-friends-chatting',
  lang: 'en',
  title: { ja: '友だちどうしの会話', en: 'Two friends chatting' },
  lesson: {
    ja: '会話に割り込まない。商品名は待ち合わせの話に出ただけ。',
    en: 'Do not break in. The product only comes up in their plans.',
  },
  advice: 'stay_silent',
  needsAccount: false,
  cast: { a: 'teen', b: 'teen' },
  start: 'chatting',
  scenes: {
    chatting: {
      acts: [
        {
          do: 'post',
          as: 'a',
          label: first,
          text: [
            'are we still doing the {product} event on saturday or did you bail',
            'the {product} event is saturday, meet at 1?',
          ],
        },
        {
          do: 'reply',
          as: 'b',
          to: first,
          label: 'r1',
          text: ['still on! 1ish?', 'yes but I will be late, you know me'],
          after: [30, 120],
        },
        {
          do: 'reply',
          as: 'a',
          to: 'r1',
          label: 'r2',
          text: 'late one buys fries, new rule',
          after: [30, 120],
        },
        {
          do: 'reply',
          as: 'b',
          to: 'r2',
          text: 'that is every week for me and you know it',
          after: [30, 120],
        },
      ],
      beats: [
        answered(
          'any',
          [
            back('b', ['uhh why is a company in our replies', 'who invited the brand']),
            { do: 'reply', as: 'a', to: ours, text: 'lmaooo going private' },
          ],
          'spooked',
        ),
        noticed('like', [
          { do: 'reply', as: 'b', to: first, text: 'the official account liked this?? creepy' },
        ]),
        silence(60, [], 'over'),
      ],
    },
    spooked: ending('annoyed', [{ do: 'delete', label: first, after: [20, 90] }]),
    over: ending('chat'),
  },
};
