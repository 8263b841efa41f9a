// The posts that queries may find, where they are few: stored ones by the search index, those of the window by their text.
import type { Matchable } from '../../domain/listening/prepared-post.ts';
import { parseQuery } from '../../domain/listening/query.ts';
import type { QueryNode } from '../../domain/listening/query-node.ts';
import type { Media } from '../../domain/post/post.ts';
import { searchableText } from '../../domain/post/searchable-text.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import {
  storedPostsOf,
  windowPostsOf,
  windowTexts,
  type HeardPost,
  type WindowTexts,
} from '../../storage/heard-posts.ts';
import { newestPostsWith } from '../../storage/search.ts';
import { uuidFloor } from '../../storage/uuid.ts';
import { engineOf } from './engine.ts';
import { necessaryQuestions, necessaryWords, readsTextOnly } from './necessary.ts';
import type { Pace } from './pace.ts';
import { WordFinder } from './word-finder.ts';

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
/** Together they fit into the processor's cache. */
const textsFolded = 500;

/** Among them is every heard post that one of the queries finds; null where they are not few, or time is up. */
export async function narrowed(asked: Narrowing): Promise<HeardPost[] | null> {
  const nodes = asked.queries.flatMap(nodeOf);
  const ids = await storedCandidates(asked, nodes);
  if (ids === null) return null;
  const [stored, inWindow] = await Promise.all([
    inChunks(asked, ids, storedPostsOf),
    windowByText(asked, nodes),
  ]);
  return stored === null || inWindow === null ? null : [...stored, ...inWindow];
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

async function inChunks(
  { inWorkspace, pace }: Narrowing,
  ids: readonly string[],
  read: typeof storedPostsOf,
): Promise<HeardPost[] | null> {
  const posts: HeardPost[] = [];
  for (let at = 0; at < ids.length; at += chunkSize) {
    const some = ids.slice(at, at + chunkSize);
    posts.push(...(await inWorkspace((trx) => read(trx, some))));
    if (pace.isOver) return null;
    await pace.breathe();
  }
  return posts;
}

async function windowByText(asked: Narrowing, nodes: readonly QueryNode[]): Promise<HeardPost[] | null> {
  const { queries, sinceMs, inWorkspace, pace } = asked;
  // Who reads the fields of a post has to wait for these.
  const engine = nodes.every(readsTextOnly)
    ? engineOf(new Map(queries.map((query, nth) => [String(nth), query])))
    : null;
  const finder = new WordFinder(nodes.flatMap((node) => necessaryWords(node) ?? [[]]));
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
    for (let from = 0; from < ids.length; from += textsFolded) {
      const searched = texts.slice(from, from + textsFolded).map((text, nth) => {
        const shown = media[from + nth] ?? nothing;
        return shown.length === 0 ? text : searchableText({ text, media: shown });
      });
      for (const nth of finder.find(searched)) {
        const post = textOnly(texts[from + nth] ?? '', media[from + nth] ?? nothing);
        if (engine?.matchingIds(post).length === 0) continue;
        found.push(ids[from + nth] ?? '');
      }
      await pace.breathe();
    }
    chunk = await next;
    if (found.length > mostCandidates || pace.isOver) return null;
  }
  return inChunks(asked, found, windowPostsOf);
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
