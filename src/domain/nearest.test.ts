// One slip of the hand is forgiven; another word is not taken for it.
import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

it.each([
  ['emial', 'email'],
  ['emai', 'email'],
  ['emaill', 'email'],
  ['doc', 'doctor'],
  ['doctr', 'doctor'],
  ['zzz', null],
  ['', null],
])('%j is meant as %j', (given, meant) => {
  expect(nearest(given, ['serve', 'email', 'doctor'])).toBe(meant);
});
