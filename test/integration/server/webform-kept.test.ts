// What a contact form keeps and what it forgets: the same sent again, its name changed, and a conversation erased everywhere.
import { expect, test } from 'vitest';
import type { SessionView } from '../../../src/contract/views.ts';
import { shownPost } from '../../../src/networks/webform/normalise.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { recordSent } from '../../../src/pipeline/sent.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import { createFormStore } from '../../../src/storage/webform-words.ts';
import { newId } from './support.ts';
import {
  accountId,
  clockMs,
  database,
  get,
  kept,
  later,
  owner,
  path,
  post,
  resetClock,
  server,
  stampIn,
  write,
} from './form-visitor.ts';

/** A form of another company in this installation. */
async function inOtherWorkspace(): Promise<string> {
  const { workspaceId } = owner;
  server.clock.nowMs = null;
  owner.take(
    await owner.call<SessionView>('POST', '/workspaces', { body: { name: 'Other', timeZone: 'UTC' } }),
  );
  const fields = { company: 'Other', name: 'contact' };
  const body = { network: 'webform', fields, brandId: null };
  const { id } = await owner.do<{ id: string }>('POST', '/accounts', { body });
  const { form } = await owner.do<{ form: { address: string } }>('GET', `/accounts/${id}/form`);
  owner.take(await owner.call<SessionView>('POST', '/session/workspace', { body: { workspaceId } }));
  later(1);
  return new URL(form.address).pathname;
}

test('the same sent again and again is one conversation and one word of it, however often', async () => {
  const stamp = stampIn(await get(path));
  later(10);
  const first = { stamp, lang: 'ja', text: '届いたか分からない' };
  const before = await kept();
  const to = new Set<unknown>();
  for (let n = 0; n < 8; n += 1) to.add((await post(path, first)).headers.location);
  expect([...to]).toEqual([expect.stringContaining('sent=first')]);
  const talk = String([...to][0]).split('?')[0] ?? '';
  const more = { stamp: stampIn(await get(talk)), lang: 'ja', do: 'say', text: 'もう一度' };
  for (let n = 0; n < 8; n += 1) expect((await post(talk, more)).statusCode).toBe(303);
  expect(await kept()).toBe(before + 2);
});

test('a crowd at one company’s form keeps nobody from another’s', async () => {
  const other = await inOtherWorkspace();
  const stamps: string[] = [];
  for (let n = 0; n < 21; n += 1) stamps.push(stampIn(await get(path)));
  const there = stampIn(await get(other));
  later(10);
  const from = '2001:db8:99:1::1';
  for (const [n, stamp] of stamps.entries())
    await post(path, { stamp, lang: 'en', text: `crowd ${n}` }, from);
  expect((await post(path, { stamp: stamps[0] ?? '', lang: 'en', text: 'one more' }, from)).statusCode).toBe(
    429,
  );
  expect((await post(other, { stamp: there, lang: 'en', text: 'elsewhere' }, from)).statusCode).toBe(303);
});

test('the company’s name is changed while the form, its conversations and their addresses stay', async () => {
  const talk = await write({ text: 'どこの会社ですか' });
  const stamp = stampIn(await get(path));
  const fields = { company: 'Minamo & Co.', name: 'contact' };
  const body = { network: 'webform', fields, brandId: null, accountId };
  // The owner's session did not come along.
  server.clock.nowMs = null;
  await owner.do('POST', '/accounts', { body });
  later(10);
  expect((await get(path)).body).toContain('Minamo &amp; Co.');
  expect((await get(talk)).body).toContain('どこの会社ですか');
  expect((await post(path, { stamp, lang: 'ja', text: '前のページから' })).statusCode).toBe(303);
  server.clock.nowMs = null;
  await owner.do('POST', '/accounts', { body: { ...body, fields: { ...fields, company: 'Minamo <b>&"' } } });
  later(1);
});

test('what is erased is gone where the team reads it too, the answers with it, though nobody listens any more', async () => {
  // Back to now: the owner's session did not come along.
  resetClock();
  const talk = await write({ text: 'カナリア、注文の件' });
  const { db } = database();
  const { workspaceId } = owner;
  const store = createFormStore(db, { newId });
  const [row] = await inWorkspace(db, workspaceId, (trx) =>
    trx.selectFrom('form_word').select(['id', 'talk_id']).orderBy('place', 'desc').limit(1).execute(),
  );
  const of = { accountId, talkId: row?.talk_id ?? '', replyTo: row?.id ?? '', key: 'canary' };
  const answered = await store.answer(workspaceId, {
    ...of,
    text: 'カナリア',
    at: new Date(clockMs).toISOString(),
  });
  const changed = { accountId, id: answered?.id ?? '', text: 'カナリアへの回答' };
  await store.change(workspaceId, { ...changed, at: new Date(clockMs).toISOString() });
  const { rows } = await owner.do<{ rows: { id: string; accountId: string | null }[] }>('GET', '/sources');
  const id = rows.find((source) => source.accountId === accountId)?.id ?? '';
  const said = (await store.words(workspaceId, of.talkId, 10)).map(shownPost);
  await server.hear(
    { workspaceId, id, network: 'webform', accountId },
    said.map((post) => ({ post, inbound: 'dm' })),
  );
  const held = () =>
    inWorkspace(db, workspaceId, async (trx) => {
      const posts = await trx
        .selectFrom('post')
        .select(['id', 'text'])
        .where('conversation', '=', of.talkId)
        .execute();
      const written = await trx.selectFrom('outbound').select(['id', 'text']).execute();
      const before = await trx.selectFrom('approval').select('original_text').execute();
      const drafted = await trx.selectFrom('draft').select('text').execute();
      const rest = [...before.map((one) => one.original_text ?? ''), ...drafted.map(({ text }) => text)];
      return [...posts, ...written, ...rest.map((text) => ({ id: '', text }))];
    });
  const [first] = await held();
  const at = new Date(clockMs).toISOString();
  const [failedId, sendingId, queuedId, unknownId] = [newId(), newId(), newId(), newId()];
  await inWorkspace(db, workspaceId, async (trx) => {
    const row = {
      workspace_id: workspaceId,
      account_id: accountId,
      action: 'dm',
      visibility: 'dm',
      text: 'カナリアへの回答',
      target_post_id: first?.id ?? null,
      not_before: at,
      created_at: at,
    } as const;
    await trx
      .insertInto('outbound')
      .values([
        { ...row, id: newId(), state: 'sent', idempotency_key: 'canary' },
        { ...row, id: failedId, state: 'failed', idempotency_key: 'canary-2' },
        { ...row, id: sendingId, state: 'sending', idempotency_key: 'canary-3' },
        { ...row, id: queuedId, state: 'queued', idempotency_key: 'canary-4' },
        { ...row, id: unknownId, state: 'unknown', idempotency_key: 'canary-5' },
      ])
      .execute();
    // Another person had changed its words before.
    await trx
      .insertInto('approval')
      .values({
        workspace_id: workspaceId,
        outbound_id: failedId,
        reasons: [],
        asked_at: at,
        due_at: at,
        verdict: 'edited',
        decided_at: at,
        original_text: 'カナリアさん',
      })
      .execute();
  });
  const decision = await owner.do<{ case: { id: string } }>(
    'POST',
    `/candidates/${first?.id ?? ''}/decision`,
    {
      body: { choice: 'speak' },
    },
  );
  await owner.do('PUT', `/cases/${decision.case.id}/draft`, {
    body: { text: 'カナリアさま、', visibility: 'dm', accountId, replyToPostId: null, attachments: [] },
  });
  expect((await held()).map(({ text }) => text.includes('カナリア'))).toEqual(Array(9).fill(true));
  const tx = createInWorkspace(db, { now: () => Date.now(), newId });
  // A sender has it in its hands.
  const claimed = await tx(workspaceId, async ({ outbox, accounts, posts }) => {
    const sending = await outbox.lock(sendingId);
    const [target = null] = await posts.byIds([sending.targetPostId ?? '']);
    const account = await accounts.get(accountId);
    return { row: sending, target, account, lookUpFirst: false, reactionId: null, taken: new Set<string>() };
  });
  await owner.do('DELETE', `/sources/${id}`);
  // Nothing new is taken; who has written before can read and erase.
  expect((await get(path)).statusCode).toBe(404);
  const page = await get(talk);
  expect(page.body).toContain('カナリアへの回答');
  expect(page.body).toMatch(/に変更）/);
  expect(page.body).not.toContain('name="text"');
  const stamp = stampIn(page);
  const more = await post(talk, { stamp, lang: 'ja', do: 'say', text: '続き' });
  expect([more.statusCode, more.body.includes('受付を終了')]).toEqual([409, true]);
  expect((await post(talk, { stamp, lang: 'ja', do: 'erase', sure: 'yes' })).statusCode).toBe(200);
  expect((await get(talk)).statusCode).toBe(404);
  expect((await held()).map(({ text }) => text)).toEqual(Array(8).fill(''));
  const fates = await inWorkspace(db, workspaceId, (trx) =>
    trx.selectFrom('outbound').select(['id', 'state']).orderBy('id').execute(),
  );
  const fateOf = (one: string) => fates.find((fate) => fate.id === one)?.state;
  expect([queuedId, unknownId, sendingId].map(fateOf)).toEqual(['cancelled', 'cancelled', 'sending']);
  // What the sender then writes down is gone as well.
  await recordSent(tx, workspaceId, claimed, { nativeId: newId(), createdAt: at });
  expect(fates.length).toBeGreaterThan(3);
  expect((await held()).map(({ text }) => text)).toEqual(Array(9).fill(''));
  const source = { network: 'webform', kind: 'form', accountId, config: {} };
  await owner.do('POST', '/sources', { body: source });
});
