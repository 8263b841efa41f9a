// Follows on a real database what was allowed when it was written: it goes out as a persona only while it still is.
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { startCrisis } from '../../../src/pipeline/crisis.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import type { Actor } from '../../../src/pipeline/ports.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { writeOwnPostChange, writeReaction } from '../../../src/pipeline/write.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { createEyes } from './eyes.ts';
import { afterHours, createHoursDesk, dayPosts, hourMs } from './hours-desk.ts';
import { createJudgingDesk } from './judging-desk.ts';
import { createPersonaDesk } from './persona-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const options = { database, scene: () => scene };
const desk = createDesk(options);
const { readCase, speakTo, reply, writeDeps, network, sendDeps } = desk;
const { write, read, approve, sendAll, addPerson } = createEyes(options, desk);
const { hear } = createJudgingDesk(options);
const { switchOn, post, answer, outbound, mention } = createHoursDesk(options);
const { givePersona, changeIt } = createPersonaDesk(options);
const stoppedSend = { state: 'failed', errorCode: 'guideline_blocks' };

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
  await givePersona();
});

describe('what is queued', () => {
  it('stays here where nobody answers for the persona any more, and goes out once somebody does', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const id = await reply(caseId, postId);
    await changeIt({ ownerId: scene.newId() });
    scene.pass(10_000);
    const { published, publisher } = network();
    const send = () => runOutbound(sendDeps(publisher), scene.workspaceId, id);
    await send();
    expect(published).toEqual([]);
    expect((await readCase(caseId)).outbound[0]).toMatchObject({
      ...stoppedSend,
      error: expect.stringContaining('りそにゃ') as string,
    });
    const retry = () => settleByPerson(scene.inWorkspace, scene.actor, id, 'retry');
    await expect(retry()).rejects.toMatchObject({ code: 'guideline_blocks' });
    await changeIt({});
    await retry();
    await send();
    expect(published).toHaveLength(1);
  });

  it('stays here where its writer may not speak as it any more, also what is tried again', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const id = await reply(caseId, postId);
    scene.pass(10_000);
    const net = network();
    const send = () => runOutbound(sendDeps(net.publisher), scene.workspaceId, id);
    net.fail(() => new AppError('network_rate_limited', 'slow down', { retryAfterMs: 90_000 }));
    await send();
    await changeIt({ speakers: [scene.colleague.userId] });
    scene.pass(90_000);
    net.fail(null);
    await send();
    expect(net.published).toEqual([]);
    expect((await readCase(caseId)).outbound[0]).toMatchObject(stoppedSend);
  });

  it('stays here where it was looked up and is not there', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const id = await reply(caseId, postId);
    scene.pass(10_000);
    const net = network();
    const send = () => runOutbound(sendDeps(net.publisher), scene.workspaceId, id);
    net.fail((stage) => (stage === 'before' ? new AppError('send_fate_unknown', 'gone quiet') : null));
    await send();
    net.fail(null);
    await changeIt({ speakers: [scene.colleague.userId] });
    scene.pass(60_000);
    await send();
    expect((await readCase(caseId)).outbound[0]?.state).toBe('queued');
    await send();
    expect(net.published).toEqual([]);
    expect((await readCase(caseId)).outbound[0]).toMatchObject(stoppedSend);
  });

  it('is no like either, but what is taken back speaks as nobody', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const { publisher } = network();
    const act = async (action: 'like' | 'unlike' | 'repost'): Promise<void> => {
      const deps = writeDeps();
      const asked = { caseId, accountId: scene.accountId, postId, action };
      const id = await writeReaction(deps, scene.actor, asked);
      if (action !== 'like') await changeIt({ ownerId: scene.newId() });
      await runOutbound(sendDeps(publisher), scene.workspaceId, id);
      await changeIt({});
    };
    for (const action of ['like', 'unlike', 'repost'] as const) await act(action);
    expect((await outbound()).map(({ action, state }) => `${action} ${state}`)).toEqual([
      'like sent',
      'unlike sent',
      'repost failed',
    ]);
  });

  it('by the clock needs somebody who answers for it, and no speaker', async () => {
    // Friday, a little before the desk closes, and then Monday’s opening.
    await changeIt({ speakers: [scene.colleague.userId] });
    await switchOn({ posts: dayPosts });
    const { published, publisher } = network();
    const sendPosts = async (): Promise<void> => {
      scene.pass(10_000);
      for (const { id } of await outbound()) await runOutbound(sendDeps(publisher), scene.workspaceId, id);
    };
    scene.pass(8 * hourMs);
    await post();
    await sendPosts();
    expect(published).toHaveLength(1);
    scene.pass(63 * hourMs);
    await post();
    await changeIt({ ownerId: null });
    await sendPosts();
    expect(published).toHaveLength(1);
    expect((await outbound()).map(({ state }) => state)).toEqual(['sent', 'failed']);
  });
});

describe('what waits for approval', () => {
  const blocks = { code: 'guideline_blocks' };
  const otherWords = { text: 'We are very sorry. What do you see?' };

  it('goes out in other words only from whoever may speak as the persona', async () => {
    const to = await speakTo('acme is down');
    await sendAll(await reply(to.caseId, to.postId));
    const ours = (await readCase(to.caseId)).posts.find((one) => one.accountId !== null);
    await startCrisis(scene.inWorkspace, scene.actor, { brandId: null, reason: 'A recall' });
    const chie = await addPerson('Chie', 'supervisor');
    const dai = await addPerson('Dai', 'supervisor');
    await changeIt({ speakers: [scene.colleague.userId, dai.userId] });
    const text = 'We are sorry. What do you see now?';
    const edit = await writeOwnPostChange(writeDeps(), scene.colleague, {
      postId: ours?.id ?? '',
      change: { text },
    });
    const waiting = [await write(scene.colleague, to, { text: 'Which light do you see?' }), edit];
    for (const id of waiting) {
      await expect(approve(chie, id, otherWords)).rejects.toMatchObject(blocks);
      expect((await read(id)).state).toBe('awaiting_approval');
      await approve(dai, id, otherWords);
      expect(await read(id)).toMatchObject({ ...otherWords, state: 'queued' });
    }
    const same = await write(scene.colleague, to, { text: 'Which model is it?' });
    await approve(chie, same);
    expect((await read(same)).state).toBe('queued');
  });

  it('of an API token is a nameless caller’s, which may speak as no persona that names its speakers', async () => {
    const [postId = ''] = await hear(mention('@acme it is down'));
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, { choice: 'speak' });
    const to = { caseId: caseId ?? '', postId };
    const token: Actor = { ...scene.actor, userId: null, onBehalfOf: scene.actor.userId };
    const dai = await addPerson('Dai', 'supervisor');
    await sendAll(await reply(to.caseId, to.postId));
    const ours = (await readCase(to.caseId)).posts.find((one) => one.accountId !== null);
    const failed = await write(token, to, { text: 'Which light do you see?' });
    const net = network();
    net.fail(() => new AppError('network_rejected', 'no'));
    scene.pass(10_000);
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, failed);
    expect((await read(failed)).state).toBe('failed');
    await startCrisis(scene.inWorkspace, scene.actor, { brandId: null, reason: 'A recall' });
    const edit = await writeOwnPostChange(writeDeps(), token, {
      postId: ours?.id ?? '',
      change: { text: 'We are sorry. What do you see now?' },
    });
    const waiting = await write(token, to, { text: 'Which model is it?' });
    await changeIt({ speakers: [dai.userId] });
    const retry = () => settleByPerson(scene.inWorkspace, dai, failed, 'retry');
    await expect(retry()).rejects.toMatchObject(blocks);
    for (const id of [edit, waiting]) await expect(approve(dai, id)).rejects.toMatchObject(blocks);
    await changeIt({});
    await retry();
    for (const id of [edit, waiting]) {
      await approve(dai, id);
      expect((await read(id)).state).toBe('queued');
    }
  });

  it('of the program goes out in a case too, whoever may speak as the persona', async () => {
    const chie = await addPerson('Chie', 'supervisor');
    await changeIt({ speakers: [scene.actor.userId] });
    await switchOn({ answers: afterHours });
    scene.pass(9 * hourMs);
    const [postId] = await hear(mention('my acme arrived broken, what can I do?'));
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId ?? '', { choice: 'speak' });
    await startCrisis(scene.inWorkspace, scene.actor, { brandId: null, reason: 'A recall' });
    await answer();
    const [row] = await outbound();
    expect(row).toMatchObject({ state: 'awaiting_approval', automatic: 'after_hours', case_id: caseId });
    await approve(chie, row?.id ?? '');
    expect(await sendAll(row?.id ?? '')).toHaveLength(1);
  });
});
