// The posts that queries may find, where they are few: stored ones by the search index, those of the window by their text.
import type { Matchable } from '../../domain/listening/prepared-post.ts';
import { parseQuery } from '../../domain/listening/query.ts';
import type { QueryNode } from '../../domain/listening/query-node.ts';
import type { Media } from '../../domain/post/post.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import {
  storedPostsOf,
  windowPosts,
  windowPostsOf,
  windowTexts,
  type HeardPost,
  type WindowTexts,
} from '../../storage/heard-posts.ts';
import { newestPostsWith } from '../../storage/search.ts';
import { uuidFloor } from '../../storage/uuid.ts';
import { engineOf } from './engine.ts';
import { heardNewestFirst } from './heard.ts';
import { necessaryQuestions, readsTextOnly } from './necessary.ts';
import type { Pace } from './pace.ts';

export interface Narrowing {
  /** They must compile. */
  queries: readonly string[];
  sinceMs: number;
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
  pace: Pace;
}

const nothing: readonly never[] = [];
const noAuthor = { handle: '' };
/** More would take longer to read than a sample. */
const mostCandidates = 12_000;
const chunkSize = 2_000;
const textsAtOnce = 10_000;
/** Asking each time whether it is time to breathe takes longer than matching. */
const textsPerBreath = 50;

/** Among them is every heard post that one of the queries finds; null where they are not few, or time is up. */
export async function narrowed(asked: Narrowing): Promise<HeardPost[] | null> {
  const nodes = asked.queries.flatMap(nodeOf);
  const stored = await storedCandidates(asked, nodes);
  if (stored === null) return null;
  const inWindow = nodes.every(readsTextOnly) ? await windowByText(asked) : await windowWhole(asked);
  if (inWindow === null) return null;
  const posts: HeardPost[] = [];
  for (let at = 0; at < stored.length; at += chunkSize) {
    const ids = stored.slice(at, at + chunkSize);
    posts.push(...(await asked.inWorkspace((trx) => storedPostsOf(trx, ids))));
    if (asked.pace.isOver) return null;
    await asked.pace.breathe();
  }
  return [...posts, ...inWindow];
}

function nodeOf(query: string): QueryNode[] {
  const parsed = parseQuery(query);
  return parsed.ok ? [parsed.node] : [];
}

async function storedCandidates(
  { sinceMs, inWorkspace }: Narrowing,
  nodes: readonly QueryNode[],
): Promise<string[] | null> {
  const ids = new Set<string>();
  for (const node of nodes) {
    const questions = necessaryQuestions(node);
    if (questions === null) return null;
    for (const question of questions) {
      const found = await inWorkspace((trx) =>
        newestPostsWith(trx, question, { before: null, limit: mostCandidates + 1 }),
      );
      for (const id of found) ids.add(id);
      if (found.length > mostCandidates || ids.size > mostCandidates) return null;
    }
  }
  const oldest = uuidFloor(sinceMs);
  return [...ids].filter((id) => id >= oldest);
}

/** For queries that read nothing but the text. */
async function windowByText({ queries, sinceMs, inWorkspace, pace }: Narrowing): Promise<HeardPost[] | null> {
  const engine = engineOf(new Map(queries.map((query, nth) => [String(nth), query])));
  const read = (beforeId: string): Promise<WindowTexts> =>
    inWorkspace((trx) => windowTexts(trx, { beforeId, sinceMs, limit: textsAtOnce }));
  const found: string[] = [];
  let chunk = await read('ffffffff-ffff-ffff-ffff-ffffffffffff');
  while (chunk.ids.length > 0) {
    // The database reads the next texts while these are matched.
    const next = read(chunk.ids.at(-1) ?? '');
    // Where it fails before it is waited for, nobody has taken that up yet.
    next.catch(() => undefined);
    const { ids, texts, media } = chunk;
    for (let nth = 0; nth < ids.length; nth += 1) {
      const post = textOnly(texts[nth] ?? '', media[nth] ?? nothing);
      if (engine.matchingIds(post).length > 0) found.push(ids[nth] ?? '');
      if (nth % textsPerBreath === 0) await pace.breathe();
    }
    chunk = await next;
    if (found.length > mostCandidates || pace.isOver) return null;
  }
  return found.length === 0 ? [] : inWorkspace((trx) => windowPostsOf(trx, found));
}

function textOnly(text: string, media: readonly Media[]): Matchable {
  return {
    network: '',
    kind: 'post',
    author: noAuthor,
    text,
    lang: null,
    mentions: nothing,
    hashtags: nothing,
    links: nothing,
    media,
  };
}

async function windowWhole({ sinceMs, inWorkspace, pace }: Narrowing): Promise<HeardPost[] | null> {
  const posts: HeardPost[] = [];
  const all = heardNewestFirst([windowPosts], (read, beforeId) =>
    inWorkspace((trx) => read(trx, { beforeId, sinceMs, limit: chunkSize })),
  );
  for await (const post of all) {
    posts.push(post);
    if (posts.length > mostCandidates * 2 || pace.isOver) return null;
    await pace.breathe();
  }
  return posts;
}
