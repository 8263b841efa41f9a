// A practice story: where can I get it?
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first, mannersEn } from '../common.ts';

export const enWhereCanIGet: Story = {
  id: 'en-where-can-i-get',
  lang: 'en',
  title: { ja: 'どこで買えますか', en: 'Where can I get it?' },
  lesson: {
    ja: '短い質問には短い答えを。地域がわからなければ、それだけを聞く。',
    en: 'A short question wants a short answer. If the area is missing, ask for that alone.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { walter: 'senior' },
  start: 'looking',
  scenes: {
    looking: {
      acts: [
        {
          do: 'post',
          as: 'walter',
          label: first,
          text: {
            any: [
              'Where does one get {product} these days? My usual shop has stopped keeping it.',
              'Looking for {product}. Tried three shops. Is it gone for good?',
            ],
            app: ['How does one sign up for {product}? My neighbour swears by it.'],
            media: ['Where can I watch {product}? It used to be on Sunday evenings.'],
          },
        },
      ],
      beats: [
        ...mannersEn('walter', 'polite', 'gave_up'),
        answered('asks', [back('walter', 'How kind. I am in Hereford, and I can take the bus.')], 'told'),
        answered(
          'links',
          [back('walter', 'Thank you, I shall have my daughter look at that page with me.')],
          'found',
        ),
        answered('explains', [back('walter', 'Splendid, I will try there on Thursday.')], 'found'),
        answered('any', [back('walter', 'Thank you for writing. But where can I get it?')], 'told'),
        silence(
          50,
          [
            {
              do: 'reply',
              as: 'walter',
              to: first,
              text: 'Never mind, the lady at number 12 knew. Corner shop, top shelf.',
            },
          ],
          'by_self',
        ),
      ],
    },
    told: {
      beats: [
        answered('links', [back('walter', 'I see the map. Very clear, thank you.')], 'found'),
        answered('explains', [back('walter', 'Well, that is just round the corner. Thank you!')], 'found'),
        answered('any', [back('walter', 'I am afraid I did not follow. Could you put it more simply?')]),
        silence(90, [], 'gave_up'),
      ],
    },
    found: {
      beats: [
        silence(
          240,
          [
            {
              do: 'post',
              as: 'walter',
              picture: 'happy_shelf',
              text: 'Got the {product} at last, thanks to a helpful soul at {company}.',
            },
          ],
          'bought',
        ),
      ],
    },
    bought: ending('thanked'),
    by_self: ending('solved_self'),
    gave_up: ending('went_quiet'),
  },
};
