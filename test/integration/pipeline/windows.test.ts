// On a real database: answers go out while the network lets them, what did not arrive is our turn again, and who writes STOP is left alone.
import { beforeEach, describe, expect, it } from 'vitest';
import type { NetworkManifest } from '../../../src/domain/post/manifest.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { manifest as whatsapp } from '../../../src/networks/whatsapp/manifest.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { writeReaction, writeReply } from '../../../src/pipeline/write.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { createEyes } from './eyes.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const at = { database, scene: () => scene };
const desk = createDesk(at);
const { entries, readCase, network } = desk;
const { read } = createEyes(at, desk);

beforeEach(async () => {
  scene = await setScene(database(), { undoDmSeconds: 10 });
});

const HOUR_MS = 3_600_000;
/** WhatsApp's rules, as though they had held on the day of the scene. */
const manifestOf = (): NetworkManifest => ({
  ...whatsapp,
  policy: whatsapp.policy.map((rule) => ({ ...rule, since: '2026-01-01' })),
});
const writeDeps = () => ({ ...desk.writeDeps(), manifestOf });
const sendDeps = () => ({ ...desk.sendDeps(network().publisher), manifestOf });

const dm = (text: string, more: Partial<Post> = {}): Post =>
  scene.post(text, { visibility: 'dm', conversation: 'us/taro', mentions: [{ nativeId: 'us' }], ...more });

async function hear(post: Post): Promise<string> {
  await scene.hear({ raw: post, outcome: { heard: { type: 'post', post } }, inbound: 'dm' });
  return (await entries()).at(-1)?.post.id ?? '';
}

type Choice = Parameters<typeof decide>[3];

async function talkTo(text: string, choice: Choice = { choice: 'speak' }) {
  const postId = await hear(dm(text));
  const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, choice);
  return { caseId: caseId ?? '', postId };
}

async function write({ caseId, postId }: { caseId: string; postId: string }): Promise<string> {
  return writeReply(writeDeps(), scene.actor, {
    caseId,
    accountId: scene.accountId,
    replyToPostId: postId,
    visibility: 'dm',
    text: 'We are sorry. What do you see?',
    attachments: [],
    seenThreadVersion: (await readCase(caseId)).case.threadVersion,
  });
}

async function send(outboundId: string): Promise<void> {
  scene.pass(10_000);
  await runOutbound(sendDeps(), scene.workspaceId, outboundId);
}

const undelivered = (outboundId: string) => {
  const why = { code: 'recipient_unreachable', message: 'It could not be delivered.' } as const;
  const nativeId = `ours-${outboundId}`;
  const heard = { type: 'undelivered', nativeId, at: new Date(scene.now()).toISOString(), ...why } as const;
  return scene.hear({ raw: {}, outcome: { heard } });
};

describe('while the network lets a company answer', () => {
  const over = { code: 'network_forbids', data: { permission: 'none' } };

  it('24 hours from their last message, whichever is answered', async () => {
    const to = await talkTo('acme is down');
    scene.pass(23 * HOUR_MS);
    await hear(dm('are you there?'));
    scene.pass(23 * HOUR_MS);
    const first = await write(to);
    await send(first);
    expect((await read(first)).state).toBe('sent');
    // What we say ourselves holds nothing open.
    scene.pass(HOUR_MS);
    await expect(write(to)).rejects.toMatchObject(over);
    const liking = { caseId: to.caseId, accountId: scene.accountId, postId: to.postId };
    await expect(
      writeReaction(writeDeps(), scene.actor, { ...liking, action: 'like' }),
    ).rejects.toMatchObject(over);
    await hear(dm('hello?'));
    const second = await write(to);
    await send(second);
    expect((await read(second)).state).toBe('sent');
  });

  it('asked again when it goes out', async () => {
    const to = await talkTo('acme is down');
    scene.pass(24 * HOUR_MS - 5_000);
    const id = await write(to);
    await send(id);
    expect(await read(id)).toMatchObject({ state: 'failed', errorCode: 'network_forbids' });
  });
});

describe('what did not arrive', () => {
  it('has failed after all, is no part of the conversation, and can be sent again', async () => {
    const to = await talkTo('acme is down');
    const begun = (await readCase(to.caseId)).case.waitingSince;
    const id = await write(to);
    await send(id);
    expect((await readCase(to.caseId)).case).toMatchObject({ state: 'waiting_customer', waitingSince: null });
    await undelivered(id);
    await undelivered(id);
    expect(await read(id)).toMatchObject({
      state: 'failed',
      errorCode: 'recipient_unreachable',
      error: 'It could not be delivered.',
    });
    const { case: row, posts } = await readCase(to.caseId);
    // They wait again, since when they have waited.
    expect(row).toMatchObject({ state: 'open', waitingSince: begun });
    expect(begun).toBe(posts[0]?.createdAt);
    expect((await entries()).map(({ state }) => state)).toEqual(['in_case']);
    expect(posts.filter(({ accountId }) => accountId !== null)).toMatchObject([{ text: '' }]);
    await settleByPerson(scene.inWorkspace, scene.actor, id, 'retry');
    await send(id);
    expect((await read(id)).state).toBe('sent');
    expect((await readCase(to.caseId)).case.waitingSince).toBeNull();
  });

  it('lets nothing wait again that an earlier answer had answered', async () => {
    const to = await talkTo('acme is down');
    await send(await write(to));
    const next = dm('and now?');
    await hear(next);
    const id = await write(to);
    await send(id);
    await undelivered(id);
    expect((await readCase(to.caseId)).case.waitingSince).toBe(next.createdAt);
  });

  it('opens a conversation again that had ended with it', async () => {
    const to = await talkTo('acme is great', { choice: 'speak', isConversation: true });
    const id = await write(to);
    await send(id);
    expect((await readCase(to.caseId)).case.state).toBe('closed');
    await undelivered(id);
    expect((await readCase(to.caseId)).case.state).toBe('open');
  });

  it('is nothing where it was not sent from here', async () => {
    const to = await talkTo('acme is down');
    const id = await write(to);
    await undelivered(id);
    expect((await read(id)).state).toBe('queued');
  });
});

it('who writes STOP on a network that holds companies to it is left alone from then on', async () => {
  const to = await talkTo('acme is down');
  await hear(dm('STOP', { ref: { asksToStop: 'true' } }));
  const optOut = () =>
    scene.inWorkspace(scene.workspaceId, async (tx) => {
      const [post] = await tx.posts.byIds([to.postId]);
      return (await tx.people.history(post?.identityId ?? '')).optOut;
    });
  expect(await optOut()).toMatchObject({ reason: 'STOP' });
});
