// The posts that queries may find, where they are few: stored ones by the search index, those of the window by their text.
import { evaluate } from '../../domain/listening/evaluate.ts';
import { preparePost } from '../../domain/listening/prepared-post.ts';
import type { QueryNode } from '../../domain/listening/query-node.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import {
  storedPostsOf,
  windowPosts,
  windowPostsOf,
  windowTexts,
  type HeardPost,
  type WindowText,
} from '../../storage/heard-posts.ts';
import { newestPostsWith } from '../../storage/search.ts';
import { uuidFloor } from '../../storage/uuid.ts';
import { heardNewestFirst } from './heard.ts';
import { necessaryQuestions, readsTextOnly } from './necessary.ts';
import type { Pace } from './pace.ts';

export interface Narrowing {
  nodes: readonly QueryNode[];
  sinceMs: number;
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
  pace: Pace;
}

/** More would take longer to read than a sample. */
const mostCandidates = 12_000;
const chunkSize = 2_000;
const textsAtOnce = 10_000;

/** Among them is every heard post that one of the nodes finds; null where they are not few, or time is up. */
export async function narrowed(asked: Narrowing): Promise<HeardPost[] | null> {
  const stored = await storedCandidates(asked);
  if (stored === null) return null;
  const inWindow = asked.nodes.every(readsTextOnly) ? await windowByText(asked) : await windowWhole(asked);
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

async function storedCandidates({ nodes, sinceMs, inWorkspace }: Narrowing): Promise<string[] | null> {
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
async function windowByText({ nodes, sinceMs, inWorkspace, pace }: Narrowing): Promise<HeardPost[] | null> {
  const read = (beforeId: string): Promise<WindowText[]> =>
    inWorkspace((trx) => windowTexts(trx, { beforeId, sinceMs, limit: textsAtOnce }));
  const ids: string[] = [];
  let chunk = await read('ffffffff-ffff-ffff-ffff-ffffffffffff');
  while (chunk.length > 0) {
    // The database reads the next texts while these are matched.
    const next = read(chunk.at(-1)?.[0] ?? '');
    // Where it fails before it is waited for, nobody has taken that up yet.
    next.catch(() => undefined);
    for (const [id, text, media] of chunk) {
      const post = preparePost({ ...onlyText, text, media });
      if (nodes.some((node) => evaluate(node, post) !== null)) ids.push(id);
      await pace.breathe();
    }
    chunk = await next;
    if (ids.length > mostCandidates || pace.isOver) return null;
  }
  return ids.length === 0 ? [] : inWorkspace((trx) => windowPostsOf(trx, ids));
}

const onlyText = {
  network: '',
  kind: 'post',
  author: { handle: '' },
  lang: null,
  mentions: [],
  hashtags: [],
  links: [],
} as const;

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
