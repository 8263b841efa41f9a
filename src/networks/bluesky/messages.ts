// Follows an account's direct messages through the DM service's log, after bringing in what is already there.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Author } from '../../domain/post/post.ts';
import type { AccountSession, Delivered } from '../kit/network.ts';
import { convoView, membersOf, readConvo, readMessages } from './chat.ts';
import { readEach, type Clients } from './client.ts';
import { messageId, normaliseAuthor, normaliseMessage, toIso, unknownAuthor } from './normalise.ts';
import { profileView } from './schemas.ts';
import type { Xrpc } from './xrpc.ts';

const PREFIX = 'chat.bsky.convo.defs#';
/** Messages of one conversation brought in at the first start. */
const FIRST_MESSAGES = 200;
const FIRST_CONVOS_PAGES = 10;
const LOG_PAGES_MAX = 500;
/** An account without the right to DMs is asked again only this often. */
const REFUSED_REST_MS = 3_600_000;
const PEOPLE_MAX = 2000;

const logEntry = z.looseObject({
  $type: z.string(),
  rev: z.string().optional(),
  convoId: z.string().optional(),
  message: z.unknown().optional(),
  relatedProfiles: z.array(z.unknown()).optional(),
});
const deletedMessage = z.object({ id: z.string(), sentAt: z.string().optional() });

export interface MessagePollInput {
  /** The first start brings in messages since then. */
  sinceMs: number;
  signal: AbortSignal;
  /** The log's position as last committed; null before the first start. */
  position(): string | null;
  commit(items: Delivered[], position: string): Promise<void>;
}

/** @returns `poll`, which delivers everything new; it fails only for reasons that concern the whole account. */
export function createMessagePoll(clients: Clients, account: AccountSession, input: MessagePollInput) {
  const { deps } = clients;
  const chat = clients.chat(account, input.signal);
  const people = new Map<string, Author>();
  let restUntilMs = Number.NEGATIVE_INFINITY;

  function learn(authors: Iterable<Author>): void {
    if (people.size > PEOPLE_MAX) people.clear();
    for (const author of authors) people.set(author.nativeId, author);
  }

  async function authorOf(did: string, convoId: string): Promise<Author> {
    const known = people.get(did);
    if (known !== undefined) return known;
    // A name is nice to have; the message must come in without it too.
    const convo = await readConvo(chat, convoId).catch(() => null);
    if (convo !== null) learn(membersOf(convo).values());
    return people.get(did) ?? unknownAuthor(did);
  }

  async function messageItem(raw: unknown, convoId: string): Promise<Delivered> {
    const did = z.object({ sender: z.object({ did: z.string() }) }).safeParse(raw).data?.sender.did ?? '';
    const made = normaliseMessage(
      raw,
      convoId,
      did === '' ? unknownAuthor('unknown') : await authorOf(did, convoId),
    );
    if ('malformed' in made) return { raw, outcome: made };
    const outcome = { heard: { type: 'post', post: made.post } } as const;
    return did === account.nativeId ? { raw, outcome } : { raw, outcome, inbound: 'dm' };
  }

  async function logItem(raw: unknown): Promise<Delivered> {
    const parsed = logEntry.safeParse(raw);
    if (!parsed.success) return { raw, outcome: { malformed: 'a log entry without a type' } };
    const { $type, convoId, message, relatedProfiles } = parsed.data;
    const kind = $type.startsWith(PREFIX) ? $type.slice(PREFIX.length) : $type;
    learn(readEach(relatedProfiles ?? [], profileView).map(normaliseAuthor));
    if (kind === 'logCreateMessage') {
      if (convoId === undefined) return { raw, outcome: { malformed: 'convoId: missing' } };
      const isDeleted = z
        .object({ $type: z.literal(`${PREFIX}deletedMessageView`) })
        .safeParse(message).success;
      return isDeleted ? { raw, outcome: { heard: null } } : await messageItem(message, convoId);
    }
    if (kind !== 'logDeleteMessage') return { raw, outcome: { heard: null } };
    const deleted = deletedMessage.safeParse(message);
    if (!deleted.success || convoId === undefined) return { raw, outcome: { malformed: 'message: no id' } };
    const deletedAt = new Date(deps.now()).toISOString();
    return {
      raw,
      outcome: { heard: { type: 'delete', nativeId: messageId(convoId, deleted.data.id), deletedAt } },
    };
  }

  async function followLog(from: string): Promise<void> {
    let position = from;
    for (let n = 0; n < LOG_PAGES_MAX; n += 1) {
      const page = await chat.call({
        method: 'chat.bsky.convo.getLog',
        params: { cursor: position },
        answer: z.object({ logs: z.array(z.unknown()), cursor: z.string().optional() }),
      });
      if (page.logs.length === 0 || page.cursor === undefined) return;
      const items: Delivered[] = [];
      for (const raw of page.logs) items.push(await logItem(raw));
      await input.commit(items, page.cursor);
      if (page.cursor === position) return;
      position = page.cursor;
    }
  }

  /** The tip of the log first, then what came before: what arrives in between is told twice rather than never. */
  async function begin(): Promise<void> {
    const tip = await chat.call({
      method: 'chat.bsky.convo.getLog',
      answer: z.object({ cursor: z.string().optional() }),
    });
    const items = await readBacklog(chat, input.sinceMs, learn, messageItem);
    // Only a service without any log gives no position: everything in it is then still to come.
    await input.commit(items.slice(-1000), tip.cursor ?? '0');
  }

  return {
    async poll(): Promise<void> {
      if (deps.now() < restUntilMs) return;
      const position = input.position();
      try {
        if (position === null) await begin();
        else await followLog(position);
      } catch (error) {
        if (
          !(error instanceof AppError) ||
          error.code === 'account_token_dead' ||
          error.code === 'network_rate_limited'
        )
          throw error;
        // Mentions must keep coming when only the DM service is down or closed to this account.
        const isRefusal = ['network_rejected', 'network_post_gone', 'network_forbids'].includes(error.code);
        restUntilMs = deps.now() + (isRefusal ? REFUSED_REST_MS : 0);
        deps.log.warn(
          { account: account.id, error: error.message },
          'bluesky: direct messages cannot be read',
        );
      }
    },
  };
}

async function readBacklog(
  chat: Xrpc,
  sinceMs: number,
  learn: (authors: Iterable<Author>) => void,
  toItem: (raw: unknown, convoId: string) => Promise<Delivered>,
): Promise<Delivered[]> {
  const since = new Date(sinceMs).toISOString();
  const found: { sentAt: string; item: Delivered }[] = [];
  let cursor: string | undefined;
  for (let n = 0; n < FIRST_CONVOS_PAGES; n += 1) {
    const page = await chat.call({
      method: 'chat.bsky.convo.listConvos',
      params: { limit: 100, cursor },
      answer: z.object({ convos: z.array(z.unknown()), cursor: z.string().optional() }),
    });
    let isOld = false;
    for (const convo of readEach(page.convos, convoView)) {
      learn(membersOf(convo).values());
      const messages = await readMessages(
        chat,
        convo.id,
        FIRST_MESSAGES,
        (oldest) => (toIso(oldest.sentAt) ?? since) < since,
      );
      const recent = messages.filter((message) => (toIso(message.sentAt) ?? '') >= since);
      for (const message of recent) {
        found.push({ sentAt: toIso(message.sentAt) ?? since, item: await toItem(message, convo.id) });
      }
      // Conversations come newest first: after one without recent messages there are none.
      isOld = recent.length === 0;
      if (isOld) break;
    }
    cursor = page.cursor;
    if (isOld || cursor === undefined) break;
  }
  return found.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)).map((one) => one.item);
}
