// Opening and closing posts on days of all kinds: holidays, noon breaks, nights, days on which the clock changes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { officeHours, type BusinessHours } from '../kpi/business-hours.ts';
import {
  earliestDay,
  noDayPosts,
  planPosts,
  unknownPlaces,
  type DayPostSettings,
  type PlannedPost,
} from './day-posts.ts';

const tokyo = 'Asia/Tokyo';
const dayMs = 86_400_000;
const at = (iso: string): number => Date.parse(iso);
const settings: DayPostSettings = {
  lang: 'ja',
  opening: {
    usual: ['おはようございます。{hours}', '開きました。{hours}'],
    first: ['今週もよろしく。{date}'],
  },
  closing: { usual: ['本日は終了。次は{next}', 'また明日。{next}'], last: ['よい休日を。{next}から'] },
};
const plan = (
  from: string,
  to: string,
  more: { hours?: BusinessHours; zone?: string; of?: DayPostSettings } = {},
): PlannedPost[] =>
  planPosts(at(from), at(to), {
    businessHours: more.hours ?? officeHours,
    timeZone: more.zone ?? tokyo,
    settings: more.of ?? settings,
    before: { turns: {}, newest: {} },
  });
const week = (spans: [number, number][]): BusinessHours => ({
  week: Array.from({ length: 7 }, () => spans),
  otherDays: [],
});

it('opens and closes each day once, with other words around the closed ones', () => {
  // Friday to Tuesday.
  const posts = plan('2026-11-20T00:00:00+09:00', '2026-11-24T23:59:00+09:00');
  expect(posts.map(({ day, kind, occasion, text }) => `${day} ${kind} ${occasion} ${text ?? '-'}`)).toEqual([
    '2026-11-20 opening usual おはようございます。9:00–18:00',
    '2026-11-20 closing last よい休日を。11月23日（月）9:00から',
    '2026-11-23 opening first 今週もよろしく。11月23日（月）',
    '2026-11-23 closing usual 本日は終了。次は11月24日（火）9:00',
    '2026-11-24 opening usual 開きました。9:00–18:00',
    '2026-11-24 closing usual また明日。11月25日（水）9:00',
  ]);
  expect(posts[0]?.atMs).toBe(at('2026-11-20T09:00:00+09:00'));
  expect(posts[1]?.atMs).toBe(at('2026-11-20T18:00:00+09:00'));
});

it('posts nothing on a holiday, and takes the day before it for a last one', () => {
  const hours = { ...officeHours, otherDays: [{ date: '2026-11-23', name: '勤労感謝の日', spans: [] }] };
  const posts = plan('2026-11-20T12:00:00+09:00', '2026-11-24T12:00:00+09:00', { hours });
  expect(posts.map(({ day, kind, occasion }) => [day, kind, occasion])).toEqual([
    ['2026-11-20', 'closing', 'last'],
    ['2026-11-24', 'opening', 'first'],
  ]);
  expect(posts[0]?.text).toBe('よい休日を。11月24日（火）9:00から');
});

it('takes neither noon nor midnight for an end where work goes on, and never closes what is always open', () => {
  const noon = week([
    [540, 720],
    [780, 1080],
  ]);
  const one = plan('2026-11-18T00:00:00+09:00', '2026-11-18T23:00:00+09:00', { hours: noon });
  expect(one.map(({ kind, atMs }) => [kind, new Date(atMs).toISOString()])).toEqual([
    ['opening', '2026-11-18T00:00:00.000Z'],
    ['closing', '2026-11-18T09:00:00.000Z'],
  ]);
  expect(one[0]?.text).toBe('おはようございます。9:00–12:00、13:00–18:00');
  const night = week([
    [0, 120],
    [1080, 1440],
  ]);
  const late = plan('2026-11-18T12:00:00+09:00', '2026-11-19T12:00:00+09:00', { hours: night });
  expect(late.map(({ day, kind, atMs }) => [day, kind, new Date(atMs).toISOString()])).toEqual([
    ['2026-11-18', 'opening', '2026-11-18T09:00:00.000Z'],
    ['2026-11-18', 'closing', '2026-11-18T17:00:00.000Z'],
  ]);
  const always = plan('2026-11-18T00:00:00+09:00', '2026-11-28T00:00:00+09:00', { hours: week([[0, 1440]]) });
  expect(always).toEqual([]);
});

it('keeps to the wall clock on the days on which it is put forward and back', () => {
  const zone = 'America/New_York';
  const closings = (from: string, to: string) =>
    plan(from, to, { zone, hours: week([[540, 1080]]) })
      .filter(({ kind }) => kind === 'closing')
      .map(({ day, atMs }) => `${day} ${new Date(atMs).toISOString().slice(11, 16)}`);
  expect(closings('2026-03-07T00:00:00-05:00', '2026-03-08T23:00:00-04:00')).toEqual([
    '2026-03-07 23:00',
    '2026-03-08 22:00',
  ]);
  expect(closings('2026-10-31T00:00:00-04:00', '2026-11-01T23:00:00-05:00')).toEqual([
    '2026-10-31 22:00',
    '2026-11-01 23:00',
  ]);
  // Half past two does not exist on that day: the desk opens when the clock jumps, once.
  const gap = plan('2026-03-08T00:00:00-05:00', '2026-03-08T23:00:00-04:00', {
    zone,
    hours: week([[150, 1080]]),
  });
  expect(gap.filter(({ kind }) => kind === 'opening')).toHaveLength(1);
});

it('says nothing without texts, and has none where no next opening is in sight', () => {
  expect(plan('2026-11-16T00:00:00Z', '2026-11-30T00:00:00Z', { of: noDayPosts })).toEqual([]);
  const once: BusinessHours = {
    week: Array.from({ length: 7 }, () => []),
    otherDays: [{ date: '2026-11-18', name: '', spans: [[540, 600]] }],
  };
  const posts = plan('2026-11-18T00:00:00+09:00', '2026-11-18T23:00:00+09:00', { hours: once });
  expect(posts.map(({ kind, text }) => [kind, text === null])).toEqual([
    ['opening', false],
    ['closing', true],
  ]);
});

it('names places that nothing stands for', () => {
  const wrong = {
    ...settings,
    opening: { usual: ['{next}まで'], first: ['{hours'] },
    closing: { usual: ['{nxt}'], last: [] },
  };
  expect(unknownPlaces(settings)).toEqual([]);
  expect(unknownPlaces(wrong).map(({ where, detail }) => `${where} ${detail}`)).toEqual([
    'opening.usual.0 {next}',
    'opening.first.0 {',
    'closing.usual.0 {nxt}',
  ]);
});

it('tells the earliest date that a closing can have, where hours run on for weeks', () => {
  const last = { date: '2026-11-19', name: '', spans: [] };
  for (const zone of ['Pacific/Kiritimati', 'UTC', 'Etc/GMT+12']) {
    const hours = { ...week([[0, 1440]]), otherDays: [last] };
    const [closing] = plan('2026-11-18T08:00:00Z', '2026-11-19T16:00:00Z', { hours, zone });
    expect(closing).toMatchObject({ kind: 'closing' });
    expect(Date.parse(closing?.day ?? '')).toBeLessThan(at('2026-10-12'));
    expect(earliestDay(at('2026-11-18T08:00:00Z')) <= (closing?.day ?? '')).toBe(true);
  }
});

describe('whatever the hours, the time zone and the moments at which somebody looks', () => {
  const spans = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 4 })
    .map((marks) => marks.toSorted((a, b) => a - b).map((mark) => mark * 15))
    .map((marks) =>
      Array.from({ length: Math.floor(marks.length / 2) }, (_, n): [number, number] => [
        marks[2 * n] ?? 0,
        marks[2 * n + 1] ?? 0,
      ]),
    );
  const hours = fc.record({
    week: fc.array(spans, { minLength: 7, maxLength: 7 }),
    otherDays: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }).map((days) =>
      days.map((day) => ({
        date: new Date(at('2026-03-01') + day * dayMs).toISOString().slice(0, 10),
        name: '',
        spans: [] as [number, number][],
      })),
    ),
  });
  const zone = fc.constantFrom(
    tokyo,
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  );
  const start = at('2026-03-01T00:00:00Z');
  const looks = fc.array(fc.integer({ min: 0, max: 30 * 24 * 60 }), { minLength: 1, maxLength: 12 });

  it('plans each day and kind once, however often it is looked at, and the same texts in one look as in many', () => {
    fc.assert(
      fc.property(hours, zone, looks, (businessHours, timeZone, minutes) => {
        const end = start + 30 * dayMs;
        const before = { turns: {}, newest: {} };
        const whole = planPosts(start, end, { businessHours, timeZone, settings, before });
        const keys = whole.map(({ day, kind }) => `${day} ${kind}`);
        expect(new Set(keys).size).toBe(keys.length);
        // Many looks, the clock going back and forth; what was decided is kept.
        const decided = new Map<string, PlannedPost>();
        const kept: { turns: Record<string, number>; newest: Record<string, string> } = {
          turns: {},
          newest: {},
        };
        for (const minute of [...minutes, 30 * 24 * 60]) {
          const now = start + minute * 60_000;
          const due = planPosts(start, now, {
            businessHours,
            timeZone,
            settings,
            before: kept,
            isDecided: (day, kind) => decided.has(`${day} ${kind}`),
          });
          for (const post of due) {
            expect(decided.has(`${post.day} ${post.kind}`)).toBe(false);
            decided.set(`${post.day} ${post.kind}`, post);
            kept.turns[`${post.kind}.${post.occasion}`] = post.turn + 1;
            if (post.text !== null) kept.newest[post.kind] = post.text;
          }
        }
        expect([...decided.values()]).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('says no two days the same while there are two texts', () => {
    fc.assert(
      fc.property(hours, zone, (businessHours, timeZone) => {
        const plain = {
          ...settings,
          opening: {
            usual: ['おはようございます', 'はじめます'],
            first: ['ひさしぶりです', 'お待たせしました'],
          },
        };
        const before = { turns: {}, newest: {} };
        const posts = planPosts(start, start + 30 * dayMs, {
          businessHours,
          timeZone,
          settings: plain,
          before,
        });
        const openings = posts.filter(({ kind }) => kind === 'opening');
        for (const [index, { text, repeats }] of openings.entries()) {
          expect(repeats).toBe(false);
          expect(text).not.toBe(openings[index - 1]?.text);
        }
      }),
      { numRuns: 30 },
    );
  });
});
