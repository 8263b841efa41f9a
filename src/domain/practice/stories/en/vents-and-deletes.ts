// A practice story: posts in anger, deletes it.
import { answered, back, ending, likesOurs, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enVentsAndDeletes: Story = {
  id: 'en-vents-and-deletes',
  lang: 'en',
  title: { ja: 'かっとなって投稿、そして削除', en: 'Posts in anger, deletes it' },
  lesson: {
    ja: '消した人を追いかけない。消す前なら、短くやわらかく。',
    en: 'Do not chase a person who deleted. Before that, be short and soft.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { petra: 'casual' },
  start: 'venting',
  scenes: {
    venting: {
      acts: [
        {
          do: 'post',
          as: 'petra',
          label: first,
          text: [
            'I hate {product} with the fire of a thousand suns',
            '{company} staff were so rude today I cried in the car',
            'never buying {product} again and I mean it this time',
          ],
        },
      ],
      beats: [
        answered('blames', [back('petra', 'wow ok. deleting this')], 'ashamed'),
        answered(
          'sells',
          [back('petra', 'I literally said never again and you send me an offer')],
          'ashamed',
        ),
        answered(
          'apologises',
          [
            back('petra', [
              'oh no you saw that. it was a bad day, thank you for being kind about it',
              'ok that reply made me tear up a bit. taking it down, I was unfair',
            ]),
          ],
          'moved',
        ),
        answered('any', [back('petra', 'eek, sorry, just venting')], 'ashamed'),
        silence(10, [{ do: 'delete', label: first }], 'gone'),
      ],
    },
    moved: ending('calmed', [likesOurs('petra'), { do: 'delete', label: first, after: [30, 120] }]),
    ashamed: ending('deleted', [{ do: 'delete', label: first, after: [10, 60] }]),
    gone: ending('deleted', [
      { do: 'post', as: 'petra', text: 'deleted my last one. tea, bed, tomorrow.', after: [60, 240] },
    ]),
  },
};
