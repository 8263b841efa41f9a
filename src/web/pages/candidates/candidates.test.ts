// Proves what is asked for, what stands in the list and what waits behind its number, and which times one may put a decision off to.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { entryOrder } from '../../live/fits.ts';
import { entry, uuid } from '../../live/samples.ts';
import { filterOf } from './candidate-filter.ts';
import { laterTimes } from './later-times.ts';
import { groupsOf, shownOf, standingOf, type Standing } from './shown-rows.ts';

const idsOf = (rows: readonly LedgerEntryView[]): string[] => rows.map((row) => row.post.id);
const judged = (n: number, priority: number): LedgerEntryView => ({ ...entry(n), priority });

describe('new candidates', () => {
  const standing = standingOf([7, 5].map(entry));

  test('wait while somebody reads', () => {
    const { rows, waiting } = shownOf([9, 7, 6, 5].map(entry), standing);
    expect(idsOf(rows)).toEqual([uuid(7), uuid(5)]);
    expect(idsOf(waiting)).toEqual([uuid(9), uuid(6)]);
  });

  test('of a further page are no news, however new they are', () => {
    const urgent = [judged(2, 4), judged(1, 4)];
    const { rows, waiting } = shownOf([...urgent, judged(9, 1)], standingOf(urgent));
    expect(idsOf(rows)).toEqual([uuid(2), uuid(1), uuid(9)]);
    expect(waiting).toEqual([]);
  });

  test('are shown at once where nothing stands that could jump', () => {
    expect(idsOf(shownOf([9, 8].map(entry), standing).rows)).toEqual([uuid(9), uuid(8)]);
  });

  test('a row that now belongs elsewhere stays where it stands, as it is now', () => {
    const before = [judged(3, 4), judged(2, 3), judged(1, 2)];
    const after = [judged(1, 4), judged(3, 4), judged(2, 3)];
    const { rows } = shownOf(after, standingOf(before));
    expect(idsOf(rows)).toEqual([uuid(3), uuid(2), uuid(1)]);
    expect(rows[2]?.priority).toBe(4);
  });

  test('whatever comes, leaves or moves, no row is lost or shown twice, and none is passed by another', () => {
    const someRows = fc
      .uniqueArray(fc.record({ n: fc.nat(30), priority: fc.nat(4) }), { selector: ({ n }) => n })
      .map((rows) =>
        rows.map(({ n, priority }) => judged(n, priority)).toSorted(entryOrder('priority').compare),
      );
    fc.assert(
      fc.property(fc.array(someRows, { minLength: 2, maxLength: 6 }), (states) => {
        let standing: Standing = standingOf([]);
        let before: string[] = [];
        for (const all of states) {
          const shown = shownOf(all, standing);
          const stay = new Set(idsOf(shown.rows));
          expect([...idsOf(shown.rows), ...idsOf(shown.waiting)].toSorted()).toEqual(idsOf(all).toSorted());
          const stayed = before.filter((id) => stay.has(id));
          // One that comes back, because its decision was undone, comes back to where it stood.
          expect(idsOf(shown.rows).filter((id) => before.includes(id))).toEqual(stayed);
          ({ standing } = shown);
          before = idsOf(shown.rows);
        }
        const all = states.at(-1) ?? [];
        expect(idsOf(shownOf(all, standingOf(all)).rows)).toEqual(idsOf(all));
      }),
    );
  });
});

describe('groups', () => {
  const begins = (...rows: LedgerEntryView[]): [string, number][] => [...groupsOf(rows, new Map())];

  test('begin where the priority changes', () => {
    expect(begins(judged(5, 4), judged(4, 4), judged(3, 2), judged(2, 1))).toEqual([
      [uuid(5), 4],
      [uuid(3), 2],
      [uuid(2), 1],
    ]);
  });

  test('there are none where nothing stands out', () => {
    expect(begins(judged(5, 1), judged(4, 1))).toEqual([]);
    expect(begins(judged(5, 0))).toEqual([]);
  });

  test('are those the rows were put in, while somebody reads', () => {
    const standing = standingOf([judged(5, 4), judged(4, 4)]);
    expect([...groupsOf([judged(5, 0), judged(4, 4)], standing)]).toEqual([[uuid(5), 4]]);
  });
});

describe('what the server is asked for', () => {
  test('is without noise, unless noise is what one looks at', () => {
    expect(filterOf({}, 'priority')).toEqual({ order: 'priority', judged: 'worth' });
    expect(filterOf({ judged: 'complaint', lang: 'ja' }, 'newest')).toEqual({
      order: 'newest',
      lang: 'ja',
      judged: 'worth,complaint',
    });
    expect(filterOf({ judged: 'noise' }, 'priority')).toEqual({ order: 'priority', judged: 'noise' });
  });

  test('is everything that somebody put off', () => {
    expect(filterOf({ state: 'later' }, 'priority')).toEqual({ order: 'priority', state: 'later' });
  });
});

describe('later', () => {
  const names = (at: string): string[] => laterTimes(new Date(at).getTime()).map((time) => time.name);

  test('is always in the future, in order', () => {
    for (let hour = 0; hour < 24 * 7; hour += 1) {
      const now = new Date(2026, 10, 16, hour).getTime();
      const times = laterTimes(now).map((time) => time.at.getTime());
      expect(times.every((time) => time > now)).toBe(true);
    }
  });

  test('offers the evening only before it, and Monday only when it is not tomorrow', () => {
    expect(names('2026-11-18T10:00')).toEqual(['hour', 'threeHours', 'evening', 'tomorrow', 'monday']);
    expect(names('2026-11-18T17:30')).not.toContain('evening');
    expect(names('2026-11-22T10:00')).not.toContain('monday');
  });
});
