// Counts what X asks for each answer, and stops what an account may not pay for any more.
import {
  endOf,
  LEFT_TO_PEOPLE,
  leftToSpend,
  spentOut,
  type Priced,
  type SpendState,
} from '../../domain/post/prices.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { prices } from './prices.ts';

/** Ids that are told apart on one day: X asks once a day for the same thing. Beyond that, too much is counted. */
const MAX_KNOWN = 200_000;

export interface Till {
  /** Counts what a call brought: `body` is X's answer to a GET of `path`. */
  read(account: AccountSession, path: string, body: unknown): Promise<void>;
  /** Counts posts that came by the stream. */
  heard(account: AccountSession, ids: readonly string[]): Promise<void>;
  /** Counts what was written. */
  wrote(account: AccountSession, what: Priced): Promise<void>;
  /** Throws `reads_spent` where an account may read no more. */
  expectRead(account: AccountSession): Promise<void>;
  /** Throws `budget_spent` where what is to be written costs more than is left. */
  expectWrite(account: AccountSession, what: Priced): Promise<void>;
  /** Posts that listening may still read; the rest of the budget is left to people. */
  postsLeft(account: AccountSession): Promise<number>;
  /** Why listening stops, with the time until it may go on. */
  listeningStops(account: AccountSession, where: string): Promise<AppError>;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** The things of an answer, one or many. */
function idsOf(body: unknown): string[] {
  const data = field(body, 'data');
  const all: unknown[] = Array.isArray(data) ? data : data === undefined || data === null ? [] : [data];
  return all.map((one, n) => {
    const id = field(one, 'id');
    return typeof id === 'string' ? id : `#${n}`;
  });
}

/** What X asks for the things at a path; null: nothing. */
function pricedAt(path: string, self: string): Priced | null {
  if (path === `/2/users/${self}/mentions`) return 'readOwnMention';
  if (/^\/2\/(?:tweets\/search\/stream|oauth2|media)/u.test(path)) return null;
  if (/^\/2\/tweets(?:\/search\/recent|\/\d+)?$/u.test(path)) return 'readPost';
  if (/^\/2\/users\/\d+\/(?:tweets|mentions)$/u.test(path)) return 'readPost';
  return path.startsWith('/2/users/') ? 'readUser' : null;
}

const dollars = (micro: number): string => `$${(micro / 1_000_000).toFixed(2)}`;

function spentError(
  code: 'reads_spent' | 'budget_spent',
  state: SpendState,
  share: number,
  more: { nowMs: number; where?: string; text: string },
): AppError {
  const period = spentOut(state, share) ?? 'day';
  const { budget, spent } = state;
  const of = period === 'day' ? 'on one day' : 'in one month';
  return new AppError(
    code,
    `${dollars(spent[period])} of the ${dollars(budget[period])} that this account may spend on X ${of} (UTC) are spent. ${more.text}`,
    {
      ...(more.where === undefined ? {} : { where: more.where }),
      retryAfterMs: endOf(period, more.nowMs) - more.nowMs,
      data: { period },
    },
  );
}

/** Writes down what was bought; it is kept where the account's session keeps it. */
function createBooks(deps: NetworkDeps) {
  /** What was paid for on a day, by account. */
  const known = new Map<string, { day: number; ids: Set<string> }>();
  /** What could not be written down yet. */
  const owed = new Map<string, Map<Priced, number>>();

  function fresh(accountId: string, what: Priced, ids: readonly string[]): number {
    const day = Math.floor(deps.now() / 86_400_000);
    const before = known.get(accountId);
    const today =
      before?.day === day && before.ids.size < MAX_KNOWN ? before : { day, ids: new Set<string>() };
    known.set(accountId, today);
    const kind = what === 'readUser' ? 'user' : 'post';
    const news = new Set(ids.map((id) => `${kind} ${id}`).filter((id) => !today.ids.has(id)));
    for (const id of news) today.ids.add(id);
    return news.size;
  }

  /** What was bought is bought: that it cannot be written down now makes no failure of it, and is made good later. */
  async function book(account: AccountSession, what: Priced, units: number): Promise<void> {
    if (account.spending === undefined || units === 0) return;
    const all = owed.get(account.id) ?? new Map<Priced, number>();
    owed.set(account.id, all);
    all.set(what, (all.get(what) ?? 0) + units);
    const taken = [...all];
    all.clear();
    try {
      await account.spending.book(
        taken.map(([name, count]) => ({ what: name, units: count, microUsd: count * prices[name] })),
      );
    } catch (error) {
      for (const [name, count] of taken) all.set(name, (all.get(name) ?? 0) + count);
      deps.log.warn({ account: account.id, err: error }, 'what X asks for could not be written down');
    }
  }

  return { fresh, book };
}

/** The till of this process. */
export function createTill(deps: NetworkDeps): Till {
  const { fresh, book } = createBooks(deps);
  const listening = 1 - LEFT_TO_PEOPLE;
  return {
    async read(account, path, body) {
      const what = pricedAt(path, account.nativeId);
      if (what !== null) await book(account, what, fresh(account.id, what, idsOf(body)));
    },
    heard: (account, ids) => book(account, 'readPost', fresh(account.id, 'readPost', ids)),
    wrote: (account, what) => book(account, what, 1),
    async expectRead(account) {
      const state = await account.spending?.state();
      if (state === undefined || spentOut(state) === null) return;
      const text = 'Nothing more is read until then; raise the budget to go on.';
      throw spentError('reads_spent', state, 1, { nowMs: deps.now(), text });
    },
    async expectWrite(account, what) {
      const state = await account.spending?.state();
      if (state === undefined || leftToSpend(state) >= prices[what]) return;
      const text = `This post costs ${dollars(prices[what])}: it was not sent. Raise the budget and send it again.`;
      throw spentError('budget_spent', state, 1, { nowMs: deps.now(), text });
    },
    async postsLeft(account) {
      const state = await account.spending?.state();
      return state === undefined
        ? Number.POSITIVE_INFINITY
        : Math.floor(leftToSpend(state, listening) / prices.readPost);
    },
    async listeningStops(account, where) {
      const state = (await account.spending?.state()) ?? {
        spent: { day: 0, month: 0 },
        budget: { day: 0, month: 0 },
      };
      const text = `Listening leaves the last ${LEFT_TO_PEOPLE * 100} % to people, and reads on where it stopped when the next begins.`;
      return spentError('reads_spent', state, listening, { nowMs: deps.now(), where, text });
    },
  };
}
