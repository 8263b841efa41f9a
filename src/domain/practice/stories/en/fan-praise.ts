// A practice story: a happy fan.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enFanPraise: Story = {
  id: 'en-fan-praise',
  lang: 'en',
  title: { ja: '幸せそうなファン', en: 'A happy fan' },
  lesson: {
    ja: '一緒に喜ぶ。宣伝を混ぜた瞬間に冷める。',
    en: 'Be glad with them. The moment you sell, it is over.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { bea: 'fan' },
  start: 'glowing',
  scenes: {
    glowing: {
      acts: [
        {
          do: 'post',
          as: 'bea',
          label: first,
          picture: 'happy_shelf',
          text: [
            'whoever invented {product} deserves a statue',
            'bad day, then {product}, now a good day. I am a simple creature',
            'third {product} joins the shelf. no regrets, only shelves',
          ],
        },
      ],
      beats: [
        answered('sells', [back('bea', 'oh. it was an ad all along')], 'cold'),
        answered(
          'copy_paste',
          [back('bea', 'saw you wrote that to someone else too, but aww anyway')],
          'happy',
        ),
        answered(
          ['thanks', 'asks'],
          [
            back('bea', [
              'OH MY GOSH HI. the first one ever, obviously ✨',
              'you noticed me!! mornings, with coffee, always',
            ]),
          ],
          'happy',
        ),
        answered('thanks', [back('bea', 'no, thank YOU. screenshotting this')], 'happy'),
        answered('any', [back('bea', 'the official account!! I am framing this')], 'happy'),
        noticed(
          'like',
          [{ do: 'reply', as: 'bea', to: first, text: 'they liked it, I can retire now ✨' }],
          'happy',
        ),
        noticed(
          'repost',
          [{ do: 'reply', as: 'bea', to: first, text: 'REPOSTED?? my hands are shaking' }],
          'happy',
        ),
        silence(240, [], 'unseen'),
      ],
    },
    happy: {
      beats: [answered('any', [likesOurs('bea')]), silence(20, [{ do: 'follow', as: 'bea' }], 'friend')],
    },
    friend: ending('thanked'),
    cold: ending('annoyed'),
    unseen: ending('went_quiet'),
  },
};
