// What X's recent search is asked for: the workspace's monitors as X's own operators, as few searches as may be. Pure.
import { AppError } from '../../domain/errors.ts';
import { monitorToPush } from '../../domain/listening/push-down/monitor.ts';
import type { PushDownCode } from '../../domain/listening/push-down/notes.ts';
import { compileXRules } from '../../domain/listening/push-down/x-rules.ts';

/** The search knows a week; a little less, so that what is asked for is not too old by the time it is read. */
export const SEARCHED_MS = 7 * 24 * 3_600_000 - 60_000;
/** What every tier takes in one search. */
const MAX_LENGTH = 512;
/** Searches of one round: with one round a minute they stay under the 300 in 15 minutes that a user has. */
const MAX_SEARCHES = 15;
export const withoutReposts = ' -is:retweet';

export interface AskedMonitor {
  id: string;
  query: string;
}

/** A monitor that X cannot be asked for, and why. */
export interface UnheardMonitor extends AskedMonitor {
  code: PushDownCode;
}

export interface Questions {
  /** What is searched for, and the ids of the monitors that need it. */
  searches: { query: string; monitors: string[] }[];
  unheard: UnheardMonitor[];
}

const quoted = /"[^"]*"/gu;

/**
 * A query with more conditions, which hold for all of it. Reposts are left out, where they are not asked for: each is paid
 * for and says nothing new.
 */
export function asSearch(query: string, more = ''): string {
  const bare = query.replaceAll(quoted, '');
  const behind = bare.includes('is:retweet') ? more : more + withoutReposts;
  return behind !== '' && / OR /u.test(bare) ? `(${query})${behind}` : query + behind;
}

/**
 * The searches that together find every post the monitors match, as far as X can be asked; and the monitors for which it
 * cannot. The search knows no numbers of followers: what is left of a query without them finds more.
 */
export function questionsOf(monitors: readonly AskedMonitor[]): Questions {
  const prepared = monitors.map(({ id, query }) => monitorToPush(id, query));
  const maxLength = MAX_LENGTH - withoutReposts.length - 2;
  const choices = { followers: false };
  const compiled = compileXRules(prepared, { choices, maxLength, maxRules: MAX_SEARCHES });
  const unheard = compiled.monitors.flatMap(({ notes }, n) => {
    const code = notes.find(({ effect }) => effect === 'unpushed')?.code;
    const monitor = monitors[n];
    // What is for other networks is not missed here.
    return code === undefined || code === 'never_here' || monitor === undefined ? [] : [{ ...monitor, code }];
  });
  const searches = compiled.rules.map(({ value, monitors: ids }) => ({
    query: asSearch(value),
    monitors: ids,
  }));
  return { searches, unheard };
}

/**
 * A query in X's own words as its search takes it, without reposts and in one language where that is asked for. Throws
 * `query_invalid` where it is empty or too long.
 */
export function searchable(query: string, lang?: string): string {
  const text = asSearch(query.trim(), lang === undefined ? '' : ` lang:${lang}`);
  if (query.trim() !== '' && text.length <= MAX_LENGTH) return text;
  throw new AppError(
    'query_invalid',
    `X’s search takes from 1 to ${MAX_LENGTH} characters, and this query has ${text.length}: make it shorter.`,
    { where: 'query' },
  );
}
