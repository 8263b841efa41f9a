// Reads posts, threads, authors and searches through the account's own server, or the public AppView without one.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { AccountSession, Reader, SearchInput } from '../kit/network.ts';
import { readEach, type Clients } from './client.ts';
import { readConversation, readMessage } from './chat.ts';
import { normaliseAuthor, normaliseProfile, normaliseView } from './normalise.ts';
import { profileView } from './schemas.ts';
import type { Xrpc } from './xrpc.ts';

const THREAD_MAX = 200;
const PAGE_MAX = 100;
const AUTHOR_PAGES_MAX = 5;

interface ThreadNode {
  post?: unknown;
  parent?: ThreadNode | undefined;
  replies?: ThreadNode[] | undefined;
}
const threadNode: z.ZodType<ThreadNode> = z.lazy(() =>
  z.object({
    post: z.unknown().optional(),
    parent: threadNode.optional().catch(undefined),
    replies: z.array(threadNode).optional().catch(undefined),
  }),
);
const feedItem = z.object({ post: z.unknown(), reason: z.object({ $type: z.string() }).optional() });

function postOf(raw: unknown): Post[] {
  const made = normaliseView(raw);
  return 'post' in made ? [made.post] : [];
}

function gone(nativeId: string): AppError {
  return new AppError('network_post_gone', `The post is no longer on Bluesky: ${nativeId}`, {
    where: nativeId,
  });
}

/** Posts by address; those that are gone are missing from the answer. */
export async function readPosts(client: Xrpc, uris: readonly string[]): Promise<Post[]> {
  const { posts } = await client.call({
    method: 'app.bsky.feed.getPosts',
    params: { uris: uris.slice(0, 25) },
    answer: z.object({ posts: z.array(z.unknown()) }),
  });
  return posts.flatMap(postOf);
}

/** Ancestors first, then the post, then what answers it, breadth first: the nearest are kept when there are too many. */
function walk(node: ThreadNode): Post[] {
  const above: Post[] = [];
  for (let at = node.parent; at !== undefined; at = at.parent) above.unshift(...postOf(at.post));
  const posts = [...above, ...postOf(node.post)];
  const queue = [...(node.replies ?? [])];
  for (let at = queue.shift(); at !== undefined && posts.length < THREAD_MAX; at = queue.shift()) {
    posts.push(...postOf(at.post));
    queue.push(...(at.replies ?? []));
  }
  return posts;
}

async function readThread(client: Xrpc, uri: string, depth: number): Promise<Post[]> {
  const { thread } = await client.call({
    method: 'app.bsky.feed.getPostThread',
    params: { uri, depth, parentHeight: 100 },
    answer: z.object({ thread: threadNode }),
  });
  return walk(thread);
}

async function thread(client: Xrpc, post: Parameters<Reader['thread']>[0]): Promise<Post[]> {
  const near = await readThread(client, post.nativeId, 20);
  if (near.length === 0) throw gone(post.nativeId);
  const { root } = post;
  // The post's own line comes first; what the rest of the thread says fills the room that is left.
  const rest =
    root === undefined || root === post.nativeId || near.length >= THREAD_MAX
      ? []
      : await readThread(client, root, 6).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'network_post_gone') return [];
          throw error;
        });
  const byId = new Map([...near, ...rest].map((found) => [found.nativeId, found]));
  const kept = [...byId.values()].slice(0, THREAD_MAX);
  return kept.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}

async function authorPosts(client: Xrpc, actor: string, limit: number): Promise<Post[]> {
  const posts: Post[] = [];
  let cursor: string | undefined;
  // Of who shares and writes little, not everything is read to fill the list.
  let pagesLeft = AUTHOR_PAGES_MAX;
  do {
    pagesLeft -= 1;
    const page = await client.call({
      method: 'app.bsky.feed.getAuthorFeed',
      params: { actor, filter: 'posts_with_replies', limit: Math.min(PAGE_MAX, limit), cursor },
      answer: z.object({ feed: z.array(z.unknown()), cursor: z.string().optional() }),
    });
    const own = readEach(page.feed, feedItem).filter((item) => item.reason === undefined);
    posts.push(...own.flatMap((item) => postOf(item.post)));
    cursor = page.feed.length === 0 ? undefined : page.cursor;
  } while (cursor !== undefined && posts.length < limit && pagesLeft > 0);
  return posts.slice(0, limit);
}

/** One author. @throws AppError `network_post_gone` when there is no such account any more. */
export async function readAuthor(client: Xrpc, actor: string): Promise<Author> {
  return normaliseAuthor(await viewOf(client, actor));
}

async function viewOf(client: Xrpc, actor: string): Promise<z.infer<typeof profileView>> {
  return await client
    .call({ method: 'app.bsky.actor.getProfile', params: { actor }, answer: profileView })
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'network_rejected') throw gone(actor);
      throw error;
    });
}

/**
 * Public posts found by the network's own search, newest first: what a listener missed during a gap, or what a
 * monitor would have found. Bluesky's search wants a signed-in account; the public AppView may refuse it.
 */
export async function backfill(client: Xrpc, input: SearchInput): Promise<Post[]> {
  const posts: Post[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call({
      method: 'app.bsky.feed.searchPosts',
      params: {
        q: input.query,
        sort: 'latest',
        since: input.since,
        until: input.until,
        lang: input.lang,
        limit: Math.min(PAGE_MAX, input.limit),
        cursor,
      },
      answer: z.object({ posts: z.array(z.unknown()), cursor: z.string().optional() }),
    });
    posts.push(...page.posts.flatMap(postOf));
    cursor = page.posts.length === 0 ? undefined : page.cursor;
  } while (cursor !== undefined && posts.length < input.limit);
  return posts.slice(0, input.limit);
}

/** The reader of an account, or of the public AppView in `sourceConfig.appview`. */
export function createReader(
  clients: Clients,
  account: AccountSession | null,
  sourceConfig: Record<string, string>,
): Reader {
  const appview = sourceConfig['appview'] === '' ? undefined : sourceConfig['appview'];
  const client = account === null ? clients.open(appview) : clients.account(account);
  return {
    async post(nativeId) {
      if (!nativeId.startsWith('at://')) return await readMessage(clients, account, nativeId);
      const [post] = await readPosts(client, [nativeId]);
      if (post === undefined) throw gone(nativeId);
      return post;
    },
    async thread(post) {
      if (post.visibility === 'dm') return await readConversation(clients, account, post, THREAD_MAX);
      return await thread(client, post);
    },
    authorPosts: async (author, limit) => await authorPosts(client, author.nativeId, limit),
    author: async (author) => await readAuthor(client, author.nativeId),
    profile: async ({ nativeId, handle }) =>
      normaliseProfile(await viewOf(client, nativeId === '' ? handle : nativeId)),
    search: async (input) => await backfill(client, input),
  };
}
