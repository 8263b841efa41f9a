// Proves that a network's own search is asked for enough, and for no more than it must.
import { expect, it } from 'vitest';
import { networkQueries } from './network-queries.ts';

it.each([
  ['acme', ['acme']],
  ['"Fire TV" OR ファイアTV', ['"fire tv"', 'ファイアTV']],
  ['(acme OR zeta) 返金', ['返金']],
  ['acme -pie lang:ja', ['acme']],
  ['#help @acme', ['#help']],
  ['(', null],
  [Array.from({ length: 21 }, (_, n) => `w${String(n)}`).join(' OR '), null],
])('%s', (query, expected) => {
  expect(networkQueries(query)).toEqual(expected);
});
