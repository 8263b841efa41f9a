// Copies teach little, however long they are.
import { expect, it } from 'vitest';
import { unlikeEachOther } from './doubts.ts';

it('leaves out what is much like one before, and stops when there are enough', () => {
  const texts = ['my kettle leaks', 'my kettle leaks!!', 'where is my parcel', 'ab', 'ab', 'thank you all'];
  expect(unlikeEachOther(texts, 10)).toEqual([0, 2, 3, 5]);
  expect(unlikeEachOther(texts, 2)).toEqual([0, 2]);
});

it('compares how posts begin, for one may be a hundred thousand characters long', () => {
  const words = Array.from({ length: 400 }, (_, n) => `word${n}`).join(' ');
  const other = Array.from({ length: 20_000 }, (_, n) => `else${n}`).join(' ');
  expect(unlikeEachOther([words, `${words} ${other}`, other], 10)).toEqual([0, 2]);
});
