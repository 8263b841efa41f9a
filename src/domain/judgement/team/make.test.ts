// Whether a version is worse by more than chance, however many answers it is measured on.
import { expect, it } from 'vitest';
import { chanceOf, isGoodEnough } from './make.ts';

it.each([
  [0, 5, 1],
  [5, 5, 1 / 32],
  [3, 4, 5 / 16],
  [0, 4_000, 1],
  [2_001, 4_001, 0.5],
])('at least %i heads of %i coins', (count, of, chance) => {
  expect(chanceOf(count, of)).toBeCloseTo(chance, 6);
});

it('takes a version that mended much, and none that spoilt much', () => {
  const changed = (gained: number, lost: number) =>
    isGoodEnough([
      {
        kind: 'help',
        of: 4_000,
        builtIn: 2_000,
        before: 2_000,
        after: 2_000 + gained - lost,
        gained,
        lost,
      },
      { kind: 'idea', of: 4_000, builtIn: 2_000, before: 1_000, after: 3_000, gained: 2_000, lost: 0 },
    ]);
  expect(changed(1_500, 0)).toBe(true);
  expect(changed(0, 1_500)).toBe(false);
});
