// Proves that ids are unique, well-formed and in the order they were made, also when the clock stands still or goes back.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIds } from './world.ts';

it('makes ids that sort in the order they were made', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 300 }), (steps) => {
      let now = 1_790_000_000_000;
      const newId = createIds(() => now);
      const ids = steps.map((step) => {
        now += step;
        return newId();
      });
      expect(ids).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) {
        expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
      }
    }),
  );
});

it('keeps the order through more ids in one millisecond than the counter holds', () => {
  const newId = createIds(() => 1_790_000_000_000);
  const ids = Array.from({ length: 20_000 }, () => newId());
  expect(ids).toEqual(ids.toSorted());
});
