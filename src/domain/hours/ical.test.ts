// Proves the calendar against a reader of its own and plain counting: every opening once, lines of 75 octets, stable UIDs.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isOpenAt, openDays, type BusinessHours, type OpenSpan } from '../kpi/business-hours.ts';
import { escapeText, foldLine, hoursCalendar, withoutStamps, type HoursToShow } from './ical.ts';

const at = (iso: string): number => Date.parse(iso);
const office: BusinessHours = {
  week: [
    ...Array.from({ length: 5 }, (): OpenSpan[] => [
      [540, 720],
      [780, 1080],
    ]),
    [],
    [],
  ],
  otherDays: [],
};
const shown: HoursToShow = {
  name: 'Acme',
  uid: 'a1b2',
  lang: 'ja',
  hours: { timeZone: 'Asia/Tokyo', businessHours: office },
  nowMs: at('2026-11-20T03:00:00Z'),
};
const withHours = (businessHours: BusinessHours, timeZone = 'Asia/Tokyo'): HoursToShow => {
  return { ...shown, hours: { timeZone, businessHours } };
};

interface Event {
  uid: string;
  start: string;
  end: string;
  summary: string;
}

function eventsOf(calendar: string): Event[] {
  const lines = calendar.replaceAll('\r\n ', '').split('\r\n');
  const events: Event[] = [];
  let fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (line === 'BEGIN:VEVENT') fields = new Map();
    fields.set(line.slice(0, colon), line.slice(colon + 1));
    const field = (name: string): string => fields.get(name) ?? fields.get(`${name};VALUE=DATE`) ?? '';
    if (line === 'END:VEVENT') {
      expect(field('DTSTAMP')).toMatch(/^\d{8}T\d{6}Z$/);
      const [uid, start, end, summary] = ['UID', 'DTSTART', 'DTEND', 'SUMMARY'].map(field);
      events.push({ uid: uid ?? '', start: start ?? '', end: end ?? '', summary: summary ?? '' });
    }
  }
  return events;
}

const instant = (text: string): number =>
  at(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }))
    .map(([a, b]): OpenSpan => [Math.min(a, b), Math.max(a, b)]),
  { maxLength: 4 },
);
const hoursOf = fc.record({
  week: fc.array(spans, { minLength: 7, maxLength: 7 }),
  otherDays: fc.uniqueArray(
    fc.record({
      date: fc.integer({ min: 0, max: 120 }).map((day) => {
        return new Date(at('2026-10-20') + day * 86_400_000).toISOString().slice(0, 10);
      }),
      name: fc.constant('Secret outing'),
      spans,
    }),
    { selector: ({ date }) => date, maxLength: 8 },
  ),
});
const zones = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/London', 'Pacific/Kiritimati', 'UTC');
const moments = fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 30, maxLength: 30 });

test('every opening of the past 7 and the coming 90 days is there once, and no minute more', () => {
  fc.assert(
    fc.property(hoursOf, zones, moments, (hours, zone, dayParts) => {
      const { nowMs } = shown;
      const calendar = hoursCalendar(withHours(hours, zone));
      const events = eventsOf(calendar);
      const timed = events.filter(({ start }) => start.includes('T'));
      const days = openDays(nowMs - 7 * 86_400_000, nowMs + 90 * 86_400_000, hours, zone);
      const expected = days.flatMap(({ openings }) => openings);
      expect(timed.map(({ start, end }) => ({ open: instant(start), close: instant(end) }))).toEqual(
        expected,
      );
      // Asked another way: who looks at the clock finds the desk open exactly within an event, and within one only.
      for (const dayPart of dayParts) {
        const ms = nowMs + Math.floor(dayPart * 90 * 1440) * 60_000;
        const around = timed.filter(({ start, end }) => instant(start) <= ms && ms < instant(end));
        expect(around).toHaveLength(isOpenAt(ms, hours, zone) ? 1 : 0);
      }
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
      expect(calendar).not.toContain('outing');
    }),
    { numRuns: 25 },
  );
});

it('says an office’s week in UTC, and a holiday as a closed day without the team’s name for it', () => {
  const holiday = { date: '2026-11-23', name: '社員旅行', spans: [] };
  const short = { date: '2026-11-24', name: '', spans: [[600, 720]] as OpenSpan[] };
  const calendar = hoursCalendar(withHours({ ...office, otherDays: [holiday, short] }));
  const events = eventsOf(calendar);
  const on = (date: string): string[] =>
    events
      .filter(({ uid }) => uid.startsWith(date))
      .map(({ start, end, summary }) => `${start} ${end} ${summary}`);
  expect(on('2026-11-20')).toEqual([
    '20261120T000000Z 20261120T030000Z Acme：営業中',
    '20261120T040000Z 20261120T090000Z Acme：営業中',
  ]);
  expect(on('2026-11-22')).toEqual([]);
  expect(on('2026-11-23')).toEqual(['20261123 20261124 Acme：休業']);
  expect(on('2026-11-24')).toEqual(['20261124T010000Z 20261124T030000Z Acme：営業中']);
  expect(events.at(0)?.uid).toBe('2026-11-13-1-a1b2@kizuki');
  expect(events.at(-1)?.uid).toBe('2027-02-18-2-a1b2@kizuki');
  expect(calendar).toContain('\r\nX-WR-CALNAME:Acmeの営業時間\r\n');
  expect(calendar.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')).toBe(true);
  expect(calendar.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
  expect(calendar).not.toContain('旅行');
});

it('keeps a day’s UIDs from read to read, and says the same but for its stamps', () => {
  const early = hoursCalendar(shown);
  const later = hoursCalendar({ ...shown, nowMs: shown.nowMs + 3_600_000 });
  expect(later).not.toBe(early);
  expect(withoutStamps(later)).toBe(withoutStamps(early));
  const next = eventsOf(hoursCalendar({ ...shown, nowMs: shown.nowMs + 86_400_000 }));
  const byUid = new Map(eventsOf(early).map((event) => [event.uid, event]));
  const both = next.filter(({ uid }) => byUid.has(uid));
  expect(both.length).toBeGreaterThan(120);
  for (const event of both) expect(byUid.get(event.uid)).toEqual(event);
});

describe('a line', () => {
  const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

  test('is folded at 75 octets, between characters, and reads as before when unfolded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const line = `SUMMARY:${escapeText(text)}`;
        const folded = foldLine(line);
        const lines = folded.split('\r\n');
        expect(Math.max(...lines.map(bytes))).toBeLessThanOrEqual(75);
        expect(lines.slice(1).every((part) => part.startsWith(' ') && part.length > 1)).toBe(true);
        expect(lines.every((part) => part.isWellFormed())).toBe(true);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
      }),
      { numRuns: 60 },
    );
    expect(foldLine('x'.repeat(75))).toBe('x'.repeat(75));
    expect(foldLine('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  });

  test('escapes what separates, and cannot be ended by a name', () => {
    expect(escapeText('a,b;c\\d\r\ne\nf\rg\u0000\u007f\u0085')).toBe('a\\,b\\;c\\\\d\\ne\\nf\\ng');
    const name = 'Acme\r\nEND:VCALENDAR\r\nBEGIN:VEVENT';
    const calendar = hoursCalendar({ ...shown, name });
    expect(calendar.match(/^END:VCALENDAR/gm)).toHaveLength(1);
    expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
