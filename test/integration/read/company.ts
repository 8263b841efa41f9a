// A workspace with entries and cases that differ in everything lists are filtered by.
import type { Kysely } from 'kysely';
import type { MonitorMatch } from '../../../src/domain/listening/matcher.ts';
import type { JudgementRow } from '../../../src/domain/judgement/rows.ts';
import type { LedgerState, Origin } from '../../../src/domain/ledger/ledger.ts';
import type { Author, Post } from '../../../src/domain/post/post.ts';
import { candidatesPage } from '../../../src/server/read/ledger.ts';
import { inWorkspace, type WorkspaceTransaction } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/tables.ts';
import type { EnteringRow } from '../../../src/storage/work/ledger.ts';
import { blockSize } from '../../../src/storage/work/post-search.ts';
import type { PostToStore } from '../../../src/storage/work/posts.ts';
import type { StoredWorkTx } from '../../../src/storage/work/work-tx.ts';
import { newId } from '../../harness/uuid.ts';
import { aPost, makeWorkspace, network, toStore, type TestWorkspace } from '../storage/work/fixture.ts';

export interface ReadWorkspace extends TestWorkspace {
  read<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
}

/** A workspace whose clock begins with the real time; set it forward only, for ids never go back. */
export async function readWorkspace(db: Kysely<Database>, name?: string): Promise<ReadWorkspace> {
  const workspace = await makeWorkspace(db, name);
  workspace.clock.ms = Date.now();
  return { ...workspace, read: (work) => inWorkspace(db, workspace.id, work) };
}

export interface EntryToMake {
  post?: Partial<Post>;
  state?: LedgerState;
  brandId?: string | null;
  network?: string;
  lang?: string | null;
  origin?: Origin;
  monitorIds?: readonly string[];
  judgements?: readonly JudgementRow[];
  /** The author's; null where it is not known. */
  followers?: number | null;
}

/** Stores posts with their matches and ledger entries as ingest does, in this order; answers the posts' ids. */
export async function enter(
  { work }: Pick<ReadWorkspace, 'work'>,
  entries: readonly EntryToMake[],
): Promise<string[]> {
  return work(async (tx) => {
    const posts = entries.map(({ followers = null, ...entry }) => {
      const post = aPost({ network: entry.network ?? network, ...entry.post });
      return followers === null ? post : { ...post, author: followedBy(post.author, followers) };
    });
    const rows = await stored(tx, posts, entries);
    const matches = (at: number): MonitorMatch[] =>
      (entries[at]?.monitorIds ?? []).map((monitorId) => ({ monitorId, monitorVersion: 1, spans: [[0, 2]] }));
    await tx.posts.insertMatches(rows.map((row, at) => ({ postId: row.id, matches: matches(at) })));
    const ledger = rows.map((row, at) => entryOf(row.id, row.post.network, entries[at] ?? {}));
    await tx.ledger.insert(ledger, tx.at);
    return rows.map((row) => row.id);
  });
}

/** One author for each number of followers. */
function followedBy(author: Author, followers: number): Author {
  return { ...author, nativeId: `${author.nativeId}-${followers}`, followers };
}

async function stored(
  tx: StoredWorkTx,
  posts: readonly Post[],
  entries: readonly EntryToMake[],
): Promise<PostToStore[]> {
  const identities = new Map<string, Map<string, string>>();
  for (const [on, each] of Map.groupBy(posts, (post) => post.network)) {
    const authors = new Map(each.map(({ author }) => [author.nativeId, author]));
    identities.set(on, await tx.posts.saveIdentities(on, [...authors.values()], tx.at));
  }
  // Ids are times: of the workspace's clock, like those the program makes.
  const rows = posts.map((post, at) =>
    toStore(post, identities.get(post.network) ?? new Map<string, string>(), {
      id: newId(Date.parse(tx.at)),
      lang: entries[at]?.lang ?? null,
    }),
  );
  await tx.posts.insert(rows, tx.at);
  return rows;
}

/** What comes in from now on stands in a block of its own, as if the last were full. */
export async function beginBlock({ read }: Pick<ReadWorkspace, 'read'>): Promise<void> {
  await read((trx) => trx.updateTable('post_search').set({ place: blockSize }).execute());
}

function entryOf(postId: string, on: string, entry: EntryToMake): EnteringRow {
  return {
    postId,
    brandId: entry.brandId ?? null,
    network: on,
    lang: entry.lang ?? null,
    origin: entry.origin ?? 'found',
    state: entry.state ?? 'waiting',
    reason: entry.state === 'closed' ? 'spam' : null,
    note: '',
    laterUntil: null,
    decidedBy: null,
    decidedAt: null,
    caseId: null,
    settledAt: null,
    version: 1,
    judgements: entry.judgements ?? [],
  };
}

/** Moves an entry to another state, as a decision does. */
export async function move(tx: StoredWorkTx, postId: string, state: LedgerState): Promise<void> {
  for (const row of await tx.ledger.lock([postId])) await tx.ledger.save({ ...row, state });
}

/** All pages of what needs somebody, put together. */
export async function byNeed(
  workspace: ReadWorkspace,
  filter: Omit<Parameters<typeof candidatesPage>[1], 'limit' | 'cursor' | 'order'>,
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit, cursor, order: 'priority' as const };
    const page = await workspace.read((trx) => candidatesPage(trx, query));
    ids.push(...page.rows.map((row) => row.post.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}
