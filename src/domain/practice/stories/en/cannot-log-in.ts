// A practice story: can't log in.
import { answered, back, dm, ending, likesOurs, messaged, silence, type Story } from '../../story.ts';
import { first, mannersEn } from '../common.ts';

export const enCannotLogIn: Story = {
  id: 'en-cannot-log-in',
  lang: 'en',
  title: { ja: 'ログインできない', en: "Can't log in" },
  lesson: {
    ja: '解決するページを一つだけ渡す。そのあと「入れましたか」と聞きに行く。',
    en: 'Give the one page that solves it, then come back and ask whether it did.',
  },
  advice: 'speak',
  needsAccount: false,
  cast: { jess: 'casual' },
  trades: ['any', 'app', 'media', 'device', 'stay'],
  start: 'stuck',
  scenes: {
    stuck: {
      acts: [
        {
          do: 'post',
          as: 'jess',
          label: first,
          picture: 'error_screen',
          text: [
            "can't log in to {product}, it keeps saying my password is wrong. it is NOT wrong",
            'locked out of {product} on the one day I need it 🙃',
            'new phone and now {product} pretends it has never met me',
          ],
        },
      ],
      beats: [
        ...mannersEn('jess', 'casual', 'quit'),
        answered(
          'links',
          [
            back('jess', [
              'oh! hi, thank you, trying that now',
              "I didn't even tag you?? impressive. giving it a go",
            ]),
          ],
          'trying',
        ),
        answered('asks', [back('jess', 'on my phone, and the reset email never comes')], 'described'),
        answered('explains', [back('jess', 'ooh ok will try that when I get home')], 'trying'),
        answered(
          'invites_dm',
          [back('jess', "is it a DM sort of problem? the reset email just doesn't arrive")],
          'described',
        ),
        answered('any', [back('jess', 'thanks I guess? still locked out though')], 'described'),
        silence(
          40,
          [{ do: 'reply', as: 'jess', to: first, text: 'still no reset email. going to bed' }],
          'late',
        ),
      ],
    },
    described: {
      beats: [
        answered('links', [back('jess', 'looking at it now')], 'trying'),
        answered('explains', [back('jess', 'never thought of the spam folder, one sec')], 'trying'),
        answered(
          'invites_dm',
          [dm('jess', 'hi, locked out person here. the address starts with jess. no reset email so far')],
          'trying',
        ),
        messaged(
          'any',
          [dm('jess', 'hi! the address starts with jess, that is all I will say in writing haha')],
          'trying',
        ),
        silence(
          60,
          [{ do: 'reply', as: 'jess', to: first, text: 'annnd it just let me in. no idea why' }],
          'by_self',
        ),
      ],
    },
    late: {
      beats: [
        answered('slow', [back('jess', 'woke up to this, thanks! trying it over coffee')], 'trying'),
        answered('any', [back('jess', 'still awake as it happens, thanks, trying')], 'trying'),
        silence(
          300,
          [{ do: 'post', as: 'jess', text: 'never did get back into {product}. trying a different one' }],
          'quit',
        ),
      ],
    },
    trying: {
      beats: [
        answered('asks', [back('jess', 'I am IN. thanks for checking ❤️')], 'done'),
        silence(15, [back('jess', ['that did it!! thank you', "it worked, you're a star"])], 'done'),
      ],
    },
    done: ending('thanked', [likesOurs('jess'), { do: 'follow', as: 'jess' }]),
    by_self: ending('solved_self'),
    quit: ending('left'),
  },
};
