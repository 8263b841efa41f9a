// Hears X by asking again and again: its recent search for what the monitors look for, or what mentions an account.
import { AppError } from '../../domain/errors.ts';
import type { WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type { InboundListed, InboundWanted, ListenInput } from '../kit/network.ts';
import { spacingMs } from '../kit/rate-limit.ts';
import { postParams, type Clients } from './client.ts';
import { createCalls, type Calls } from './calls.ts';
import { createCompliance } from './compliance.ts';
import { createMessageHearing, listMessages, type MessageHearing } from './messages.ts';
import { hearMissing } from './normalise.ts';
import { Position } from './position.ts';
import { laterVersion, readPages } from './read.ts';
import {
  commit,
  commitAll,
  inOrder,
  PAGE,
  postsLeft,
  readByIds,
  recordsOf,
  RESERVE,
  round,
  sleep,
  type Listening,
} from './round.ts';
import type { Page } from './schemas.ts';

export interface Pace {
  /** How often all that is stored is held against what X has. */
  complianceMs: number;
  /** How often it is looked for calls of X. */
  callsMs: number;
  /** Silence after which the stream is taken for broken: X sends something every 20 seconds. */
  silenceMs: number;
  /** How soon the stream's rules follow the monitors. */
  monitorsMs: number;
  /** Between two rounds; undefined: as the source says. */
  pollMs?: number;
  /** How often what was told of late is read again, for what was deleted or edited since. */
  lookAgainMs: number;
}
/** X wants copies to follow within a day. */
export const defaultPace: Pace = {
  callsMs: 1000,
  complianceMs: 8 * 3_600_000,
  lookAgainMs: 12 * 3_600_000,
  silenceMs: 25_000,
  monitorsMs: 15_000,
};

const MIN_POLL_SECONDS = 60;
/** X lists the newest 800 mentions. */
const MAX_INBOUND_PAGES = 9;

function readNumber(text: string | undefined, otherwise: number, min: number): number {
  const value = Number(text === '' ? undefined : text);
  return Number.isFinite(value) ? Math.max(min, value) : otherwise;
}

/** Without those who wrote them: who comes along is paid for, and has not changed. */
const bareParams = { 'post.fields': postParams['post.fields'] } as const;

/** Tells what of a page is gone, each post once and by the id under which it was told. */
async function bury(on: Listening, page: Page): Promise<void> {
  const { position, buried, clients } = on;
  const gone = (page.errors ?? []).flatMap(
    (problem) => hearMissing(problem, clients.deps.now(), (id) => position.firstOf(id)) ?? [],
  );
  const news = gone.filter(({ outcome }) => {
    if (!('heard' in outcome) || outcome.heard?.type !== 'delete') return false;
    const { nativeId } = outcome.heard;
    const isNews = !buried.has(nativeId);
    buried.add(nativeId);
    return isNews;
  });
  if (news.length > 0) await on.input.deliver({ items: news, cursor: String(position) });
}

/**
 * Reads again what was told of late: X tells nobody of deletions and edits, and wants copies to follow. It takes at most
 * half of what listening may still spend; where nothing is left of that it is put off until there is.
 */
async function lookAgain(on: Listening): Promise<void> {
  const { position, buried, clients } = on;
  const left = await postsLeft(on);
  const most = Number.isFinite(left) ? Math.ceil(left / 2) : left;
  if (most === 0) return;
  const doing = 'looking for what was deleted';
  const ids = position
    .recentIds()
    .filter((id) => !buried.has(position.firstOf(id)))
    .slice(0, most);
  for (let at = 0; at < ids.length && !on.input.signal.aborted; at += PAGE) {
    const some = ids.slice(at, at + PAGE);
    const page = await readByIds(on, some, { doing, fields: bareParams });
    await bury(on, page);
    const later = page.data.flatMap((raw) => laterVersion(raw) ?? []).filter((id) => position.isNew(id));
    if (later.length > 0) await commitAll(on, recordsOf(await readByIds(on, later, { doing }), on.self));
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

/** The first start brings in what came since then, epoch milliseconds. */
function sinceOf({ source: { config, kind } }: ListenInput, nowMs: number): number {
  return nowMs - readNumber(config['since_hours'], kind === 'notifications' ? 24 : 1, 0) * 3_600_000;
}

/** A connection as it begins: where the source stands, and what it may read. */
export async function begin(clients: Clients, input: ListenInput): Promise<Listening> {
  const account = needAccount(input);
  const isInbound = input.source.kind === 'notifications';
  const nowMs = clients.deps.now();
  const position = new Position(input.cursor, { sinceMs: sinceOf(input, nowMs), nowMs });
  if (position.wasUnreadable) input.gap?.({ since: null, reason: 'the saved position cannot be read' });
  const client = clients.for(account);
  const self = isInbound ? account.nativeId : null;
  const on: Listening = {
    clients,
    client,
    input,
    position,
    self,
    savedMs: nowMs,
    buried: new Set(),
  };
  if (input.cursor === null) await commit(on, []);
  return on;
}

/** First, or a backlog could take all that may be read, day after day. */
export async function lookAgainInTime(on: Listening, { lookAgainMs }: Pace): Promise<void> {
  if (on.clients.deps.now() - on.position.lookedAgainMs >= lookAgainMs) await lookAgain(on);
}

/**
 * Waits for the next round; what X calls with in the meantime is told, and asked for at once, as far as X's limits are meant to last:
 * `ms` until the round that is due anyway, and `leastMs` until one that a call asks for.
 */
async function waitHearing(
  on: Listening,
  { ms, leastMs }: { ms: number; leastMs: number },
  { calls, messages, callsMs }: { calls: Calls | null; messages: MessageHearing | null; callsMs: number },
): Promise<void> {
  if (calls === null) return sleep(on, ms);
  const { deps } = on.clients;
  const startMs = deps.now();
  let isRung = false;
  while (!on.input.signal.aborted) {
    const rung = await calls.take();
    if (rung.messages) await messages?.hear();
    isRung ||= rung.posts;
    const restMs = startMs + (isRung ? Math.min(ms, leastMs) : ms) - deps.now();
    if (restMs <= 0) return;
    await sleep(on, Math.min(callsMs, restMs));
    on.input.alive();
  }
}

/** Polls until stopped; see `Network.listen`. */
export async function poll(
  clients: Clients,
  input: ListenInput,
  pace: Pace,
  inbox: WebhookInbox | null,
): Promise<void> {
  const on = await begin(clients, input);
  const { client } = on;
  const { config, kind } = input.source;
  const messages =
    kind === 'notifications' ? createMessageHearing(on, sinceOf(input, clients.deps.now())) : null;
  const compliance = kind === 'notifications' ? createCompliance(on, pace.complianceMs) : null;
  const calls = inbox === null ? null : createCalls(on, inbox);
  const pollMs = pace.pollMs ?? readNumber(config['poll_seconds'], MIN_POLL_SECONDS, MIN_POLL_SECONDS) * 1000;
  while (!input.signal.aborted) {
    await lookAgainInTime(on, pace);
    const lists = await round(on);
    // After the mentions, which are to come when messages fail.
    await messages?.hear();
    await compliance?.step();
    const byLimit = lists.map(({ path }) => spacingMs(client.rateOf(path), clients.deps.now(), RESERVE));
    input.alive();
    const leastMs = Math.max(0, ...byLimit.map((ms) => ms * lists.length));
    const waits = { ms: Math.max(pollMs, leastMs), leastMs };
    await waitHearing(on, waits, { calls, messages, callsMs: pace.callsMs });
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
    { doing: 'listing the mentions', maxPages: MAX_INBOUND_PAGES, signal },
  );
  const messages = await listMessages(clients, account, wanted);
  const mentions = pages.flatMap((page) => recordsOf(page, account.nativeId));
  const records = [...mentions, ...messages.records].toSorted(inOrder);
  return {
    items: records.flatMap(({ items }) => items),
    isComplete: isComplete && messages.isComplete,
  };
}
