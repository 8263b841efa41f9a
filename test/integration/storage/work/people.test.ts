// What is known of people: how often we wrote unasked, how it ended, wishes to be left alone, and who has looked.
import { expect, test } from 'vitest';
import { inWorkspace } from '../../../../src/storage/database.ts';
import type { StoredWorkTx } from '../../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../../harness/database.ts';
import { aCase, anEntry, aPost, aReply, makeWorkspace, storePosts } from './fixture.ts';

const database = testDatabase();
const db = () => database().db;
const day = 24 * 60 * 60 * 1000;

async function storedPost(tx: StoredWorkTx, more: Parameters<typeof aPost>[0] = {}) {
  const [postId = ''] = await storePosts(tx, [aPost(more)]);
  const [post] = await tx.posts.byIds([postId]);
  return { postId, identityId: post?.identityId ?? '' };
}

test('counts the posts we found and wrote to within seven days, not parts, not what came to us, not what was undone', async () => {
  const { work, accountId, clock } = await makeWorkspace(db());
  const identityId = await work(async (tx) => {
    const found = await storedPost(tx);
    const asked = await storedPost(tx);
    const undone = await storedPost(tx);
    await tx.ledger.insert(
      [anEntry(found.postId), anEntry(asked.postId, { origin: 'mention' }), anEntry(undone.postId)],
      tx.at,
    );
    const one = await aCase(tx, found.postId);
    const replied = (targetPostId: string, more = {}) =>
      tx.outbox.insert(aReply(accountId, { caseId: one.id, targetPostId, createdAt: tx.at, ...more }));
    await replied(found.postId);
    await replied(found.postId, { visibility: 'dm', action: 'dm' });
    await replied(asked.postId);
    await replied(undone.postId, { state: 'cancelled' });
    return found.identityId;
  });
  const contacts = async () => (await work((tx) => tx.people.history(identityId))).contacts7d;
  expect(await contacts()).toBe(1);
  clock.ms += 8 * day;
  expect(await contacts()).toBe(0);
});

test('knows how their last case ended', async () => {
  const { work } = await makeWorkspace(db());
  const identityId = await work(async (tx) => {
    const { postId, identityId: id } = await storedPost(tx);
    await tx.ledger.insert([anEntry(postId)], tx.at);
    const one = await aCase(tx, postId);
    expect((await tx.people.history(id)).lastOutcome).toBeNull();
    await tx.cases.save({ ...one, state: 'closed', outcome: 'declined', closedAt: tx.at });
    return id;
  });
  expect(await work((tx) => tx.people.history(identityId))).toEqual({
    contacts7d: 0,
    optOut: null,
    lastOutcome: 'declined',
  });
});

test('keeps a wish to be left alone once, who lifted it, and every one there was', async () => {
  const { work, users } = await makeWorkspace(db());
  const { identityId } = await work((tx) => storedPost(tx));
  expect(await work((tx) => tx.people.optOut(identityId, 'They said so.', users.agent))).toBe(true);
  expect(await work((tx) => tx.people.optOut(identityId, 'Again.', users.owner))).toBe(false);
  const { optOut } = await work((tx) => tx.people.history(identityId));
  expect(optOut).toMatchObject({ reason: 'They said so.', by: { id: users.agent, name: 'agent' } });
  expect(await work((tx) => tx.people.liftOptOut(identityId, 'They wrote to us.', users.owner))).toBe(true);
  expect(await work((tx) => tx.people.liftOptOut(identityId, 'Again.', users.owner))).toBe(false);
  expect((await work((tx) => tx.people.history(identityId))).optOut).toBeNull();
  expect(await work((tx) => tx.people.liftedOptOuts(identityId))).toMatchObject([
    { reason: 'They said so.', liftReason: 'They wrote to us.', liftedBy: { id: users.owner } },
  ]);
  expect(await work((tx) => tx.people.optOut(identityId, 'After all.', null))).toBe(true);
  expect((await work((tx) => tx.people.history(identityId))).optOut).toMatchObject({ by: null });
});

test('remembers who has looked, and who wrote us a direct message', async () => {
  const { work, users } = await makeWorkspace(db());
  const { identityId } = await work((tx) => storedPost(tx, { visibility: 'dm' }));
  const seen = (userId: string) => work((tx) => tx.people.hasSeen(identityId, userId));
  expect(await seen(users.agent)).toBe(false);
  for (let twice = 0; twice < 2; twice += 1) await work((tx) => tx.people.markSeen(identityId, users.agent));
  expect([await seen(users.agent), await seen(users.owner)]).toEqual([true, false]);
  expect(await work((tx) => tx.people.hasWrittenDm(identityId))).toBe(true);
  expect(await work((tx) => tx.people.isThere(identityId))).toBe(true);
});

test('the load of a team is what waits for us, and who of those that may answer is there', async () => {
  const { work, id, users } = await makeWorkspace(db());
  await work(async (tx) => {
    const { postId } = await storedPost(tx);
    const row = await aCase(tx, postId);
    await tx.ledger.insert([anEntry(postId, { state: 'in_case', caseId: row.id })], tx.at);
    await tx.cases.save(row);
  });
  await inWorkspace(db(), id, (trx) =>
    trx.updateTable('membership').set({ on_shift: true }).where('workspace_id', '=', id).execute(),
  );
  const { open, waitingSince, people } = await work((tx) => tx.people.teamLoad());
  // The viewer answers nobody.
  expect({ open, waiting: waitingSince.length, people }).toEqual({ open: 1, waiting: 1, people: 2 });
  expect(Object.keys(users)).toHaveLength(3);
});
