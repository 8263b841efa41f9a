// Listens to what comes to an account: mentions, replies, quotes, reposts, and (messages.ts) direct messages, by polling.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Delivered, InboundListed, InboundWanted, ListenInput } from '../kit/network.ts';
import type { Clients } from './client.ts';
import { createMessagePoll, listMessages } from './messages.ts';
import { normaliseNotification } from './normalise.ts';
import { reportGap } from './stream.ts';

const REASONS = ['mention', 'reply', 'quote', 'repost'];
const PAGE = 100;
/** Bounds one catch-up; 20,000 notifications are days of the busiest account. */
const PAGES_MAX = 200;
/** How many delivered ones are remembered by name, so that late ones can slip in between them. */
const REMEMBERED = 500;
const SWEEP_MS = 10 * 60_000;
const LIVELY_MS = 60_000;
const LIVELY_POLL_MS = 2000;

/** Where the account's inbox stands. `seen` holds `time.hash` of each delivered one that is not older than `since`. */
const placeSchema = z.object({ since: z.number(), seen: z.array(z.string()), chat: z.string().nullable() });
export type Place = z.infer<typeof placeSchema>;

export function readPlace(cursor: string | null): Place | null {
  if (cursor === null) return null;
  try {
    return placeSchema.safeParse(JSON.parse(cursor)).data ?? null;
  } catch {
    return null;
  }
}

interface Listed {
  item: Delivered;
  atMs: number;
  name: string;
}

const listed = z.object({ uri: z.string(), indexedAt: z.string() });

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}

function readListed(raw: unknown, ownDid: string): Listed {
  const parsed = listed.safeParse(raw);
  const atMs = parsed.success ? Date.parse(parsed.data.indexedAt) : Number.NaN;
  // One post may be announced twice, as a reply and as a mention: its address is its name.
  const name = hash(parsed.success ? parsed.data.uri : JSON.stringify(raw));
  return {
    item: normaliseNotification(raw, ownDid),
    atMs: Number.isNaN(atMs) ? Number.POSITIVE_INFINITY : atMs,
    name,
  };
}

/** The place after `taken` (oldest first) were delivered: only the newest are kept by name, older ones by their time. */
export function advance(place: Place, taken: readonly Pick<Listed, 'atMs' | 'name'>[], nowMs: number): Place {
  const entries = [
    ...place.seen,
    ...taken.map(({ atMs, name }) => `${(Number.isFinite(atMs) ? atMs : nowMs).toString(36)}.${name}`),
  ];
  const timeOf = (entry: string): number => Number.parseInt(entry.split('.')[0] ?? '', 36);
  const sorted = entries.toSorted((a, b) => timeOf(b) - timeOf(a));
  const firstDropped = sorted[REMEMBERED];
  const since = firstDropped === undefined ? place.since : Math.max(place.since, timeOf(firstDropped) + 1);
  return { ...place, since, seen: sorted.slice(0, REMEMBERED) };
}

interface Collected {
  /** Oldest first. */
  fresh: Listed[];
  isComplete: boolean;
}

/** Everything not yet delivered. The list is ordered by times authors can influence, so it is read with overlap. */
async function collect(
  clients: Clients,
  { account, signal }: Pick<InboundWanted, 'account' | 'signal'>,
  place: Pick<Place, 'since' | 'seen'>,
  isSweep: boolean,
): Promise<Collected> {
  const client = clients.account(account, signal);
  const seen = new Set(place.seen.map((entry) => entry.slice(entry.indexOf('.') + 1)));
  const fresh: Listed[] = [];
  let cursor: string | undefined;
  for (let n = 0; n < PAGES_MAX; n += 1) {
    const page = await client.call({
      method: 'app.bsky.notification.listNotifications',
      params: { reasons: REASONS, limit: PAGE, cursor },
      answer: z.object({ notifications: z.array(z.unknown()), cursor: z.string().optional() }),
    });
    const all = page.notifications.map((raw) => readListed(raw, account.nativeId));
    const added = all.filter((one) => one.atMs >= place.since && !seen.has(one.name));
    for (const one of added) seen.add(one.name);
    fresh.push(...added);
    const isPastStart = all.some((one) => one.atMs < place.since);
    // The filter is applied after paging on some servers: an empty page is then not the end.
    const isKnownGround = all.length > 0 && added.length === 0 && !isSweep;
    cursor = page.cursor;
    if (cursor === undefined || isPastStart || isKnownGround) {
      return { fresh: fresh.toReversed(), isComplete: true };
    }
  }
  return { fresh: fresh.toReversed(), isComplete: false };
}

/** Lists what came to the account since a time, direct messages among it; see `Network.listInbound`. */
export async function listInbound(clients: Clients, wanted: InboundWanted): Promise<InboundListed> {
  const { account, sinceMs, signal, source } = wanted;
  const { fresh, isComplete } = await collect(clients, wanted, { since: sinceMs, seen: [] }, true);
  const messages =
    source.config['dms'] === 'false'
      ? { items: [], isComplete: true }
      : await listMessages(clients, account, { sinceMs, signal });
  const notified = fresh.filter(({ atMs }) => atMs >= sinceMs).map(({ item }) => item);
  return { items: [...notified, ...messages.items], isComplete: isComplete && messages.isComplete };
}

function needAccount(input: ListenInput): NonNullable<ListenInput['account']> {
  if (input.account !== null) return input.account;
  throw new AppError(
    'invalid_configuration',
    'Notifications belong to an account: connect one to this source.',
    {
      where: `source ${input.source.id}`,
    },
  );
}

function readNumber(text: string | undefined, otherwise: number, min: number): number {
  const value = Number(text === '' ? undefined : text);
  return Number.isFinite(value) ? Math.max(min, value) : otherwise;
}

/** Polls until stopped; see `Network.listen`. */
export async function listenNotifications(clients: Clients, input: ListenInput): Promise<void> {
  const { deps } = clients;
  const account = needAccount(input);
  const { config } = input.source;
  const quietPollMs = readNumber(config['poll_seconds'], 10, 1) * 1000;
  const startMs = deps.now() - readNumber(config['since_hours'], 24, 0) * 3_600_000;
  const saved = readPlace(input.cursor);
  if (saved === null && input.cursor !== null)
    reportGap(deps, input, null, 'the saved position cannot be read');
  let place: Place = saved ?? { since: startMs, seen: [], chat: null };
  let sweptMs = Number.NEGATIVE_INFINITY;
  let livelyMs = Number.NEGATIVE_INFINITY;

  async function commit(items: Delivered[], next: Place): Promise<void> {
    await input.deliver({ items, cursor: JSON.stringify(next) });
    place = next;
    if (items.length > 0) livelyMs = deps.now();
  }

  const messages =
    config['dms'] === 'false'
      ? null
      : createMessagePoll(clients, account, {
          sinceMs: startMs,
          signal: input.signal,
          position: () => place.chat,
          commit: async (items, chat) => await commit(items, { ...place, chat }),
        });
  if (saved === null) await commit([], place);
  while (!input.signal.aborted) {
    const isSweep = deps.now() - sweptMs > SWEEP_MS;
    const { fresh, isComplete } = await collect(clients, { account, signal: input.signal }, place, isSweep);
    if (!isComplete) {
      const since = new Date(place.since).toISOString();
      reportGap(deps, input, since, `more than ${PAGES_MAX * PAGE} came at once`);
    }
    if (isSweep) sweptMs = deps.now();
    for (let n = 0; n < fresh.length; n += PAGE) {
      const part = fresh.slice(n, n + PAGE);
      await commit(
        part.map((one) => one.item),
        advance(place, part, deps.now()),
      );
    }
    await messages?.poll();
    input.alive();
    const isLively = deps.now() - livelyMs < LIVELY_MS;
    await deps
      .sleep(isLively ? Math.min(quietPollMs, LIVELY_POLL_MS) : quietPollMs, input.signal)
      .catch((error: unknown) => {
        if (!input.signal.aborted) throw error;
      });
  }
}
