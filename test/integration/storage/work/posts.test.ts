// Posts and their authors: stored once, edited with their past kept, buried everywhere, whatever people write.
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { inWorkspace } from '../../../../src/storage/database.ts';
import { withClient } from '../../../../src/storage/client.ts';
import { testDatabase } from '../../../harness/database.ts';
import { aPost, makeWorkspace, network, startedAt, storePosts, toStore } from './fixture.ts';

const database = testDatabase();
const db = () => database().db;

describe('identities', () => {
  test('the same author is one identity, and what they leave empty overwrites nothing', async () => {
    const { work, id } = await makeWorkspace(db());
    const full = { nativeId: 'a', handle: 'mika', displayName: 'Mika', bio: 'Tea.', followers: 3 };
    const first = await work((tx) => tx.posts.saveIdentities(network, [full], tx.at));
    const again = await work((tx) =>
      tx.posts.saveIdentities(network, [{ nativeId: 'a', handle: '', displayName: '', followers: 5 }], tx.at),
    );
    expect(again.get('a')).toBe(first.get('a'));
    const row = await inWorkspace(db(), id, (trx) =>
      trx.selectFrom('identity').selectAll().executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({ handle: 'mika', display_name: 'Mika', bio: 'Tea.', followers: 5 });
  });

  test('one batch may name an author many times; every native id is answered', async () => {
    const { work } = await makeWorkspace(db());
    const authors = ['b', 'a', 'b', 'c'].map((nativeId, index) => ({
      nativeId,
      handle: index === 2 ? '' : `${nativeId}${index}`,
      displayName: '',
    }));
    const ids = await work((tx) => tx.posts.saveIdentities(network, authors, tx.at));
    expect([...ids.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual(['a', 'b', 'c']);
    expect(new Set(ids.values()).size).toBe(3);
    expect(await work((tx) => tx.posts.identityNativeId(ids.get('b') ?? ''))).toBe('b');
  });

  test('an unchanged row is not rewritten, but a day later its profile counts as seen', async () => {
    const { work, id, clock } = await makeWorkspace(db());
    const author = { nativeId: 'a', handle: 'mika', displayName: 'Mika' };
    const save = () => work((tx) => tx.posts.saveIdentities(network, [author], tx.at));
    const version = () =>
      inWorkspace(db(), id, async (trx) => {
        const { rows } = await sql<{ at: string; seen: string }>`
          select ctid::text as at, profile_seen_at as seen from identity`.execute(trx);
        return rows[0];
      });
    await save();
    const before = await version();
    clock.ms += 3_600_000;
    await save();
    expect(await version()).toEqual(before);
    clock.ms += 24 * 3_600_000;
    await save();
    expect((await version())?.seen).toBe(new Date(clock.ms).toISOString());
  });

  test('a changed handle leaves the old one in the history', async () => {
    const { work, id } = await makeWorkspace(db());
    for (const handle of ['old.example', 'new.example', 'new.example', 'old.example']) {
      await work((tx) =>
        tx.posts.saveIdentities(network, [{ nativeId: 'a', handle, displayName: '' }], tx.at),
      );
    }
    const handles = await inWorkspace(db(), id, (trx) =>
      trx.selectFrom('identity_handle').select('handle').orderBy('handle').execute(),
    );
    expect(handles.map((row) => row.handle)).toEqual(['new.example', 'old.example']);
  });
});

describe('storing', () => {
  test('a post comes back as it was stored, with its author', async () => {
    const { work } = await makeWorkspace(db());
    const post = aPost({
      kind: 'reply',
      replyTo: 'parent',
      root: 'root',
      mentions: [{ nativeId: 'us', handle: 'us.example.org' }],
      hashtags: ['help', 'バッテリー'],
      links: ['https://example.org/a'],
      media: [{ kind: 'image', alt: 'A dark screen' }],
      ref: { cid: 'bafy' },
    });
    const [id] = await work((tx) => storePosts(tx, [post]));
    const held = await work((tx) => tx.posts.byNativeIds(network, [post.nativeId, 'no such post']));
    expect([...held.keys()]).toEqual([post.nativeId]);
    const { mentions, media, ref, author, text, createdAt } = post;
    expect(held.get(post.nativeId)).toMatchObject({
      id,
      mentions,
      media,
      ref,
      author,
      text,
      createdAt,
      replyTo: 'parent',
      root: 'root',
      conversation: null,
      lang: 'en',
      accountId: null,
      deletedAt: null,
    });
    expect(await work((tx) => tx.posts.byIds([id ?? '']))).toEqual([held.get(post.nativeId)]);
  });

  test('a post already held is left as it is, and is not answered as new', async () => {
    const { work } = await makeWorkspace(db());
    const post = aPost({ text: 'first' });
    const [id] = await work((tx) => storePosts(tx, [post]));
    const fresh = aPost();
    const answered = await work(async (tx) => {
      const identities = await tx.posts.saveIdentities(network, [post.author], tx.at);
      const rows = [toStore({ ...post, text: 'second' }, identities), toStore(fresh, identities)];
      return { new: await tx.posts.insert(rows, tx.at), wanted: rows[1]?.id };
    });
    expect([...answered.new]).toEqual([answered.wanted]);
    expect((await work((tx) => tx.posts.byIds([id ?? ''])))[0]?.text).toBe('first');
  });

  test('what PostgreSQL cannot hold does not stop the batch', async () => {
    const { work, id: workspaceId, sourceId } = await makeWorkspace(db());
    let deep: unknown = 'end';
    for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
    const odd = aPost({
      text: 'NUL \0 and half a pair \ud83d',
      author: { nativeId: 'odd\0', handle: 'a\0b', displayName: '\udc00' },
      root: 'x'.repeat(9_000),
      hashtags: ['\0'],
    });
    const plain = aPost();
    await work(async (tx) => {
      const identities = await tx.posts.saveIdentities(network, [odd.author, plain.author], tx.at);
      const rows = [
        toStore(odd, identities, { raw: { key: 'a\0b', '\0': deep } }),
        toStore(plain, identities, { raw: { text: 'kept' } }),
      ];
      expect((await tx.posts.insert(rows, tx.at)).size).toBe(2);
      await tx.posts.insertMalformed(
        { id: sourceId, network: 'practice' },
        [{ raw: '"\ud83d', problem: 'odd\0', nativeId: null, authorNativeId: null }],
        tx.at,
      );
    });
    const held = await work((tx) => tx.posts.byNativeIds(network, [odd.nativeId]));
    expect(held.get(odd.nativeId)).toMatchObject({ text: 'NUL \uFFFD and half a pair \uFFFD', root: null });
    const raw = await inWorkspace(db(), workspaceId, (trx) =>
      trx.selectFrom('post').select('raw').orderBy('id').execute(),
    );
    expect(raw.map((row) => row.raw)).toEqual([null, { text: 'kept' }]);
  });

  test('matches stand beside their post, once', async () => {
    const { work, id, monitorId } = await makeWorkspace(db());
    const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
    const matches = [{ monitorId, monitorVersion: 1, spans: [[3, 10]] as [number, number][] }];
    for (let round = 0; round < 2; round += 1) {
      await work((tx) => tx.posts.insertMatches([{ postId, matches }]));
    }
    await inWorkspace(db(), id, async (trx) => {
      expect(await trx.selectFrom('monitor_match').select(['post_id', 'spans']).execute()).toEqual([
        { post_id: postId, spans: [[3, 10]] },
      ]);
    });
  });

  test('the newest post of a conversation is by the network’s time', async () => {
    const { work } = await makeWorkspace(db());
    const inIt = { visibility: 'dm', conversation: 'c1' } as const;
    const newest = aPost({ ...inIt, createdAt: '2026-11-21T10:00:00.000Z' });
    await work((tx) => storePosts(tx, [newest, aPost(inIt), aPost({ ...inIt, conversation: 'c2' })]));
    const found = await work((tx) => tx.posts.newestInConversation(network, 'c1'));
    expect(found?.nativeId).toBe(newest.nativeId);
    expect(await work((tx) => tx.posts.newestInConversation(network, 'c3'))).toBeNull();
  });

  test('a workspace younger than the statistics is read by native id, not whole', async () => {
    const older = await makeWorkspace(db());
    await older.work((tx) =>
      storePosts(
        tx,
        Array.from({ length: 3_000 }, () => aPost()),
      ),
    );
    await withClient(database().adminUrl, (client) => client.query('analyze'));
    const { id } = await makeWorkspace(db());
    const plan = await inWorkspace(db(), id, (trx) =>
      sql<{ 'QUERY PLAN': string }>`explain select id from post
        where network = ${network} and native_id = any(${['a', 'b']}::text[])`.execute(trx),
    );
    const lines = plan.rows.map((row) => row['QUERY PLAN']);
    expect(lines.find((line) => line.includes('Index Cond'))).toContain('native_id');
  });
});

describe('changes at the source', () => {
  const content = (workspaceId: string, postId: string) =>
    inWorkspace(db(), workspaceId, async (trx) => ({
      post: await trx.selectFrom('post').selectAll().where('id', '=', postId).executeTakeFirstOrThrow(),
      versions: await trx
        .selectFrom('post_version')
        .select(['version', 'text', 'replaced_at'])
        .where('post_id', '=', postId)
        .orderBy('version')
        .execute(),
    }));

  test('an edit keeps the old text as a version; the same text again is no edit', async () => {
    const { work, id } = await makeWorkspace(db());
    const post = aPost({ text: 'one', ref: { cid: 'c1' } });
    const [postId = ''] = await work((tx) => storePosts(tx, [post]));
    const editTo = (text: string, given = {}) =>
      work((tx) => tx.posts.edit(postId, { ...post, text, ...given }, startedAt));
    expect(await editTo('one')).toBe(false);
    expect(await editTo('two', { hashtags: ['tag'], ref: { cid: 'c2' } })).toBe(true);
    expect(await editTo('three')).toBe(true);
    const { post: row, versions } = await content(id, postId);
    expect(row).toMatchObject({ text: 'three', ref: { cid: 'c1' }, edited_at: startedAt });
    expect(versions).toEqual([
      { version: 1, text: 'one', replaced_at: startedAt },
      { version: 2, text: 'two', replaced_at: startedAt },
    ]);
  });

  test('a changed description of a picture is an edit too', async () => {
    const { work, id } = await makeWorkspace(db());
    const post = aPost({ media: [{ kind: 'image', alt: 'before' }] });
    const [postId = ''] = await work((tx) => storePosts(tx, [post]));
    const media = [{ kind: 'image' as const, alt: 'after' }];
    expect(await work((tx) => tx.posts.edit(postId, { ...post, media }, startedAt))).toBe(true);
    expect((await content(id, postId)).post.media).toEqual(media);
  });

  test('burying empties everything the author wrote, in every place, and leaves the fact', async () => {
    const { work, id } = await makeWorkspace(db());
    const post = aPost({
      text: 'secret one',
      mentions: [{ handle: 'secret' }],
      hashtags: ['secret'],
      links: ['https://secret.example'],
      media: [{ kind: 'image', alt: 'secret' }],
      url: 'https://example.org/secret',
      quotes: 'secret',
      ref: { cid: 'secret' },
    });
    const passed = aPost({ text: 'secret in the window' });
    const [postId = ''] = await work((tx) => storePosts(tx, [post]));
    await work(async (tx) => {
      await tx.posts.edit(postId, { ...post, text: 'secret two' }, tx.at);
      await tx.posts.insertWindow([{ id: tx.newId(), post: passed, lang: null }], tx.at);
    });
    const names = [post.nativeId, passed.nativeId, 'never heard'];
    expect(await work((tx) => tx.posts.bury(network, names, tx.at))).toEqual([postId]);
    expect(await work((tx) => tx.posts.bury(network, names, tx.at))).toEqual([]);
    const { post: row, versions } = await content(id, postId);
    expect(row).toMatchObject({
      text: '',
      mentions: [],
      hashtags: [],
      links: [],
      media: [],
      url: null,
      ref: null,
      raw: null,
      quotes: null,
      deleted_at: startedAt,
      native_id: post.nativeId,
    });
    expect(JSON.stringify([row, versions])).not.toContain('secret');
    const left = await inWorkspace(db(), id, (trx) => trx.selectFrom('window_post').select('id').execute());
    expect(left).toEqual([]);
    const held = await work((tx) => tx.posts.byIds([postId]));
    expect(held[0]).toMatchObject({ deletedAt: startedAt, author: { handle: 'mika.example.org' } });
  });

  test('a buried post is not brought back by a late edit', async () => {
    const { work } = await makeWorkspace(db());
    const post = aPost();
    const [postId = ''] = await work((tx) => storePosts(tx, [post]));
    await work((tx) => tx.posts.bury(network, [post.nativeId], tx.at));
    expect(await work((tx) => tx.posts.edit(postId, { ...post, text: 'back' }, tx.at))).toBe(false);
  });

  test('what lives of an author is found in the posts and in the window', async () => {
    const { work } = await makeWorkspace(db());
    const [kept, gone, passed, other] = [aPost(), aPost(), aPost(), aPost()];
    other.author = { nativeId: 'author-2', handle: '', displayName: '' };
    await work(async (tx) => {
      await storePosts(tx, [kept, gone, other]);
      await tx.posts.insertWindow([{ id: tx.newId(), post: passed, lang: null }], tx.at);
      await tx.posts.bury(network, [gone.nativeId], tx.at);
    });
    const living = await work((tx) => tx.posts.livingOf(network, 'author-1'));
    expect(living.toSorted()).toEqual([kept.nativeId, passed.nativeId].toSorted());
  });

  test('reposts are added up', async () => {
    const { work, id } = await makeWorkspace(db());
    const [one, two] = [aPost(), aPost()];
    const [oneId = '', twoId = ''] = await work((tx) => storePosts(tx, [one, two]));
    const counts = new Map([
      [one.nativeId, 3],
      ['never heard', 9],
    ]);
    await work((tx) => tx.posts.addReposts(network, counts));
    await work((tx) => tx.posts.addReposts(network, counts));
    expect((await content(id, oneId)).post.reposts).toBe(6);
    expect((await content(id, twoId)).post.reposts).toBe(0);
  });
});
