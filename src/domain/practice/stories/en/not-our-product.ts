// A practice story: a question about something that is not ours.
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first, mannersEn } from '../common.ts';

export const enNotOurProduct: Story = {
  id: 'en-not-our-product',
  lang: 'en',
  title: { ja: '他社製品の相談', en: 'A question about something that is not ours' },
  lesson: {
    ja: '助ける。売らない。それが一番覚えてもらえる。',
    en: 'Help, do not sell. That is what they remember.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { aisha: 'polite' },
  start: 'asking',
  scenes: {
    asking: {
      acts: [
        {
          do: 'post',
          as: 'aisha',
          label: first,
          text: {
            any: [
              'Does anyone know how to look after one of these? Mine is not a {product}, just an old one of the same kind.',
            ],
            device: [
              'My old laptop (not a {product}, I wish) has become painfully slow. Where would you even start?',
            ],
            app: [
              'Not a {product} question, but why would an app stop sending notifications after an update?',
            ],
          },
        },
      ],
      beats: [
        ...mannersEn('aisha', 'polite'),
        answered(
          'asks',
          [back('aisha', 'How kind of you to ask. About three years old, and it began last week.')],
          'described',
        ),
        answered('explains', [back('aisha', 'That makes sense. Trying it tonight, thank you.')], 'trying'),
        answered(
          'any',
          [back('aisha', 'It is not even yours, and still you answer. Thank you.')],
          'described',
        ),
        silence(
          60,
          [
            {
              do: 'reply',
              as: 'aisha',
              to: first,
              text: 'Sorted! My niece took one look and pressed one button. Sorry for the noise.',
            },
          ],
          'by_self',
        ),
      ],
    },
    described: {
      beats: [
        answered('explains', [back('aisha', 'I had not looked there. Trying now.')], 'trying'),
        answered('links', [back('aisha', 'What a clear page. Thank you.')], 'trying'),
        silence(60, [], 'quiet'),
      ],
    },
    trying: {
      beats: [
        silence(
          40,
          [
            back('aisha', [
              'It works! My next one will be a {product}.',
              'All good again, and I will not forget who helped.',
            ]),
          ],
          'grateful',
        ),
      ],
    },
    grateful: ending('thanked', [{ do: 'follow', as: 'aisha' }]),
    by_self: ending('solved_self'),
    quiet: ending('went_quiet'),
  },
};
