// Reads posts, threads and users as an account: X shows nothing to strangers.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { Reader, SearchInput } from '../kit/network.ts';
import { postParams, readBody, userParams, type Client } from './client.ts';
import { readConversation, readMessage } from './conversation.ts';
import { byId, isId, isLaterId } from './ids.ts';
import {
  isMissing,
  isRepost,
  normalisePost,
  normaliseProfile,
  normaliseUser,
  readIncludes,
} from './normalise.ts';
import { parseMessageId } from './normalise-message.ts';
import { oneSchema, pageSchema, versionsSchema, type Page } from './schemas.ts';
import { SEARCHED_MS, searchable } from './questions.ts';

const MAX_THREAD = 200;
const PAGE = 100;
/** How far up a thread is followed where the search, which knows a week, does not have its beginning. */
const MAX_UP = 20;

/** Posts of a page; reposts and records that cannot be read are left out. */
export function postsOf(page: Page): Post[] {
  const included = readIncludes(page.includes);
  return page.data.flatMap((raw) => {
    if (isRepost(raw)) return [];
    try {
      return [normalisePost(raw, included)];
    } catch {
      return [];
    }
  });
}

const gone = (what: string): AppError => new AppError('network_post_gone', `X no longer has ${what}`);

/** The thing asked for. X answers 200 also for what is not there. */
function found(answer: HttpAnswer, what: string, doing: string) {
  const one = readBody(oneSchema, answer, { doing });
  if (one.data !== undefined && one.data !== null) return one;
  const [problem] = one.errors ?? [];
  if (problem === undefined || isMissing(problem)) throw gone(what);
  throw new AppError(
    'network_unavailable',
    `X did not give ${what}: ${problem.detail ?? problem.title ?? ''}`,
  );
}

/** The latest version that a record names; null where it is that version. */
export function laterVersion(raw: unknown): string | null {
  const parsed = versionsSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { id, edit_history_post_ids: posts, edit_history_tweet_ids: tweets } = parsed.data;
  const latest = [...posts, ...tweets].toSorted(byId).at(-1) ?? id;
  return isLaterId(latest, id) ? latest : null;
}

async function readVersion(client: Client, nativeId: string) {
  const doing = 'reading a post';
  const answer = await client.get(`/2/tweets/${nativeId}`, postParams, { doing });
  return found(answer, `the post ${nativeId}`, doing);
}

/** One post in its latest version; `network_post_gone` where it was deleted or never was. */
export async function readPost(client: Client, nativeId: string): Promise<Post> {
  if (!isId(nativeId)) throw gone(`the post "${nativeId}"`);
  const asked = await readVersion(client, nativeId);
  // Every edit has an id of its own, and the ids before go on giving their old words.
  const later = laterVersion(asked.data);
  const one = later === null ? asked : await readVersion(client, later);
  const [post] = postsOf({ data: [one.data], includes: one.includes, errors: null, meta: null });
  if (post !== undefined) return post;
  throw new AppError('network_unavailable', `The post ${nativeId} came in a form that cannot be read`);
}

/** X ends the lists of an account after their newest: mentions after 800, own posts after 3,200. */
const ends: readonly [RegExp, number][] = [
  [/\/mentions$/u, 790],
  [/\/tweets$/u, 3190],
];

/** Whether a list that gave `count` posts and no more may have been ended by X, and not by what was asked for. */
export function mayBeCutOff(path: string, count: number): boolean {
  return ends.some(([list, most]) => list.test(path) && path.startsWith('/2/users/') && count >= most);
}

/** Pages of a list, newest first, until `isEnough` says so or there are no more. */
export async function readPages(
  client: Client,
  path: string,
  params: Record<string, string>,
  options: {
    doing: string;
    maxPages: number;
    signal?: AbortSignal;
    isNeeded?: true;
    isEnough?(pages: readonly Page[]): boolean;
    between?(): Promise<void>;
  },
): Promise<{ pages: Page[]; isComplete: boolean }> {
  const { maxPages, isEnough, between, ...call } = options;
  const { doing } = call;
  const pages: Page[] = [];
  let token: string | null = null;
  while (pages.length < maxPages) {
    const asked: Record<string, string> = token === null ? params : { ...params, pagination_token: token };
    const answer = await client.get(path, asked, call);
    const page = readBody(pageSchema, answer, { doing });
    pages.push(page);
    token = page.meta?.next_token ?? null;
    if (isEnough?.(pages) === true) return { pages, isComplete: true };
    if (token === null) {
      const count = pages.reduce((sum, { data }) => sum + data.length, 0);
      return { pages, isComplete: !mayBeCutOff(path, count) };
    }
    await between?.();
  }
  return { pages, isComplete: false };
}

const SEARCH = '/2/tweets/search/recent';

async function search(client: Client, now: number, input: SearchInput): Promise<Post[]> {
  const query = searchable(input.query, input.lang);
  const sinceMs = Math.max(now - SEARCHED_MS, Date.parse(input.since ?? '') || 0);
  const params = {
    query,
    max_results: String(Math.max(10, Math.min(PAGE, input.limit))),
    start_time: new Date(sinceMs).toISOString(),
    ...(input.until === undefined || Date.parse(input.until) > now - 15_000
      ? {}
      : { end_time: new Date(input.until).toISOString() }),
    ...postParams,
  };
  const { pages } = await readPages(client, SEARCH, params, {
    doing: 'searching',
    maxPages: Math.ceil(input.limit / 10),
    isEnough: (all) => all.reduce((sum, page) => sum + page.data.length, 0) >= input.limit,
  });
  return pages
    .flatMap(postsOf)
    .toSorted((a, b) => byId(b.nativeId, a.nativeId))
    .slice(0, input.limit);
}

const versionOf = (post: Post): string => post.ref?.['latest'] ?? post.nativeId;

/** Keeps of each post its latest version. */
export function keepLatest(known: Map<string, Post>, posts: readonly Post[]): void {
  for (const post of posts) {
    const before = known.get(post.nativeId);
    if (before === undefined || isLaterId(versionOf(post), versionOf(before))) known.set(post.nativeId, post);
  }
}

/** What a thread hangs on beyond a week: from post to post upwards. */
async function upwards(client: Client, from: Post, known: Map<string, Post>): Promise<void> {
  let at: Post | undefined = from;
  for (let n = 0; n < MAX_UP && at?.replyTo !== undefined; n += 1) {
    const up: string = at.replyTo;
    const next: Post | null =
      known.get(up) ??
      (await readPost(client, up).catch((error: unknown) => {
        // A thread goes on around what was deleted.
        if (error instanceof AppError && error.code === 'network_post_gone') return null;
        throw error;
      }));
    if (next === null) return;
    keepLatest(known, [next]);
    at = next;
  }
}

async function thread(client: Client, asked: Pick<Post, 'nativeId'>): Promise<Post[]> {
  const middle = await readPost(client, asked.nativeId);
  const params = {
    query: `conversation_id:${middle.root ?? middle.nativeId}`,
    max_results: String(PAGE),
    ...postParams,
  };
  const { pages } = await readPages(client, SEARCH, params, { doing: 'reading the thread', maxPages: 2 });
  const known = new Map<string, Post>();
  keepLatest(known, [...pages.flatMap(postsOf), middle]);
  await upwards(client, middle, known);
  const all = [...known.values()].toSorted((a, b) => byId(a.nativeId, b.nativeId));
  if (all.length <= MAX_THREAD) return all;
  // Of an endless thread the part around the post matters: never cut the post itself off.
  const at = all.findIndex((each) => each.nativeId === middle.nativeId);
  const start = Math.max(0, Math.min(at - MAX_THREAD / 2, all.length - MAX_THREAD));
  return all.slice(start, start + MAX_THREAD);
}

async function rawUser(client: Client, asked: Pick<Author, 'nativeId' | 'handle'>): Promise<unknown> {
  const doing = 'reading the author';
  const handle = asked.handle.replace(/^@/u, '');
  const isName = /^\w{1,15}$/u.test(handle);
  if (!isId(asked.nativeId) && !isName) throw gone(`"${asked.nativeId}${handle}"`);
  const path = isId(asked.nativeId) ? `/2/users/${asked.nativeId}` : `/2/users/by/username/${handle}`;
  return found(await client.get(path, userParams, { doing }), 'this user', doing).data;
}

export function createReader(client: Client, now: () => number): Reader {
  return {
    post(nativeId) {
      const message = parseMessageId(nativeId);
      return message === null ? readPost(client, nativeId) : readMessage(client, message.id);
    },
    thread(post) {
      const conversation = parseMessageId(post.nativeId)?.conversation;
      return conversation === undefined ? thread(client, post) : readConversation(client, conversation);
    },
    async authorPosts({ nativeId }, limit) {
      if (!isId(nativeId)) throw gone(`the user "${nativeId}"`);
      const params = {
        max_results: String(Math.max(5, Math.min(PAGE, limit))),
        exclude: 'retweets',
        ...postParams,
      };
      const { pages } = await readPages(client, `/2/users/${nativeId}/tweets`, params, {
        doing: "reading the author's posts",
        maxPages: Math.ceil(limit / 5),
        isEnough: (all) => all.reduce((sum, page) => sum + page.data.length, 0) >= limit,
      });
      return pages.flatMap(postsOf).slice(0, limit);
    },
    author: async (asked) => normaliseUser(await rawUser(client, asked)),
    profile: async (asked) => normaliseProfile(await rawUser(client, asked)),
    search: (input) => search(client, now(), input),
  };
}
