// Follows an account's direct messages through the DM service's log, after bringing in what is already there.
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { Author } from '../../domain/post/post.ts';
import type { AccountSession, Delivered, InboundListed } from '../kit/network.ts';
import { convoView, membersOf, readConvo, readMessages } from './chat.ts';
import { readEach, type Clients } from './client.ts';
import { messageId, normaliseMessage } from './normalise-message.ts';
import { normaliseAuthor, toIso, unknownAuthor } from './normalise.ts';
import { profileView } from './schemas.ts';
import type { Xrpc } from './xrpc.ts';

const PREFIX = 'chat.bsky.convo.defs#';
/** Messages of one conversation brought in at the first start. */
const FIRST_MESSAGES = 200;
const FIRST_CONVOS_PAGES = 10;
const LOG_PAGES_MAX = 500;
/** An account without the right to DMs is asked again only this often. */
const REFUSED_REST_MS = 3_600_000;
/** What an account without the right to DMs is told. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'network_rejected',
  'network_post_gone',
  'network_forbids',
]);
const PEOPLE_MAX = 2000;
const BATCH_MAX = 1000;

const logEntry = z.looseObject({
  $type: z.string(),
  rev: z.string().optional(),
  convoId: z.string().optional(),
  message: z.unknown().optional(),
  relatedProfiles: z.array(z.unknown()).optional(),
});
const deletedMessage = z.object({ id: z.string() });
const deletedView = z.object({ $type: z.literal(`${PREFIX}deletedMessageView`) });
const sentBy = z.object({ sender: z.object({ did: z.string().min(1) }) });

export interface MessagePollInput {
  /** The first start brings in messages since then. */
  sinceMs: number;
  signal: AbortSignal;
  /** The log's position as last committed; null before the first start. */
  position(): string | null;
  commit(items: Delivered[], position: string): Promise<void>;
}

type Messages = Awaited<ReturnType<typeof readMessages>>;

interface Following {
  clients: Clients;
  account: AccountSession;
  chat: Xrpc;
  people: Map<string, Author>;
}

function learn({ people }: Following, authors: Iterable<Author>): void {
  if (people.size > PEOPLE_MAX) people.clear();
  for (const author of authors) people.set(author.nativeId, author);
}

async function authorOf(following: Following, did: string, convoId: string): Promise<Author> {
  const known = following.people.get(did);
  if (known !== undefined) return known;
  // A name is nice to have; the message must come in without it too.
  const convo = await readConvo(following.chat, convoId).catch(() => null);
  if (convo !== null) learn(following, membersOf(convo).values());
  return following.people.get(did) ?? unknownAuthor(did);
}

async function messageItem(following: Following, raw: unknown, convoId: string): Promise<Delivered> {
  const sent = sentBy.safeParse(raw);
  if (!sent.success) return { raw, outcome: { malformed: 'sender: missing' } };
  const { did } = sent.data.sender;
  const made = normaliseMessage(raw, convoId, await authorOf(following, did, convoId));
  if ('malformed' in made) return { raw, outcome: made };
  const outcome = { heard: { type: 'post', post: made.post } } as const;
  return did === following.account.nativeId ? { raw, outcome } : { raw, outcome, inbound: 'dm' };
}

async function logItem(following: Following, raw: unknown): Promise<Delivered> {
  const parsed = logEntry.safeParse(raw);
  if (!parsed.success) return { raw, outcome: { malformed: 'a log entry without a type' } };
  const { $type, convoId, message, relatedProfiles } = parsed.data;
  const kind = $type.startsWith(PREFIX) ? $type.slice(PREFIX.length) : $type;
  learn(following, readEach(relatedProfiles ?? [], profileView).map(normaliseAuthor));
  if (kind !== 'logCreateMessage' && kind !== 'logDeleteMessage') return { raw, outcome: { heard: null } };
  if (convoId === undefined) return { raw, outcome: { malformed: 'convoId: missing' } };
  if (kind === 'logCreateMessage') {
    const isDeleted = deletedView.safeParse(message).success;
    return isDeleted ? { raw, outcome: { heard: null } } : await messageItem(following, message, convoId);
  }
  const deleted = deletedMessage.safeParse(message);
  if (!deleted.success) return { raw, outcome: { malformed: 'message: no id' } };
  const nativeId = messageId(convoId, deleted.data.id);
  const deletedAt = new Date(following.clients.deps.now()).toISOString();
  return { raw, outcome: { heard: { type: 'delete', nativeId, deletedAt } } };
}

async function followLog(following: Following, input: MessagePollInput, from: string): Promise<void> {
  let position = from;
  for (let n = 0; n < LOG_PAGES_MAX; n += 1) {
    const page = await following.chat.call({
      method: 'chat.bsky.convo.getLog',
      params: { cursor: position },
      answer: z.object({ logs: z.array(z.unknown()), cursor: z.string().optional() }),
    });
    if (page.logs.length === 0 || page.cursor === undefined) return;
    const items: Delivered[] = [];
    for (const raw of page.logs) items.push(await logItem(following, raw));
    await input.commit(items, page.cursor);
    if (page.cursor === position) return;
    position = page.cursor;
  }
}

/** The tip of the log first, then what came before: what arrives in between is told twice rather than never. */
async function begin(following: Following, input: MessagePollInput): Promise<void> {
  const tip = await following.chat.call({
    method: 'chat.bsky.convo.getLog',
    answer: z.object({ cursor: z.string().optional() }),
  });
  const { items } = await readBacklog(following, input.sinceMs);
  // Only a service without any log gives no position: everything in it is then still to come.
  await input.commit(items.slice(-BATCH_MAX), tip.cursor ?? '0');
}

function followingOf(clients: Clients, account: AccountSession, signal: AbortSignal): Following {
  return { clients, account, chat: clients.chat(account, signal), people: new Map() };
}

/** The account's direct messages since a time, oldest first; none where the account may not read them. */
export async function listMessages(
  clients: Clients,
  account: AccountSession,
  { sinceMs, signal }: { sinceMs: number; signal: AbortSignal },
): Promise<InboundListed> {
  try {
    return await readBacklog(followingOf(clients, account, signal), sinceMs);
  } catch (error) {
    if (isRefusal(error)) return { items: [], isComplete: true };
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && refusals.has(error.code);
}

/** @returns `poll`, which delivers everything new; it fails only for reasons that concern the whole account. */
export function createMessagePoll(clients: Clients, account: AccountSession, input: MessagePollInput) {
  const { deps } = clients;
  const following = followingOf(clients, account, input.signal);
  let restUntilMs = Number.NEGATIVE_INFINITY;

  return {
    async poll(): Promise<void> {
      if (deps.now() < restUntilMs) return;
      const position = input.position();
      try {
        if (position === null) await begin(following, input);
        else await followLog(following, input, position);
      } catch (error) {
        const code = error instanceof AppError ? error.code : null;
        if (code === null || code === 'account_token_dead' || code === 'network_rate_limited') throw error;
        // Mentions must keep coming when only the DM service is down or closed to this account.
        restUntilMs = deps.now() + (refusals.has(code) ? REFUSED_REST_MS : 0);
        deps.log.warn(
          { account: account.id, error: String(error) },
          'bluesky: direct messages cannot be read',
        );
      }
    },
  };
}

/** Not complete where a conversation could not be read, or there is more than is read at once. */
async function readBacklog(following: Following, sinceMs: number): Promise<InboundListed> {
  const { chat } = following;
  const since = new Date(sinceMs).toISOString();
  const found: { sentAt: string; item: Delivered }[] = [];
  let isComplete = true;
  let cursor: string | undefined;
  for (let n = 0; n < FIRST_CONVOS_PAGES; n += 1) {
    const page = await chat.call({
      method: 'chat.bsky.convo.listConvos',
      params: { limit: 100, cursor },
      answer: z.object({ convos: z.array(z.unknown()), cursor: z.string().optional() }),
    });
    let isOld = false;
    for (const convo of readEach(page.convos, convoView)) {
      learn(following, membersOf(convo).values());
      const recent = await recentMessages(chat, convo.id, since);
      if (recent === null || recent.length >= FIRST_MESSAGES) isComplete = false;
      for (const message of recent ?? []) {
        found.push({
          sentAt: toIso(message.sentAt) ?? since,
          item: await messageItem(following, message, convo.id),
        });
      }
      // Conversations come newest first: after one without recent messages there are none.
      isOld = recent?.length === 0;
      if (isOld) break;
    }
    cursor = page.cursor;
    if (isOld || cursor === undefined) break;
  }
  const items = found.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)).map((one) => one.item);
  return { items, isComplete };
}

/** Null where this conversation is not told, as with somebody who is gone: the others are. */
async function recentMessages(chat: Xrpc, convoId: string, since: string): Promise<Messages | null> {
  try {
    const messages = await readMessages(
      chat,
      convoId,
      FIRST_MESSAGES,
      (oldest) => (toIso(oldest.sentAt) ?? since) < since,
    );
    return messages.filter((message) => (toIso(message.sentAt) ?? '') >= since);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
