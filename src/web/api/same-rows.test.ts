// Proves that reading a list again changes only what changed.
import { expect, test } from 'vitest';
import { entry, uuid } from '../live/samples.ts';
import { sameRows } from './same-rows.ts';

const copy = <T>(value: T): T => structuredClone(value);
const list = (...pages: readonly unknown[][]) => ({
  pages: pages.map((rows) => ({ rows, nextCursor: 'more' as string | null })),
  pageParams: pages.map((_, index) => (index === 0 ? null : `page ${index}`)),
});

test('what says the same is the same', () => {
  const held = list([entry(3), entry(2)], [entry(1)]);
  expect(sameRows(held, copy(held))).toBe(held);
  expect(sameRows(undefined, held)).toBe(held);
});

test('rows below one that came or left stay the same objects', () => {
  const [three, two, one] = [entry(3), entry(2), entry(1)];
  const held = list([three, two], [one]);
  const read = copy(list([entry(4), three], [one]));
  const merged = sameRows(held, read) as ReturnType<typeof list>;
  expect(merged).toEqual(read);
  expect(merged.pages[0]?.rows[1]).toBe(three);
  expect(merged.pages[1]).toBe(held.pages[1]);
});

test('a row that says something else is another one, and so is the end of a page', () => {
  const two = entry(2);
  const held = list([two, entry(1)]);
  const changed = { ...copy(two), priority: 4, version: two.version + 1 };
  const merged = sameRows(held, copy(list([changed, entry(1)]))) as ReturnType<typeof list>;
  expect(merged.pages[0]?.rows[0]).toEqual(changed);
  expect(merged.pages[0]?.rows[1]).toBe(held.pages[0]?.rows[1]);
  const last = copy(held);
  for (const page of last.pages) page.nextCursor = null;
  expect(sameRows(held, last)).toEqual(last);
});

test('rows of cases go by their own ids', () => {
  const held = list([
    { id: uuid(1), state: 'open' },
    { id: uuid(2), state: 'open' },
  ]);
  const read = list([{ id: uuid(2), state: 'open' }]);
  const merged = sameRows(held, read) as ReturnType<typeof list>;
  expect(merged.pages[0]?.rows[0]).toBe(held.pages[0]?.rows[1]);
});
