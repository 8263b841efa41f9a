// The sentence of the hours: nothing while open, the next opening after hours, in both languages.
import { expect, test } from 'vitest';
import { officeHours } from '../kpi/business-hours.ts';
import { hoursText } from './hours-text.ts';

const zone = 'Asia/Tokyo';
const friday = (hour: number): number =>
  Date.parse(`2026-11-20T${String(hour).padStart(2, '0')}:30:00+09:00`);

test('nothing is said while somebody is there, and where nobody ever is', () => {
  expect(hoursText(friday(10), officeHours, zone, 'ja')).toBe('');
  expect(
    hoursText(friday(10), { week: Array.from({ length: 7 }, () => []), otherDays: [] }, zone, 'en'),
  ).toBe('');
});

test('after hours the next opening is said, over the weekend too', () => {
  expect(hoursText(friday(19), officeHours, zone, 'ja')).toBe('次は11月23日（月）9:00から対応いたします。');
  expect(hoursText(friday(19), officeHours, zone, 'en')).toBe('We are back on Monday, 23 November, at 9:00.');
  expect(hoursText(friday(8), officeHours, zone, 'fr')).toBe('We are back on Friday, 20 November, at 9:00.');
});
