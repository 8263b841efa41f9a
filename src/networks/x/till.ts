// Counts what X asks for each answer, and stops what an account may not pay for any more.
import {
  costOfMessage,
  costOfPost,
  endOf,
  leftToSpend,
  SHARES,
  shortFor,
  type MicroUsd,
  type Priced,
  type SpendState,
} from '../../domain/post/prices.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, SpendItem } from '../kit/network.ts';
import { boughtIn, pricedAt, type Bought } from './bought.ts';
import { prices } from './prices.ts';

/** Things that are told apart on one day: X asks once a day for the same one. Beyond that, too much is counted. */
const MAX_KNOWN = 200_000;

/** What is to be written: so many of each price. */
export type Purchase = readonly Pick<SpendItem, 'what' | 'units'>[];

/** A purchase that is counted already. */
export interface Paid {
  /** Gives back what was certainly not bought. */
  giveBack(unused: Purchase): Promise<void>;
}

export interface Till {
  /** Counts what a call brought: `body` is X's answer to a GET of `path`. */
  read(account: AccountSession, path: string, body: unknown): Promise<void>;
  /** Counts what came by the stream. */
  heard(account: AccountSession, bought: readonly Bought[]): Promise<void>;
  /** Counts what was done whatever the budget says. */
  wrote(account: AccountSession, what: Priced): Promise<void>;
  /** How many posts, or messages, the account may read now, by who reads; throws `reads_spent` where it is none. */
  expectRead(account: AccountSession, of?: 'posts' | 'messages'): Promise<number>;
  /** Counts what is to be written, before it is; throws `budget_spent` where it costs more than is left. */
  pay(account: AccountSession, purchase: Purchase): Promise<Paid>;
  /** Posts that listening may still read; the rest of the budget is left to people. */
  postsLeft(account: AccountSession): Promise<number>;
  /** Why listening stops, with the time until it may go on. */
  listeningStops(account: AccountSession, where: string): Promise<AppError>;
}

/** With tenths of a cent only where there are any: the cheapest things cost one. */
function dollars(micro: MicroUsd): string {
  const text = (micro / 1_000_000).toFixed(3);
  return `$${text.endsWith('0') ? text.slice(0, -1) : text}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function spentError(
  code: 'reads_spent' | 'budget_spent',
  state: SpendState,
  lacks: { cost: MicroUsd; share: number },
  more: { nowMs: number; where?: string; text: string },
): AppError {
  const period = shortFor(state, lacks) ?? 'day';
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

const itemsOf = (purchase: Purchase): SpendItem[] =>
  purchase
    .filter(({ units }) => units > 0)
    .map(({ what, units }) => ({ what, units, microUsd: units * prices[what] }));

const sumOf = (items: readonly SpendItem[]): MicroUsd => items.reduce((sum, each) => sum + each.microUsd, 0);

/** Writes down what was bought; it is kept where the account's session keeps it. */
function createBooks(deps: NetworkDeps) {
  /** What was paid for on a day, by account. */
  const known = new Map<string, { day: number; names: Set<string> }>();
  /** What could not be written down yet. */
  const owed = new Map<string, Map<Priced, number>>();

  /** Whether X asks for it: not again on the same day. What has no id is paid for each time. */
  function isFresh(accountId: string, { what, id }: Bought): boolean {
    if (id === null) return true;
    const day = Math.floor(deps.now() / 86_400_000);
    const before = known.get(accountId);
    const today =
      before?.day === day && before.names.size < MAX_KNOWN ? before : { day, names: new Set<string>() };
    known.set(accountId, today);
    // By its price: a post that was read cheaply as a mention may be asked for anew as another's.
    const name = `${what} ${id}`;
    if (today.names.has(name)) return false;
    today.names.add(name);
    return true;
  }

  /** What was bought is bought: that it cannot be written down now makes no failure of it, and is made good later. */
  async function book(account: AccountSession, bought: readonly Bought[]): Promise<void> {
    if (account.spending === undefined) return;
    const fresh = bought.filter((each) => isFresh(account.id, each));
    if (fresh.length === 0) return;
    const all = owed.get(account.id) ?? new Map<Priced, number>();
    owed.set(account.id, all);
    for (const { what } of fresh) all.set(what, (all.get(what) ?? 0) + 1);
    const taken = [...all];
    all.clear();
    try {
      await account.spending.book(itemsOf(taken.map(([what, units]) => ({ what, units }))));
    } catch (error) {
      for (const [what, units] of taken) all.set(what, (all.get(what) ?? 0) + units);
      deps.log.warn({ account: account.id, err: error }, 'what X asks for could not be written down');
    }
  }

  return { book };
}

/** Counts a send before it goes out. */
async function pay(deps: NetworkDeps, account: AccountSession, purchase: Purchase): Promise<Paid> {
  const items = itemsOf(purchase);
  const aside = await account.spending?.setAside(items);
  if (aside !== undefined && 'short' in aside) {
    const cost = sumOf(items);
    const text = `This post costs ${dollars(cost)}: it was not sent. Raise the budget and send it again.`;
    throw spentError(
      'budget_spent',
      aside.short,
      { cost, share: SHARES.sending },
      { nowMs: deps.now(), text },
    );
  }
  return {
    async giveBack(unused) {
      try {
        await aside?.giveBack(itemsOf(unused));
      } catch (error) {
        // Then too much is counted; why the send failed matters more.
        deps.log.warn({ account: account.id, err: error }, 'what was set aside could not be given back');
      }
    },
  };
}

/** The till of this process. */
export function createTill(deps: NetworkDeps): Till {
  const { book } = createBooks(deps);
  const costs = { posts: costOfPost(prices), messages: costOfMessage(prices) };
  const cost = costs.posts;
  const thingsIn = (state: SpendState | undefined, share: number, each: MicroUsd): number =>
    state === undefined ? Number.POSITIVE_INFINITY : Math.floor(leftToSpend(state, share) / each);
  return {
    async read(account, path, body) {
      const what = pricedAt(path, account.nativeId);
      if (what !== null) await book(account, boughtIn(body, what));
    },
    heard: book,
    wrote: (account, what) => book(account, [{ what, id: null }]),
    async expectRead(account, of = 'posts') {
      const state = await account.spending?.state();
      const share = SHARES[account.spending?.reads ?? 'reading'];
      const most = thingsIn(state, share, costs[of]);
      if (state === undefined || most > 0) return most;
      const text = `The last ${percent(1 - share)} are left to what people ${share === SHARES.reading ? 'send' : 'do'}. Nothing more is read here until then; raise the budget to go on.`;
      throw spentError('reads_spent', state, { cost: costs[of], share }, { nowMs: deps.now(), text });
    },
    pay: (account, purchase) => pay(deps, account, purchase),
    postsLeft: async (account) => thingsIn(await account.spending?.state(), SHARES.listening, cost),
    async listeningStops(account, where) {
      const state = (await account.spending?.state()) ?? {
        spent: { day: 0, month: 0 },
        budget: { day: 0, month: 0 },
      };
      const share = SHARES.listening;
      const text = `Listening leaves the last ${percent(1 - share)} to people, and reads on where it stopped when the next begins.`;
      return spentError('reads_spent', state, { cost, share }, { nowMs: deps.now(), where, text });
    },
  };
}
