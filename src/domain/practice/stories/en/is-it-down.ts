// A practice story: is it down for everyone?
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enIsItDown: Story = {
  id: 'en-is-it-down',
  lang: 'en',
  title: { ja: '「落ちてる？」が広がる', en: 'Is it down for everyone?' },
  lesson: {
    ja: '早い一言と、更新されるページ一つ。沈黙は憶測になる。',
    en: 'An early word and one page that is kept up to date. Silence becomes rumour.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { a: 'casual', b: 'casual', c: 'blunt', d: 'teen' },
  trades: ['any', 'app', 'media', 'device', 'stay'],
  weight: 0.5,
  start: 'rising',
  scenes: {
    rising: {
      acts: [
        {
          do: 'post',
          as: 'a',
          label: first,
          text: ['is {product} down or is it just me', 'anyone else having trouble with {product} rn?'],
        },
        {
          do: 'reply',
          as: 'b',
          to: first,
          text: 'same here, started about ten minutes ago',
          after: [40, 120],
        },
        {
          do: 'post',
          as: 'c',
          label: 'second',
          picture: 'error_screen',
          text: '{product} not working. Status page says all good. Of course it does.',
          after: [30, 90],
        },
        {
          do: 'quote',
          as: 'd',
          of: 'second',
          label: 'third',
          text: 'ok so it IS everyone lol {product} rip',
          after: [30, 90],
        },
        { do: 'repost', as: 'b', what: 'second' },
      ],
      beats: [
        answered(
          ['apologises', 'links'],
          [{ do: 'repost', as: 'a', what: '@ours' }, back('b', 'thanks, will watch that page')],
          'informed',
        ),
        answered('apologises', [back('a', 'thanks for saying so. any idea how long?')], 'informed'),
        answered('asks', [back('a', 'since about ten. restarted, no change')], 'informed'),
        answered('any', [back('d', 'they live!! fix it pls 🙏')], 'informed'),
        silence(
          15,
          [
            {
              do: 'reply',
              as: 'c',
              to: 'second',
              text: 'Still nothing from {company}. They know. They are just not saying.',
            },
            { do: 'repost', as: 'd', what: 'second' },
          ],
          'spreading',
        ),
      ],
    },
    spreading: {
      beats: [
        answered('any', [back('c', 'Finally. Would it have killed you to say so an hour ago?')], 'informed'),
        silence(
          45,
          [
            {
              do: 'post',
              as: 'b',
              text: '{product} still dead, {company} still silent. You learn a lot about a company on days like this',
            },
          ],
          'burnt',
        ),
      ],
    },
    informed: {
      beats: [
        answered('links', [{ do: 'like', as: 'b', what: '@ours' }]),
        silence(
          40,
          [{ do: 'post', as: 'a', text: '{product} is back! hope the people fixing it get some sleep' }],
          'over',
        ),
      ],
    },
    over: ending('calmed'),
    burnt: ending('annoyed'),
  },
};
