// What the network leaves to people on its own page, on a real database: opened once, known to the team, found or confirmed or given up.
import { beforeEach, expect, it } from 'vitest';
import type { NetworkManifest } from '../../../src/domain/post/manifest.ts';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import { endCrisis, startCrisis } from '../../../src/pipeline/crisis.ts';
import { setOptOut } from '../../../src/pipeline/people.ts';
import type { Actor } from '../../../src/pipeline/ports.ts';
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
const { read, draftOf, eventsOf, makeMember, approve: approveIn } = createEyes(at, desk);

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
});

const leftToPeople: NetworkManifest = {
  ...manifest,
  policy: [
    {
      actions: ['reply', 'like', 'repost'],
      actors: ['person'],
      permission: 'open_in_network',
      why: { ja: 'X の画面で。', en: 'On its own page.' },
      since: '2026-01-01',
      source: 'https://example.com/rules',
    },
  ],
};
const deps = () => ({ inWorkspace: scene.inWorkspace, manifestOf: () => leftToPeople });
const text = 'Sorry about that. Does it also happen in a browser?';

async function open(actor: Actor, to: { caseId: string; postId: string }): Promise<string> {
  const { case: row } = await desk.readCase(to.caseId);
  return writeReply(deps(), actor, {
    caseId: to.caseId,
    accountId: scene.accountId,
    replyToPostId: to.postId,
    visibility: 'public',
    text,
    attachments: [],
    seenThreadVersion: row.threadVersion,
    byHand: true,
  });
}

/** What the account's own timeline brings. */
async function postThere(to: { postId: string }, words: string): Promise<void> {
  const target = (await desk.entries()).find(({ post }) => post.id === to.postId)?.post;
  const author = { nativeId: 'us', handle: 'acme_help', displayName: 'Acme' };
  await scene.hear(scene.post(words, { author, replyTo: target?.nativeId ?? '' }));
}
const stateOf = async (to: { postId: string }) =>
  (await desk.entries()).find(({ post }) => post.id === to.postId)?.state;

it('is never sent from here, is seen by the team, and is sent once it is found on our timeline', async () => {
  const to = await desk.speakTo('my acme signs me out every hour');
  const id = await open(scene.colleague, to);
  expect(await read(id)).toMatchObject({ state: 'opened', createdBy: { name: 'Ben' }, byHand: true });
  const { published, publisher } = desk.network();
  await runOutbound(desk.sendDeps(publisher), scene.workspaceId, id);
  expect(published).toEqual([]);
  expect((await desk.readCase(to.caseId)).case.state).toBe('open');

  scene.pass(120_000);
  await postThere(to, `@taro ${text}`);
  const found = await read(id);
  const { posts, case: row } = await desk.readCase(to.caseId);
  expect(found).toMatchObject({ state: 'sent', postId: posts.at(-1)?.id });
  expect(row).toMatchObject({ state: 'waiting_customer', firstReactionMs: 120_000 });
  expect(await stateOf(to)).toBe('answered');
  expect(await eventsOf(id)).toEqual(['reply.opened', 'reply.sent']);
});

it('answers the case by a word of its writer, and what is found later is that reply', async () => {
  const to = await desk.speakTo('my acme signs me out every hour');
  const id = await open(scene.actor, to);
  scene.pass(60_000);
  await settleByPerson(scene.inWorkspace, scene.colleague, id, 'posted');
  expect(await read(id)).toMatchObject({ state: 'sent', postId: null });
  expect((await desk.readCase(to.caseId)).case).toMatchObject({ state: 'waiting_customer' });
  expect(await stateOf(to)).toBe('answered');
  await expect(settleByPerson(scene.inWorkspace, scene.actor, id, 'posted')).rejects.toMatchObject({
    code: 'transition_refused',
  });

  // They write again before our post is found: that still waits.
  scene.pass(60_000);
  const first = (await desk.entries()).find(({ post }) => post.id === to.postId)?.post;
  await scene.hear(scene.post('Yes, in a browser as well', { replyTo: first?.nativeId ?? '' }));
  await postThere(to, 'Does it happen in a browser, too?');
  const { posts, case: row } = await desk.readCase(to.caseId);
  expect((await read(id)).postId).toBe(posts.findLast(({ accountId }) => accountId !== null)?.id);
  expect(row.state).toBe('open');
});

it('goes back to its writer’s draft where it was not posted', async () => {
  const to = await desk.speakTo('my acme signs me out every hour');
  const id = await open(scene.colleague, to);
  await settleByPerson(scene.inWorkspace, scene.actor, id, 'give_up');
  expect((await read(id)).state).toBe('cancelled');
  expect(await draftOf(scene.colleague, to.caseId)).toMatchObject({ text });
  expect(await draftOf(scene.actor, to.caseId)).toBeUndefined();
  // What is posted all the same joins the case as a post that was not opened from here.
  await postThere(to, text);
  expect((await read(id)).postId).toBeNull();
  expect(await stateOf(to)).toBe('answered');
});

it('is no post that was there before its page was opened, and with several open the one with its words', async () => {
  const to = await desk.speakTo('my acme signs me out every hour');
  const target = (await desk.entries()).find(({ post }) => post.id === to.postId)?.post;
  const author = { nativeId: 'us', handle: 'acme_help', displayName: 'Acme' };
  const late = scene.post('We are on it', { author, replyTo: target?.nativeId ?? '' });
  scene.pass(300_000);
  const first = await open(scene.colleague, to);
  await scene.hear(late);
  expect((await read(first)).state).toBe('opened');
  const second = await open(scene.actor, to);
  await postThere(to, 'Other words than either');
  expect([(await read(first)).state, (await read(second)).state]).toEqual(['opened', 'opened']);
});

it('is done by people only, and where the network leaves it to them', async () => {
  const to = await desk.speakTo('my acme signs me out every hour');
  const program = { ...scene.actor, userId: null, onBehalfOf: scene.actor.userId };
  await expect(open(program, to)).rejects.toMatchObject({ code: 'not_allowed' });
  const id = await open(scene.actor, to);
  await expect(settleByPerson(scene.inWorkspace, program, id, 'posted')).rejects.toMatchObject({
    code: 'not_allowed',
  });
  const { case: row } = await desk.readCase(to.caseId);
  const sendable = { inWorkspace: scene.inWorkspace, manifestOf: () => manifest };
  const reply = writeReply(sendable, scene.actor, {
    caseId: to.caseId,
    accountId: scene.accountId,
    replyToPostId: to.postId,
    visibility: 'public',
    text,
    attachments: [],
    seenThreadVersion: row.threadVersion,
    byHand: true,
  });
  await expect(reply).rejects.toMatchObject({ code: 'network_forbids' });
  const like = { caseId: to.caseId, accountId: scene.accountId, postId: to.postId, action: 'like' as const };
  const liked = await writeReaction(deps(), scene.actor, like);
  await expect(settleByPerson(scene.inWorkspace, scene.actor, liked, 'posted')).rejects.toMatchObject({
    code: 'transition_refused',
  });
});

it('waits for a second pair of eyes first, and is never sent after them either', async () => {
  const to = await desk.speakTo('my acme signs me out every hour');
  await makeMember(scene.colleague, { trainee: true });
  const id = await open(scene.colleague, to);
  expect((await read(id)).state).toBe('awaiting_approval');
  // The gate of the desk lets everything through: what is by hand stays so.
  await approveIn(scene.actor, id);
  expect(await read(id)).toMatchObject({ state: 'opened', byHand: true });
  await postThere(to, text);
  expect((await read(id)).state).toBe('sent');
});

it('writes down who opened a like or a repost, once', async () => {
  const to = await desk.speakTo('my acme is great');
  const like = { caseId: to.caseId, accountId: scene.accountId, postId: to.postId, action: 'like' as const };
  const first = await writeReaction(deps(), scene.actor, like);
  expect(await writeReaction(deps(), scene.actor, like)).toBe(first);
  const other = await writeReaction(deps(), scene.colleague, like);
  const shown = (await desk.readCase(to.caseId)).outbound.map(({ action, state, createdBy }) => [
    action,
    state,
    createdBy?.name,
  ]);
  expect([first === other, shown]).toEqual([
    false,
    [
      ['like', 'opened', 'Aoi'],
      ['like', 'opened', 'Ben'],
    ],
  ]);
});

it('closes where crisis mode begins or whom it is for asks to be left alone, with its words kept', async () => {
  const to = await desk.speakTo('my acme signs me out every hour');
  const id = await open(scene.colleague, to);
  const crisis = await startCrisis(scene.inWorkspace, scene.actor, { brandId: null, reason: 'A recall.' });
  expect(await read(id)).toMatchObject({ state: 'awaiting_approval', text, byHand: true });
  await endCrisis(scene.inWorkspace, scene.actor, crisis);
  await settleByPerson(scene.inWorkspace, scene.colleague, id, 'give_up');

  const again = await open(scene.colleague, to);
  const identityId = (await desk.entries()).find(({ post }) => post.id === to.postId)?.post.author.id ?? '';
  await setOptOut(scene.inWorkspace, scene.actor, identityId, { optedOut: true, reason: 'Said so.' });
  expect(await read(again)).toMatchObject({ state: 'cancelled', errorCode: 'left_alone' });
  expect(await draftOf(scene.colleague, to.caseId)).toMatchObject({ text });
});
