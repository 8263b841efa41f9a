// Proves on a real database that nothing reaches somebody who asked to be left alone after it was written.
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { checkReply } from '../../../src/domain/guideline/reply-facts.ts';
import { readReplyFacts } from '../../../src/pipeline/guideline-check.ts';
import { setOptOut } from '../../../src/pipeline/people.ts';
import { newOutbound, queueSend } from '../../../src/pipeline/queue.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { writeReply } from '../../../src/pipeline/write.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { createEyes } from './eyes.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const at = { database, scene: () => scene };
const desk = createDesk(at);
const { entries, readCase, speakTo, reply, writeDeps, network, sendDeps } = desk;
const { read, sendAll } = createEyes(at, desk);

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
});

/** Of whoever wrote last. */
async function setWish(optedOut: boolean): Promise<void> {
  const identityId = (await entries()).at(-1)?.post.author.id ?? '';
  await setOptOut(scene.inWorkspace, scene.actor, identityId, { optedOut, reason: 'Said so.' });
}

const leftAlone = { state: 'failed', errorCode: 'left_alone' };

describe('who asked to be left alone', () => {
  const write = async (visibility: 'public' | 'dm', to: { caseId: string; postId: string }) =>
    writeReply(writeDeps(), scene.actor, {
      caseId: to.caseId,
      accountId: scene.accountId,
      replyToPostId: to.postId,
      visibility,
      text: 'We are sorry. What do you see?',
      attachments: [],
      seenThreadVersion: (await readCase(to.caseId)).case.threadVersion,
    });

  it('is not written to in a DM either, unless they wrote one', async () => {
    const to = await speakTo('acme is down');
    await setWish(true);
    for (const visibility of ['public', 'dm'] as const) {
      await expect(write(visibility, to)).rejects.toMatchObject({
        code: 'guideline_blocks',
        data: {
          findings: expect.arrayContaining([
            expect.objectContaining({ reason: 'optedOut', level: 'block' }),
          ]) as unknown,
        },
      });
    }
    // The facts that the browser checks by say the same.
    const asked = { caseId: to.caseId, accountId: scene.accountId, visibility: 'dm' as const };
    const facts = (replyToPostId: string) =>
      readReplyFacts(scene.inWorkspace, scene.actor, { ...asked, replyToPostId });
    const levels = async (postId: string) =>
      checkReply(await facts(postId), 'What do you see?')
        .filter(({ reason }) => reason === 'optedOut')
        .map(({ level }) => level);
    expect(await levels(to.postId)).toEqual(['block']);
    scene.pass(60_000);
    await scene.hear(scene.post('what shall I do?', { visibility: 'dm', conversation: 'c1' }));
    const dm = (await readCase(to.caseId)).posts.find(({ visibility }) => visibility === 'dm');
    expect(await levels(dm?.id ?? '')).toEqual(['warn']);
    const id = await write('dm', { caseId: to.caseId, postId: dm?.id ?? '' });
    expect(await sendAll(id)).toHaveLength(1);
  });
});

describe('what was written before they asked to be left alone', () => {
  it('does not go out from the queue, nor by a retry', async () => {
    const to = await speakTo('acme is down');
    const id = await reply(to.caseId, to.postId);
    await setWish(true);
    expect(await sendAll(id)).toEqual([]);
    expect(await read(id)).toMatchObject(leftAlone);
    await settleByPerson(scene.inWorkspace, scene.actor, id, 'retry');
    expect(await read(id)).toMatchObject(leftAlone);
    await setWish(false);
    await settleByPerson(scene.inWorkspace, scene.actor, id, 'retry');
    expect(await sendAll(id)).toHaveLength(1);
  });

  it('does not go out when the network had put it off, refused it, or knows nothing of it', async () => {
    for (const code of ['network_rate_limited', 'network_rejected', 'send_fate_unknown'] as const) {
      await setWishIfKnown(false);
      const to = await speakTo(`acme is down ${code}`);
      const id = await reply(to.caseId, to.postId, `What do you see? ${code}`);
      const { published, publisher, fail } = network();
      scene.pass(10_000);
      fail((stage) => (stage === 'before' ? new AppError(code, 'no') : null));
      await runOutbound(sendDeps(publisher), scene.workspaceId, id);
      fail(null);
      await setWish(true);
      if (code === 'network_rejected') await settleByPerson(scene.inWorkspace, scene.actor, id, 'retry');
      // Looked up where its fate is unknown, then claimed.
      for (let n = 0; n < 2; n += 1) {
        scene.pass(60_000);
        await runOutbound(sendDeps(publisher), scene.workspaceId, id);
      }
      expect(published).toEqual([]);
      expect(await read(id)).toMatchObject(leftAlone);
    }
  });

  it('goes out where they turned to us', async () => {
    const to = await speakTo('@acme_help my acme is down, please help');
    const id = await reply(to.caseId, to.postId);
    await setWish(true);
    expect(await sendAll(id)).toHaveLength(1);
  });

  it('goes out where it was written against that wish with a reason, but not against a newer one', async () => {
    const to = await speakTo('acme is down');
    await setWish(true);
    const { case: row } = await readCase(to.caseId);
    const write = (text: string) =>
      writeReply(writeDeps(), scene.actor, {
        caseId: to.caseId,
        accountId: scene.accountId,
        replyToPostId: to.postId,
        visibility: 'public',
        text,
        attachments: [],
        seenThreadVersion: row.threadVersion,
        override: { rules: ['R02'], reason: 'They wrote to us by letter.' },
      });
    const [first, second] = [await write('What do you see?'), await write('Which light is on?')];
    expect(await sendAll(first)).toHaveLength(1);
    await setWish(false);
    await setWish(true);
    expect(await sendAll(second)).toEqual([]);
    expect(await read(second)).toMatchObject(leftAlone);
  });

  it('is not said by the program either, even to who turned to us', async () => {
    const to = await speakTo('@acme_help my acme is down, please help');
    const id = await scene.inWorkspace(scene.workspaceId, async (tx) => {
      const row = newOutbound(tx, {
        caseId: to.caseId,
        accountId: scene.accountId,
        action: 'reply',
        visibility: 'public',
        text: 'This is an automatic answer.',
        lang: 'en',
        attachments: [],
        targetPostId: to.postId,
        notBefore: tx.at,
        createdBy: null,
        automatic: 'after_hours',
      });
      await queueSend(tx, row);
      return row.id;
    });
    await setWish(true);
    expect(await sendAll(id)).toEqual([]);
    expect(await read(id)).toMatchObject(leftAlone);
  });
});

async function setWishIfKnown(optedOut: boolean): Promise<void> {
  if ((await entries()).length > 0) await setWish(optedOut);
}
