// The inbound ledger: rows come back as written, are found by what wakes them, and are locked one after the other.
import { expect, test } from 'vitest';
import { testDatabase } from '../../../harness/database.ts';
import { newId } from '../../../harness/uuid.ts';
import { aCase, anEntry, aPost, makeWorkspace, startedAt, storePosts } from './fixture.ts';

const database = testDatabase();
const db = () => database().db;
const later = '2026-11-22T09:00:00.000Z';

test('a row comes back as it was written, a version further with each save', async () => {
  const { work, brandId, users } = await makeWorkspace(db());
  const [id = ''] = await work((tx) => storePosts(tx, [aPost()]));
  const row = anEntry(id, { brandId, origin: 'dm' });
  await work((tx) => tx.ledger.insert([row], tx.at));
  expect(await work((tx) => tx.ledger.lock([id]))).toEqual([row]);
  const silent = {
    ...row,
    state: 'closed' as const,
    reason: 'spam',
    note: 'Nothing\0for us',
    decidedBy: users.agent,
    decidedAt: startedAt,
    settledAt: startedAt,
  };
  await work((tx) => tx.ledger.save(silent));
  await work((tx) => tx.ledger.save(silent));
  expect(await work((tx) => tx.ledger.lock([id]))).toEqual([
    { ...silent, note: 'Nothing\uFFFDfor us', version: 3 },
  ]);
});

test('many are locked in the order of their ids, whatever was asked', async () => {
  const { work } = await makeWorkspace(db());
  const ids = await work(async (tx) => {
    const stored = await storePosts(tx, [aPost(), aPost(), aPost()]);
    await tx.ledger.insert(
      stored.map((id) => anEntry(id)),
      tx.at,
    );
    return stored;
  });
  const locked = await work((tx) => tx.ledger.lock([...ids.toReversed(), newId()]));
  expect(locked.map((row) => row.postId)).toEqual(ids);
  expect(await work((tx) => tx.ledger.lock([]))).toEqual([]);
});

test('saving what is not there says so', async () => {
  const { work } = await makeWorkspace(db());
  await expect(work((tx) => tx.ledger.save(anEntry(newId())))).rejects.toMatchObject({ code: 'not_found' });
});

test('the entries of a case are those that were put into it', async () => {
  const { work } = await makeWorkspace(db());
  const ids = await work((tx) => storePosts(tx, [aPost(), aPost()]));
  const [inCase = '', outside = ''] = ids;
  const caseId = await work(async (tx) => {
    const row = await aCase(tx, inCase);
    await tx.ledger.insert([anEntry(inCase, { state: 'in_case', caseId: row.id }), anEntry(outside)], tx.at);
    return row.id;
  });
  const entries = await work((tx) => tx.ledger.lockOfCase(caseId));
  expect(entries.map((row) => row.postId)).toEqual([inCase]);
});

test('what was put off is due when its time has come, the longest due first, no more than asked', async () => {
  const { work } = await makeWorkspace(db());
  const untils = [later, '2026-11-21T12:00:00.000Z', '2026-11-21T11:00:00.000Z'];
  const ids = await work(async (tx) => {
    const stored = await storePosts(tx, [aPost(), aPost(), aPost(), aPost()]);
    await tx.ledger.insert(
      stored.map((id, index) =>
        index === 3 ? anEntry(id) : anEntry(id, { state: 'later', laterUntil: untils[index] ?? null }),
      ),
      tx.at,
    );
    return stored;
  });
  const due = (until: string, limit: number) =>
    work(async (tx) => (await tx.ledger.lockDueLater(until, limit)).map((row) => row.postId));
  expect(await due('2026-11-21T12:00:00.000Z', 10)).toEqual([ids[2], ids[1]]);
  expect(await due(later, 1)).toEqual([ids[2]]);
});

test('what somebody else is changing is not waited for when it is due', async () => {
  const { work } = await makeWorkspace(db());
  const [id = ''] = await work((tx) => storePosts(tx, [aPost()]));
  await work((tx) => tx.ledger.insert([anEntry(id, { state: 'later', laterUntil: startedAt })], tx.at));
  await work(async (tx) => {
    expect(await tx.ledger.lockDueLater(later, 10)).toHaveLength(1);
    expect(await work((other) => other.ledger.lockDueLater(later, 10))).toEqual([]);
  });
});

test('what an author wrote before and was put off comes back with their next post', async () => {
  const { work } = await makeWorkspace(db());
  const theirs = aPost();
  const others = aPost({ author: { nativeId: 'author-2', handle: '', displayName: '' } });
  const found = await work(async (tx) => {
    const ids = await storePosts(tx, [theirs, others, aPost()]);
    const [first = '', second = '', third = ''] = ids;
    await tx.ledger.insert(
      [
        anEntry(first, { state: 'later', laterUntil: later }),
        anEntry(second, { state: 'later', laterUntil: later }),
        anEntry(third),
      ],
      tx.at,
    );
    const [post] = await tx.posts.byIds([first]);
    const rows = await tx.ledger.lockLaterOf([post?.identityId ?? '']);
    return { rows: rows.map((row) => row.postId), first };
  });
  expect(found.rows).toEqual([found.first]);
  expect(await work((tx) => tx.ledger.lockLaterOf([]))).toEqual([]);
});
