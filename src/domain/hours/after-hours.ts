// After-hours answers: the team's texts, and whether a post that came while nobody was there gets one.
import { z } from 'zod';
import { lastClosing, nextOpening, openRuns } from '../kpi/business-hours.ts';
import type { WordsProblem } from './day-posts.ts';
import { firstFault, type BrokenHours, type HoldingHours } from './own-hours.ts';
import type { SilenceCause } from './silence.ts';
import { fillPlaces, hoursLanguages, momentText, placesIn, type HoursLanguage } from './words.ts';

const words = z
  .string()
  .trim()
  .max(3000)
  .regex(/^(?:\n|[^\p{Cc}])*$/u);

export const afterHoursSettings = z.strictObject({
  /** By language; somebody who writes in another one is answered in English where there is such a text. */
  texts: z.strictObject({ ja: words, en: words }),
  /** Where people find help by themselves. */
  help: z.union([z.literal(''), z.url({ protocol: /^https?$/u }).max(500)]),
  /** Another way to reach us: a telephone number, an address. */
  other: words.max(300),
});
export type AfterHoursSettings = z.infer<typeof afterHoursSettings>;

export const noAfterHours: AfterHoursSettings = { texts: { ja: '', en: '' }, help: '', other: '' };

/** What was stored, or what is wrong with it; null where nothing was. Never throws. */
export function readAfterHours(stored: unknown): AfterHoursSettings | BrokenHours {
  const read = afterHoursSettings.safeParse(stored ?? noAfterHours);
  return read.success ? read.data : { fault: firstFault(read.error) };
}

export const afterHoursPlaces = ['next', 'help', 'other'] as const;
const saysAutomatic = /自動|automat/iu;

/** What is wrong with the texts themselves. */
export function afterHoursProblems({ texts, help, other }: AfterHoursSettings): WordsProblem[] {
  const written = hoursLanguages.filter((lang) => texts[lang] !== '');
  if (written.length === 0) return [{ code: 'nothing_written', where: 'texts', detail: '' }];
  return written.flatMap((lang) => {
    const where = `texts.${lang}`;
    const places = placesIn(texts[lang]);
    const problems: WordsProblem[] = places
      .filter((name) => !afterHoursPlaces.some((known) => known === name))
      .map((name) => ({ code: 'unknown_place', where, detail: name.length > 1 ? `{${name}}` : name }));
    const needs = (name: string): void => {
      problems.push({ code: 'needs_place', where, detail: `{${name}}` });
    };
    if (!places.includes('next')) needs('next');
    if (places.includes('help') && help === '') problems.push(empty('help'));
    if (places.includes('other') && other === '') problems.push(empty('other'));
    // Whoever reads it must know that nobody has read them yet, whatever the network labels.
    if (!saysAutomatic.test(texts[lang])) problems.push({ code: 'must_say_automatic', where, detail: '' });
    return problems;
  });
}

function empty(name: string): WordsProblem {
  return { code: 'nothing_written', where: name, detail: `{${name}}` };
}

/** The closed period around a time; null while somebody is there. */
export interface ClosedPeriod {
  /** The last closing; the epoch where none is in sight. */
  fromMs: number;
  /** The next opening; null where none is in sight. */
  untilMs: number | null;
}

export function closedPeriodAt(ms: number, { businessHours, timeZone }: HoldingHours): ClosedPeriod | null {
  const untilMs = nextOpening(ms, businessHours, timeZone);
  if (untilMs === ms) return null;
  return { fromMs: lastClosing(ms, businessHours, timeZone) ?? 0, untilMs };
}

/** The first time in [fromMs, toMs) at which nobody is there; null where somebody always is. */
export function nextClosed(
  fromMs: number,
  toMs: number,
  { businessHours, timeZone }: HoldingHours,
): number | null {
  let ms = fromMs;
  for (const { open, close } of openRuns(fromMs, toMs, businessHours, timeZone)) {
    if (open <= ms) ms = Math.max(ms, close);
  }
  return ms < toMs ? ms : null;
}

/** The text for somebody who wrote in `lang`; null where a place cannot be filled. */
export function afterHoursText(
  settings: AfterHoursSettings,
  lang: string | null,
  { untilMs }: ClosedPeriod,
  timeZone: string,
): { text: string; lang: HoursLanguage } | null {
  const wanted = [lang === 'ja' ? 'ja' : 'en', 'en', 'ja'] as const;
  const told = wanted.find((one) => settings.texts[one] !== '');
  if (told === undefined || untilMs === null) return null;
  const values = {
    next: momentText(untilMs, timeZone, told),
    help: settings.help === '' ? null : settings.help,
    other: settings.other === '' ? null : settings.other,
  };
  const text = fillPlaces(settings.texts[told], values);
  return text === null ? null : { text, lang: told };
}

/** A post that came to us, and what is known around it. */
export interface CameIn {
  createdAtMs: number;
  isOurs: boolean;
  isBot: boolean;
  hasOptedOut: boolean;
  isDeleted: boolean;
  /** Somebody of the team, or the ledger, is done with it. */
  isSettled: boolean;
  /** Each judgement as `kind value`. */
  judged: ReadonlySet<string>;
  /** When the program last told this person, if it did, and until when that holds. */
  told: { atMs: number; backAtMs: number | null } | null;
}

/** Later than this a person has given up on an answer at once. */
export const mostLateMs = 60 * 60_000;
/** Whoever is back so soon answers in person. */
const backSoonMs = 30 * 60_000;
/** Clocks of two machines differ a little. */
const clockMs = 5 * 60_000;

/**
 * Why this post is not answered by the program, or null where it is. `period` is the closed one that the post came in,
 * and holds still.
 */
export function whySilent(post: CameIn, period: ClosedPeriod, nowMs: number): SilenceCause | null {
  if (post.createdAtMs > nowMs + clockMs || (post.told !== null && post.told.atMs > nowMs + clockMs)) {
    return 'clock';
  }
  if (post.isOurs) return 'ours';
  if (post.isDeleted) return 'gone';
  if (post.isBot) return 'bot';
  if (post.hasOptedOut) return 'opted_out';
  if (post.judged.size === 0) return 'not_judged';
  if (post.judged.has('urgency 3')) return 'urgent';
  if (post.judged.has('abuse harassment')) return 'harassment';
  if (post.isSettled) return 'answered';
  if (post.told !== null && isSamePeriod(post.told, period, nowMs)) return 'told_before';
  if (nowMs - post.createdAtMs > mostLateMs) return 'late';
  if (period.untilMs === null) return 'no_next_opening';
  return period.untilMs - nowMs < backSoonMs ? 'back_soon' : null;
}

/** Hours that were changed meanwhile make no new period of one in which somebody was told already. */
function isSamePeriod(told: NonNullable<CameIn['told']>, period: ClosedPeriod, nowMs: number): boolean {
  return told.atMs >= period.fromMs || (told.backAtMs ?? Number.POSITIVE_INFINITY) > nowMs;
}
