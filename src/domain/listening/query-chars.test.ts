// The table of characters against what it stands for.
import { expect, test } from 'vitest';
import { isSpace, kindAt } from './query-chars.ts';

test('a space of a query is what a space is in any text', () => {
  const units = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit));
  const taken = units.filter((char) => kindAt(char, 0) === isSpace);
  expect(taken).toEqual(units.filter((char) => /\s/u.test(char)));
});
