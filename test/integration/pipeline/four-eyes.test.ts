// Follows a trainee's reply on a real database: it waits for another person's approval, whatever is tried.
import { beforeEach, describe, expect, it } from 'vitest';
import { approveReply, returnLate, sendBackReply } from '../../../src/pipeline/approve.ts';
import { startCrisis } from '../../../src/pipeline/crisis.ts';
import { saveDraft } from '../../../src/pipeline/note.ts';
import { setOptOut } from '../../../src/pipeline/people.ts';
import type { Actor } from '../../../src/pipeline/ports.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { undoOutbound } from '../../../src/pipeline/take-back.ts';
import { writeOwnPostChange } from '../../../src/pipeline/write.ts';
import { countsViewOf } from '../../../src/server/present/counts.ts';
import { approvalSummary } from '../../../src/storage/approvals.ts';
import { countWorkspace } from '../../../src/storage/counts.ts';
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
const { entries, readCase, speakTo, reply, writeDeps } = desk;
const { makeMember, setSettings, write, read, draftOf, approve, sendAll, eventsOf, addPerson } = createEyes(
  at,
  desk,
);

beforeEach(async () => {
  scene = await setScene(database(), {
    undoPublicSeconds: 10,
    approval: { lateMinutes: 30, whenLate: 'wait' },
  });
  trainee = scene.colleague;
  supervisor = scene.actor;
});

describe('a trainee’s reply', () => {
  beforeEach(() => makeMember(trainee, { trainee: true }));

  it('waits, goes out once another person approved it, and is measured from then', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    expect(await read(id)).toMatchObject({
      state: 'awaiting_approval',
      approval: { reasons: ['trainee'], verdict: null, dueAt: '2026-11-20T01:30:00.000Z' },
    });
    expect(await sendAll(id)).toEqual([]);
    expect((await readCase(to.caseId)).case).toMatchObject({ state: 'open', firstReactionMs: null });
    expect((await entries())[0]?.state).toBe('in_case');

    await approve(supervisor, id);
    expect(await sendAll(id)).toEqual(['We are sorry. What do you see?']);
    const { case: row } = await readCase(to.caseId);
    // Ten seconds waiting, ten in which it could be taken back.
    expect(row).toMatchObject({ state: 'waiting_customer', firstReactionMs: 20_000 });
    expect((await entries())[0]?.state).toBe('answered');
    const sent = await read(id);
    expect(sent).toMatchObject({ state: 'sent', createdBy: { name: 'Ben' } });
    expect(sent.approval).toMatchObject({ verdict: 'approved', decidedBy: { name: 'Aoi' } });
    expect(await eventsOf(id)).toEqual(
      expect.arrayContaining(['reply.awaits_approval', 'reply.approved', 'reply.sent']),
    );
  });

  it('is approved by nobody who may not: the trainee, an agent without the right, a program', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    const refused = { code: 'not_allowed' };
    await expect(approve(trainee, id)).rejects.toMatchObject(refused);
    await expect(approve({ ...trainee, role: 'supervisor' }, id)).rejects.toMatchObject(refused);
    await expect(approve({ ...supervisor, role: 'agent' }, id)).rejects.toMatchObject(refused);
    await expect(approve({ ...supervisor, userId: null }, id)).rejects.toMatchObject(refused);
    await expect(
      sendBackReply(scene.inWorkspace, trainee, { outboundId: id, version: null, comment: 'no' }),
    ).rejects.toMatchObject(refused);
    expect((await read(id)).state).toBe('awaiting_approval');
    await expect(settleByPerson(scene.inWorkspace, trainee, id, 'retry')).rejects.toMatchObject({
      code: 'transition_refused',
    });
    await expect(settleByPerson(scene.inWorkspace, supervisor, id, 'look_up')).rejects.toMatchObject({
      code: 'transition_refused',
    });
  });

  it('waits again after it was taken back, changed and sent anew', async () => {
    const to = await speakTo('acme is down');
    const first = await write(trainee, to);
    await undoOutbound(scene.inWorkspace, trainee, first);
    expect((await read(first)).approval?.verdict).toBe('withdrawn');
    expect((await draftOf(trainee, to.caseId))?.text).toBe('We are sorry. What do you see?');
    expect((await read(await write(trainee, to, { text: 'Sorry!' }))).state).toBe('awaiting_approval');
    await expect(approve(supervisor, first)).rejects.toMatchObject({ code: 'transition_refused' });
  });

  it('keeps both names and both texts where whoever approved changed the words', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    await approve(supervisor, id, { text: 'We are very sorry. What do you see?' });
    expect(await sendAll(id)).toEqual(['We are very sorry. What do you see?']);
    expect(await read(id)).toMatchObject({
      text: 'We are very sorry. What do you see?',
      createdBy: { name: 'Ben' },
      approval: {
        verdict: 'edited',
        originalText: 'We are sorry. What do you see?',
        decidedBy: { name: 'Aoi' },
      },
    });
  });

  it('returns with a comment into the author’s composer, and the next try ends what was sent back', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    await sendBackReply(scene.inWorkspace, supervisor, {
      outboundId: id,
      version: 1,
      comment: 'Ask which model.',
    });
    expect(await read(id)).toMatchObject({
      state: 'returned',
      approval: { verdict: 'sent_back', comment: 'Ask which model.' },
    });
    expect((await draftOf(trainee, to.caseId))?.text).toBe('We are sorry. What do you see?');
    const counts = await inWorkspace(database().db, scene.workspaceId, countWorkspace);
    expect(countsViewOf(counts, trainee.userId).toApprove).toBe(1);
    expect(countsViewOf(counts, supervisor.userId).toApprove).toBe(0);
    const again = await write(trainee, to, { text: 'We are sorry. Which model is it?' });
    expect((await read(id)).state).toBe('cancelled');
    expect((await read(again)).state).toBe('awaiting_approval');
    const later = await inWorkspace(database().db, scene.workspaceId, countWorkspace);
    expect(countsViewOf(later, trainee.userId).toApprove).toBe(0);
    expect(countsViewOf(later, supervisor.userId).toApprove).toBe(1);
    expect(countsViewOf(later, null).toApprove).toBe(0);
  });

  it('does not return over what its author has begun to write meanwhile', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    const begun = {
      text: 'Something else',
      visibility: 'public' as const,
      accountId: scene.accountId,
      replyToPostId: to.postId,
      attachments: [],
    };
    await saveDraft(scene.inWorkspace, trainee, to.caseId, begun);
    await sendBackReply(scene.inWorkspace, supervisor, { outboundId: id, version: null, comment: 'No.' });
    expect((await draftOf(trainee, to.caseId))?.text).toBe('Something else');
    expect((await read(id)).text).toBe('We are sorry. What do you see?');
  });

  it('is held for another edit of what is out too', async () => {
    const to = await speakTo('acme is down');
    const id = await reply(to.caseId, to.postId);
    await sendAll(id);
    const ours = (await readCase(to.caseId)).posts.find((post) => post.accountId !== null);
    const edit = await writeOwnPostChange(writeDeps(), trainee, {
      postId: ours?.id ?? '',
      change: { text: 'We are sorry. What do you see now?' },
    });
    expect(await read(edit)).toMatchObject({ action: 'edit', state: 'awaiting_approval' });
    await approve(supervisor, edit);
    expect((await read(edit)).state).toBe('queued');
    const gone = await writeOwnPostChange(writeDeps(), trainee, { postId: ours?.id ?? '', change: 'delete' });
    expect((await read(gone)).state).toBe('queued');
  });

  it('leaves an edit that came back until its author edits that post again, or gives it up', async () => {
    const to = await speakTo('acme is down');
    await sendAll(await reply(to.caseId, to.postId));
    const ours = (await readCase(to.caseId)).posts.find((post) => post.accountId !== null);
    const edit = (text: string): Promise<string> =>
      writeOwnPostChange(writeDeps(), trainee, { postId: ours?.id ?? '', change: { text } });
    const sentBack = async (text: string): Promise<string> => {
      const id = await edit(text);
      await sendBackReply(scene.inWorkspace, supervisor, { outboundId: id, version: null, comment: 'No.' });
      return id;
    };
    const first = await sentBack('We are sorry. Which light?');
    expect(await draftOf(trainee, to.caseId)).toBeUndefined();
    await write(trainee, to, { text: 'Another reply' });
    expect((await read(first)).state).toBe('returned');

    const second = await sentBack('We are sorry. Which light is it?');
    expect((await read(first)).state).toBe('cancelled');
    expect((await read(second)).state).toBe('returned');
    await settleByPerson(scene.inWorkspace, trainee, second, 'give_up');
    const counts = await inWorkspace(database().db, scene.workspaceId, countWorkspace);
    expect(countsViewOf(counts, trainee.userId).toApprove).toBe(0);
  });

  it('is shown to be stale where they wrote again, or it is gone, before it was approved', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    const { case: before } = await readCase(to.caseId);
    await scene.hear(scene.post('never mind, it works', { replyTo: 'p1', root: 'p1' }));
    const stale = approveReply(writeDeps(), supervisor, {
      outboundId: id,
      version: null,
      seenThreadVersion: before.threadVersion,
    });
    await expect(stale).rejects.toMatchObject({ code: 'thread_changed' });
    await scene.hear({
      raw: {},
      outcome: { heard: { type: 'delete', nativeId: 'p1', deletedAt: new Date(scene.now()).toISOString() } },
    });
    await expect(approve(supervisor, id)).rejects.toMatchObject({ code: 'network_post_gone' });
    expect((await read(id)).state).toBe('awaiting_approval');
  });

  it('is held to the guideline again when it is approved, also in other words', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    const stopped = approve(supervisor, id, { text: 'Please tell us your card: 4111 1111 1111 1111' });
    await expect(stopped).rejects.toMatchObject({ code: 'guideline_blocks' });
    await expect(approve(supervisor, id, { text: ' ' })).rejects.toMatchObject({ code: 'text_empty' });
    expect((await read(id)).state).toBe('awaiting_approval');
  });

  it('is answered by one of two who approve at once; the other is told', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    const third = await addPerson('Chie', 'supervisor');
    const tries = await Promise.allSettled([
      approve(supervisor, id, { version: 1 }),
      approve(third, id, { version: 1, text: 'We are so sorry. What do you see?' }),
      sendBackReply(scene.inWorkspace, third, { outboundId: id, version: 1, comment: 'no' }),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'version_changed' });
    }
    expect((await sendAll(id)).length + ((await read(id)).state === 'returned' ? 1 : 0)).toBe(1);
  });

  it('is late after the workspace’s minutes, and goes back to its author only where that is wanted', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    scene.pass(30 * 60_000);
    expect(await returnLate(scene.inWorkspace, scene.workspaceId)).toBe(0);
    expect((await read(id)).state).toBe('awaiting_approval');
    expect(await sendAll(id)).toEqual([]);
    await setSettings({ lateMinutes: 30, whenLate: 'send_back' });
    const late = () => returnLate(scene.inWorkspace, scene.workspaceId);
    const runs = await Promise.all([late(), late()]);
    expect(runs[0] + runs[1]).toBe(1);
    expect(await read(id)).toMatchObject({
      state: 'returned',
      approval: { verdict: 'timed_out', decidedBy: null },
    });
    expect(await draftOf(trainee, to.caseId)).toBeDefined();
  });

  it('cannot be put into the queue by the database either', async () => {
    const to = await speakTo('acme is down');
    const id = await write(trainee, to);
    for (const approvedBy of [null, trainee.userId]) {
      const forced = inWorkspace(database().db, scene.workspaceId, (trx) =>
        trx
          .updateTable('outbound')
          .set({ state: 'queued', approved_by: approvedBy })
          .where('id', '=', id)
          .execute(),
      );
      await expect(forced).rejects.toThrow('outbound_four_eyes');
    }
    const byToken = { ...supervisor, userId: null, onBehalfOf: supervisor.userId };
    const other = await write(byToken, await speakTo('acme is slow'), { byModel: true });
    const forced = inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx
        .updateTable('outbound')
        .set({ state: 'queued', approved_by: supervisor.userId })
        .where('id', '=', other)
        .execute(),
    );
    await expect(forced).rejects.toThrow('outbound_four_eyes');
    await expect(makeMember(trainee, { may_approve: true })).rejects.toThrow('membership_trainee');
  });

  it('counts what became of it', async () => {
    const to = await speakTo('acme is down');
    await approve(supervisor, await write(trainee, to));
    scene.pass(60_000);
    const second = await write(trainee, to, { text: 'Is it the blue light?' });
    scene.pass(60_000);
    await sendBackReply(scene.inWorkspace, supervisor, {
      outboundId: second,
      version: null,
      comment: 'Two at once',
    });
    await write(trainee, to, { text: 'Which light do you see?' });
    const summary = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      approvalSummary(trx, '2026-11-01T00:00:00Z'),
    );
    expect(summary).toMatchObject({
      waiting: 1,
      counts: [
        { verdict: 'approved', count: 1 },
        { verdict: 'sent_back', count: 1 },
      ],
      medianMs: 30_000,
    });
    expect(summary.newest[0]).toMatchObject({
      verdict: 'sent_back',
      comment: 'Two at once',
      askedBy: { name: 'Ben' },
      decidedBy: { name: 'Aoi' },
    });
  });
});

describe('what its author passed over', () => {
  const blocks = { code: 'guideline_blocks' };
  const because = 'They asked for it.';

  beforeEach(async () => {
    await makeMember(trainee, { may_approve: true });
    await startCrisis(scene.inWorkspace, supervisor, { brandId: null, reason: 'A recall' });
  });

  it('stays passed over in the same words only', async () => {
    const to = await speakTo('acme is down');
    const override = { rules: ['R17' as const], reason: because };
    const id = await write(supervisor, to, { text: 'We call you back at 090-1234-5678.', override });
    const other = { text: 'We call you back at 090-8765-4321.' };
    await expect(approve(trainee, id, other)).rejects.toMatchObject(blocks);
    const told = { rules: ['R17'], reason: because, by: { id: supervisor.userId, name: 'Aoi' } };
    expect((await read(id)).overrides).toMatchObject([told]);
    await approve(trainee, id);
    expect(await sendAll(id)).toHaveLength(1);
  });

  it('is no word against a wish to be left alone that came later', async () => {
    const to = await speakTo('acme is down');
    const { id: identityId } = (await entries())[0]?.post.author ?? { id: '' };
    const wish = async (optedOut: boolean) => {
      scene.pass(1000);
      await setOptOut(scene.inWorkspace, supervisor, identityId, { optedOut, reason: 'Said so.' });
    };
    const override = { rules: ['R02' as const], reason: because };
    await wish(true);
    const same = await write(supervisor, to, { override });
    await approve(trainee, same);
    const id = await write(supervisor, to, { text: 'Which light do you see?', override });
    await wish(false);
    await wish(true);
    await expect(approve(trainee, id)).rejects.toMatchObject(blocks);
    const chie = await addPerson('Chie', 'supervisor');
    await approve(chie, id, { override });
    expect(await sendAll(id)).toHaveLength(1);
  });
});
