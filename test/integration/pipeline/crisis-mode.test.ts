// Proves on a real database that crisis mode, a chosen account and a model's draft each hold a reply.
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { returnLate, sendBackReply } from '../../../src/pipeline/approve.ts';
import { endCrisis, startCrisis } from '../../../src/pipeline/crisis.ts';
import { saveDraft } from '../../../src/pipeline/note.ts';
import type { Actor } from '../../../src/pipeline/ports.ts';
import { newOutbound, queueSend } from '../../../src/pipeline/queue.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { undoOutbound } from '../../../src/pipeline/take-back.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { createEyes } from './eyes.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
/** An agent; what makes them a trainee is set by each test. */
let trainee: Actor;
/** The owner. */
let supervisor: Actor;
const at = { database, scene: () => scene };
const desk = createDesk(at);
const { speakTo, reply, network, sendDeps } = desk;
const { makeMember, write, read, draftOf, approve, sendAll } = createEyes(at, desk);

beforeEach(async () => {
  scene = await setScene(database(), {
    undoPublicSeconds: 10,
    approval: { lateMinutes: 30, whenLate: 'wait' },
  });
  trainee = scene.colleague;
  supervisor = scene.actor;
});

describe('crisis mode', () => {
  it('holds everybody’s replies, those that wait in the queue too, and nobody approves their own', async () => {
    const to = await speakTo('acme is down');
    const queued = await reply(to.caseId, to.postId);
    expect((await read(queued)).state).toBe('queued');
    const crisis = await startCrisis(scene.inWorkspace, trainee, { brandId: null, reason: 'A recall' });
    expect(await read(queued)).toMatchObject({
      state: 'awaiting_approval',
      approval: { reasons: ['crisis'], verdict: null },
    });
    expect(await sendAll(queued)).toEqual([]);
    await expect(approve(supervisor, queued)).rejects.toMatchObject({ code: 'not_allowed' });
    await makeMember(trainee, { may_approve: true });
    await approve(trainee, queued);
    await expect(
      startCrisis(scene.inWorkspace, supervisor, { brandId: null, reason: 'again' }),
    ).rejects.toMatchObject({ code: 'already_exists' });
    expect(await sendAll(queued)).toHaveLength(1);

    await endCrisis(scene.inWorkspace, supervisor, crisis);
    const free = await write(supervisor, to, { text: 'How is it now?' });
    expect((await read(free)).state).toBe('queued');
    await expect(endCrisis(scene.inWorkspace, supervisor, crisis)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('of a brand holds that brand’s replies only', async () => {
    const to = await speakTo('acme is down');
    const other = scene.newId();
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx
        .insertInto('brand')
        .values({ workspace_id: scene.workspaceId, id: other, name: 'Beta', archived_at: null })
        .execute(),
    );
    await startCrisis(scene.inWorkspace, supervisor, { brandId: other, reason: 'A recall' });
    const free = await write(supervisor, to);
    expect((await read(free)).state).toBe('queued');
    await startCrisis(scene.inWorkspace, supervisor, { brandId: scene.brandId, reason: 'A recall' });
    expect((await read(free)).state).toBe('awaiting_approval');
    expect((await read(await write(supervisor, to, { text: 'Hello?' }))).state).toBe('awaiting_approval');
  });

  it('holds the retry of what failed before it began, and lets what was approved be tried again', async () => {
    const to = await speakTo('acme is down');
    const id = await reply(to.caseId, to.postId);
    const { publisher, fail } = network();
    scene.pass(10_000);
    fail((stage) => (stage === 'before' ? new AppError('network_rejected', 'no') : null));
    await runOutbound(sendDeps(publisher), scene.workspaceId, id);
    expect((await read(id)).state).toBe('failed');
    await startCrisis(scene.inWorkspace, supervisor, { brandId: null, reason: 'A recall' });
    await settleByPerson(scene.inWorkspace, supervisor, id, 'retry');
    expect((await read(id)).state).toBe('awaiting_approval');
    await makeMember(trainee, { may_approve: true });
    await approve(trainee, id);
    scene.pass(10_000);
    await runOutbound(sendDeps(publisher), scene.workspaceId, id);
    expect((await read(id)).state).toBe('failed');
    await settleByPerson(scene.inWorkspace, supervisor, id, 'retry');
    expect((await read(id)).state).toBe('queued');
  });

  it('holds what was being tried when it began, once the network put it off or knows nothing of it', async () => {
    const to = await speakTo('acme is down');
    const failures = [
      new AppError('network_rate_limited', 'slow down'),
      new AppError('send_fate_unknown', 'connection lost'),
    ];
    for (const failure of failures) {
      const id = await write(supervisor, to, { text: `What do you see? ${failure.code}` });
      const { published, publisher, fail } = network();
      scene.pass(10_000);
      let crisis = '';
      fail((stage) => (stage === 'before' ? failure : null));
      const tried = {
        ...publisher,
        async publish(request: Parameters<typeof publisher.publish>[0]) {
          crisis = await startCrisis(scene.inWorkspace, trainee, { brandId: null, reason: 'A recall' });
          return publisher.publish(request);
        },
      };
      await runOutbound(sendDeps(tried), scene.workspaceId, id);
      fail(null);
      // Looked up where its fate is unknown, then claimed.
      for (let n = 0; n < 2; n += 1) {
        scene.pass(60_000);
        await runOutbound(sendDeps(publisher), scene.workspaceId, id);
      }
      expect(published).toEqual([]);
      expect(await read(id)).toMatchObject({
        state: 'awaiting_approval',
        approval: { reasons: ['crisis'], verdict: null },
      });
      await makeMember(trainee, { may_approve: true });
      await approve(trainee, id);
      scene.pass(10_000);
      await runOutbound(sendDeps(publisher), scene.workspaceId, id);
      expect(published).toHaveLength(1);
      await endCrisis(scene.inWorkspace, supervisor, crisis);
    }
  });

  it('lets no reply slip past that is written while it is turned on', async () => {
    const spoken = await speakTo('acme is down');
    const writing = Array.from({ length: 8 }, (_, n) =>
      write(supervisor, spoken, { text: `Is light number ${String(n)} on?` }),
    );
    const crisis = startCrisis(scene.inWorkspace, supervisor, { brandId: null, reason: 'A recall' });
    const ids = await Promise.all(writing);
    await crisis;
    for (const id of ids) expect((await read(id)).state).toBe('awaiting_approval');
  });
});

it('gives up what the clock wrote for a time that is over, though nobody approved it', async () => {
  await startCrisis(scene.inWorkspace, supervisor, { brandId: null, reason: 'A recall' });
  const id = await scene.inWorkspace(scene.workspaceId, async (tx) => {
    const row = newOutbound(tx, {
      caseId: null,
      accountId: scene.accountId,
      action: 'post',
      visibility: 'public',
      text: 'We are closed for today.',
      lang: 'en',
      attachments: [],
      targetPostId: null,
      notBefore: tx.at,
      createdBy: null,
      automatic: 'closing',
      notAfter: new Date(Date.parse(tx.at) + 60_000).toISOString(),
    });
    await queueSend(tx, row);
    return row.id;
  });
  expect(await read(id)).toMatchObject({ state: 'awaiting_approval', approval: { reasons: ['crisis'] } });
  scene.pass(30 * 60_000);
  await returnLate(scene.inWorkspace, scene.workspaceId);
  expect(await read(id)).toMatchObject({
    state: 'cancelled',
    errorCode: 'not_in_time',
    approval: { verdict: 'withdrawn' },
  });
});

describe('chosen accounts and drafts of a model', () => {
  it('hold what was queued before the account was chosen, or its writer became a trainee', async () => {
    const to = await speakTo('acme is down');
    const before = await write(trainee, to);
    await makeMember(trainee, { trainee: true });
    expect(await sendAll(before)).toEqual([]);
    expect(await read(before)).toMatchObject({
      state: 'awaiting_approval',
      approval: { reasons: ['trainee'] },
    });
    const mine = await write(supervisor, to, { text: 'Which light is on?' });
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.updateTable('account').set({ needs_approval: true }).where('id', '=', scene.accountId).execute(),
    );
    expect(await sendAll(mine)).toEqual([]);
    expect(await read(mine)).toMatchObject({
      state: 'awaiting_approval',
      approval: { reasons: ['account'] },
    });
  });

  it('need a second pair of eyes, whoever writes, an API token too', async () => {
    const to = await speakTo('acme is down');
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.updateTable('account').set({ needs_approval: true }).where('id', '=', scene.accountId).execute(),
    );
    const id = await write({ ...supervisor, userId: null }, to);
    expect(await read(id)).toMatchObject({
      state: 'awaiting_approval',
      createdBy: null,
      approval: { reasons: ['account', 'program'] },
    });
    await approve(supervisor, id);
    expect((await read(id)).state).toBe('queued');
  });

  it('of a model stay its drafts: kept by the server while they are changed, taken back and sent anew', async () => {
    const to = await speakTo('acme is down');
    const draft = {
      text: 'A draft',
      visibility: 'public' as const,
      accountId: scene.accountId,
      replyToPostId: to.postId,
      attachments: [],
    };
    await saveDraft(scene.inWorkspace, supervisor, to.caseId, { ...draft, byModel: true });
    await saveDraft(scene.inWorkspace, supervisor, to.caseId, { ...draft, text: 'Changed by a person' });
    const id = await write(supervisor, to);
    expect(await read(id)).toMatchObject({ state: 'awaiting_approval', approval: { reasons: ['model'] } });
    await undoOutbound(scene.inWorkspace, supervisor, id);
    expect((await draftOf(supervisor, to.caseId))?.by_model).toBe(true);
    const again = await write(supervisor, to);
    expect((await read(again)).state).toBe('awaiting_approval');
    await undoOutbound(scene.inWorkspace, supervisor, again);
    await saveDraft(scene.inWorkspace, supervisor, to.caseId, { ...draft, text: '' });
    expect((await read(await write(supervisor, to))).state).toBe('queued');
    // Sent back, with something else in the draft meanwhile: the words are taken up from the card.
    const returned = await write(supervisor, to, { text: 'Which light do you see?', byModel: true });
    await saveDraft(scene.inWorkspace, supervisor, to.caseId, { ...draft, text: 'My own words' });
    await makeMember(trainee, { may_approve: true });
    await sendBackReply(scene.inWorkspace, trainee, { outboundId: returned, version: null, comment: 'No.' });
    const taken = await write(supervisor, to, { text: 'Which light do you see now?' });
    expect((await read(taken)).state).toBe('awaiting_approval');
    await undoOutbound(scene.inWorkspace, supervisor, taken);
    await saveDraft(scene.inWorkspace, supervisor, to.caseId, { ...draft, text: '' });
    const direct = await write(supervisor, to, { text: 'Hello?', byModel: true });
    expect((await read(direct)).state).toBe('awaiting_approval');
  });
});
