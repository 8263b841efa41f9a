// Proves that what is common stays common however often posts say it.
import { expect, test } from 'vitest';
import { Frequencies } from './frequencies.ts';

test('a piece that comes more often than can be counted does not become rare', () => {
  const frequencies = new Frequencies();
  const often = 0x1234_5678;
  const inAPost = 70_000;
  frequencies.count(new Int32Array(inAPost).fill(often), inAPost);
  expect(frequencies.share(often, 'word', 4)).toBeGreaterThan(10);
});
