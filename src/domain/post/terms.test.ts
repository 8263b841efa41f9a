// What may leave is said by the table alone, and what the table does not know may not.
import fc from 'fast-check';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mayLeave, mayTrain, networkTerms } from './terms.ts';

test('posts of X and Reddit neither leave nor train, whatever else is said of them', () => {
  for (const network of ['x', 'reddit']) {
    expect(mayLeave({ network, visibility: 'public' })).toBe(false);
    expect(mayTrain({ network })).toBe(false);
  }
});

test('a network that is not listed allows nothing', () => {
  const listed = new Set(networkTerms.map(({ network }) => network));
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('public', 'dm'), (network, visibility) => {
      fc.pre(!listed.has(network));
      expect(mayLeave({ network, visibility })).toBe(false);
      expect(mayTrain({ network })).toBe(false);
    }),
  );
});

test('a direct message never leaves', () => {
  for (const { network } of networkTerms) expect(mayLeave({ network, visibility: 'dm' })).toBe(false);
});

test('of every network that is spoken here the terms were read', () => {
  const folder = path.join(import.meta.dirname, '../../networks');
  const spoken = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'manifest.ts')));
  expect(spoken.length).toBeGreaterThan(2);
  expect(networkTerms.map(({ network }) => network)).toEqual(expect.arrayContaining(spoken));
});

test('each entry is dated, has a source and stands once', () => {
  expect(new Set(networkTerms.map(({ network }) => network)).size).toBe(networkTerms.length);
  for (const { asOf, source } of networkTerms) {
    expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/u);
    expect(source).not.toBe('');
  }
});
