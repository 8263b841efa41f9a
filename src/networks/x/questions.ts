// What X's recent search is asked for: the workspace's monitors as X's own operators, as few searches as may be. Pure.
import { monitorToPush } from '../../domain/listening/push-down/monitor.ts';
import { compileXRules } from '../../domain/listening/push-down/x-rules.ts';

/** The search knows a week; a little less, so that what is asked for is not too old by the time it is read. */
export const SEARCHED_MS = 7 * 24 * 3_600_000 - 60_000;
/** What every tier takes in one search. */
const MAX_LENGTH = 512;
/** Searches of one round: with one round a minute they stay under the 300 in 15 minutes that a user has. */
const MAX_SEARCHES = 15;
const WITHOUT_REPOSTS = ' -is:retweet';

export interface AskedMonitor {
  id: string;
  query: string;
}

/** The rule's parts in quotation marks, and those between. */
const quoted = /"[^"]*"/gu;

/**
 * A rule of the stream as the search takes it: the search knows no numbers of followers, and without them finds more.
 * Reposts are left out, where they are not asked for: each is paid for and says nothing new.
 */
export function asSearch(rule: string): string {
  const phrases: string[] = [];
  const bare = rule
    .replaceAll(quoted, (phrase) => `"${phrases.push(phrase) - 1}"`)
    .replaceAll(/ ?-?followers_count:\S*?(?=[\s)]|$)/gu, '')
    .trim();
  const restored = bare.replaceAll(quoted, (mark) => phrases[Number(mark.slice(1, -1))] ?? mark);
  if (bare.includes('is:retweet')) return restored;
  return / OR /u.test(bare) ? `(${restored})${WITHOUT_REPOSTS}` : `${restored}${WITHOUT_REPOSTS}`;
}

/** The searches that together find every post the monitors match, as far as X can be asked. */
export function questionsOf(monitors: readonly AskedMonitor[]): string[] {
  const prepared = monitors.map(({ id, query }) => monitorToPush(id, query));
  const maxLength = MAX_LENGTH - WITHOUT_REPOSTS.length - 2;
  const { rules } = compileXRules(prepared, { maxLength, maxRules: MAX_SEARCHES });
  return [...new Set(rules.map(({ value }) => asSearch(value)))];
}

/** A query as the search takes it; null where it is none, or too long. */
export function searchable(query: string): string | null {
  const text = query.trim();
  return text === '' || text.length > MAX_LENGTH ? null : text;
}
