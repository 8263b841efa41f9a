// Opening and closing posts: the team's own texts, which of them goes out when, and what is wrong with them.
import { z } from 'zod';
import { longestRunDays, nextOpening, openRuns, spansOn } from '../kpi/business-hours.ts';
import { firstFault, type BrokenHours, type HoldingHours } from './own-hours.ts';
import { dayText, fillPlaces, hoursLanguages, momentText, placesIn, spansText } from './words.ts';

export const dayPostKinds = ['opening', 'closing'] as const;
export type DayPostKind = (typeof dayPostKinds)[number];
/** `first` opens after a closed day, `last` closes before one. */
export const occasions = ['usual', 'first', 'last'] as const;
export type Occasion = (typeof occasions)[number];

const text = z
  .string()
  .trim()
  .min(1)
  .max(3000)
  // Line ends stand in posts; other controls do not.
  .regex(/^(?:\n|[^\p{Cc}])*$/u);
const texts = z.array(text).max(14);

export const dayPostSettings = z.strictObject({
  lang: z.enum(hoursLanguages),
  /** In turn. Without usual texts a day is not opened (or closed) by a post; without others the usual ones do. */
  opening: z.strictObject({ usual: texts, first: texts }),
  closing: z.strictObject({ usual: texts, last: texts }),
});
export type DayPostSettings = z.infer<typeof dayPostSettings>;

export const noDayPosts: DayPostSettings = {
  lang: 'ja',
  opening: { usual: [], first: [] },
  closing: { usual: [], last: [] },
};

/** What was stored, or what is wrong with it; null where nothing was. Never throws. */
export function readDayPosts(stored: unknown): DayPostSettings | BrokenHours {
  const read = dayPostSettings.safeParse(stored ?? noDayPosts);
  return read.success ? read.data : { fault: firstFault(read.error) };
}

/** What each kind of post can name. */
export const dayPostPlaces: Record<DayPostKind, readonly string[]> = {
  opening: ['hours', 'date'],
  closing: ['hours', 'date', 'next'],
};

export type TurnKey = `${DayPostKind}.${Occasion}`;

/** What went before: how often each sort of day had its turn, and the newest text of each kind. */
export interface PostedBefore {
  turns: Partial<Record<TurnKey, number>>;
  newest: Partial<Record<DayPostKind, string>>;
}

export interface PlannedPost {
  /** The date on which the hours begin. */
  day: string;
  kind: DayPostKind;
  occasion: Occasion;
  atMs: number;
  turn: number;
  /** Null where a place cannot be filled: no next opening is in sight. */
  text: string | null;
  /** The same words as the post of this kind before it. */
  repeats: boolean;
}

export interface Planning extends HoldingHours {
  settings: DayPostSettings;
  before: PostedBefore;
  /** What was decided about already. */
  isDecided?(day: string, kind: DayPostKind): boolean;
}

const dayMs = 86_400_000;

/** No post from `fromMs` on has a `day` (YYYY-MM-DD) before this: a closing has that on which its hours began. */
export function earliestDay(fromMs: number): string {
  // One day for the day's other runs, one for the time zone.
  return new Date(fromMs - (longestRunDays + 2) * dayMs).toISOString().slice(0, 10);
}

/** The posts of [fromMs, toMs], in order of time. The same days and history give the same posts. */
export function planPosts(fromMs: number, toMs: number, planning: Planning): PlannedPost[] {
  const { businessHours, timeZone, settings } = planning;
  const turns = { ...planning.before.turns };
  const newest = { ...planning.before.newest };
  return momentsOf(fromMs, toMs, planning)
    .filter(({ day, kind }) => settings[kind].usual.length > 0 && planning.isDecided?.(day, kind) !== true)
    .map((moment) => {
      const { day, kind, atMs } = moment;
      const [occasion, choice] = choiceOf(moment, settings);
      const turn = turns[`${kind}.${occasion}`] ?? 0;
      turns[`${kind}.${occasion}`] = turn + 1;
      const next = kind === 'closing' ? nextOpening(atMs + 1, businessHours, timeZone) : null;
      const values = {
        hours: spansText(day, businessHours, settings.lang),
        date: dayText(atMs, timeZone, settings.lang),
        next: next === null ? null : momentText(next, timeZone, settings.lang),
      };
      const inTurn = choice.map((_, index) =>
        fillPlaces(choice[(turn + index) % choice.length] ?? '', values),
      );
      const filled = inTurn.find((one) => one !== newest[kind]) ?? inTurn[0] ?? null;
      const repeats = filled !== null && filled === newest[kind];
      if (filled !== null) newest[kind] = filled;
      return { day, kind, occasion, atMs, turn, text: filled, repeats };
    });
}

interface Moment {
  day: string;
  kind: DayPostKind;
  atMs: number;
  /** The day before an opening, the one after a closing. */
  besideClosed: boolean;
}

const dateBeside = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);

/** The first opening and the last closing of each day; a break at noon is neither. */
function momentsOf(fromMs: number, toMs: number, { businessHours, timeZone }: Planning): Moment[] {
  const isClosed = (date: string): boolean => spansOn(date, businessHours).length === 0;
  const days = new Map<string, { open: number; close: number }>();
  // A day's other runs may lie outside what is asked for.
  for (const { date, open, close } of openRuns(fromMs - dayMs, toMs + dayMs, businessHours, timeZone)) {
    days.set(date, { open: days.get(date)?.open ?? open, close });
  }
  return [...days]
    .flatMap(([day, { open, close }]): Moment[] => [
      { day, kind: 'opening', atMs: open, besideClosed: isClosed(dateBeside(day, -1)) },
      { day, kind: 'closing', atMs: close, besideClosed: isClosed(dateBeside(day, 1)) },
    ])
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .toSorted((a, b) => a.atMs - b.atMs);
}

function choiceOf({ kind, besideClosed }: Moment, settings: DayPostSettings): [Occasion, readonly string[]] {
  const [occasion, others] =
    kind === 'opening'
      ? (['first', settings.opening.first] as const)
      : (['last', settings.closing.last] as const);
  return besideClosed && others.length > 0 ? [occasion, others] : ['usual', settings[kind].usual];
}

/** What keeps texts from being used; `where` is a path into the settings. */
export interface WordsProblem {
  code:
    | 'unknown_place'
    | 'needs_place'
    | 'must_say_automatic'
    | 'too_long'
    | 'guideline'
    | 'repeats'
    | 'no_next_opening'
    | 'nothing_written';
  where: string;
  /** What was wrong in it: a place, a rule, a length. */
  detail: string;
}

/** Places that nothing stands for. */
export function unknownPlaces(settings: DayPostSettings): WordsProblem[] {
  return dayPostKinds.flatMap((kind) =>
    Object.entries(settings[kind]).flatMap(([occasion, list]) =>
      list.flatMap((one, index) =>
        placesIn(one)
          .filter((name) => !dayPostPlaces[kind].includes(name))
          .map((name): WordsProblem => {
            const detail = name === '{' || name === '}' ? name : `{${name}}`;
            return { code: 'unknown_place', where: `${kind}.${occasion}.${String(index)}`, detail };
          }),
      ),
    ),
  );
}
