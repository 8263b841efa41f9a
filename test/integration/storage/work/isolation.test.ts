// Another workspace sees and changes nothing of this one, through whatever store, even when it knows the ids.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { withClient } from '../../../../src/storage/client.ts';
import { inWorkspace } from '../../../../src/storage/database.ts';
import { postsToRecheck } from '../../../../src/storage/work/recheck.ts';
import { testDatabase } from '../../../harness/database.ts';
import {
  aCase,
  anEntry,
  aPost,
  aReply,
  makeWorkspace,
  network,
  startedAt,
  storePosts,
  type TestWorkspace,
} from './fixture.ts';

const database = testDatabase();
const db = () => database().db;
const far = '2030-01-01T00:00:00.000Z';

async function filled() {
  const theirs = await makeWorkspace(db(), 'Theirs');
  const post = aPost({ visibility: 'dm', conversation: 'c' });
  const passed = aPost();
  const [postId = '', laterId = ''] = await theirs.work((tx) => storePosts(tx, [post, aPost()]));
  const [stored] = await theirs.work((tx) => tx.posts.byIds([postId]));
  const identityId = stored?.identityId ?? '';
  const { entry, row, reply } = await theirs.work(async (tx) => {
    const row = await aCase(tx, postId);
    const entry = anEntry(postId, { state: 'in_case', caseId: row.id });
    await tx.ledger.insert([entry, anEntry(laterId, { state: 'later', laterUntil: startedAt })], tx.at);
    const like = { action: 'like', state: 'sent', nativeId: 'n', sentAt: startedAt } as const;
    const reply = aReply(theirs.accountId, { ...like, caseId: row.id, targetPostId: postId });
    await tx.outbox.insert(reply);
    const draft = {
      text: 'draft',
      visibility: 'dm' as const,
      accountId: null,
      replyToPostId: null,
      attachments: [],
    };
    await tx.drafts.put(row.id, theirs.users.agent, draft, tx.at);
    await tx.posts.insertWindow([{ id: tx.newId(), post: passed, lang: null }], tx.at);
    const { nativeId, author } = passed;
    const told = { problem: null, raw: '{}', made: '{}' };
    const record = { ...told, fate: 'passed', nativeId, authorNativeId: author.nativeId } as const;
    await tx.sources.keepRecords({ id: theirs.sourceId, network }, { records: [record], outdated: [] });
    return { entry, row, reply };
  });
  return { theirs, post, passed, postId, identityId, entry, row, reply };
}

/** Every row of the workspace, as its owner sees it. */
async function everything(workspace: TestWorkspace): Promise<string> {
  return withClient(database().adminUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'workspace_id' order by 1`,
    );
    const all: unknown[] = [];
    await client.query('begin');
    await client.query(`select set_config('kizuki.workspace_id', $1, true)`, [workspace.id]);
    for (const { name } of tables) {
      const { rows } = await client.query(`select * from "${name}" as t order by t::text`);
      all.push([name, rows]);
    }
    await client.query('rollback');
    return JSON.stringify(all);
  });
}

test('nothing of another workspace is read', async () => {
  const { theirs, post, passed, postId, identityId, row, reply } = await filled();
  const ours = await makeWorkspace(db(), 'Ours');
  await ours.work(async (tx) => {
    expect((await tx.posts.byNativeIds(network, [post.nativeId])).size).toBe(0);
    expect(await tx.posts.byIds([postId])).toEqual([]);
    expect(await tx.posts.newestInConversation(network, 'c')).toBeNull();
    expect(await tx.posts.identityNativeId(identityId)).toBeNull();
    expect(await tx.posts.livingOf(network, post.author.nativeId)).toEqual([]);
    expect(await tx.posts.bury(network, [post.nativeId, passed.nativeId], tx.at)).toEqual([]);
    expect(await tx.posts.edit(postId, { ...post, text: 'changed' }, tx.at)).toBe(false);
    expect(await tx.ledger.lock([postId])).toEqual([]);
    expect(await tx.ledger.lockOfCase(row.id)).toEqual([]);
    expect(await tx.ledger.lockDueLater(far, 10)).toEqual([]);
    expect(await tx.ledger.lockLaterOf([identityId])).toEqual([]);
    expect((await tx.cases.casesOfPosts([postId])).size).toBe(0);
    expect(await tx.cases.casesOfIdentity(identityId)).toEqual([]);
    expect((await tx.outbox.sentSince(theirs.accountId, '2000-01-01T00:00:00.000Z')).size).toBe(0);
    expect(await tx.outbox.reactionOf(theirs.accountId, postId, 'like')).toBeNull();
    expect((await tx.accounts.all()).map((account) => account.id)).toEqual([ours.accountId]);
    expect((await tx.workspace.monitors()).monitors.map((monitor) => monitor.id)).toEqual([ours.monitorId]);
    const members = await tx.workspace.members();
    expect(members.map((member) => member.userId)).not.toContain(theirs.users.agent);
    for (const locked of [
      tx.cases.lock(row.id),
      tx.outbox.lock(reply.id),
      tx.accounts.get(theirs.accountId),
    ]) {
      await expect(locked).rejects.toMatchObject({ code: 'not_found' });
    }
  });
  const recheck = { limit: 10, seenBefore: far, now: far };
  expect(await inWorkspace(db(), ours.id, (trx) => postsToRecheck(trx, recheck))).toEqual([]);
});

test('nothing of another workspace is changed', async () => {
  const { theirs, post, entry, row, reply } = await filled();
  const ours = await makeWorkspace(db(), 'Ours');
  const before = await everything(theirs);
  expect(before).toContain('My battery is empty.');
  await ours.work(async (tx) => {
    const saves = [
      () => tx.ledger.save({ ...entry, note: 'ours' }),
      () => tx.cases.save({ ...row, lang: 'xx' }),
      () => tx.outbox.save({ ...reply, text: 'ours' }),
    ];
    for (const save of saves) await expect(save()).rejects.toMatchObject({ code: 'not_found' });
    await tx.posts.addReposts(network, new Map([[post.nativeId, 5]]));
    await tx.posts.saveIdentities(network, [{ ...post.author, displayName: 'Ours' }], tx.at);
    await tx.drafts.remove(row.id, theirs.users.agent);
    await tx.workspace.touchAssigned(theirs.users.agent, tx.at);
    expect(await tx.accounts.setToken(theirs.accountId, 'dead', 'ours', tx.at)).toBe(false);
    const batch = { cursor: 'ours', heard: 1, matched: 1, malformed: 0, at: tx.at };
    expect(await tx.sources.advance(theirs.sourceId, batch)).toBe(false);
  });
  expect(await everything(theirs)).toBe(before);
});

test('what refers to another workspace is refused', async () => {
  const { theirs, postId, row } = await filled();
  const ours = await makeWorkspace(db(), 'Ours');
  const crossing = [
    () => ours.work((tx) => tx.ledger.insert([anEntry(postId)], tx.at)),
    () => ours.work((tx) => tx.cases.addPost(row.id, postId, tx.at)),
    () => ours.work((tx) => tx.outbox.insert(aReply(theirs.accountId))),
  ];
  for (const cross of crossing) await expect(cross()).rejects.toMatchObject({ code: '23503' });
});

test('every policy is planned for some workspace, not for the value of one', async () => {
  const { rows } = await inWorkspace(db(), (await makeWorkspace(db())).id, (trx) =>
    sql<{ name: string }>`select tablename as name from pg_policies
      where policyname = 'own_workspace'
        and (qual not like '%SELECT current_workspace()%' or with_check not like '%SELECT current_workspace()%')`.execute(
      trx,
    ),
  );
  expect(rows, 'Write the policy as in migration 0004.').toEqual([]);
});
