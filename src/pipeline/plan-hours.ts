// What would be posted and answered by an account's hours, word for word, and what is wrong with it: shown before it is switched on.
import {
  afterHoursProblems,
  afterHoursText,
  closedPeriodAt,
  nextClosed,
  type AfterHoursSettings,
} from '../domain/hours/after-hours.ts';
import {
  dayPostKinds,
  earliestDay,
  planPosts,
  unknownPlaces,
  type DayPostSettings,
  type PlannedPost,
  type WordsProblem,
} from '../domain/hours/day-posts.ts';
import type { HoldingHours } from '../domain/hours/own-hours.ts';
import { hoursLanguages, type HoursLanguage } from '../domain/hours/words.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import { lastClosing } from '../domain/kpi/business-hours.ts';
import { stoppedBy } from './own-words.ts';
import type { AccountRecord, WorkTx } from './ports.ts';

export interface HoursToPlan {
  hours: HoldingHours;
  dayPosts: DayPostSettings;
  afterHours: AfterHoursSettings;
}

export interface HoursPlan {
  posts: PlannedPost[];
  /** What the program would say to somebody who writes in the next closed time. */
  answers: { lang: HoursLanguage; text: string }[];
  dayPostProblems: WordsProblem[];
  afterHoursProblems: WordsProblem[];
}

const dayMs = 86_400_000;
const aheadMs = 14 * dayMs;

/** The plan of the coming fourteen days. What is wrong anywhere in it keeps it from being switched on. */
export async function planHours(
  tx: WorkTx,
  manifest: NetworkManifest,
  account: AccountRecord,
  plan: HoursToPlan,
): Promise<HoursPlan> {
  const { hours, dayPosts, afterHours } = plan;
  const nowMs = Date.parse(tx.at);
  const before = await tx.hours.dayPostsBefore(account.id, earliestDay(nowMs));
  const isDecided = (day: string, kind: string): boolean => before.decided.has(`${day} ${kind}`);
  const posts = planPosts(nowMs, nowMs + aheadMs, { ...hours, settings: dayPosts, before, isDecided });
  const inTurn = await problemsOfPosts(tx, manifest, account, { ...plan, posts });
  const answers = answersOf(afterHours, hours, nowMs);
  const ofAnswers = [...afterHoursProblems(afterHours)];
  for (const { lang, text } of answers) {
    const words = { text, lang, visibility: 'public', isAnswer: true } as const;
    const stopped = await stoppedBy(tx, manifest, account, words);
    if (stopped !== null) ofAnswers.push({ ...stopped, where: `texts.${lang}` });
  }
  return { posts, answers, dayPostProblems: inTurn, afterHoursProblems: ofAnswers };
}

type Checked = HoursToPlan & { posts: readonly PlannedPost[] };

async function problemsOfPosts(
  tx: WorkTx,
  manifest: NetworkManifest,
  account: AccountRecord,
  { dayPosts, hours, posts }: Checked,
): Promise<WordsProblem[]> {
  const written = dayPostKinds.some((kind) => dayPosts[kind].usual.length > 0);
  if (!written) return [{ code: 'nothing_written', where: 'opening.usual', detail: '' }];
  const problems = unknownPlaces(dayPosts);
  for (const { day, kind, occasion, text, repeats } of posts) {
    const where = `${kind}.${occasion}`;
    if (text === null) problems.push({ code: 'no_next_opening', where, detail: day });
    else if (repeats) problems.push({ code: 'repeats', where, detail: day });
  }
  // Also those whose turn does not come in these days: each text as it would read at the last closing.
  const atMs = lastClosing(Date.parse(tx.at), hours.businessHours, hours.timeZone);
  for (const [where, text] of atMs === null ? [] : eachFilled({ dayPosts, hours }, atMs)) {
    const words = { text, lang: dayPosts.lang, visibility: 'public', isAnswer: false } as const;
    const stopped = await stoppedBy(tx, manifest, account, words);
    if (stopped !== null) problems.push({ ...stopped, where });
  }
  for (const { kind, occasion, text, day } of posts) {
    const where = `${kind}.${occasion}`;
    // A name of a day may be the letter too many.
    if (text === null || problems.some((one) => one.code === 'too_long' && one.where.startsWith(where))) {
      continue;
    }
    const words = { text, lang: dayPosts.lang, visibility: 'public', isAnswer: false } as const;
    const stopped = await stoppedBy(tx, manifest, account, words);
    if (stopped?.code === 'too_long')
      problems.push({ ...stopped, where, detail: `${day} ${stopped.detail}` });
  }
  return problems.filter((one, index) => problems.findIndex((other) => sameProblem(one, other)) === index);
}

/** A text that is too long on one day is told once. */
function sameProblem(one: WordsProblem, other: WordsProblem): boolean {
  return one.code === other.code && one.where === other.where;
}

function eachFilled(
  { dayPosts, hours }: Pick<HoursToPlan, 'dayPosts' | 'hours'>,
  atMs: number,
): [string, string][] {
  return dayPostKinds.flatMap((kind) =>
    Object.entries(dayPosts[kind]).flatMap(([occasion, texts]) =>
      texts.flatMap((text, index): [string, string][] => {
        const settings = { ...dayPosts, [kind]: { usual: [text], first: [], last: [] } };
        const before = { turns: {}, newest: {} };
        const planned = planPosts(atMs - dayMs, atMs, { ...hours, settings, before });
        const filled = planned.findLast((one) => one.kind === kind)?.text ?? null;
        return filled === null ? [] : [[`${kind}.${occasion}.${String(index)}`, filled]];
      }),
    ),
  );
}

function answersOf(settings: AfterHoursSettings, hours: HoldingHours, nowMs: number): HoursPlan['answers'] {
  const closedMs = nextClosed(nowMs, nowMs + aheadMs, hours);
  const period = closedMs === null ? null : closedPeriodAt(closedMs, hours);
  if (period === null) return [];
  return hoursLanguages.flatMap((lang) => {
    const said = settings.texts[lang] === '' ? null : afterHoursText(settings, lang, period, hours.timeZone);
    return said === null || said.lang !== lang ? [] : [{ lang, text: said.text }];
  });
}
