// Listening to the practice network: the public timeline, or what came to one of our accounts.
import { AppError } from '../../domain/errors.ts';
import { peopleOf, type PracticeEvent } from '../../domain/practice/records.ts';
import type { Batch, Delivered, InboundListed, InboundWanted, ListenInput } from '../kit/network.ts';
import { signedIn, throughFaults, workspaceOf, type PracticeContext } from './context.ts';
import { normalise } from './normalise.ts';

const batchMax = 200;
/** A source that starts for the first time hears this many of the newest events. */
const firstLookBack = 200;
/** Written by another process, an event is heard this late at most. */
const waitMs = 1_000;

/** Returns when the signal is aborted; throws when a fault or a dead token ends the connection. */
export async function listen(context: PracticeContext, input: ListenInput): Promise<void> {
  const workspaceId = workspaceOf(input.account, input.source.config);
  const { store } = context;
  let seq = await startAt(context, workspaceId, input.cursor);
  while (!input.signal.aborted) {
    if (input.account !== null) await signedIn(context, workspaceId, input.account);
    const events = await throughFaults(context, workspaceId, 'listen', () =>
      store.eventsAfter(workspaceId, seq, batchMax),
    );
    input.alive();
    const last = events.at(-1);
    if (last === undefined) {
      await store.waitForEvents(workspaceId, seq, waitMs, input.signal);
      continue;
    }
    const items = await itemsOf(context, workspaceId, input, events);
    // A batch of nothing but other people's business still moves the cursor.
    await input.deliver({ items, cursor: String(last.seq) } satisfies Batch);
    seq = last.seq;
  }
}

/** Events that one listing looks through at most, from the newest on. */
const listedMax = 5_000;

/** What came to the account since a time; see `Network.listInbound`. */
export async function listInbound(
  context: PracticeContext,
  { account, source, sinceMs }: InboundWanted,
): Promise<InboundListed> {
  const workspaceId = workspaceOf(account, source.config);
  const { store } = context;
  await signedIn(context, workspaceId, account);
  const first = Math.max(0, (await store.lastSeq(workspaceId)) - listedMax);
  const items: Delivered[] = [];
  let oldestMs = Number.POSITIVE_INFINITY;
  for (let seq: number | undefined = first; seq !== undefined;) {
    const events: readonly PracticeEvent[] = await throughFaults(context, workspaceId, 'read', () =>
      store.eventsAfter(workspaceId, seq ?? first, batchMax),
    );
    for (const event of events) {
      oldestMs = Math.min(oldestMs, Date.parse(event.at));
      if (event.type !== 'post' || Date.parse(event.at) < sinceMs) continue;
      const inbound = await comesTo(context, workspaceId, event, account.nativeId);
      if (inbound === null || inbound === 'about') continue;
      items.push({ raw: event, outcome: normalise(event, context.places), inbound });
    }
    seq = events.at(-1)?.seq;
  }
  return { items, isComplete: first === 0 || oldestMs <= sinceMs };
}

async function startAt(
  { store }: PracticeContext,
  workspaceId: string,
  cursor: string | null,
): Promise<number> {
  if (cursor === null) return Math.max(0, (await store.lastSeq(workspaceId)) - firstLookBack);
  const seq = Number(cursor);
  if (Number.isSafeInteger(seq) && seq >= 0) return seq;
  throw new AppError('cursor_invalid', `"${cursor}" is no position of the practice network.`, {
    where: 'cursor',
  });
}

async function itemsOf(
  context: PracticeContext,
  workspaceId: string,
  input: ListenInput,
  events: readonly PracticeEvent[],
): Promise<Delivered[]> {
  const items: Delivered[] = [];
  for (const event of events) {
    const inbound =
      input.account === null ? null : await comesTo(context, workspaceId, event, input.account.nativeId);
    if (input.source.kind === 'notifications' ? inbound === null : !isPublic(event)) continue;
    items.push(...(await brokenCopies(context, workspaceId, event)));
    items.push({
      raw: event,
      outcome: normalise(event, context.places),
      ...(inbound === null || inbound === 'about' ? {} : { inbound }),
    });
  }
  return items;
}

function isPublic(event: PracticeEvent): boolean {
  if (event.type === 'like' || event.type === 'unlike' || event.type === 'follow') return false;
  return event.post === null || event.post.visibility === 'public';
}

/** How an event came to us; `about`: it changes what did; null: it is none of our business. */
async function comesTo(
  { store }: PracticeContext,
  workspaceId: string,
  event: PracticeEvent,
  accountId: string,
): Promise<'mention' | 'reply' | 'dm' | 'about' | null> {
  if (event.type === 'profile' || event.type === 'gone')
    return event.person.id === accountId ? null : 'about';
  const { post } = event;
  if (post === null || event.person.id === accountId) return null;
  const isOurs = post.conversation === null || (peopleOf(post.conversation)?.includes(accountId) ?? false);
  if (event.type === 'delete') return isOurs ? 'about' : null;
  if (event.type !== 'post' && event.type !== 'edit') return null;
  if (post.conversation !== null) return isOurs ? 'dm' : null;
  for (const [id, how] of [
    [post.replyTo, 'reply'],
    [post.quotes, 'mention'],
  ] as const) {
    const target = id === null ? null : await store.post(workspaceId, id);
    if (target?.author.id === accountId) return how;
  }
  return post.mentions.some((mention) => mention.id === accountId) ? 'mention' : null;
}

/** With the fault `malformed`, a record nobody can read comes before the real one, as from a peer with a bug. */
async function brokenCopies(
  { store, places }: PracticeContext,
  workspaceId: string,
  event: PracticeEvent,
): Promise<Delivered[]> {
  const broken: Delivered[] = [];
  for (const fault of await store.faults(workspaceId)) {
    if (fault.kind !== 'malformed' || (fault.area !== 'all' && fault.area !== 'listen')) continue;
    if (!(await store.hitFault(workspaceId, fault.id))) continue;
    const raw = { ...event, at: 'not a time', post: { text: 42 } };
    broken.push({ raw, outcome: normalise(raw, places) });
  }
  return broken;
}
