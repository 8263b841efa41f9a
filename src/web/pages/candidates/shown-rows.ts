// Which rows stand in the list while somebody reads it: nothing jumps, and what comes waits behind its number.
import type { LedgerEntryView } from '../../../contract/views.ts';

/** The rows that stand there, in their order, with the priority they were put in their place by. */
export type Standing = ReadonlyMap<string, number>;

export interface Shown {
  rows: LedgerEntryView[];
  /** Those above the last row that stands there, which came since. */
  waiting: LedgerEntryView[];
  /** The same object as given when no row was added below. */
  standing: Standing;
}

export function standingOf(rows: readonly LedgerEntryView[]): Standing {
  return new Map(rows.map(({ post, priority }) => [post.id, priority]));
}

/**
 * Of `all` rows in their right order, those that stood there stay where they stood, changed or not. What belongs below the
 * last of them is shown at once, for it moves nothing; what belongs above waits.
 */
export function shownOf(all: readonly LedgerEntryView[], standing: Standing): Shown {
  const byId = new Map(all.map((row) => [row.post.id, row]));
  const stayed = [...standing.keys()].flatMap((id) => byId.get(id) ?? []);
  const last = stayed.at(-1);
  const end = last === undefined ? -1 : all.indexOf(last);
  const isNew = (row: LedgerEntryView): boolean => !standing.has(row.post.id);
  const below = all.slice(end + 1).filter(isNew);
  return {
    rows: [...stayed, ...below],
    waiting: all.slice(0, end + 1).filter(isNew),
    standing: below.length === 0 ? standing : new Map([...standing, ...standingOf(below)]),
  };
}

/**
 * The rows that begin a group of equal priority. A list that begins with what nobody waits for has no groups to tell
 * apart.
 */
export function groupsOf(rows: readonly LedgerEntryView[], standing: Standing): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  let before: number | undefined;
  for (const { post, priority } of rows) {
    const placed = standing.get(post.id) ?? priority;
    if (before === undefined && placed < 2) return groups;
    if (placed !== before) groups.set(post.id, placed);
    before = placed;
  }
  return groups;
}
