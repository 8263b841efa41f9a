// Differences between versions: each decision once, and none between a version and itself.
import { expect, test } from 'vitest';
import { guidelineSettings } from '../../../../domain/guideline/settings.ts';
import { emptyGuideline } from '../../../../domain/guideline/usual.ts';
import { changesBetween } from './differences.ts';

const nothing = { settings: emptyGuideline };

test('a version differs from itself in nothing', () => {
  expect(changesBetween(nothing, nothing)).toEqual([]);
});

test('levels and words are told with what they were', () => {
  const settings = guidelineSettings.parse({
    levels: { R18: 'off', R04: 'block' },
    words: { forbidden: ['turbo'], spellings: [{ wrong: 'aoba', right: 'Aoba' }] },
  });
  const after = { settings };
  expect(changesBetween(nothing, after)).toEqual([
    { of: 'rule', rule: 'R04', from: null, to: 'block' },
    { of: 'rule', rule: 'R18', from: null, to: 'off' },
    { of: 'words', list: 'forbidden', added: ['turbo'], removed: [] },
    { of: 'words', list: 'spellings', added: ['aoba → Aoba'], removed: [] },
  ]);
  expect(changesBetween(after, nothing)).toHaveLength(4);
});
