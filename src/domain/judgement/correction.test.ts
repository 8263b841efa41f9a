// Every value that may be said has answers for the models, and a judge who is told them says just that.
import { expect, it, test } from 'vitest';
import { answersIn, headsOf, isValueOf, judgementKinds, judgementValues, valueIn } from './correction.ts';
import { Judge } from './judge.ts';
import { headNames } from './labels.ts';
import { rowsOf } from './rows.ts';
import { trainModel } from './train.ts';

const posts = Array.from({ length: 60 }, (_, n) => ({
  text: n % 2 === 0 ? 'it broke again, please help' : 'what a lovely colour',
  lang: 'en',
  brand: [],
  answers: { help: n % 2 === 0 },
  weight: 1,
  group: n,
  isOurs: true,
}));
const judge = new Judge([trainModel('en', posts, { bits: 8, seed: 1 }).model]);

test('what a person says is said, whatever the model thinks', () => {
  const post = { text: 'it broke again, please help', lang: 'en', brand: ['Acme'] };
  for (const kind of judgementKinds) {
    for (const value of judgementValues[kind]) {
      const rows = rowsOf(judge.judge(post, answersIn({ kind, value })));
      expect([kind, valueIn(rows, kind)]).toEqual([kind, value]);
    }
  }
});

test('what follows from it follows: what is not about us is nobody’s complaint and needs no answer', () => {
  const post = { text: 'it broke again, please help', lang: 'en', brand: ['Acme'] };
  expect(valueIn(rowsOf(judge.judge(post)), 'help')).toBe('yes');
  const rows = rowsOf(judge.judge(post, { about: false }));
  expect(['help', 'urgency', 'speak'].map((kind) => valueIn(rows, kind as 'help'))).toEqual([
    'no',
    '0',
    'no',
  ]);
});

it('is null where a post was not judged', () => {
  expect(valueIn([], 'help')).toBeNull();
  expect(valueIn([{ kind: 'speak', value: 'yes' }], 'help')).toBe('no');
});

it('asks every head once', () => {
  expect(judgementKinds.flatMap(headsOf).toSorted()).toEqual([...headNames].toSorted());
  expect(isValueOf('urgency', '3')).toBe(true);
  expect(isValueOf('urgency', 'yes')).toBe(false);
});
