// A practice story: torn after two weeks, with a photo.
import { answered, back, dm, ending, messaged, silence, type Story } from '../../story.ts';
import { dmScenes, first, mannersEn } from '../common.ts';

export const enTornAfterTwoWeeks: Story = {
  id: 'en-torn-after-two-weeks',
  lang: 'en',
  title: { ja: '二週間で破れた（写真つき）', en: 'Torn after two weeks, with a photo' },
  lesson: {
    ja: '写真を見たと伝える。返品の条件を並べる前に、残念な気持ちを受け取る。',
    en: 'Say you have seen the photo. Take in the disappointment before you quote the return rules.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { rosie: 'casual' },
  trades: ['any', 'goods'],
  start: 'showing',
  scenes: {
    showing: {
      acts: [
        {
          do: 'post',
          as: 'rosie',
          label: first,
          picture: 'torn',
          text: {
            any: [
              'Two weeks. TWO. And my {product} is already coming apart 😞',
              "not even two weeks with the {product} and look at it. I didn't do anything weird with it I promise",
            ],
            goods: [
              'Two weeks old and the seam on my {product} has gone already 😞 these were my treat for the winter',
            ],
          },
        },
      ],
      beats: [
        ...mannersEn('rosie', 'casual', 'sad'),
        answered(['apologises', 'invites_dm'], [back('rosie', "oh wow I didn't even tag you. DMing!")], 'dm'),
        answered('invites_dm', [back('rosie', "oh hi? sure, I'll DM")], 'dm'),
        answered(
          ['listens', 'asks'],
          [back('rosie', 'thank you for actually looking at the photo ❤️ bought it downtown on the 3rd')],
          'talking',
        ),
        answered(
          'asks',
          [back('rosie', 'downtown store, on the 3rd. still have the receipt somewhere')],
          'talking',
        ),
        answered(
          'apologises',
          [back('rosie', 'thanks, I was just really looking forward to wearing it out')],
          'talking',
        ),
        answered('any', [back('rosie', 'thanks... is there any way to exchange it?')], 'talking'),
        messaged('any', [dm('rosie', 'hi! yes that was me. order {order}')], 'dm_given'),
        silence(
          240,
          [
            {
              do: 'edit',
              label: first,
              text: 'Two weeks. TWO. And my {product} is already coming apart 😞 (edit: binned it, any recs for a brand that lasts?)',
            },
          ],
          'sad',
        ),
      ],
    },
    talking: {
      beats: [
        answered('invites_dm', [back('rosie', 'on my way to the DMs')], 'dm'),
        answered('links', [back('rosie', 'filled in the form, thank you!')], 'exchanged'),
        messaged('any', [dm('rosie', 'order number {order}, thank you so much')], 'dm_given'),
        silence(120, [], 'quiet'),
      ],
    },
    ...dmScenes({
      as: 'rosie',
      opens: "Hi! It's me with the sad photo. Order {order}. Could I swap it for a new one?",
      adds: 'Bought on the 3rd, downtown. I can bring it in on Saturday.',
      glad: 'Amazing, thank you!! You turned my week around',
      waiting: 'I DMed you a while ago, just checking it got there :)',
      solved: 'exchanged',
      givenUp: 'sad',
    }),
    exchanged: {
      beats: [
        answered(
          'asks',
          [back('rosie', 'the new one arrived and it is perfect, thanks for checking in!')],
          'happy',
        ),
        silence(
          180,
          [
            {
              do: 'reply',
              as: 'rosie',
              to: first,
              text: 'update: they exchanged it, no fuss at all. colour me impressed',
            },
          ],
          'happy',
        ),
      ],
    },
    happy: ending('thanked', [{ do: 'follow', as: 'rosie' }]),
    quiet: ending('went_quiet'),
    sad: ending('left'),
  },
};
