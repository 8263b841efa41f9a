// The window: each post once, trimmed by age and number; and what is read again at its source.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recheckPosts } from '../../../../src/main/recheck.ts';
import { inWorkspace } from '../../../../src/storage/database.ts';
import { postsToRecheck } from '../../../../src/storage/work/recheck.ts';
import { trimWindow } from '../../../../src/storage/work/window.ts';
import { createInWorkspace } from '../../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../../harness/database.ts';
import {
  aCase,
  anEntry,
  aPost,
  makeWorkspace,
  startedAt,
  storePosts,
  type TestWorkspace,
} from './fixture.ts';

const database = testDatabase();
const db = () => database().db;
const hourMs = 3_600_000;

const inWindow = (workspace: TestWorkspace) =>
  inWorkspace(db(), workspace.id, (trx) =>
    trx.selectFrom('window_post').select(['native_id', 'facets', 'lang', 'seen_at']).orderBy('id').execute(),
  );

describe('the window', () => {
  test('a post stands in it once, with what the query’s operators read', async () => {
    const workspace = await makeWorkspace(db());
    const post = aPost({ hashtags: ['tag'], mentions: [{ handle: 'us' }], text: 'NUL \0' });
    for (let round = 0; round < 2; round += 1) {
      await workspace.work((tx) => tx.posts.insertWindow([{ id: tx.newId(), post, lang: 'en' }], tx.at));
    }
    expect(await inWindow(workspace)).toEqual([
      {
        native_id: post.nativeId,
        facets: { hashtags: ['tag'], mentions: [{ handle: 'us' }], links: [], media: [] },
        lang: 'en',
        seen_at: startedAt,
      },
    ]);
  });

  test('it is trimmed by age, then by number, the oldest first', async () => {
    const workspace = await makeWorkspace(db());
    const posts = [];
    for (let hour = 0; hour < 5; hour += 1) {
      const post = aPost();
      posts.push(post.nativeId);
      await workspace.work((tx) => tx.posts.insertWindow([{ id: tx.newId(), post, lang: null }], tx.at));
      workspace.clock.ms += hourMs;
    }
    const trim = (options: { hours: number; maxPosts: number }) =>
      trimWindow(db(), workspace.id, { ...options, now: workspace.clock.ms });
    const left = async () => (await inWindow(workspace)).map((row) => row.native_id);
    expect(await trim({ hours: 24, maxPosts: 100 })).toBe(0);
    expect(await trim({ hours: 4, maxPosts: 100 })).toBe(1);
    expect(await left()).toEqual(posts.slice(1));
    expect(await trim({ hours: 24, maxPosts: 2 })).toBe(2);
    expect(await left()).toEqual(posts.slice(3));
    expect(await trim({ hours: 0, maxPosts: 100 })).toBe(2);
  });

  test('more than one step is trimmed to the end, and no other workspace', async () => {
    const workspace = await makeWorkspace(db());
    const other = await makeWorkspace(db());
    await other.work((tx) => tx.posts.insertWindow([{ id: tx.newId(), post: aPost(), lang: null }], tx.at));
    await inWorkspace(db(), workspace.id, (trx) =>
      sql`insert into window_post (workspace_id, id, network, native_id, author_native_id, author_handle, kind, text,
            facets, seen_at)
          select ${workspace.id}::uuid, lpad(to_hex(n), 32, '0')::uuid, 'practice', n::text, 'a', '', 'post', '',
            '{}', ${startedAt}::timestamptz from generate_series(1, 25000) as n`.execute(trx),
    );
    const options = { hours: 24, now: workspace.clock.ms };
    expect(await trimWindow(db(), workspace.id, { ...options, maxPosts: 3 })).toBe(24_997);
    expect((await inWindow(workspace)).map((row) => row.native_id)).toEqual(['24998', '24999', '25000']);
    expect(await inWindow(other)).toHaveLength(1);
  });
});

describe('reading again at the source', () => {
  const minuteMs = 60_000;
  const take = (workspace: TestWorkspace, limit = 10) =>
    inWorkspace(db(), workspace.id, (trx) =>
      postsToRecheck(trx, {
        limit,
        seenBefore: new Date(workspace.clock.ms - 2 * minuteMs).toISOString(),
        now: new Date(workspace.clock.ms).toISOString(),
      }),
    );

  test('open work is taken once per round, the longest unread first', async () => {
    const workspace = await makeWorkspace(db());
    const [waiting, put, inCase, answered, silent, dm] = [
      aPost(),
      aPost(),
      aPost(),
      aPost(),
      aPost(),
      aPost({ visibility: 'dm' }),
    ];
    await workspace.work(async (tx) => {
      const ids = await storePosts(tx, [waiting, put, inCase, answered, silent, dm]);
      const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids;
      const { id: caseId } = await aCase(tx, c);
      await tx.cases.addPost(caseId, d, tx.at);
      await aCase(tx, e, { state: 'closed', closedAt: tx.at });
      await tx.ledger.insert(
        [
          anEntry(a),
          anEntry(b, { state: 'later', laterUntil: '2030-01-01T00:00:00.000Z' }),
          anEntry(c, { state: 'in_case', caseId }),
          anEntry(d, { state: 'answered', caseId }),
          anEntry(e, { state: 'closed', reason: 'spam' }),
          anEntry(f),
        ],
        tx.at,
      );
    });
    expect(await take(workspace)).toEqual([]);
    workspace.clock.ms += 3 * minuteMs;
    const first = await take(workspace, 3);
    const second = await take(workspace);
    const names = [...first, ...second].map((post) => post.nativeId);
    expect(first).toHaveLength(3);
    expect(names.toSorted()).toEqual(
      [waiting, put, inCase, answered].map((post) => post.nativeId).toSorted(),
    );
    expect(await take(workspace)).toEqual([]);
    workspace.clock.ms += 3 * minuteMs;
    expect(await take(workspace)).toHaveLength(4);
  });

  test('what is buried is not read again', async () => {
    const workspace = await makeWorkspace(db());
    const post = aPost();
    await workspace.work(async (tx) => {
      const [id = ''] = await storePosts(tx, [post]);
      await tx.ledger.insert([anEntry(id)], tx.at);
      await tx.posts.bury(post.network, [post.nativeId], tx.at);
    });
    workspace.clock.ms += 10 * minuteMs;
    expect(await take(workspace)).toEqual([]);
  });

  test('what was taken and not read in time is as due as before', async () => {
    const workspace = await makeWorkspace(db());
    await workspace.work(async (tx) => {
      const ids = await storePosts(tx, [aPost(), aPost(), aPost({ ref: { is: 'media' } })]);
      await tx.ledger.insert(
        ids.map((id) => anEntry(id)),
        tx.at,
      );
    });
    workspace.clock.ms += 3 * minuteMs;
    const read: string[] = [];
    const refs: unknown[] = [];
    let time = new AbortController();
    const mostOfRound = { posts: 1 };
    const recheck = () =>
      recheckPosts(
        {
          db: db(),
          inWorkspace: createInWorkspace(db(), { now: () => workspace.clock.ms, newId: randomUUID }),
          now: () => workspace.clock.ms,
          networks: {
            readerFor: () =>
              Promise.resolve({
                post(nativeId: string, ref?: Record<string, string>) {
                  read.push(nativeId);
                  if (ref !== undefined) refs.push(ref);
                  if (read.length >= mostOfRound.posts) time.abort();
                  return Promise.resolve();
                },
                thread: () => Promise.resolve([]),
                authorPosts: () => Promise.resolve([]),
                author: () => Promise.reject(new Error('nobody asks')),
              }),
          },
        },
        workspace.id,
        time.signal,
      );
    await recheck();
    expect(read).toHaveLength(1);
    time = new AbortController();
    mostOfRound.posts = 10;
    await recheck();
    expect(new Set(read).size).toBe(3);
    expect(read).toHaveLength(3);
    expect(refs).toEqual([{ is: 'media' }]);
  });
});
