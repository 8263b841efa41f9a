// Cases: numbered without gaps or doubles, written back whole, found by their posts and by their person.
import { expect, test } from 'vitest';
import { inWorkspace } from '../../../../src/storage/database.ts';
import { testDatabase } from '../../../harness/database.ts';
import { newId } from '../../../harness/uuid.ts';
import { aCase, aPost, makeWorkspace, startedAt, storePosts } from './fixture.ts';

const database = testDatabase();
const db = () => database().db;

test('a case comes back as it was written, a version further with each save', async () => {
  const { work, brandId, accountId, users } = await makeWorkspace(db());
  const [first = '', second = ''] = await work((tx) => storePosts(tx, [aPost(), aPost()]));
  const row = await work((tx) => aCase(tx, first, { brandId, accountId, openedBy: users.agent }));
  expect(await work((tx) => tx.cases.lock(row.id))).toEqual(row);
  const closed = {
    ...row,
    state: 'closed' as const,
    assigneeId: users.agent,
    outcome: 'solved' as const,
    newestPostId: second,
    threadVersion: 4,
    firstReactionMs: 90_000_000_000,
    firstReactionBusinessMs: 0,
    lastOutboundAt: startedAt,
    firstAnswerAt: startedAt,
    closedAt: startedAt,
    closedBy: users.agent,
  };
  await work((tx) => tx.cases.save(closed));
  expect(await work((tx) => tx.cases.lock(row.id))).toEqual({ ...closed, version: 2 });
});

test('a case that is not there is not found, to lock or to save', async () => {
  const { work } = await makeWorkspace(db());
  const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
  const row = await work((tx) => aCase(tx, postId));
  await expect(work((tx) => tx.cases.lock(newId()))).rejects.toMatchObject({ code: 'not_found' });
  await expect(work((tx) => tx.cases.save({ ...row, id: newId() }))).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('numbers follow each other, also when many ask at once and some give up', async () => {
  const { work } = await makeWorkspace(db());
  const asked = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) =>
      work(async (tx) => {
        const number = await tx.cases.nextNumber();
        if (index % 4 === 3) throw new Error('changed my mind');
        return number;
      }),
    ),
  );
  const numbers = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('cases are found by the posts that stand in them, and by their person, newest first', async () => {
  const { work } = await makeWorkspace(db());
  const [first = '', second = '', third = ''] = await work((tx) =>
    storePosts(tx, [aPost(), aPost(), aPost()]),
  );
  const [older, newer] = await work(async (tx) => {
    const one = await aCase(tx, first, { state: 'closed', closedAt: startedAt });
    const two = await aCase(tx, second);
    await tx.cases.addPost(two.id, first, tx.at);
    await tx.cases.addPost(two.id, first, tx.at);
    return [one, two];
  });
  const found = await work((tx) => tx.cases.casesOfPosts([first, second, third]));
  const { identityId } = newer;
  expect(found).toEqual(
    new Map([
      [
        first,
        [
          { caseId: newer.id, identityId },
          { caseId: older.id, identityId },
        ],
      ],
      [second, [{ caseId: newer.id, identityId }]],
    ]),
  );
  expect(await work((tx) => tx.cases.casesOfIdentity(identityId))).toEqual([
    { id: newer.id, closedAt: null, accountId: null },
    { id: older.id, closedAt: startedAt, accountId: null },
  ]);
  expect(await work((tx) => tx.cases.casesOfPosts([]))).toEqual(new Map());
});

test('a note stands in its case', async () => {
  const { work, id: workspaceId, users } = await makeWorkspace(db());
  const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
  const note = await work(async (tx) => {
    const { id: caseId } = await aCase(tx, postId);
    const written = { id: tx.newId(), caseId, authorId: users.agent, text: 'Called them.\0', at: tx.at };
    await tx.cases.addNote(written);
    return written;
  });
  const rows = await inWorkspace(db(), workspaceId, (trx) =>
    trx.selectFrom('case_note').select(['id', 'case_id', 'author_id', 'text', 'created_at']).execute(),
  );
  expect(rows).toEqual([
    {
      id: note.id,
      case_id: note.caseId,
      author_id: users.agent,
      text: 'Called them.\uFFFD',
      created_at: startedAt,
    },
  ]);
});
