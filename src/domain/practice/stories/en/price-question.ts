// A practice story: a fan asks the price.
import { answered, back, ending, likesOurs, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enPriceQuestion: Story = {
  id: 'en-price-question',
  lang: 'en',
  title: { ja: '値段を聞くファン', en: 'A fan asks the price' },
  lesson: {
    ja: '値段を聞かれたら答えるのは宣伝ではない。ただし、上位品へ誘導しない。',
    en: 'Answering a price question is not selling. Steering to a dearer one is.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { bea: 'fan' },
  start: 'asking',
  scenes: {
    asking: {
      acts: [
        {
          do: 'post',
          as: 'bea',
          label: first,
          text: [
            '{us} how much is the {product} these days? asking for a friend (I am the friend)',
            '{us} is the {product} still the same price as last year? saving up 🐷',
          ],
        },
      ],
      beats: [
        answered('sells', [back('bea', 'haha I only asked the price, easy tiger')], 'cooled'),
        answered('links', [back('bea', 'perfect, thank you!! bookmarked 💛')], 'glad'),
        answered('asks', [back('bea', 'the small one! in the blue if it still exists')], 'told'),
        answered('any', [back('bea', 'ahh thanks for answering! so roughly how much?')], 'told'),
        silence(300, [], 'unseen'),
      ],
    },
    told: {
      beats: [
        answered('any', [back('bea', 'amazing, thank you. payday come faster')], 'glad'),
        silence(120, [], 'unseen'),
      ],
    },
    glad: ending('thanked', [likesOurs('bea'), { do: 'follow', as: 'bea' }]),
    cooled: ending('annoyed'),
    unseen: ending('went_quiet'),
  },
};
