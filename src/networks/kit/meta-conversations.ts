// Reads conversations on Messenger and Instagram: what came since a time, one from its beginning, and whether a message went out.
import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Post } from '../../domain/post/post.ts';
import { deliveredPost, personOf, storedMessagePost, type MessagingOf } from './meta-message-posts.ts';
import {
  conversationSchema,
  conversationsSchema,
  listSchema,
  metaProfileSchema,
  storedMessageSchema,
} from './meta-message-schemas.ts';
import type { GraphCall, GraphClient } from './meta-graph.ts';
import type { HttpAnswer } from './http.ts';
import type { Delivered, Fate, PublishRequest } from './network.ts';

/** Of a conversation Meta tells no more. */
const MESSAGES_GIVEN = 20;
/** Conversations that are read at most. */
const MOST_CONVERSATIONS = 200;
/** Entries that Meta gives at once. */
const PAGE = 50;
/** What only describes something else does not hold it up for longer. */
const SHORTLY_MS = 5_000;
const MESSAGE_FIELDS = 'id,created_time,from,to,message';

/** How far Meta's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;

export interface Asking {
  signal?: AbortSignal | undefined;
  /** Give up soon. */
  shortly?: boolean;
  /** It waits for its turn. */
  isPaced?: boolean;
}
type Question = readonly [path: string, doing: string, query?: Record<string, string>];
type Read = <T>(schema: z.ZodType<T>, answer: HttpAnswer, call: GraphCall) => T;

/** Makes what asks and reads the answer. It throws as the client does. */
export const askingBy =
  (client: GraphClient, read: Read) =>
  async <T>(
    schema: z.ZodType<T>,
    [path, doing, query = {}]: Question,
    { signal, shortly = false, isPaced = false }: Asking = {},
  ): Promise<T> => {
    const call: GraphCall = {
      method: 'GET',
      path,
      query,
      repeat: 'harmless',
      doing,
      isPaced,
      ...(signal === undefined ? {} : { signal }),
      ...(shortly ? { timeoutMs: SHORTLY_MS } : {}),
    };
    return read(schema, await client(call), call);
  };
export type AskOne = ReturnType<typeof askingBy>;

/** Where the next page of a list begins; null after the last. */
export const nextOf = ({ paging }: z.infer<typeof listSchema>): string | null =>
  typeof paging?.next === 'string' ? (paging.cursors?.after ?? null) : null;

/** One page of a list, with where the next begins. */
export async function askPage(
  ask: AskOne,
  [path, doing, query = {}]: Question,
  after: string | null,
  how?: Asking,
): Promise<{ data: unknown[]; next: string | null }> {
  const paged = { limit: String(PAGE), ...query, ...(after === null ? {} : { after }) };
  const read = await ask(listSchema, [path, doing, paged], how);
  return { data: read.data, next: nextOf(read) };
}

/** What the two platforms show of who wrote: on Messenger people have no usernames. */
const profileFields = { instagram: 'name,username,profile_pic', messenger: 'name,profile_pic' } as const;

/** The questions about conversations and who wrote. `platform` is as Meta names it. */
export const conversationsBy = (ask: AskOne, platform: keyof typeof profileFields) => ({
  async conversations(query: Record<string, string>, how?: Asking) {
    const asked = ['me/conversations', 'reading conversations', { platform, ...query }] as const;
    return (await ask(conversationsSchema, asked, { ...how, isPaced: true })).data;
  },
  /** The newest messages of a conversation, newest first. `told`: what each holds, where it came along. */
  async messagesIn(conversation: string, how?: Asking) {
    const path = encodeURIComponent(conversation);
    const asked = [path, 'reading a conversation', { fields: `messages{${MESSAGE_FIELDS}}` }] as const;
    const { messages } = await ask(conversationSchema, asked, { ...how, isPaced: true });
    return (messages?.data ?? [])
      .toSorted((a, b) => b.created_time - a.created_time)
      .slice(0, MESSAGES_GIVEN);
  },
  message: (id: string, how?: Asking) =>
    ask(storedMessageSchema, [encodeURIComponent(id), 'reading a message', { fields: MESSAGE_FIELDS }], {
      ...how,
      isPaced: true,
    }),
  profile: (id: string, how?: Asking) =>
    ask(
      metaProfileSchema,
      [encodeURIComponent(id), 'reading a profile', { fields: profileFields[platform] }],
      how,
    ),
});
export type Conversations = ReturnType<typeof conversationsBy>;

/** What came since then, of each conversation that moved. */
export async function* missedMessages(
  ask: Conversations,
  of: MessagingOf,
  { sinceMs, signal }: { sinceMs: number; signal: AbortSignal },
): AsyncIterable<Delivered[]> {
  const all = await ask.conversations({ fields: 'id,updated_time' }, { signal });
  const moved = all.filter(({ updated_time: at }) => typeof at !== 'number' || at >= sinceMs);
  for (const { id } of moved.slice(0, MOST_CONVERSATIONS)) {
    const messages = await ask.messagesIn(id, { signal });
    const items: Delivered[] = [];
    for (const message of messages.filter((one) => one.created_time >= sinceMs).toReversed()) {
      if (signal.aborted) return;
      const told = message.told ?? (await ask.message(message.id, { signal }));
      items.push(deliveredPost({ message: told }, storedMessagePost(of, told), of.self, 'mention'));
    }
    if (items.length > 0) yield items;
  }
}

/** Of a conversation, its newest messages; oldest first. */
export async function conversationPosts(
  ask: Conversations,
  of: MessagingOf,
  conversation: string,
): Promise<Post[]> {
  const [found] = await ask.conversations({ user_id: personOf(conversation) });
  if (found === undefined) return [];
  const messages = await ask.messagesIn(found.id);
  const posts: Post[] = [];
  for (const { id, told } of messages.toReversed()) {
    posts.push(storedMessagePost(of, told ?? (await ask.message(id))));
  }
  return posts;
}

/** The text as far as Meta leaves it alone. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();

export interface Looking {
  request: PublishRequest;
  sinceMs: number;
  taken: ReadonlySet<string>;
}
/** Since when a send is looked for. */
export const lookingSince = (since: string): number => Date.parse(since) - CLOCK_SKEW_MS;
/** Whether a post of ours is the send that is looked for. */
export const isSame = ({ request, sinceMs, taken }: Looking, selfId: string, post: Post): boolean =>
  post.author.nativeId === selfId &&
  !taken.has(post.nativeId) &&
  Date.parse(post.createdAt) >= sinceMs &&
  comparable(post.text) === comparable(request.text);
export const foundIn = ({ nativeId, createdAt, url }: Post): Fate => ({
  found: { nativeId, createdAt, ...(url === undefined ? {} : { url }) },
});

/** Whether a message to somebody went out. */
export async function lookUpMessage(
  ask: Conversations,
  of: MessagingOf,
  person: string,
  looking: Looking,
): Promise<Fate> {
  const { nativeId } = of.self;
  const posts = await conversationPosts(ask, of, `${nativeId}/${person}`);
  const found = posts.find((post) => isSame(looking, nativeId, post));
  if (found !== undefined) return foundIn(found);
  const [oldest] = posts;
  const isAll =
    posts.length < MESSAGES_GIVEN || (oldest !== undefined && Date.parse(oldest.createdAt) < looking.sinceMs);
  if (isAll) return { absent: true };
  return {
    cannotTell: 'Meta shows the twenty newest messages of a conversation only. Look into the conversation.',
  };
}

export const isGone = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'network_post_gone';
/** Who takes this for gone forgets what was said. */
export const notShown = (): never => {
  throw new AppError('network_rejected', 'Meta does not show this to the account; what it told is shown.');
};

/** Meta tells of messages that are taken back itself, and shows the newest of a conversation only: the others are not gone. */
export async function readMessage(ask: Conversations, of: MessagingOf, nativeId: string): Promise<Post> {
  const message = await ask.message(nativeId).catch((error: unknown) => {
    if (isGone(error)) return notShown();
    throw error;
  });
  return storedMessagePost(of, message);
}
