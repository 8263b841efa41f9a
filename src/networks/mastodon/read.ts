// Reads posts, threads and authors, as an account or as anyone.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { AccountSession, Reader, SearchInput } from '../kit/network.ts';
import { splitNativeId } from '../kit/scoped-id.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { fullHandle, normaliseAccount, normaliseProfile, normaliseStatus } from './normalise.ts';
import type { Origin } from './normalise.ts';
import { accountSchema, contextSchema, foundAccountsSchema, listSchema, searchSchema } from './schemas.ts';

const MAX_THREAD = 200;
const PAGE = 40;
const MAX_PAGES = 10;

/** Makes the client for a server; the account's own where it is the account's server. */
export type ClientFor = (server: string) => Client;

/** Posts of a list; records that cannot be read are left out. */
export function postsOf(records: readonly unknown[], origin: Origin): Post[] {
  return records.flatMap((raw) => {
    try {
      return [normaliseStatus(raw, origin)];
    } catch {
      return [];
    }
  });
}

const oldestFirst = (a: Post, b: Post): number =>
  a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;

/**
 * The newest statuses of an account, newest first, page by page until `isEnough` says so or there are no more.
 * Returns raw records; `isComplete` tells whether the list's end was reached or `isEnough` was satisfied.
 */
export async function readAccountStatuses(
  client: Client,
  accountId: string,
  isEnough: (records: readonly unknown[]) => boolean,
): Promise<{ records: unknown[]; isComplete: boolean }> {
  const doing = "reading the author's posts";
  const records = new Map<string, unknown>();
  let maxId: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const params: Record<string, string> = {
      limit: String(PAGE),
      ...(maxId === null ? {} : { max_id: maxId }),
    };
    const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses`;
    const answer = await client.get(path, params, { doing });
    const before = records.size;
    const listed = readBody(listSchema, answer, { doing });
    for (const raw of listed) {
      const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
      if (typeof id !== 'string') continue;
      records.set(id, raw);
      maxId = id;
    }
    const all = [...records.values()];
    if (listed.length === 0 || isEnough(all)) return { records: all, isComplete: true };
    // A server that knows no pages (snac) gives the same list again: whole, unless it is long enough to have been cut.
    if (records.size === before) return { records: all, isComplete: all.length < PAGE };
  }
  return { records: [...records.values()], isComplete: false };
}

/**
 * A reader. `homes` are the servers that are known by address (the source's, the account's), the first of them for what
 * names no server; posts of other servers are asked for there, as anyone.
 */
export function createReader(
  homes: readonly string[],
  clientFor: ClientFor,
  account: AccountSession | null,
): Reader {
  /** A known server keeps its address; a host alone is reached encrypted. */
  const clientAt = (host: string): Client =>
    clientFor(homes.find((home) => new URL(home).host === host) ?? `https://${host}`);

  function clientAtHome(handle: string): Client {
    const [home] = homes;
    const domain = handle.split('@').at(-1) ?? '';
    if (home !== undefined) return clientFor(home);
    if (domain !== '' && domain !== handle) return clientAt(domain);
    throw new AppError('network_rejected', 'Choose a Mastodon server first', { where: 'server' });
  }

  function locate(nativeId: string): { client: Client; id: string } {
    const scoped = splitNativeId(nativeId);
    if (scoped === null)
      throw new AppError('network_post_gone', `"${nativeId}" is no id of a Mastodon server`);
    return { client: clientAt(scoped.host), id: scoped.id };
  }

  async function readPost(
    nativeId: string,
  ): Promise<{ post: Post; client: Client; id: string; origin: Origin }> {
    const { client, id } = locate(nativeId);
    const doing = 'reading a post';
    const answer = await client.get(`/api/v1/statuses/${encodeURIComponent(id)}`, {}, { doing });
    const origin = await client.origin();
    const [post] = postsOf([answer.body], origin);
    if (post === undefined)
      throw new AppError('network_unavailable', `The post ${nativeId} came in a form that cannot be read`);
    return { post, client, id, origin };
  }

  async function thread(post: Pick<Post, 'nativeId'>): Promise<Post[]> {
    const { post: middle, client, id, origin } = await readPost(post.nativeId);
    const doing = 'reading the thread';
    const answer = await client.get(`/api/v1/statuses/${encodeURIComponent(id)}/context`, {}, { doing });
    const context = readBody(contextSchema, answer, { doing });
    const found = new Map<string, Post>();
    // Sorting keeps this order where servers tell only the second.
    const inOrder = [...postsOf(context.ancestors, origin), middle, ...postsOf(context.descendants, origin)];
    for (const each of inOrder) found.set(each.nativeId, each);
    const all = [...found.values()].toSorted(oldestFirst);
    if (all.length <= MAX_THREAD) return all;
    // Of an endless thread the part around the post matters: never cut the post itself off.
    const at = all.findIndex((each) => each.nativeId === middle.nativeId);
    const start = Math.max(0, Math.min(at - MAX_THREAD / 2, all.length - MAX_THREAD));
    return all.slice(start, start + MAX_THREAD);
  }

  async function authorPosts(author: Pick<Author, 'nativeId'>, limit: number): Promise<Post[]> {
    const { client, id } = locate(author.nativeId);
    const { records } = await readAccountStatuses(client, id, (all) => all.length >= limit);
    const posts = postsOf(
      // What they share is not what they wrote.
      records.filter((raw) => !(typeof raw === 'object' && raw !== null && 'reblog' in raw && raw.reblog)),
      await client.origin(),
    );
    return posts.toSorted((a, b) => oldestFirst(b, a)).slice(0, limit);
  }

  async function accountOf(asked: Pick<Author, 'nativeId' | 'handle'>): Promise<[unknown, Origin]> {
    const doing = 'reading the author';
    const scoped = splitNativeId(asked.nativeId);
    if (scoped !== null) {
      const { client, id } = locate(asked.nativeId);
      const answer = await client.get(`/api/v1/accounts/${encodeURIComponent(id)}`, {}, { doing });
      return [answer.body, await client.origin()];
    }
    const acct = asked.handle.replace(/^@/, '');
    const client = clientAtHome(acct);
    try {
      const answer = await client.get('/api/v1/accounts/lookup', { acct }, { doing });
      return [answer.body, await client.origin()];
    } catch (error) {
      const isUnknown = error instanceof AppError && error.code === 'network_post_gone';
      const met = isUnknown && account !== null ? await meet(account, acct) : null;
      if (met === null) throw error;
      return met;
    }
  }

  /** Has our server look up somebody it never met where they are at home, which it does for its own people only; null where nobody is. */
  async function meet(own: AccountSession, acct: string): Promise<[unknown, Origin] | null> {
    const client = clientFor(own.server);
    const doing = 'looking up an account of another server';
    const params = { q: `@${acct}`, type: 'accounts', resolve: 'true', limit: '5' };
    const answer = await client.get('/api/v2/search', params, { doing });
    const origin = await client.origin();
    const sought = fullHandle(acct, origin.domain).toLowerCase();
    const found = readBody(foundAccountsSchema, answer, { doing }).accounts.find((raw) => {
      const read = accountSchema.safeParse(raw);
      return read.success && fullHandle(read.data.acct, origin.domain).toLowerCase() === sought;
    });
    return found === undefined ? null : [found, origin];
  }

  async function search(own: AccountSession, input: SearchInput): Promise<Post[]> {
    const client = clientFor(own.server);
    const doing = 'searching';
    const params = { q: input.query, type: 'statuses', limit: String(Math.min(PAGE, input.limit)) };
    const answer = await client.get('/api/v2/search', params, { doing });
    const posts = postsOf(readBody(searchSchema, answer, { doing }).statuses, await client.origin());
    return posts
      .filter((post) => input.since === undefined || post.createdAt >= input.since)
      .filter((post) => input.until === undefined || post.createdAt <= input.until)
      .filter((post) => input.lang === undefined || post.langHint === input.lang)
      .toSorted((a, b) => oldestFirst(b, a))
      .slice(0, input.limit);
  }

  const reader: Reader = {
    post: async (nativeId) => (await readPost(nativeId)).post,
    thread,
    authorPosts,
    author: async (asked) => normaliseAccount(...(await accountOf(asked))),
    profile: async (asked) => normaliseProfile(...(await accountOf(asked))),
  };
  // Servers search the full text only for those who are signed in.
  return account === null ? reader : { ...reader, search: (input) => search(account, input) };
}
