// A practice story: spam on our name.
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enSpam: Story = {
  id: 'en-spam',
  lang: 'en',
  title: { ja: '便乗スパム', en: 'Spam on our name' },
  lesson: { ja: '相手にしない。広めない。', en: 'Do not engage, do not spread.' },
  advice: 'stay_silent',
  needsAccount: false,
  cast: { s: 'spammer' },
  weight: 0.6,
  start: 'pushing',
  scenes: {
    pushing: {
      acts: [
        {
          do: 'post',
          as: 's',
          label: first,
          text: [
            '🎁 FREE {product} 🎁 follow + repost, everyone wins!! link in bio #giveaway #{tag}',
            'I make $500/day from my phone, {product} fans ask me how → https://example.com/wins #{tag}',
          ],
        },
        { do: 'post', as: 's', text: 'ONLY 3 SPOTS LEFT!! act now #{tag} #passiveincome', after: [120, 400] },
      ],
      beats: [
        answered('any', [back('s', 'Click the link in my bio to learn more!')], 'over'),
        silence(45, [], 'taken_down'),
      ],
    },
    over: ending('annoyed'),
    taken_down: ending('chat', [{ do: 'leave', as: 's', after: [60, 300] }]),
  },
};
