// The outbox, drafts, accounts and jobs: what speaking needs of the database.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { inWorkspace } from '../../../../src/storage/database.ts';
import { testDatabase } from '../../../harness/database.ts';
import { newId } from '../../../harness/uuid.ts';
import { aCase, aPost, aReply, makeWorkspace, startedAt, storePosts } from './fixture.ts';

const database = testDatabase();
const db = () => database().db;

test('a send comes back as it was written, a version further with each save', async () => {
  const { work, accountId, users } = await makeWorkspace(db());
  const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
  const row = await work(async (tx) => {
    const { id: caseId } = await aCase(tx, postId);
    const attachments = [{ attachmentId: newId(), alt: 'A cable' }];
    const reply = aReply(accountId, { caseId, targetPostId: postId, createdBy: users.agent, attachments });
    await tx.outbox.insert(reply);
    return reply;
  });
  expect(await work((tx) => tx.outbox.lock(row.id))).toEqual(row);
  const failed = {
    ...row,
    state: 'failed' as const,
    attempts: 2,
    claimedAt: startedAt,
    claimedBy: 'worker-1',
    errorCode: 'network_rejected',
    error: 'It said:\0no.',
  };
  await work((tx) => tx.outbox.save(failed));
  expect(await work((tx) => tx.outbox.lock(row.id))).toEqual({
    ...failed,
    error: 'It said:\uFFFDno.',
    version: 2,
  });
  await expect(work((tx) => tx.outbox.lock(newId()))).rejects.toMatchObject({ code: 'not_found' });
  await expect(work((tx) => tx.outbox.save({ ...row, id: newId() }))).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('one key is one send, for good', async () => {
  const { work, accountId } = await makeWorkspace(db());
  const row = aReply(accountId);
  await work((tx) => tx.outbox.insert(row));
  await expect(work((tx) => tx.outbox.insert({ ...row, id: newId() }))).rejects.toMatchObject({
    code: '23505',
  });
});

test('a sender that claims is waited for by the next', async () => {
  const { work, accountId } = await makeWorkspace(db());
  const row = aReply(accountId);
  await work((tx) => tx.outbox.insert(row));
  const order: string[] = [];
  let second: Promise<void> | undefined;
  await work(async (tx) => {
    const held = await tx.outbox.lock(row.id);
    second = work(async (other) => {
      const { state } = await other.outbox.lock(row.id);
      order.push(`second sees ${state}`);
    });
    await tx.outbox.save({ ...held, state: 'sending' });
    order.push('first claims');
  });
  await second;
  expect(order).toEqual(['first claims', 'second sees sending']);
});

test('what an account sent since a time is known by its native ids, of this account only', async () => {
  const { work, accountId } = await makeWorkspace(db());
  const sent = { state: 'sent' as const, sentAt: '2026-11-20T10:00:00.000Z' };
  await work((tx) => tx.outbox.insert(aReply(accountId, { ...sent, nativeId: 'ours' })));
  await work((tx) => tx.outbox.insert(aReply(accountId, { state: 'unknown' })));
  const since = (account: string, at: string) => work((tx) => tx.outbox.sentSince(account, at));
  expect(await since(accountId, '2026-11-20T09:00:00.000Z')).toEqual(new Set(['ours']));
  expect(await since(accountId, '2026-11-20T11:00:00.000Z')).toEqual(new Set());
  expect(await since(newId(), '2026-11-20T09:00:00.000Z')).toEqual(new Set());
});

test('the reaction to take back is the newest one of its kind that was sent', async () => {
  const { work, accountId } = await makeWorkspace(db());
  const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
  const like = { action: 'like' as const, targetPostId: postId };
  await work(async (tx) => {
    await tx.outbox.insert(aReply(accountId, { ...like, state: 'sent', nativeId: 'like-1' }));
    await tx.outbox.insert(aReply(accountId, { ...like, state: 'sent', nativeId: 'like-2' }));
    await tx.outbox.insert(aReply(accountId, { ...like, state: 'failed' }));
    await tx.outbox.insert(aReply(accountId, { ...like, action: 'repost', state: 'cancelled' }));
  });
  const found = await work((tx) => tx.outbox.reactionOf(accountId, postId, 'like'));
  expect(found?.nativeId).toBe('like-2');
  expect(await work((tx) => tx.outbox.reactionOf(accountId, postId, 'repost'))).toBeNull();
});

test('a draft is one per member and case, over the one before', async () => {
  const { work, id: workspaceId, users, accountId } = await makeWorkspace(db());
  const [postId = ''] = await work((tx) => storePosts(tx, [aPost()]));
  const { id: caseId } = await work((tx) => aCase(tx, postId));
  const draft = { visibility: 'public' as const, accountId, replyToPostId: postId, attachments: [] };
  const read = () =>
    inWorkspace(db(), workspaceId, (trx) =>
      trx.selectFrom('draft').select(['user_id', 'text', 'version']).orderBy('version').execute(),
    );
  await work((tx) => tx.drafts.put(caseId, users.agent, { ...draft, text: 'Hel' }, tx.at));
  await work((tx) => tx.drafts.put(caseId, users.agent, { ...draft, text: 'Hello' }, tx.at));
  await work((tx) => tx.drafts.put(caseId, users.owner, { ...draft, text: 'Hi' }, tx.at));
  expect(await read()).toEqual([
    { user_id: users.owner, text: 'Hi', version: 1 },
    { user_id: users.agent, text: 'Hello', version: 2 },
  ]);
  await work((tx) => tx.drafts.remove(caseId, users.agent));
  expect(await read()).toEqual([{ user_id: users.owner, text: 'Hi', version: 1 }]);
});

test('accounts are read without secrets; one that was disconnected is found by its id only', async () => {
  const { work, id: workspaceId, accountId, brandId } = await makeWorkspace(db());
  const [account] = await work((tx) => tx.accounts.all());
  expect(account).toEqual({
    id: accountId,
    brandId,
    network: 'practice',
    server: 'example.org',
    nativeId: 'us',
    handle: 'us.example.org',
    displayName: '',
    tokenState: 'ok',
    limits: null,
    connection: 1,
  });
  await inWorkspace(db(), workspaceId, (trx) =>
    trx.updateTable('account').set({ removed_at: startedAt, token_state: 'disconnected' }).execute(),
  );
  expect(await work((tx) => tx.accounts.all())).toEqual([]);
  expect(await work((tx) => tx.accounts.get(accountId))).toMatchObject({ tokenState: 'disconnected' });
  await expect(work((tx) => tx.accounts.get(newId()))).rejects.toMatchObject({ code: 'not_found' });
  expect(await work((tx) => tx.accounts.setToken(accountId, 'ok', null, tx.at))).toBe(false);
  expect(await work((tx) => tx.accounts.get(accountId))).toMatchObject({ tokenState: 'disconnected' });
});

test('a token’s state changes once, its checks are noted each time', async () => {
  const { work, id: workspaceId, accountId } = await makeWorkspace(db());
  const set = (state: 'ok' | 'dead', error: string | null) =>
    work((tx) => tx.accounts.setToken(accountId, state, error, tx.at));
  expect([await set('ok', null), await set('dead', 'revoked'), await set('dead', 'revoked')]).toEqual([
    false,
    true,
    false,
  ]);
  // What was refused was of an earlier connection: it says nothing of the token that is there now.
  const { connection } = await work((tx) => tx.accounts.get(accountId));
  const late = (of: number) => work((tx) => tx.accounts.setToken(accountId, 'ok', null, tx.at, of));
  expect(await late(connection - 1)).toBe(false);
  const row = await inWorkspace(db(), workspaceId, (trx) =>
    trx
      .selectFrom('account')
      .select(['token_state', 'token_error', 'token_checked_at', 'version'])
      .executeTakeFirst(),
  );
  expect(row).toEqual({
    token_state: 'dead',
    token_error: 'revoked',
    token_checked_at: startedAt,
    version: 2,
  });
  expect(await late(connection)).toBe(true);
});

test('a job knows its workspace; with a key it is one job, moved, without each is its own', async () => {
  const { work, id: workspaceId } = await makeWorkspace(db());
  const key = newId();
  const task = `task-${key}`;
  await work((tx) => tx.enqueue({ task, payload: { round: 1 }, key, runAt: startedAt }));
  await work((tx) =>
    tx.enqueue({ task, payload: { round: 2, odd: '\0' }, key, runAt: '2026-11-22T00:00:00.000Z' }),
  );
  await work((tx) => tx.enqueue({ task, payload: {} }));
  const jobs = await inWorkspace(db(), workspaceId, (trx) =>
    sql<{ key: string | null; run_at: string; payload: unknown }>`
      select jobs.key, jobs.run_at, jobs.payload from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
      where tasks.identifier = ${task} order by jobs.id`.execute(trx),
  );
  expect(jobs.rows).toHaveLength(2);
  expect(jobs.rows[0]).toEqual({
    key,
    run_at: '2026-11-22T00:00:00.000Z',
    payload: { round: 2, odd: '\uFFFD', workspaceId },
  });
  expect(jobs.rows[1]?.key).toBeNull();
});
