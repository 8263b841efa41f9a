// Answering and being done, on a real database: the conversation ends with the answer, goes on with their next word, and becomes a case when somebody is stuck.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../../src/domain/post/post.ts';
import { closeCase, reopenCase } from '../../../src/pipeline/close-case.ts';
import { makeSupportByPerson } from '../../../src/pipeline/conversation.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { runOutbound, type PublisherPort } from '../../../src/pipeline/send.ts';
import { undoOutbound } from '../../../src/pipeline/take-back.ts';
import { writeReply } from '../../../src/pipeline/write.ts';
import { casesPage } from '../../../src/server/read/cases.ts';
import { decisionReport } from '../../../src/server/read/decisions.ts';
import { ledgerEntry } from '../../../src/server/read/ledger.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { createEyes } from './eyes.ts';
import { createJudgingDesk } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const at = { database, scene: () => scene };
const desk = createDesk(at);
const { entries, readCase, reply, network, sendDeps } = desk;
const { hear, correct } = createJudgingDesk(at);
const { makeMember, write, approve, sendAll } = createEyes(at, desk);

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
});

const us = [{ nativeId: 'us', handle: 'acme_help' }];
const within = (post: Partial<Post> = {}): Partial<Post> => ({ mentions: us, ...post });

/** Hears a fan, and decides to answer and be done. */
async function talkTo(text: string, more: Partial<Post> = within()) {
  const [postId = ''] = await hear(scene.post(text, more));
  const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, conversation);
  return { caseId: caseId ?? '', postId };
}

/** Answers after the undo window; answers our post's native id. */
async function answer(caseId: string, postId: string, text = 'So glad you liked it!'): Promise<string> {
  const outboundId = await reply(caseId, postId, text);
  scene.pass(10_000);
  await runOutbound(sendDeps(network().publisher), scene.workspaceId, outboundId);
  return `ours-${outboundId}`;
}

async function hearBack(text: string, replyTo: string): Promise<string> {
  scene.pass(60_000);
  const [postId = ''] = await hear(scene.post(text, { replyTo, root: 'p1' }));
  return postId;
}

/** As the network tells us of a post of ours. */
const ours = (text: string, replyTo: string, nativeId?: string): Post =>
  scene.post(text, {
    author: { nativeId: 'us', handle: 'acme_help', displayName: 'Acme' },
    replyTo,
    root: replyTo,
    ...(nativeId === undefined ? {} : { nativeId }),
  });

/** A network that tells us of our post before it answers the call that made it. */
function echoing(): PublisherPort {
  const { publisher } = network();
  return {
    ...publisher,
    async publish(request) {
      const sent = await publisher.publish(request);
      await hear(ours(request.text, request.replyTo?.nativeId ?? '', sent.nativeId));
      return sent;
    },
  };
}

const conversation = { choice: 'speak', isConversation: true } as const;

const read = <T>(work: Parameters<typeof inWorkspace<T>>[2]): Promise<T> =>
  inWorkspace(database().db, scene.workspaceId, work);
const rowOf = async (caseId: string) => (await readCase(caseId)).case;
const eventsOf = (caseId: string) =>
  read((trx) =>
    trx
      .selectFrom('event')
      .select(['type', 'actor_id as actorId'])
      .where('subject_id', '=', caseId)
      .orderBy('id')
      .execute(),
  );

describe('a conversation', () => {
  it('ends with our answer by whoever answered, without an assignment by turns and without a measure', async () => {
    const { caseId, postId } = await talkTo('@acme_help loved the film you named last Friday!');
    expect(await rowOf(caseId)).toMatchObject({
      state: 'open',
      isConversation: true,
      assignee: { name: 'Aoi' },
    });
    await answer(caseId, postId);
    expect(await rowOf(caseId)).toMatchObject({
      state: 'closed',
      outcome: 'conversation',
      firstReactionMs: null,
      firstReactionBusinessMs: null,
    });
    expect((await entries())[0]).toMatchObject({ state: 'answered', isConversation: true });
    expect((await eventsOf(caseId)).at(-1)).toEqual({ type: 'case.closed', actorId: scene.actor.userId });
    const { decisions } = await read((trx) => ledgerEntry(trx, postId));
    expect(decisions).toMatchObject([{ choice: 'speak', isConversation: true }]);
  });

  it('is not begun with whom we found ourselves, and nothing else ends as one', async () => {
    const [postId = ''] = await hear(scene.post('acme is nice'));
    const refused = { code: 'invalid_input', where: 'body.isConversation' };
    await expect(decide(scene.inWorkspace, scene.actor, postId, conversation)).rejects.toMatchObject(refused);
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, { choice: 'speak' });
    const close = closeCase(scene.inWorkspace, scene.actor, caseId ?? '', 'conversation');
    await expect(close).rejects.toMatchObject({ code: 'invalid_input', where: 'body.outcome' });
  });

  it('opens with their next word, asks for an answer, and ends again', async () => {
    const { caseId, postId } = await talkTo('@acme_help what should I see next?');
    const ours = await answer(caseId, postId);
    const back = await hearBack('thank you, that was lovely', ours);
    expect(await rowOf(caseId)).toMatchObject({ state: 'open', outcome: null, isConversation: true });
    expect((await entries()).map(({ state }) => state)).toEqual(['answered', 'in_case']);
    await answer(caseId, back, 'Any time!');
    expect(await rowOf(caseId)).toMatchObject({ state: 'closed', outcome: 'conversation' });
    expect((await entries()).map(({ state }) => state)).toEqual(['answered', 'answered']);
    // A last word that needs none ends it by hand.
    await hearBack('bye!', ours);
    await closeCase(scene.inWorkspace, scene.actor, caseId, 'conversation');
    expect((await entries()).at(-1)).toMatchObject({ state: 'closed', reason: 'conversation' });
    await reopenCase(scene.inWorkspace, scene.actor, caseId);
    expect((await entries()).at(-1)?.state).toBe('in_case');
  });

  it('stays open where they wrote while our answer was on its way', async () => {
    const { caseId, postId } = await talkTo('@acme_help what should I see next?');
    const outboundId = await reply(caseId, postId, 'Try the western.');
    scene.pass(5000);
    await hear(scene.post('and with my dad?', { replyTo: 'p1', root: 'p1' }));
    scene.pass(5000);
    await runOutbound(sendDeps(network().publisher), scene.workspaceId, outboundId);
    expect(await rowOf(caseId)).toMatchObject({ state: 'open', outcome: null });
    expect((await entries()).map(({ state }) => state)).toEqual(['answered', 'in_case']);
  });

  it('stays open where what they wrote before our answer came in after it', async () => {
    const { caseId, postId } = await talkTo('@acme_help what should I see next?');
    const late = scene.post('and with my dad?', { replyTo: 'p1', root: 'p1' });
    scene.pass(5000);
    const outboundId = await reply(caseId, postId, 'Try the western.');
    scene.pass(5000);
    await hear(late);
    scene.pass(5000);
    await runOutbound(sendDeps(network().publisher), scene.workspaceId, outboundId);
    expect(await rowOf(caseId)).toMatchObject({ state: 'open', outcome: null });
    expect((await entries()).map(({ state }) => state)).toEqual(['answered', 'in_case']);
  });

  it('ends as whoever wrote meant it, where the network brings our answer back while it is being sent', async () => {
    const { caseId, postId } = await talkTo('@acme_help what should I see next?');
    const outboundId = await reply(caseId, postId, 'Try the western.');
    scene.pass(5000);
    const nextId = await hearBack('and with my dad?', 'p1');
    await runOutbound(sendDeps(echoing()), scene.workspaceId, outboundId);
    expect(await rowOf(caseId)).toMatchObject({ state: 'open', outcome: null });
    expect((await entries()).map(({ state }) => state)).toEqual(['answered', 'in_case']);
    const second = await reply(caseId, nextId, 'The western, too.');
    scene.pass(10_000);
    await runOutbound(sendDeps(echoing()), scene.workspaceId, second);
    expect(await rowOf(caseId)).toMatchObject({ state: 'closed', outcome: 'conversation' });
    const { posts } = await readCase(caseId);
    expect(posts).toHaveLength(4);
    const { userId } = scene.actor;
    expect((await eventsOf(caseId)).filter(({ type }) => type === 'case.answered')).toEqual([
      { type: 'case.answered', actorId: userId },
      { type: 'case.answered', actorId: userId },
    ]);
  });

  it('ends by a person only: whoever answers for the send, else whoever chose it, else nobody', async () => {
    const token = { ...scene.actor, userId: null, name: 'agent' };
    const first = await talkTo('@acme_help loved it');
    const sent = await write({ ...token, onBehalfOf: scene.colleague.userId }, first, {
      text: 'Hi from us!',
    });
    await sendAll(sent);
    expect((await eventsOf(first.caseId)).at(-1)).toEqual({
      type: 'case.closed',
      actorId: scene.colleague.userId,
    });

    const rei = { nativeId: 'rei', handle: 'rei', displayName: 'Rei' };
    const greeting = scene.post('@acme_help good morning', within({ author: rei }));
    const [heard = ''] = await hear(greeting);
    const chosen = await decide(scene.inWorkspace, scene.actor, heard, conversation);
    await hear(ours('Good morning!', greeting.nativeId));
    expect((await eventsOf(chosen.caseId ?? '')).at(-1)).toEqual({
      type: 'case.closed',
      actorId: scene.actor.userId,
    });

    const mai = { nativeId: 'mai', handle: 'mai', displayName: 'Mai' };
    const hello = scene.post('@acme_help hello', within({ author: mai }));
    const [helloId = ''] = await hear(hello);
    const { caseId } = await decide(scene.inWorkspace, token, helloId, conversation);
    await hear(ours('Hello!', hello.nativeId));
    expect(await rowOf(caseId ?? '')).toMatchObject({ state: 'waiting_customer', outcome: null });
  });

  it('stays open while another answer of it is on its way', async () => {
    const { caseId, postId } = await talkTo('@acme_help what should I see next?');
    const held = await reply(caseId, postId, 'Try the western.');
    const nextId = await hearBack('and with my dad?', 'p1');
    const last = await reply(caseId, nextId, 'The western, too.');
    scene.pass(10_000);
    await runOutbound(sendDeps(network().publisher), scene.workspaceId, last);
    expect(await rowOf(caseId)).toMatchObject({ state: 'waiting_customer', outcome: null });
    await runOutbound(sendDeps(network().publisher), scene.workspaceId, held);
    expect(await rowOf(caseId)).toMatchObject({ state: 'closed', outcome: 'conversation' });
  });

  it('stays open while nothing went out: undone, waiting for approval, failed', async () => {
    const { caseId, postId } = await talkTo('@acme_help hello from the harbour');
    const undone = await reply(caseId, postId, 'too fast');
    await undoOutbound(scene.inWorkspace, scene.actor, undone);
    expect(await rowOf(caseId)).toMatchObject({ state: 'open' });

    const failing = network();
    failing.fail((stage) => (stage === 'before' ? new Error('the network is not there') : null));
    const failed = await reply(caseId, postId, 'Hello back!');
    scene.pass(10_000);
    await runOutbound(sendDeps(failing.publisher), scene.workspaceId, failed);
    expect(await rowOf(caseId)).toMatchObject({ state: 'open', outcome: null });
    expect((await entries())[0]?.state).toBe('in_case');
    await settleByPerson(scene.inWorkspace, scene.actor, failed, 'give_up');

    await makeMember(scene.colleague, { trainee: true });
    const held = await write(scene.colleague, { caseId, postId }, { text: 'Hello from us!' });
    expect(await sendAll(held)).toEqual([]);
    expect(await rowOf(caseId)).toMatchObject({ state: 'open' });
    await approve(scene.actor, held);
    expect(await sendAll(held)).toEqual(['Hello from us!']);
    expect(await rowOf(caseId)).toMatchObject({ state: 'closed', outcome: 'conversation' });
  });

  it('goes on in a direct message in the same way', async () => {
    const { caseId, postId } = await talkTo('hello, just saying hi', {
      visibility: 'dm',
      conversation: 'c1',
    });
    const { case: row } = await readCase(caseId);
    const outboundId = await writeReply(desk.writeDeps(), scene.actor, {
      caseId,
      accountId: scene.accountId,
      replyToPostId: postId,
      visibility: 'dm',
      text: 'Hi! Have a good day.',
      attachments: [],
      seenThreadVersion: row.threadVersion,
    });
    scene.pass(60_000);
    await runOutbound(sendDeps(network().publisher), scene.workspaceId, outboundId);
    expect(await rowOf(caseId)).toMatchObject({ state: 'closed', outcome: 'conversation' });
    await hear(scene.post('have a lovely weekend!', { visibility: 'dm', conversation: 'c1' }));
    expect(await rowOf(caseId)).toMatchObject({ state: 'open', isConversation: true });
  });
});

describe('a conversation in which somebody needs support', () => {
  it('becomes a case by what they write, measured from that post', async () => {
    const { caseId, postId } = await talkTo('@acme_help loved it, thank you');
    const ours = await answer(caseId, postId);
    const stuck = await hearBack('my player is broken and I cannot log in, please help', ours);
    const row = await rowOf(caseId);
    expect(row).toMatchObject({ state: 'open', isConversation: false, firstAnswerAt: null });
    expect(row.firstPostAt).toBe(new Date(scene.now()).toISOString());
    expect((await entries()).map(({ isConversation }) => isConversation)).toEqual([false, false]);
    await answer(caseId, stuck, 'We are sorry. What do you see?');
    expect(await rowOf(caseId)).toMatchObject({ state: 'waiting_customer', firstReactionMs: 10_000 });
    expect((await eventsOf(caseId)).map(({ type }) => type)).toContain('case.made_support');
  });

  it('becomes one by a person: of what is judged, by a decision to speak, and of one that had ended', async () => {
    const first = await talkTo('@acme_help loved it, thank you');
    await correct(first.postId, 'help', 'yes');
    expect(await rowOf(first.caseId)).toMatchObject({ isConversation: false, firstAnswerAt: null });

    const rei = { nativeId: 'rei', handle: 'rei', displayName: 'Rei' };
    const morning = scene.post('@acme_help good morning', within({ author: rei }));
    const thread = { author: rei, replyTo: morning.nativeId, root: morning.nativeId };
    const [rootId = '', nextId = ''] = await hear(morning, scene.post('@acme_help one more', within(thread)));
    const begun = await decide(scene.inWorkspace, scene.actor, rootId, conversation);
    expect(await rowOf(begun.caseId ?? '')).toMatchObject({ isConversation: true });
    const joined = await decide(scene.inWorkspace, scene.actor, nextId, { choice: 'speak' });
    expect(joined.caseId).toBe(begun.caseId);
    expect(await rowOf(begun.caseId ?? '')).toMatchObject({ isConversation: false });

    const mai = { nativeId: 'mai', handle: 'mai', displayName: 'Mai' };
    const { caseId, postId } = await talkTo('@acme_help what a day', within({ author: mai }));
    await answer(caseId, postId);
    await makeSupportByPerson(scene.inWorkspace, scene.actor, caseId);
    const made = await rowOf(caseId);
    expect(made).toMatchObject({
      state: 'open',
      outcome: null,
      isConversation: false,
      firstReactionMs: null,
    });
    // What was answered without a clock is not measured afterwards.
    expect(made.firstAnswerAt).toBe(made.lastOutboundAt);
    const twice = makeSupportByPerson(scene.inWorkspace, scene.actor, caseId);
    await expect(twice).rejects.toMatchObject({ code: 'transition_refused' });
  });
});

it('is left out of how decisions went, and stands in lists of its own', async () => {
  const { caseId, postId } = await talkTo('@acme_help loved it, thank you');
  await answer(caseId, postId);
  const ken = { nativeId: 'ken', handle: 'ken', displayName: 'Ken' };
  const [asked = ''] = await hear(scene.post('@acme_help where is my order?', within({ author: ken })));
  const spoken = await decide(scene.inWorkspace, scene.actor, asked, { choice: 'speak' });
  const report = await read((trx) => decisionReport(trx, { since: '2026-01-01T00:00:00Z', timeZone: 'UTC' }));
  const { advised, against, unadvised } = report.outcomes;
  expect(advised.cases + against.cases + unadvised.cases).toBe(1);
  const listed = async (kind?: 'support' | 'conversation') =>
    (await read((trx) => casesPage(trx, { kind, limit: 10 }, scene.actor.userId))).rows.map(({ id }) => id);
  expect(await listed('conversation')).toEqual([caseId]);
  expect(await listed('support')).toEqual([spoken.caseId]);
  expect(new Set(await listed())).toEqual(new Set([caseId, spoken.caseId]));
});
