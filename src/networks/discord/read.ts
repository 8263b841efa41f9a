// Reads messages again, what stands around them, and who wrote them.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { AccountSession, Reader } from '../kit/network.ts';
import { Channels } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { guildsOf } from './connect.ts';
import { compareIds } from './ids.ts';
import { authorOf, isOfAPerson, postOf } from './normalise.ts';
import type { Hearing } from './normalise.ts';
import { messageSchema, messagesSchema, notReadySchema, searchedSchema, userSchema } from './schemas.ts';
import type { DiscordMessage } from './schemas.ts';
import { expectPlace } from './sending.ts';

const PAGE = 100;
const MAX_THREAD = 200;
const SEARCH_PAGE = 25;
/** Servers that are searched for what somebody wrote. */
const MOST_SERVERS = 10;

const notAsked = (): AppError =>
  new AppError('network_rejected', 'Discord shows messages to bots only; connect one.', { where: 'account' });

interface Reading {
  client: DiscordClient;
  channels: Channels;
  self: Hearing['self'];
}

/** What a message in a channel needs to be understood. */
async function hearingIn({ channels, self }: Reading, channel: string): Promise<Hearing> {
  const raw = await channels.raw(channel);
  const guild = raw?.guild_id ?? null;
  const root = guild === null ? null : (await channels.get(channel, guild)).root;
  return { self, guild, root };
}

const messagesOf = (listed: readonly unknown[]): DiscordMessage[] =>
  listed.flatMap((raw) => messageSchema.safeParse(raw).data ?? []);

async function messageAt({ client }: Reading, nativeId: string): Promise<DiscordMessage> {
  const { channel, message } = expectPlace(nativeId);
  const path = `/channels/${channel}/messages/${message}`;
  return client({ method: 'GET', path, result: messageSchema, doing: 'reading a message' });
}

async function page(
  { client }: Reading,
  channel: string,
  query: Record<string, string>,
): Promise<DiscordMessage[]> {
  const path = `/channels/${channel}/messages`;
  const call = {
    method: 'GET',
    path,
    query: { limit: String(PAGE), ...query },
    doing: 'reading the thread',
  } as const;
  return messagesOf((await client({ ...call, result: messagesSchema })) ?? []);
}

const oldestFirst = (a: DiscordMessage, b: DiscordMessage): number => compareIds(a.id, b.id);

/** Of what was said around a message what belongs to it: what it answers, what answers it, and so on. */
function linkedTo(start: string, around: readonly DiscordMessage[]): DiscordMessage[] {
  const found = new Set([start]);
  const links = around.flatMap(({ id, message_reference: reference }) =>
    reference?.message_id == null ? [] : [[id, reference.message_id] as const],
  );
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [answer, answered] of links) {
      if (found.has(answer)) found.add(answered);
      else if (found.has(answered)) found.add(answer);
    }
  }
  return around.filter(({ id }) => found.has(id));
}

/** Beside people only our own bot belongs into a conversation. */
const isShown = (message: DiscordMessage, { self }: Reading): boolean =>
  isOfAPerson(message) || message.author.id === self.nativeId;

async function thread(on: Reading, { nativeId }: Pick<Post, 'nativeId'>): Promise<Post[]> {
  const { channel, message } = expectPlace(nativeId);
  const hearing = await hearingIn(on, channel);
  const middle = await messageAt(on, nativeId);
  const around = [
    ...(await page(on, channel, { before: message })),
    middle,
    ...(await page(on, channel, { after: message })),
  ].toSorted(oldestFirst);
  // A thread and a conversation of two are one matter as they are; in a channel many are talked of at once.
  const isWhole = hearing.guild === null || hearing.root !== null;
  const own = isWhole ? around : linkedTo(message, around);
  const posts = own.filter((one) => isShown(one, on)).map((one) => postOf(one, hearing));
  const start = await starterOf(on, hearing, posts);
  return [...start, ...posts].slice(-MAX_THREAD);
}

/** What a thread was begun from stands in the channel above it. */
async function starterOf(on: Reading, { root }: Hearing, posts: readonly Post[]): Promise<Post[]> {
  if (root === null || posts.some(({ nativeId }) => nativeId === root)) return [];
  try {
    const { channel } = expectPlace(root);
    return [postOf(await messageAt(on, root), await hearingIn(on, channel))];
  } catch (error) {
    if (error instanceof AppError && error.class === 'not_found') return [];
    throw error;
  }
}

/** Discord's search, in the servers that the bot is in; one whose index is not ready has nothing yet. */
async function authorPosts(on: Reading, author: string, limit: number): Promise<Post[]> {
  const found: Post[] = [];
  for (const { id: guild } of (await guildsOf(on.client)).slice(0, MOST_SERVERS)) {
    const searched = await on.client({
      method: 'GET',
      path: `/guilds/${guild}/messages/search`,
      query: { author_id: author, limit: String(Math.min(SEARCH_PAGE, limit)) },
      result: searchedSchema.or(notReadySchema),
      doing: 'reading what the author wrote',
    });
    const messages = 'messages' in searched ? messagesOf(searched.messages.flat()) : [];
    for (const message of messages.filter(({ author: by }) => by.id === author)) {
      found.push(postOf(message, { ...(await hearingIn(on, message.channel_id)), guild }));
    }
  }
  const unique = new Map(found.map((post) => [post.nativeId, post]));
  return [...unique.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, limit);
}

/** Errors: those of the client; without an account nothing can be read. */
export function createReader(client: DiscordClient, account: AccountSession | null): Reader {
  if (account === null) {
    const refuse = (): Promise<never> => Promise.reject(notAsked());
    return { post: refuse, thread: refuse, authorPosts: refuse, author: refuse };
  }
  const self = { nativeId: account.nativeId, handle: account.handle };
  const on: Reading = { client, channels: new Channels(client), self };
  return {
    async post(nativeId) {
      const message = await messageAt(on, nativeId);
      return postOf(message, await hearingIn(on, message.channel_id));
    },
    thread: (asked) => thread(on, asked),
    authorPosts: ({ nativeId }, limit) => authorPosts(on, nativeId, limit),
    async author({ nativeId }): Promise<Author> {
      if (!/^\d{1,20}$/.test(nativeId))
        throw new AppError('network_post_gone', `"${nativeId}" is nobody on Discord.`);
      const path = `/users/${nativeId}`;
      return authorOf(await client({ method: 'GET', path, result: userSchema, doing: 'reading a person' }));
    },
  };
}
