// Answers while nobody is there: to whom, when, how often, and in which words.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { officeHours } from '../kpi/business-hours.ts';
import {
  afterHoursProblems,
  afterHoursText,
  closedPeriodAt,
  nextClosed,
  whySilent,
  type AfterHoursSettings,
  type CameIn,
} from './after-hours.ts';
import { holdingHours } from './own-hours.ts';

const hours = { timeZone: 'Asia/Tokyo', businessHours: officeHours };
const at = (iso: string): number => Date.parse(iso);
const evening = at('2026-11-20T19:00:00+09:00');
const friday = closedPeriodAt(evening, hours) ?? { fromMs: 0, untilMs: null };
const settings: AfterHoursSettings = {
  texts: { ja: '自動応答です。{next}から。{help} {other}', en: 'Automatic: back {next}. {help} {other}' },
  help: 'https://help.example.jp/',
  other: '0120-000-000',
};
const cameIn: CameIn = {
  createdAtMs: evening - 60_000,
  isOurs: false,
  isBot: false,
  hasOptedOut: false,
  isDeleted: false,
  isSettled: false,
  judged: new Set(['speak answer']),
  told: null,
};
const why = (more: Partial<CameIn>, nowMs = evening) => whySilent({ ...cameIn, ...more }, friday, nowMs);

it('knows the closed period: from the last closing to the next opening, over the weekend', () => {
  expect(friday).toEqual({
    fromMs: at('2026-11-20T18:00:00+09:00'),
    untilMs: at('2026-11-23T09:00:00+09:00'),
  });
  expect(closedPeriodAt(at('2026-11-22T03:00:00+09:00'), hours)).toEqual(friday);
  expect(closedPeriodAt(at('2026-11-20T17:59:59+09:00'), hours)).toBeNull();
  expect(closedPeriodAt(at('2026-11-20T18:00:00+09:00'), hours)).toEqual(friday);
  const never = { ...hours, businessHours: { week: [], otherDays: [] } };
  expect(closedPeriodAt(evening, never)).toEqual({ fromMs: 0, untilMs: null });
});

it('finds the first closed moment to the minute, and none where somebody is always there', () => {
  const until = evening + 14 * 86_400_000;
  const friday6pm = at('2026-11-20T18:00:00+09:00');
  expect(nextClosed(evening, until, hours)).toBe(evening);
  expect(nextClosed(friday6pm - 1, until, hours)).toBe(friday6pm);
  expect(nextClosed(friday6pm - 1, friday6pm, hours)).toBeNull();
  const week = (spans: [number, number][]) => ({
    timeZone: 'UTC',
    businessHours: { week: Array.from({ length: 7 }, () => spans), otherDays: [] },
  });
  expect(nextClosed(evening, until, week([[0, 1440]]))).toBeNull();
  const fourMinutes = week([
    [0, 720],
    [724, 1440],
  ]);
  expect(nextClosed(evening, until, fourMinutes)).toBe(at('2026-11-20T12:00:00Z'));
});

it('turns each day into instants once, however often it is asked for', () => {
  const hours = { timeZone: 'Asia/Tokyo', businessHours: structuredClone(officeHours) };
  const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
  nextClosed(evening, evening + 14 * 86_400_000, hours);
  const first = asked.mock.calls.length;
  for (let more = 0; more < 10; more += 1) nextClosed(evening, evening + 14 * 86_400_000, hours);
  expect(asked.mock.calls.length - first).toBeLessThanOrEqual(20);
  asked.mockRestore();
});

it('answers who wrote to us, and says why it does not answer others', () => {
  expect(why({})).toBeNull();
  expect(why({ isBot: true })).toBe('bot');
  expect(why({ isOurs: true })).toBe('ours');
  expect(why({ hasOptedOut: true })).toBe('opted_out');
  expect(why({ isDeleted: true })).toBe('gone');
  expect(why({ isSettled: true })).toBe('answered');
  expect(why({ judged: new Set() })).toBe('not_judged');
  expect(why({ judged: new Set(['urgency 3', 'help']) })).toBe('urgent');
  expect(why({ judged: new Set(['abuse harassment']) })).toBe('harassment');
  expect(why({ judged: new Set(['urgency 2', 'abuse rude']) })).toBeNull();
  expect(why({}, evening + 2 * 3_600_000)).toBe('late');
  expect(why({ createdAtMs: evening + 3_600_000 })).toBe('clock');
  expect(why({ told: { atMs: evening + 86_400_000, backAtMs: null } })).toBe('clock');
  const near = at('2026-11-23T08:45:00+09:00');
  expect(why({ createdAtMs: near - 1000 }, near)).toBe('back_soon');
  expect(whySilent(cameIn, { fromMs: 0, untilMs: null }, evening)).toBe('no_next_opening');
});

it('tells nobody twice in a period, also when the hours were changed in it', () => {
  const told = { atMs: evening - 1000, backAtMs: friday.untilMs };
  expect(why({ told })).toBe('told_before');
  // Closing was moved to half past seven meanwhile: a new period by the clock, the same one for the person.
  const moved = { ...friday, fromMs: evening - 500 };
  expect(whySilent({ ...cameIn, told }, moved, evening)).toBe('told_before');
  const lastWeek = { atMs: at('2026-11-13T20:00:00+09:00'), backAtMs: at('2026-11-16T09:00:00+09:00') };
  expect(why({ told: lastWeek })).toBeNull();
});

it('tells a person once a period whatever comes when', () => {
  const begin = at('2026-11-16T00:00:00+09:00');
  const minutes = fc.array(fc.integer({ min: 0, max: 14 * 24 * 60 }), { maxLength: 60 });
  fc.assert(
    fc.property(minutes, (arrivals) => {
      const answered: number[] = [];
      let told: CameIn['told'] = null;
      for (const minute of arrivals.toSorted((a, b) => a - b)) {
        const now = begin + minute * 60_000;
        const period = closedPeriodAt(now, hours);
        if (period === null) continue;
        if (whySilent({ ...cameIn, createdAtMs: now, told }, period, now) !== null) continue;
        expect(answered).not.toContain(period.fromMs);
        answered.push(period.fromMs);
        told = { atMs: now, backAtMs: period.untilMs };
      }
    }),
  );
});

it('says when we are back in the language of the person, in English where there is no other', () => {
  const say = (lang: string | null, of = settings) => afterHoursText(of, lang, friday, hours.timeZone)?.text;
  expect(say('ja')).toBe('自動応答です。11月23日（月）9:00から。https://help.example.jp/ 0120-000-000');
  expect(say('de')).toBe('Automatic: back Monday, 23 November, 9:00. https://help.example.jp/ 0120-000-000');
  expect(say('en', { ...settings, texts: { ...settings.texts, en: '' } })).toContain('自動応答');
  expect(say('ja', { ...settings, help: '' })).toBeUndefined();
  expect(afterHoursText(settings, 'ja', { fromMs: 0, untilMs: null }, 'Asia/Tokyo')).toBeNull();
});

it('wants a text that says that it is automatic and when we are back', () => {
  const codes = (of: Partial<AfterHoursSettings>) =>
    afterHoursProblems({ ...settings, ...of }).map(({ code, where }) => `${code} ${where}`);
  expect(codes({})).toEqual([]);
  expect(codes({ texts: { ja: '', en: '' } })).toEqual(['nothing_written texts']);
  expect(codes({ texts: { ja: 'また明日。{nex}', en: '' } })).toEqual([
    'unknown_place texts.ja',
    'needs_place texts.ja',
    'must_say_automatic texts.ja',
  ]);
  expect(codes({ help: '' })).toEqual(['nothing_written help', 'nothing_written help']);
});

it('holds the account’s own hours over the workspace’s, and none that cannot be read', () => {
  expect(holdingHours(null, hours)).toEqual(hours);
  const own = { timeZone: 'Europe/Berlin', businessHours: { week: officeHours.week, otherDays: [] } };
  expect(holdingHours(own, hours)).toEqual(own);
  expect(holdingHours({ ...own, timeZone: 'Mars/Olympus' }, hours)).toEqual({
    fault: 'timeZone: There is no such time zone.',
  });
  expect(holdingHours(null, { ...hours, timeZone: 'Mars/Olympus' })).toHaveProperty('fault');
  expect(holdingHours({ timeZone: 'Asia/Tokyo' }, hours)).toHaveProperty('fault');
});
