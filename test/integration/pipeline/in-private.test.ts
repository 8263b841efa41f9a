// From public to DM and back on a real database: what was said in private stays there.
import { beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../../src/pipeline/decide.ts';
import { readReplyFacts } from '../../../src/pipeline/guideline-check.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { writeOwnPostChange, writeReply } from '../../../src/pipeline/write.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const desk = createDesk({ database, scene: () => scene });
const { readCase, reply, speakTo, writeDeps } = desk;

beforeEach(async () => {
  scene = await setScene(database());
});

/** Hears what they write in a DM; answers its id. */
async function hearDm(caseId: string, text: string): Promise<string> {
  scene.pass(60_000);
  await scene.hear(scene.post(text, { visibility: 'dm', conversation: 'c1' }));
  const { posts } = await readCase(caseId);
  return posts.find((post) => post.text === text)?.id ?? '';
}

async function writeDm(caseId: string, replyToPostId: string, text: string): Promise<string> {
  const { case: row } = await readCase(caseId);
  return writeReply(writeDeps(), scene.actor, {
    caseId,
    accountId: scene.accountId,
    replyToPostId,
    visibility: 'dm',
    text,
    attachments: [],
    seenThreadVersion: row.threadVersion,
  });
}

async function send(outboundId: string): Promise<void> {
  scene.pass(60_000);
  await runOutbound(desk.sendDeps(desk.network().publisher), scene.workspaceId, outboundId);
}

describe('what was said in a DM', () => {
  it('is told to who checks a public reply, and to nobody who checks a DM', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const dmId = await hearDm(caseId, 'my booking is HMX4711');
    await writeDm(caseId, dmId, 'Thank you. Your ticket is RT20931.');
    const asked = { caseId, accountId: scene.accountId, replyToPostId: postId };
    const inPublic = await readReplyFacts(scene.inWorkspace, scene.actor, { ...asked, visibility: 'public' });
    expect(inPublic.context.inPrivate).toMatchObject({
      theirs: ['my booking is HMX4711'],
      ours: ['Thank you. Your ticket is RT20931.'],
    });
    expect(inPublic.context.inPrivate.inPublic).toEqual(expect.arrayContaining(['acme is down', 'taro']));
    const inDm = await readReplyFacts(scene.inWorkspace, scene.actor, { ...asked, visibility: 'dm' });
    expect(inDm.context.inPrivate).toEqual({ theirs: [], ours: [], inPublic: [] });
  });

  it('stops a public reply that repeats it, also what another case or a queued DM has', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const dmId = await hearDm(caseId, 'my booking is HMX4711');
    await writeDm(caseId, dmId, 'Thank you. Your ticket is RT20931.');
    for (const text of ['HMX-4711 is solved, thank you.', 'Sorry again. RT20931 is done.']) {
      await expect(reply(caseId, postId, text)).rejects.toMatchObject({
        code: 'guideline_blocks',
        data: {
          findings: expect.arrayContaining([
            expect.objectContaining({ rule: 'R17', level: 'block', reason: 'repeatsPrivate' }),
          ]) as unknown,
        },
      });
    }
    await reply(caseId, postId, 'Thank you for your message. It is solved.');
    const other = await speakTo('acme once more');
    await expect(reply(other.caseId, other.postId, 'Is it HMX4711 again?')).rejects.toMatchObject({
      code: 'guideline_blocks',
    });
  });

  it('does not come into public in another case of the same person, sent or on its way', async () => {
    const one = await speakTo('acme is down');
    const dmId = await hearDm(one.caseId, 'can you help me?');
    await send(await writeDm(one.caseId, dmId, 'Thank you. Your new order is KZ50817.'));
    await writeDm(one.caseId, dmId, 'Its ticket is RT20931.');
    const two = await speakTo('acme once more');
    expect(two.caseId).not.toBe(one.caseId);
    await send(await reply(two.caseId, two.postId, 'Thank you for your message. We will look.'));
    const ours = (await readCase(two.caseId)).posts.find(
      (post) => post.accountId !== null && post.visibility === 'public',
    );
    for (const text of ['We look after KZ50817.', 'We look after RT20931.']) {
      await expect(reply(two.caseId, two.postId, text)).rejects.toMatchObject({ code: 'guideline_blocks' });
      await expect(
        writeOwnPostChange(writeDeps(), scene.actor, { postId: ours?.id ?? '', change: { text } }),
      ).rejects.toMatchObject({ code: 'guideline_blocks' });
    }
    const other = { nativeId: 'mika', handle: 'mika', displayName: '' };
    await scene.hear(scene.post('acme is slow', { author: other }));
    const postId = (await desk.entries()).at(-1)?.post.id ?? '';
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, { choice: 'speak' });
    await reply(caseId ?? '', postId, 'We look after KZ50817.');
  });

  it('does not come into public by an edit of a post that stands in several cases', async () => {
    const one = await speakTo('acme is down');
    await send(await reply(one.caseId, one.postId, 'Thank you for your message. We will look.'));
    const ours = (await readCase(one.caseId)).posts.find((post) => post.accountId !== null)?.id ?? '';
    await hearDm(one.caseId, 'my booking is HMX4711');
    const other = { nativeId: 'mika', handle: 'mika', displayName: '' };
    await scene.hear(scene.post('acme is slow', { author: other }));
    const postId = (await desk.entries()).at(-1)?.post.id ?? '';
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, { choice: 'speak' });
    await scene.inWorkspace(scene.workspaceId, (tx) => tx.cases.addPost(caseId ?? '', ours, tx.at));
    await expect(
      writeOwnPostChange(writeDeps(), scene.actor, {
        postId: ours,
        change: { text: 'We look after HMX4711.' },
      }),
    ).rejects.toMatchObject({ code: 'guideline_blocks' });
  });

  it('does not come into public by an edit of what stands there', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    await send(await reply(caseId, postId, 'Thank you for your message. We will look.'));
    await hearDm(caseId, 'my booking is HMX4711');
    const ours = (await readCase(caseId)).posts.find((post) => post.accountId !== null)?.id ?? '';
    const edit = (text: string) =>
      writeOwnPostChange(writeDeps(), scene.actor, { postId: ours, change: { text } });
    await expect(edit('We look after HMX4711.')).rejects.toMatchObject({ code: 'guideline_blocks' });
    await edit('Thank you for your message. We are on it.');
  });

  it('is not answered in public', async () => {
    const { caseId } = await speakTo('acme is down');
    const dmId = await hearDm(caseId, 'my booking is HMX4711');
    await expect(reply(caseId, dmId, 'Thank you.')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
