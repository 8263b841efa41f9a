// Settings: what was stored stands over the defaults, also in parts.
import { expect, test } from 'vitest';
import { defaultSettings, settingsFrom } from './settings.ts';

test('a workspace that set nothing has the defaults', () => {
  expect(settingsFrom({})).toEqual(defaultSettings);
});

test('what was set stands, and a part of the window leaves the others as they are', () => {
  const settings = settingsFrom({ timeZone: 'Asia/Tokyo', window: { enabled: false } });
  expect(settings.timeZone).toBe('Asia/Tokyo');
  expect(settings.window).toEqual({ ...defaultSettings.window, enabled: false });
  expect(settings.undoPublicSeconds).toBe(10);
});

test('closed dates that were kept without names are still closed', () => {
  const { businessHours } = settingsFrom({ businessHours: { week: [], holidays: ['2026-01-01'] } });
  expect(businessHours).toEqual({ week: [], otherDays: [{ date: '2026-01-01', name: '', spans: [] }] });
});
