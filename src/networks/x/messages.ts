// Hears an account's direct messages: X lists them newest first, each is paid for, and no list is read further than it must be.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Delivered } from '../kit/network.ts';
import { messageParams, readBody, type Client, type Clients } from './client.ts';
import { byId, firstIdAt, isId, isLaterId, timeOfId } from './ids.ts';
import { readIncludes } from './normalise.ts';
import { hearMessage } from './normalise-message.ts';
import { nameOf, type MessagePlace } from './position.ts';
import type { Listening, Told } from './round.ts';
import { pageSchema, type Page } from './schemas.ts';

const PATH = '/2/dm_events';
/** Messages told apart across connections; more than one round reads. */
const REMEMBERED = 950;
const REMEMBERED_NAMELESS = 50;
/**
 * The first page holds little: what was told already is paid for once more on each day. Each further page is twice as long, so that
 * no more than half of what is read is known.
 */
const FIRST_PAGE = 5;
const LONGEST_PAGE = 100;
/** What one round reads of either end of the list. */
const MAX_PAGES = 6;
const MAX_LISTED_PAGES = 12;
/** How far before the newest is read again: X may list a message a moment late. */
const OVERLAP_MS = 90_000;
/** X lists thirty days. */
const LISTED_MS = 30 * 24 * 3_600_000;
/** Calls of each limit that are left to people. */
const CALLS_LEFT = 3;
/** An account without the right to messages is asked again only this often. */
const REFUSED_REST_MS = 3_600_000;
const LIMITED_REST_MS = 15 * 60_000;

const scopeOfReading = 'dm.read';

/** Whether X refuses messages to this account, and not everything. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof AppError && error.data?.['status'] === 403;

/** The rights that keys were found to have, as OAuth 2 writes them; keys of earlier connections say nothing. */
const scopesOfKeys = { without: 'tweet.read', with: `tweet.read ${scopeOfReading}` } as const;

/** Whether an account is known to be without its messages. */
export function lacksMessages({ secrets }: Pick<AccountSession, 'secrets'>): boolean {
  const { kind, scopes = kind === 'oauth2' ? '' : scopesOfKeys.with } = secrets;
  return !scopes.split(' ').includes(scopeOfReading);
}

/** What keys let their account do: X tells by refusing. Costs one message at most. */
export async function scopesOf(client: Client): Promise<string> {
  const params = { max_results: '1', event_types: 'MessageCreate' };
  try {
    await client.get(PATH, params, { doing: 'looking whether messages may be read', isNeeded: true });
  } catch (error) {
    if (isRefusal(error)) return scopesOfKeys.without;
    // What else went wrong says nothing of rights: listening finds out.
  }
  return scopesOfKeys.with;
}

interface Read {
  page: Page;
  items: { name: string; item: Delivered }[];
  /** The list goes on there; null: it ends. */
  token: string | null;
}

async function readPage(
  client: Client,
  { token, size, signal }: { token: string | null; size: number; signal: AbortSignal },
): Promise<Read> {
  const doing = 'reading the direct messages';
  const params: Record<string, string> = { max_results: String(size), ...messageParams };
  if (token !== null) params['pagination_token'] = token;
  const page = readBody(pageSchema, await client.get(PATH, params, { doing, signal }), { doing });
  const included = readIncludes(page.includes);
  const self = client.account.nativeId;
  return {
    page,
    items: page.data.map((raw) => ({ name: nameOf(raw), item: hearMessage(raw, included, self) })),
    token: page.meta?.next_token ?? null,
  };
}

const longer = (size: number): number => Math.min(LONGEST_PAGE, size * 2);
const reaches = ({ items }: Read, since: string): boolean =>
  items.some(({ name }) => isId(name) && !isLaterId(name, since));
const earlier = (a: string, b: string): string => (isLaterId(a, b) ? b : a);

/** Tells what is new among `read`, oldest first; where the messages stand then is saved with it. */
async function tell(on: Listening, read: readonly Read[], place: MessagePlace, since: string): Promise<void> {
  const known = new Set(place.seen);
  const fresh = new Map(
    read
      .flatMap(({ items }) => items)
      .filter(({ name }) => !known.has(name) && (!isId(name) || isLaterId(name, since)))
      .map(({ name, item }) => [name, item]),
  );
  const names = [...fresh.keys()].filter(isId).toSorted(byId);
  const nameless = [...fresh.keys()].filter((name) => !isId(name));
  const newest = names.at(-1) ?? place.until;
  const before = on.position.messages(0).rest;
  on.position.placeMessages({
    ...place,
    until: isLaterId(newest, place.until) ? newest : place.until,
    // The newest are kept: by them what is listed again is known.
    seen: [
      ...[...place.seen, ...nameless].filter((name) => !isId(name)).slice(-REMEMBERED_NAMELESS),
      ...[...place.seen.filter(isId), ...names].toSorted(byId).slice(-REMEMBERED),
    ],
  });
  const items = [...nameless, ...names].flatMap((name) => fresh.get(name) ?? []);
  if (items.length === 0 && JSON.stringify(before) === JSON.stringify(place.rest)) return;
  await on.input.deliver({ items, cursor: String(on.position) });
}

/** Whether few calls are left of the limit. */
function isTight(client: Client, nowMs: number): boolean {
  const rate = client.rateOf(PATH);
  return rate !== null && (rate.resetAtMs ?? 0) > nowMs && rate.remaining <= CALLS_LEFT;
}

/** Reads from the newest down to what was told. What is left of it by a failure, or after enough, stays owed. */
async function readNewest(on: Listening, place: MessagePlace): Promise<void> {
  const { client, input, clients } = on;
  const startedMs = clients.deps.now();
  const isFirst = place.seen.length === 0;
  const floor = isFirst ? place.until : firstIdAt(timeOfId(place.until) - OVERLAP_MS);
  const read: Read[] = [];
  let failure: AppError | null = null;
  let isDone = false;
  for (let n = 0, size = FIRST_PAGE; n < MAX_PAGES && !isDone; n += 1, size = longer(size)) {
    if (n > 0 && isTight(client, clients.deps.now())) break;
    try {
      const next = await readPage(client, { token: read.at(-1)?.token ?? null, size, signal: input.signal });
      read.push(next);
      input.alive();
      isDone = next.token === null || reaches(next, floor);
    } catch (error) {
      const isNetworks = error instanceof AppError && !input.signal.aborted;
      if (!isNetworks || read.length === 0) throw error;
      failure = error;
      break;
    }
  }
  const last = read.at(-1);
  if (isDone && last?.token === null && timeOfId(floor) < startedMs - LISTED_MS) {
    on.input.gap?.({
      since: new Date(timeOfId(floor)).toISOString(),
      reason: 'X lists the direct messages of thirty days, and the pause was longer',
    });
  }
  const owed = { token: last?.token ?? null, since: earlier(place.rest?.since ?? floor, floor) };
  // All that X lists by now is told or owed.
  const listed = firstIdAt(startedMs - OVERLAP_MS);
  const until = isLaterId(listed, place.until) ? listed : place.until;
  await tell(on, read, { ...place, until, rest: isDone ? place.rest : owed }, floor);
  // What was read is told, and the position knows what is left.
  if (failure !== null) throw failure;
}

/** Goes on where reading stopped before it reached what was told. */
async function readRest(on: Listening): Promise<void> {
  const { client, input, position, clients } = on;
  for (let n = 0, size = FIRST_PAGE * 4; n < MAX_PAGES; n += 1, size = longer(size)) {
    const place = position.messages(clients.deps.now());
    const { rest } = place;
    if (rest === null || input.signal.aborted || isTight(client, clients.deps.now())) return;
    let read: Read;
    try {
      read = await readPage(client, { token: rest.token, size, signal: input.signal });
    } catch (error) {
      const isTokenRefused =
        rest.token !== null && error instanceof AppError && error.data?.['status'] === 400;
      if (!isTokenRefused) throw error;
      // X no longer knows the place: what is owed is looked for from the newest on.
      position.placeMessages({ ...place, rest: { ...rest, token: null } });
      continue;
    }
    input.alive();
    const left = read.token === null || reaches(read, rest.since) ? null : { ...rest, token: read.token };
    await tell(on, [read], { ...place, rest: left }, rest.since);
  }
}

export interface MessageHearing {
  /** Tells what is new, where X may be asked. */
  hear(): Promise<void>;
}

/** Hears the messages of a source's account; how often is X's to say, and mentions are not kept waiting by it. */
export function createMessageHearing(on: Listening, sinceMs: number): MessageHearing {
  const { client, clients, position } = on;
  const { deps } = clients;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  return {
    async hear() {
      const now = deps.now();
      if (now < notBeforeMs || lacksMessages(client.account)) return;
      try {
        await readNewest(on, position.messages(sinceMs));
        await readRest(on);
        const rate = client.rateOf(PATH);
        if (rate !== null && isTight(client, deps.now())) notBeforeMs = rate.resetAtMs ?? 0;
      } catch (error) {
        const isLimit = error instanceof AppError && error.code === 'network_rate_limited';
        if (!isLimit && !isRefusal(error)) throw error;
        notBeforeMs = now + (isLimit ? (error.retryAfterMs ?? LIMITED_REST_MS) : REFUSED_REST_MS);
        deps.log.warn({ account: client.account.id, err: error }, 'X: direct messages cannot be read now');
      }
    },
  };
}

/** The account's messages since a time; none where it may not read them. */
export async function listMessages(
  clients: Clients,
  account: AccountSession,
  { sinceMs, signal }: { sinceMs: number; signal: AbortSignal },
): Promise<{ records: Told[]; isComplete: boolean }> {
  if (lacksMessages(account)) return { records: [], isComplete: true };
  const client = clients.for(account);
  const since = firstIdAt(sinceMs);
  const found: Read['items'] = [];
  let token: string | null = null;
  let isComplete = false;
  try {
    for (let n = 0, size = FIRST_PAGE * 4; n < MAX_LISTED_PAGES && !isComplete; n += 1, size = longer(size)) {
      const read = await readPage(client, { token, size, signal });
      found.push(...read.items);
      ({ token } = read);
      isComplete = token === null || reaches(read, since);
    }
  } catch (error) {
    if (isRefusal(error)) return { records: [], isComplete: true };
    throw error;
  }
  const wanted = found.filter(({ name }) => isId(name) && !isLaterId(since, name));
  return { records: wanted.map(({ name, item }) => ({ name, items: [item] })), isComplete };
}
