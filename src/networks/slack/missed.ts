// What was said where the app is since a time, by Slack's own lists: channel by channel, threads that grew, and what was changed.
import { AppError } from '../../domain/errors.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { patiently } from '../kit/patience.ts';
import { fieldOf } from '../kit/record.ts';
import { channelsOf, history, replies, type Asking, type Page } from './ask.ts';
import type { SlackClient } from './client.ts';
import { isDirect, tsAt } from './ids.ts';
import { messageSchema, tsSchema } from './schemas.ts';

/** Threads that began so long before are looked into: Slack lists what grew beside its beginning only. */
const THREADS_MS = 7 * 24 * 60 * 60_000;
/** Pages of one channel, and of one thread, at most. */
const MOST_PAGES = 50;
const MOST_THREAD_PAGES = 20;
/** Events handed on at once. */
const PART = 200;
const doing = 'reading what was missed';

export interface Missing {
  deps: Pick<NetworkDeps, 'sleep'>;
  client: SlackClient;
  sinceMs: number;
  signal: AbortSignal;
}

interface Gathered {
  /** By their times: what is broadcast from a thread stands in both. */
  events: Map<string, unknown>;
  isComplete: boolean;
}

const tsOf = (raw: unknown): string => tsSchema.safeParse(fieldOf(raw, 'ts')).data ?? '';

/** As Slack would have told it. */
function eventOf(raw: unknown, channel: string): unknown {
  const message = typeof raw === 'object' && raw !== null ? raw : { told: raw };
  return {
    event: { ...message, type: 'message', channel, channel_type: isDirect(channel) ? 'im' : 'channel' },
  };
}

const changeOf = (message: unknown, channel: string): unknown => ({
  event: { type: 'message', subtype: 'message_changed', channel, message },
});

/** Takes a listed message in: what is new, and what was changed since. */
function take(raw: unknown, channel: string, since: string, { events }: Gathered): void {
  const ts = tsOf(raw);
  // Without a time of its own it is malformed, and told as such.
  if (ts === '' || ts > since) events.set(ts === '' ? JSON.stringify(raw) : ts, eventOf(raw, channel));
  else if ((messageSchema.safeParse(raw).data?.edited?.ts ?? '') > since)
    events.set(ts, changeOf(raw, channel));
}

/** Where the app was let out meanwhile, nothing is read; all other errors are the caller's. */
async function unlessOut<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    const isOut = error instanceof AppError && (error.class === 'policy' || error.class === 'not_found');
    if (isOut) return null;
    throw error;
  });
}

async function readThread(on: Missing, channel: string, ts: string, into: Gathered): Promise<void> {
  const since = tsAt(on.sinceMs);
  let cursor: string | null = null;
  for (let pages = 0; ; pages += 1) {
    if (pages === MOST_THREAD_PAGES) {
      into.isComplete = false;
      return;
    }
    const asking: Asking = { doing, cursor, signal: on.signal };
    const page: Page | null = await patiently(on, () =>
      unlessOut(replies(on.client, { channel, ts }, { oldest: since }, asking)),
    );
    for (const raw of page?.messages ?? []) if (tsOf(raw) !== ts) take(raw, channel, since, into);
    cursor = page?.next ?? null;
    if (cursor === null) return;
  }
}

async function readChannel(on: Missing, channel: string): Promise<Gathered> {
  const since = tsAt(on.sinceMs);
  const into: Gathered = { events: new Map(), isComplete: true };
  const grown: string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; ; pages += 1) {
    if (pages === MOST_PAGES) {
      into.isComplete = false;
      break;
    }
    const range = { oldest: tsAt(on.sinceMs - THREADS_MS) };
    const asking: Asking = { doing, cursor, signal: on.signal };
    const page: Page | null = await patiently(on, () =>
      unlessOut(history(on.client, channel, range, asking)),
    );
    for (const raw of page?.messages ?? []) {
      take(raw, channel, since, into);
      if (fieldOf(raw, 'latest_reply') > since) grown.push(tsOf(raw));
    }
    cursor = page?.next ?? null;
    if (cursor === null) break;
  }
  for (const ts of grown) if (ts !== '') await readThread(on, channel, ts, into);
  return into;
}

/** Events as Slack would have told them, oldest first in each channel. Answers at its end whether that was all. */
export async function* missed(on: Missing): AsyncGenerator<unknown[], boolean> {
  let isComplete = true;
  for (const channel of await patiently(on, () => channelsOf(on.client, on.signal))) {
    if (on.signal.aborted) return false;
    const found = await readChannel(on, channel);
    isComplete &&= found.isComplete;
    const events = [...found.events].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
    for (let from = 0; from < events.length; from += PART) yield events.slice(from, from + PART);
  }
  return isComplete;
}
