// Posts brought in as a listener brings them, by the program's own stages, for what no test network can be made to say.
import type { Heard, Post } from '../../../src/domain/post/post.ts';
import { loadJudging } from '../../../src/main/judging.ts';
import { ingest } from '../../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import type { TestDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { call } from './api.ts';
import type { Desk } from './stage.ts';

/** A public post of somebody nobody knows yet. */
export function madePost(text: string, more: Partial<Post> = {}): Post {
  const nativeId = newId();
  return {
    network: 'practice',
    nativeId,
    kind: 'post',
    visibility: 'public',
    author: { nativeId: `author-${nativeId}`, handle: `mika_${nativeId.slice(-6)}`, displayName: 'Mika' },
    text,
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
    createdAt: new Date().toISOString(),
    ...more,
  };
}

/** Delivers posts to the workspace of a desk; answers how many entered the ledger. */
export function hear(database: TestDatabase, desk: Desk, posts: readonly Post[]): Promise<number> {
  return deliver(
    database,
    desk,
    posts.map((post) => ({ type: 'post', post })),
  );
}

/** Delivers that the author changed a post. */
export async function hearEdit(database: TestDatabase, desk: Desk, post: Post, text: string): Promise<void> {
  const editedAt = new Date().toISOString();
  await deliver(database, desk, [{ type: 'edit', post: { ...post, text }, editedAt }]);
}

async function deliver(database: TestDatabase, desk: Desk, all: readonly Heard[]): Promise<number> {
  const session = await call(desk, 'readSession');
  const { rows } = await call(desk, 'listSources');
  const known = rows.find((row) => row.network === 'practice' && row.accountId === null);
  const source =
    known ?? (await call(desk, 'createSource', { body: { network: 'practice', kind: 'timeline' } }));
  const from = {
    workspaceId: session.workspace?.id ?? '',
    id: source.id,
    network: 'practice',
    accountId: null,
  };
  const world = { now: () => Date.now(), newId };
  const deps = {
    inWorkspace: createInWorkspace(database.db, world),
    matching: createMatchStage(),
    // What is tried with these posts does not depend on their language.
    detectLanguage: (text: string) => (/[ぁ-ん]/u.test(text) ? 'ja' : 'en'),
    judging: await loadJudging(),
  };
  const items = all.map((heard) => ({ raw: heard, outcome: { heard } }));
  return (await ingest(deps, from, { items, cursor: newId() })).entered;
}
