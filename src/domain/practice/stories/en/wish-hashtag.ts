// A practice story: a wish under a hashtag.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enWishHashtag: Story = {
  id: 'en-wish-hashtag',
  lang: 'en',
  title: { ja: 'ハッシュタグでの要望', en: 'A wish under a hashtag' },
  lesson: {
    ja: '要望は受け取ったと伝える。実現の約束はしない。',
    en: 'Say the wish was received. Never promise that it comes true.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { theo: 'fan', zoe: 'teen' },
  start: 'wishing',
  scenes: {
    wishing: {
      acts: [
        {
          do: 'post',
          as: 'theo',
          label: first,
          text: {
            any: [
              '#{tag}wish please bring back the original green {product}, just once, I beg',
              '#{tag}wish a travel size of {product}. that is it. that is the whole wish',
            ],
            media: ['#{tag}wish {product} season two. I ask every week until it happens'],
            app: ['#{tag}wish a dark mode in {product} that is actually dark, thanks'],
            food: ['#{tag}wish the lime {product}. it was the best one. bring it home'],
          },
        },
        { do: 'reply', as: 'zoe', to: first, text: 'seconded!!', after: [60, 240] },
      ],
      beats: [
        answered('sells', [back('theo', 'nice but that is not what I wished for 😅')]),
        answered(
          ['thanks', 'asks'],
          [back('theo', 'you want details? small enough for a coat pocket, please and thank you')],
          'heard',
        ),
        answered(
          'thanks',
          [back('theo', ['they answered!! worth typing it every week', 'thank YOU, fingers crossed'])],
          'heard',
        ),
        answered('copy_paste', [back('theo', 'same reply as everyone, but hey, I will take it')], 'heard'),
        answered('any', [back('theo', 'hope it reaches whoever decides!')], 'heard'),
        noticed('like', [{ do: 'reply', as: 'zoe', to: first, text: 'omg they liked it' }], 'heard'),
        silence(240, [], 'unheard'),
      ],
    },
    heard: {
      beats: [
        answered('any', [likesOurs('theo')]),
        silence(30, [{ do: 'repost', as: 'zoe', what: first }], 'hoping'),
      ],
    },
    hoping: ending('thanked'),
    unheard: ending('went_quiet'),
  },
};
