// Proves that follow-ups fall into opening hours.
import { expect, test } from 'vitest';
import { officeHours } from '../../../domain/kpi/business-hours.ts';
import { followUpAt, followUpNames } from './follow-up-times.ts';

const tokyo = { businessHours: officeHours, timeZone: 'Asia/Tokyo' };

test('are at the opening of the day, and after a closed day on the next open one', () => {
  // Thursday, eight in the evening in Tokyo.
  const now = Date.parse('2026-11-19T11:00:00Z');
  expect(followUpNames.map((name) => followUpAt(name, now, tokyo))).toEqual([
    '2026-11-20T00:00:00.000Z',
    '2026-11-23T00:00:00.000Z',
    '2026-11-26T00:00:00.000Z',
    '2026-12-03T00:00:00.000Z',
  ]);
});

test('are at midnight where the desk never opens', () => {
  const never = { ...tokyo, businessHours: { week: [], otherDays: [] } };
  expect(followUpAt('tomorrow', Date.parse('2026-11-19T11:00:00Z'), never)).toBe('2026-11-19T15:00:00.000Z');
});
