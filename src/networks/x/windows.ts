// What is still owed: for each list the stretches that were not read to their end, so that no failure and no burst loses posts.
import { z } from 'zod';
import { byId, firstIdAt, isId, isLaterId } from './ids.ts';

const id = z.string().refine(isId);

export const windowSchema = z.object({
  /** The list's key. */
  list: z.string().max(40),
  /** Read until here: all that is later is wanted. */
  since: id,
  /** All that is not earlier has been read; null: nothing of it yet. */
  until: id.nullable(),
  /** Posts it gave so far. X ends some lists after their newest. */
  read: z.number(),
  /** X did not take the question: what it missed is asked again, but not in the name of other questions. */
  refused: z.boolean(),
});
export type Window = z.infer<typeof windowSchema>;

export const MAX_WINDOWS = 200;

const earlier = (a: string, b: string): string => (isLaterId(a, b) ? b : a);

/**
 * The windows of a round over `lists`: those that are owed, and for each list one that reaches up to now, from `fromMs` on.
 * What was owed to a list that is asked no more is read by those that are: a changed question is another list.
 */
export function openWindows(owed: readonly Window[], lists: readonly string[], fromMs: number): Window[] {
  const kept = owed.filter(({ list }) => lists.includes(list));
  const lost = owed.filter(({ list, refused }) => !refused && !lists.includes(list));
  const since = lost.reduce((first, window) => earlier(first, window.since), firstIdAt(fromMs));
  const fresh = lists
    .filter(
      (list) => lost.length > 0 || !kept.some((window) => window.list === list && window.until === null),
    )
    .map((list): Window => ({ list, since, until: null, read: 0, refused: false }));
  return joined([...kept, ...fresh]);
}

/** Of a list with several windows up to now one is left; too many windows of a list become one, which reads some posts twice. */
function joined(windows: readonly Window[]): Window[] {
  const isMany = windows.length > MAX_WINDOWS;
  const byKey = Map.groupBy(windows, ({ list, until }) => `${list} ${isMany || until === null}`);
  return [...byKey.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || (!isMany && first.until !== null)) return group;
    const since = group.reduce((least, window) => earlier(least, window.since), first.since);
    const untils = group.flatMap((window) => window.until ?? []);
    const until = untils.length < group.length ? null : (untils.toSorted(byId).at(-1) ?? null);
    return [{ ...first, since, until, refused: group.some(({ refused }) => refused) }];
  });
}
