// Decisions as they are kept, with the advice that stood then; and silences as they are found by who wrote them.
import { expect, test } from 'vitest';
import { inWorkspace } from '../../../../src/storage/database.ts';
import { testDatabase } from '../../../harness/database.ts';
import { aCase, anEntry, aPost, makeWorkspace, startedAt, storePosts } from './fixture.ts';

const database = testDatabase();
const db = () => database().db;
const day = 24 * 60 * 60 * 1000;

test('every decision is kept, and an advice that came later stands beside it once', async () => {
  const { work, id: workspaceId, users } = await makeWorkspace(db());
  const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
  const decision = {
    postId,
    reason: null,
    note: '',
    actorId: users.agent,
    at: startedAt,
    isPrivate: false,
    isConversation: false,
  };
  const [first, second] = await work(async (tx) => [
    await tx.decisions.add({ ...decision, choice: 'later', advice: null }),
    await tx.decisions.add({
      ...decision,
      choice: 'silent',
      reason: 'spam',
      note: 'ad',
      advice: { advice: 'silent', strength: 0.5, codes: ['spam', 'against', 'asks'] },
    }),
  ]);
  const ids = [first ?? '', second ?? ''];
  expect(await work((tx) => tx.decisions.withoutAdvice(ids))).toEqual([{ id: first, postId }]);
  const late = { advice: 'speak', strength: 1, codes: ['stuck'] } as const;
  for (const id of ids) await work((tx) => tx.decisions.addAdvice(id, late));
  expect(await work((tx) => tx.decisions.withoutAdvice(ids))).toEqual([]);
  const kept = await inWorkspace(db(), workspaceId, (trx) =>
    trx
      .selectFrom('decision')
      .select(['choice', 'reason', 'note', 'actor_id', 'advice', 'advice_strength', 'advice_reasons'])
      .orderBy('id')
      .execute(),
  );
  const by = { actor_id: users.agent };
  expect(kept).toEqual([
    {
      choice: 'later',
      reason: null,
      note: '',
      ...by,
      advice: 'speak',
      advice_strength: 1,
      advice_reasons: ['stuck'],
    },
    {
      choice: 'silent',
      reason: 'spam',
      note: 'ad',
      ...by,
      advice: 'silent',
      advice_strength: 0.5,
      advice_reasons: ['spam', 'against', 'asks'],
    },
  ]);
});

test('silences are found by their author, the newest first, without cases and without what is long past', async () => {
  const { work, clock } = await makeWorkspace(db());
  const closed = { state: 'closed', reason: 'other', note: 'x', settledAt: startedAt } as const;
  const stored = await work(async (tx) => {
    const ids = await storePosts(tx, [aPost(), aPost({ root: 'r' }), aPost(), aPost()]);
    const [first = '', second = '', third = '', fourth = ''] = ids;
    await tx.ledger.insert([anEntry(first, closed), anEntry(second, closed), anEntry(third)], tx.at);
    const { id: caseId } = await aCase(tx, fourth);
    await tx.ledger.insert([anEntry(fourth, { ...closed, caseId })], tx.at);
    const [post] = await tx.posts.byIds([first]);
    return { ids, identityId: post?.identityId ?? '' };
  });
  const found = () => work((tx) => tx.decisions.silentOf([stored.identityId]));
  expect((await found()).map(({ postId, root, reason }) => ({ postId, root, reason }))).toEqual([
    { postId: stored.ids[1], root: 'r', reason: 'other' },
    { postId: stored.ids[0], root: null, reason: 'other' },
  ]);
  expect(await work((tx) => tx.decisions.silentAmong(stored.ids))).toHaveLength(2);
  await work((tx) => tx.people.optOut(stored.identityId, 'asked', null));
  expect(await found()).toEqual([]);
  expect(await work((tx) => tx.decisions.silentAmong(stored.ids))).toEqual([]);
  await work((tx) => tx.people.liftOptOut(stored.identityId, 'mistaken', null));
  expect(await found()).toHaveLength(2);
  expect(await work((tx) => tx.decisions.silentOf([]))).toEqual([]);
  clock.ms += 31 * day;
  expect(await found()).toEqual([]);
});

test('what brought an entry back is said until something is decided again', async () => {
  const { work, id: workspaceId } = await makeWorkspace(db());
  const [first = '', second = ''] = await work((tx) => storePosts(tx, [aPost(), aPost()]));
  const entry = anEntry(first);
  await work((tx) => tx.ledger.insert([entry], tx.at));
  const mark = () =>
    inWorkspace(db(), workspaceId, (trx) =>
      trx.selectFrom('inbound_ledger').select('wrote_again').executeTakeFirstOrThrow(),
    );
  await work((tx) => tx.decisions.markWroteAgain(first, second));
  await work((tx) => tx.ledger.save({ ...entry, state: 'later', laterUntil: startedAt }));
  expect(await mark()).toEqual({ wrote_again: second });
  await work((tx) => tx.ledger.save({ ...entry, state: 'closed', reason: 'spam', settledAt: startedAt }));
  expect(await mark()).toEqual({ wrote_again: null });
});
