// A practice story: muttering, nobody tagged.
import {
  answered,
  back,
  dm,
  ending,
  likesOurs,
  messaged,
  noticed,
  silence,
  type Story,
} from '../../story.ts';
import { first } from '../common.ts';

export const enUntaggedMutter: Story = {
  id: 'en-untagged-mutter',
  lang: 'en',
  title: { ja: 'タグなしのぼやき', en: 'Muttering, nobody tagged' },
  lesson: {
    ja: '呼ばれていない場に入るときは、名乗って、助けになることを一つだけ。',
    en: 'Nobody called you. Say who you are and offer one useful thing.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { tom: 'casual' },
  trades: ['any', 'device', 'app', 'media'],
  start: 'muttering',
  scenes: {
    muttering: {
      acts: [
        {
          do: 'post',
          as: 'tom',
          label: first,
          text: {
            any: [
              '{product} has frozen three times today. Is it possessed',
              'my {product} makes a noise like a small sad whale and then stops',
            ],
            media: ['{product} buffering at the EXACT moment they reveal the killer. every. time.'],
          },
        },
        { do: 'reply', as: 'tom', to: first, text: 'I have tried asking it nicely', after: [120, 300] },
      ],
      beats: [
        answered('copy_paste', [back('tom', 'is this a bot? blink twice')]),
        answered('sells', [back('tom', 'ah. here to sell me a new one are we')], 'scared'),
        answered('blames', [back('tom', 'did not expect to be told off for muttering to myself')], 'scared'),
        answered('wrong_language', [back('tom', 'er, pardon?')]),
        answered(
          'asks',
          [
            back('tom', [
              "blimey, you found me. it's only in the evenings, around 8",
              'oh hello! evenings mostly. did not expect an actual human',
            ]),
          ],
          'chatting',
        ),
        answered(
          'any',
          [
            back('tom', [
              "didn't even tag you and here you are. ok, will try",
              'the walls have ears! thanks though',
            ]),
          ],
          'chatting',
        ),
        noticed('like', [
          { do: 'reply', as: 'tom', to: first, text: 'they LIKED it. they know. they are watching' },
        ]),
        silence(90, [], 'forgot'),
      ],
    },
    chatting: {
      beats: [
        answered('links', [back('tom', 'cheers, having a read')], 'trying'),
        answered('explains', [back('tom', 'right, will give that a go')], 'trying'),
        answered(
          'invites_dm',
          [dm('tom', 'hello, muttering man here. it stops around 8 every evening')],
          'trying',
        ),
        answered('any', [likesOurs('tom')]),
        silence(60, [], 'forgot'),
      ],
    },
    trying: {
      beats: [
        answered('asks', [back('tom', 'not a single freeze since. witchcraft')], 'fixed'),
        messaged('any', [dm('tom', 'all good so far, thanks for following up')], 'fixed'),
        silence(
          120,
          [
            {
              do: 'post',
              as: 'tom',
              text: 'Muttered about my {product}, {company} turned up and fixed it. What a time to be alive',
            },
          ],
          'fixed',
        ),
      ],
    },
    fixed: ending('thanked', [{ do: 'follow', as: 'tom' }]),
    scared: ending('annoyed'),
    forgot: ending('went_quiet'),
  },
};
