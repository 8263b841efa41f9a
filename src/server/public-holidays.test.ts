// Proves the public holidays against days that are known, and that what is not known is refused by name.
import { expect, test } from 'vitest';
import { publicHolidays } from './public-holidays.ts';

test('Japan in 2026 has its substitute and citizens’ holidays, by their own names, and no bank days', async () => {
  const { days } = await publicHolidays({ country: 'JP', year: 2026, lang: 'ja' });
  // The Cabinet Office lists eighteen for 2026; 23 September moved the 22nd in between with it.
  expect(days.map(({ date }) => date)).toEqual([
    '2026-01-01',
    '2026-01-12',
    '2026-02-11',
    '2026-02-23',
    '2026-03-20',
    '2026-04-29',
    '2026-05-03',
    '2026-05-04',
    '2026-05-05',
    '2026-05-06',
    '2026-07-20',
    '2026-08-11',
    '2026-09-21',
    '2026-09-22',
    '2026-09-23',
    '2026-10-12',
    '2026-11-03',
    '2026-11-23',
  ]);
  expect(days[0]?.name).toBe('元日');
});

test('a part of a country has days of its own', async () => {
  const epiphany = { date: '2026-01-06', name: 'Heilige Drei Könige' };
  const wanted = { country: 'DE', year: 2026, lang: 'de' };
  const whole = await publicHolidays(wanted);
  expect(whole.days).not.toContainEqual(epiphany);
  expect(whole.states).toContainEqual({ code: 'BY', name: 'Bayern' });
  expect((await publicHolidays({ ...wanted, state: 'BY' })).days).toContainEqual(epiphany);
});

test('a country or a part that is not known is refused, and without one only countries are told', async () => {
  await expect(publicHolidays({ country: 'XX', year: 2026, lang: 'en' })).rejects.toMatchObject({
    code: 'invalid_input',
    where: 'query.country',
  });
  await expect(publicHolidays({ country: 'DE', state: 'XX', year: 2026, lang: 'en' })).rejects.toMatchObject({
    where: 'query.state',
  });
  const { countries, days } = await publicHolidays({ year: 2026, lang: 'en' });
  expect(countries).toContain('JP');
  expect(days).toEqual([]);
});
