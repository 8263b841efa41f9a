// A practice story: solved before we spoke.
import { answered, back, ending, likesOurs, noticed, silence, type Story } from '../../story.ts';
import { first, mannersEn } from '../common.ts';

export const enSolvedAlready: Story = {
  id: 'en-solved-already',
  lang: 'en',
  title: { ja: '返信前に自己解決', en: 'Solved before we spoke' },
  lesson: {
    ja: '送る直前に最新の投稿を確認。直っていたら説明しない。',
    en: 'Check their newest post right before sending. Do not explain what is already solved.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { marcus: 'casual' },
  trades: ['any', 'device', 'app', 'media'],
  start: 'stuck',
  scenes: {
    stuck: {
      acts: [
        {
          do: 'post',
          as: 'marcus',
          label: first,
          text: [
            'why is there no sound on my {product} all of a sudden',
            'has anyone seen the settings button on {product}? it was there yesterday',
            '{product} update stuck at 99%. story of my life',
          ],
        },
      ],
      beats: [
        ...mannersEn('marcus', 'casual', 'bothered'),
        answered('any', [back('marcus', 'oh nice, thanks, giving it a try')], 'helped'),
        silence(
          8,
          [
            {
              do: 'reply',
              as: 'marcus',
              to: first,
              label: 'solved',
              text: [
                'never mind, it was muted. I have a degree',
                'update: fixed. turned it off and on. as you were',
              ],
            },
          ],
          'solved',
        ),
      ],
    },
    solved: {
      beats: [
        answered('asks', [back('marcus', 'erm, I posted that it works now 😅')], 'bothered'),
        answered('explains', [back('marcus', 'already fixed mate, see above')], 'bothered'),
        answered('any', [back('marcus', 'haha cheers, crisis averted')], 'fine'),
        noticed('like', [likesOurs('marcus')], 'fine'),
        silence(45, [], 'fine'),
      ],
    },
    helped: { beats: [silence(12, [back('marcus', 'sorted, thank you!')], 'thankful')] },
    thankful: ending('thanked'),
    fine: ending('solved_self'),
    bothered: ending('annoyed'),
  },
};
