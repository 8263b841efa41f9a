// A practice story: wrong order at the drive-through.
import { answered, back, dm, ending, messaged, silence, type Story } from '../../story.ts';
import { dmScenes, first, mannersEn } from '../common.ts';

export const enWrongOrder: Story = {
  id: 'en-wrong-order',
  lang: 'en',
  title: { ja: 'ドライブスルーの注文違い', en: 'Wrong order at the drive-through' },
  lesson: {
    ja: '公開の場で一言お詫びし、店舗と時間はDMで。早さが気持ちを変える。',
    en: 'A public sorry first, then store and time by DM. An early answer softens the mood.',
  },
  advice: 'speak',
  needsAccount: true,
  cast: { dan: 'casual' },
  start: 'waiting',
  scenes: {
    waiting: {
      acts: [
        {
          do: 'post',
          as: 'dan',
          label: first,
          picture: 'wrong_item',
          text: {
            any: [
              '{us} ordered the {product}, got something completely different. Receipt says {product}. How does that even happen',
              '{us} that is not what I ordered 🙃 receipt says {product}, the bag says otherwise',
            ],
            food: [
              "{us} drive-through gave me the wrong bag AGAIN. I paid for a {product} and I am looking at somebody else's salad",
              '{us} 20 min drive home, open the bag, not my {product}. Kid is in tears, thanks',
            ],
          },
        },
      ],
      beats: [
        ...mannersEn('dan', 'casual', 'done'),
        answered(
          ['apologises', 'invites_dm'],
          [back('dan', ['appreciate the quick reply. DMing you now', 'ok wow that was fast. sending a DM'])],
          'dm',
        ),
        answered('invites_dm', [back('dan', 'fine, DM it is. a sorry would have been nice')], 'dm'),
        answered('apologises', [back('dan', 'thanks. so can I get a refund or what')], 'asked'),
        answered(
          'asks',
          [back('dan', 'the one on the ring road, around 6pm. receipt is right here')],
          'asked',
        ),
        answered('any', [back('dan', 'ok but what do I do now?')], 'asked'),
        messaged('any', [dm('dan', 'hey, thanks for writing. order {order}, around 6pm')], 'dm_given'),
        silence(
          20,
          [
            {
              do: 'reply',
              as: 'dan',
              to: first,
              text: ['guess nobody is home at {company}', 'hello?? anyone?'],
            },
          ],
          'cold',
        ),
      ],
    },
    asked: {
      beats: [
        answered('invites_dm', [back('dan', 'sent!')], 'dm'),
        messaged('any', [dm('dan', 'order number is {order}, thanks')], 'dm_given'),
        silence(60, [], 'done'),
      ],
    },
    cold: {
      beats: [
        ...mannersEn('dan', 'casual', 'done'),
        answered(
          'apologises',
          [back('dan', "alright, thanks for getting back. I wasn't even that mad, just hungry")],
          'asked',
        ),
        answered('any', [back('dan', 'bit late now')], 'asked'),
        silence(
          90,
          [
            {
              do: 'post',
              as: 'dan',
              text: 'Told {company} about the mixed up {product}, got silence. Never again.',
            },
          ],
          'done',
        ),
      ],
    },
    ...dmScenes({
      as: 'dan',
      opens: [
        'hi, about the wrong order: number {order}, picked up around 6',
        'Hey it is me from the post. Order {order}. Happy to send the receipt',
      ],
      adds: 'ring road branch, 6:10pm, paid by card',
      glad: 'perfect, thank you. that was painless',
      waiting: 'I sent a DM an hour ago, did it arrive?',
      solved: 'sorted',
      givenUp: 'done',
    }),
    sorted: ending('thanked', [
      {
        do: 'reply',
        as: 'dan',
        to: first,
        after: [60, 180],
        text: [
          'update: {company} sorted it in no time. credit where it is due 👏',
          'Update, they made it right. Thanks to whoever runs this account',
        ],
      },
    ]),
    done: ending('left'),
  },
};
