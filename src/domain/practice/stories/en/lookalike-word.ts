// A practice story: a word that only looks like it.
import { answered, back, ending, silence, type Story } from '../../story.ts';
import { first } from '../common.ts';

export const enLookalikeWord: Story = {
  id: 'en-lookalike-word',
  lang: 'en',
  title: { ja: '似ているだけの言葉', en: 'A word that only looks like it' },
  lesson: { ja: '返信せず、除外語を考える。', en: 'Do not reply; think of an exclusion.' },
  advice: 'stay_silent',
  needsAccount: false,
  cast: { jess: 'casual' },
  start: 'talking',
  scenes: {
    talking: {
      acts: [
        {
          do: 'post',
          as: 'jess',
          label: first,
          text: [
            "my nan's dog is called {lookalike} and he turned ten today 🎂",
            'the old pub, the {lookalike}, has closed. so many bad decisions were made there',
            'dreamt about a cat named {lookalike}. woke up catless',
          ],
        },
      ],
      beats: [
        answered(
          'any',
          [back('jess', ['um, I was talking about a dog', 'wrong person I think?'])],
          'puzzled',
        ),
        silence(60, [], 'over'),
      ],
    },
    puzzled: ending('annoyed'),
    over: ending('chat'),
  },
};
