// The files that are named to begin first must be there, or the order rots without a word.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { placeOf, SLOWEST } from './slowest-first.ts';

const root = path.resolve(import.meta.dirname, '../..');

it('every file that is to begin first is there, and named once', () => {
  expect(SLOWEST.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  expect(new Set(SLOWEST).size).toBe(SLOWEST.length);
});

it('what is named comes before what is not', () => {
  const named = SLOWEST.map((file) => placeOf(path.join(root, file)));
  expect(named).toEqual([...SLOWEST.keys()]);
  expect(placeOf(path.join(root, 'test/tidy.test.ts'))).toBe(SLOWEST.length);
});
