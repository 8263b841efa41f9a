// Hears X by asking again and again: its recent search for what the monitors look for, or what mentions an account.
import { AppError } from '../../domain/errors.ts';
import type { Delivered, InboundListed, InboundWanted, ListenInput } from '../kit/network.ts';
import { spacingMs } from '../kit/rate-limit.ts';
import { postParams, readBody, type Client, type Clients } from './client.ts';
import { byId, isId } from './ids.ts';
import { hearMissing, hearPost, readIncludes } from './normalise.ts';
import { nameOf, Position } from './position.ts';
import { questionsOf, SEARCHED_MS } from './questions.ts';
import { readPages } from './read.ts';
import { pageSchema, postSchema, type Page } from './schemas.ts';

export interface Pace {
  /** Between two rounds; undefined: as the source says. */
  pollMs?: number;
  /** How often what was told of late is read again, for what was deleted or edited since. */
  lookAgainMs: number;
}
/** X wants copies to follow within a day. */
export const defaultPace: Pace = { lookAgainMs: 12 * 3_600_000 };

const PAGE = 100;
/** Bounds what one round reads (and what it costs); what is beyond is told as a gap. */
const MAX_PAGES = 20;
const BATCH = 200;
/** Part of each limit that listening leaves to people who act. */
const RESERVE = 0.2;
/** How long a position that did not move may stay unsaved. */
const SAVE_EVERY_MS = 5 * 60_000;

interface List {
  path: string;
  params: Record<string, string>;
  /** For messages. */
  name: string;
}

interface Listening {
  clients: Clients;
  client: Client;
  input: ListenInput;
  position: Position;
  pace: Pace;
  /** The account that everything came to; null: nobody. */
  self: string | null;
  savedMs: number;
  /** Told as deleted by this connection. */
  buried: Set<string>;
}

function readNumber(text: string | undefined, otherwise: number, min: number): number {
  const value = Number(text === '' ? undefined : text);
  return Number.isFinite(value) ? Math.max(min, value) : otherwise;
}

async function listsOf({ input, client }: Listening): Promise<List[]> {
  if (input.source.kind === 'notifications') {
    const user = `/2/users/${client.account.nativeId}`;
    return [
      { path: `${user}/mentions`, params: {}, name: 'the mentions' },
      // What a person wrote on X's own page is an answer like any other.
      { path: `${user}/tweets`, params: { exclude: 'retweets' }, name: 'our own posts' },
    ];
  }
  const monitors = (await input.monitors?.()) ?? [];
  return questionsOf(monitors).map((query) => ({
    path: '/2/tweets/search/recent',
    params: { query },
    name: 'the search',
  }));
}

interface Told {
  name: string;
  items: Delivered[];
}

function recordsOf(page: Page, self: string | null): Told[] {
  const included = readIncludes(page.includes);
  return page.data.map((raw) => ({ name: nameOf(raw), items: hearPost(raw, included, self) }));
}

/** Oldest first; what has no id, and so no time, before all that has. */
const inOrder = (a: { name: string }, b: { name: string }): number =>
  isId(a.name) && isId(b.name) ? byId(a.name, b.name) : Number(isId(a.name)) - Number(isId(b.name));

async function commit(on: Listening, records: readonly Told[]): Promise<void> {
  on.position.take(records.map(({ name }) => name));
  await on.input.deliver({ items: records.flatMap(({ items }) => items), cursor: String(on.position) });
  on.savedMs = on.clients.deps.now();
}

async function commitAll(on: Listening, records: readonly Told[]): Promise<void> {
  for (let at = 0; at < records.length; at += BATCH) await commit(on, records.slice(at, at + BATCH));
}

const sleep = ({ clients, input }: Listening, ms: number): Promise<void> =>
  clients.deps.sleep(ms, input.signal).catch((error: unknown) => {
    if (!input.signal.aborted) throw error;
  });

/** Reads one list from where the source stands. */
async function readList(on: Listening, list: List): Promise<{ pages: Page[]; isComplete: boolean }> {
  const { client, clients, input, position } = on;
  const nowMs = clients.deps.now();
  const oldestMs = input.source.kind === 'search' ? nowMs - SEARCHED_MS : 0;
  const params = {
    ...list.params,
    max_results: String(PAGE),
    since_id: position.readFrom(oldestMs),
    ...postParams,
  };
  return readPages(client, list.path, params, {
    doing: `reading ${list.name}`,
    maxPages: MAX_PAGES,
    signal: input.signal,
    async between() {
      input.alive();
      const waitMs = spacingMs(client.rateOf(list.path), clients.deps.now(), RESERVE);
      if (waitMs > 0) await sleep(on, waitMs);
    },
  });
}

/** One search that X does not take must not silence the others; all of them failing is a failure. */
async function readLists(
  on: Listening,
  lists: readonly List[],
): Promise<{ pages: Page[]; isComplete: boolean }> {
  const read: { pages: Page[]; isComplete: boolean }[] = [];
  let refused: AppError | null = null;
  for (const list of lists) {
    try {
      read.push(await readList(on, list));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'network_rejected') throw error;
      refused = error;
      on.clients.deps.log.warn(
        { source: on.input.source.id, error: error.message, ...list.params },
        'X refused a search',
      );
    }
    on.input.alive();
  }
  if (read.length === 0 && refused !== null) throw refused;
  return {
    pages: read.flatMap(({ pages }) => pages),
    isComplete: read.every(({ isComplete }) => isComplete),
  };
}

async function round(on: Listening): Promise<List[]> {
  const { clients, input, position } = on;
  const lists = await listsOf(on);
  const startedMs = clients.deps.now();
  const lastMs = position.roundMs;
  const { pages, isComplete } = await readLists(on, lists);
  const fresh = new Map<string, Told>();
  for (const record of pages.flatMap((page) => recordsOf(page, on.self))) {
    if (position.isNew(record.name) && !fresh.has(record.name)) fresh.set(record.name, record);
  }
  const since = new Date(lastMs).toISOString();
  if (!isComplete) input.gap?.({ since, reason: `more than ${MAX_PAGES * PAGE} posts came at once` });
  else if (input.source.kind === 'search' && startedMs - lastMs > SEARCHED_MS) {
    input.gap?.({ since, reason: 'X’s search knows a week, and the pause was longer' });
  }
  position.endRound(startedMs);
  await commitAll(on, [...fresh.values()].toSorted(inOrder));
  if (clients.deps.now() - on.savedMs > SAVE_EVERY_MS) await commit(on, []);
  return lists;
}

async function readAgain(on: Listening, ids: readonly string[]): Promise<Page> {
  const doing = 'looking for what was deleted';
  const params = { ids: ids.join(','), ...postParams };
  const answer = await on.client.get('/2/tweets', params, { doing, signal: on.input.signal });
  on.input.alive();
  return readBody(pageSchema, answer, { doing });
}

/** The newest versions of posts that were edited since they were told. */
function laterVersions(page: Page, { position }: Listening): string[] {
  return page.data.flatMap((raw) => {
    const parsed = postSchema.safeParse(raw);
    const latest = parsed.success ? parsed.data.versions.toSorted(byId).at(-1) : undefined;
    return latest !== undefined && position.isNew(latest) ? [latest] : [];
  });
}

/** Reads again what was told of late: X tells nobody of deletions and edits, and wants copies to follow. */
async function lookAgain(on: Listening): Promise<void> {
  const { position, buried, clients } = on;
  const ids = position.recentIds().filter((id) => !buried.has(id));
  for (let at = 0; at < ids.length && !on.input.signal.aborted; at += PAGE) {
    const page = await readAgain(on, ids.slice(at, at + PAGE));
    const gone = (page.errors ?? []).flatMap((problem) => hearMissing(problem, clients.deps.now()) ?? []);
    for (const { outcome } of gone) {
      if ('heard' in outcome && outcome.heard?.type === 'delete') buried.add(outcome.heard.nativeId);
    }
    if (gone.length > 0) await on.input.deliver({ items: gone, cursor: String(position) });
    const later = laterVersions(page, on);
    if (later.length > 0) await commitAll(on, recordsOf(await readAgain(on, later), on.self));
  }
  position.endLookingAgain(clients.deps.now());
  await commit(on, []);
}

function needAccount({ account, source }: ListenInput): NonNullable<ListenInput['account']> {
  if (account !== null) return account;
  throw new AppError('invalid_configuration', 'X is read as an account: connect one to this source.', {
    where: `source ${source.id}`,
  });
}

/** Polls until stopped; see `Network.listen`. */
export async function listen(clients: Clients, input: ListenInput, pace: Pace): Promise<void> {
  const account = needAccount(input);
  const { config, kind } = input.source;
  const isInbound = kind === 'notifications';
  const nowMs = clients.deps.now();
  const sinceMs = nowMs - readNumber(config['since_hours'], isInbound ? 24 : 1, 0) * 3_600_000;
  const position = new Position(input.cursor, { sinceMs, nowMs });
  if (position.wasUnreadable) input.gap?.({ since: null, reason: 'the saved position cannot be read' });
  const client = clients.for(account);
  const self = isInbound ? account.nativeId : null;
  const on: Listening = {
    clients,
    client,
    input,
    position,
    pace,
    self,
    savedMs: nowMs,
    buried: new Set(),
  };
  if (input.cursor === null) await commit(on, []);
  const pollMs = pace.pollMs ?? readNumber(config['poll_seconds'], 60, 5) * 1000;
  while (!input.signal.aborted) {
    const lists = await round(on);
    if (clients.deps.now() - position.lookedAgainMs >= pace.lookAgainMs) await lookAgain(on);
    const byLimit = lists.map(({ path }) => spacingMs(client.rateOf(path), clients.deps.now(), RESERVE));
    input.alive();
    await sleep(on, Math.max(pollMs, ...byLimit.map((ms) => ms * lists.length)));
  }
}

/** Lists what came to the account since a time; see `Network.listInbound`. */
export async function listInbound(clients: Clients, wanted: InboundWanted): Promise<InboundListed> {
  const { account, sinceMs, signal } = wanted;
  if (sinceMs >= clients.deps.now()) return { items: [], isComplete: true };
  const params = {
    max_results: String(PAGE),
    start_time: new Date(sinceMs).toISOString(),
    ...postParams,
  };
  const { pages, isComplete } = await readPages(
    clients.for(account),
    `/2/users/${account.nativeId}/mentions`,
    params,
    { doing: 'listing the mentions', maxPages: MAX_PAGES, signal },
  );
  const records = pages.flatMap((page) => recordsOf(page, account.nativeId)).toSorted(inOrder);
  return { items: records.flatMap(({ items }) => items), isComplete };
}
