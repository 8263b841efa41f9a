// Follows answers on a real database: written, sent once, looked up, followed, closed.
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { saveDraft } from '../../../src/pipeline/note.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { closeCase, reopenCase } from '../../../src/pipeline/close-case.ts';
import { undoOutbound } from '../../../src/pipeline/take-back.ts';
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
const { makeMember } = createEyes(at, desk);

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
});

describe('answering', () => {
  it('goes out once after the undo window, is measured, and settles the ledger', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const outboundId = await reply(caseId, postId);
    const { published, publisher } = network();
    await runOutbound(sendDeps(publisher), scene.workspaceId, outboundId);
    expect(published).toEqual([]);
    scene.pass(10_000);
    await Promise.all([1, 2, 3].map(() => runOutbound(sendDeps(publisher), scene.workspaceId, outboundId)));
    expect(published).toHaveLength(1);
    const parts = await readCase(caseId);
    expect(parts.case).toMatchObject({
      state: 'waiting_customer',
      firstReactionMs: 10_000,
      firstReactionBusinessMs: 10_000,
    });
    expect(parts.posts.map((post) => post.accountId)).toEqual([null, scene.accountId]);
    expect((await entries())[0]).toMatchObject({ state: 'answered', caseId });
  });

  it('can be undone while it waits, and the text returns to the draft', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const outboundId = await reply(caseId, postId, 'too fast');
    await undoOutbound(scene.inWorkspace, scene.actor, outboundId);
    scene.pass(10_000);
    const { published, publisher } = network();
    await runOutbound(sendDeps(publisher), scene.workspaceId, outboundId);
    expect(published).toEqual([]);
    expect((await readCase(caseId)).draft?.text).toBe('too fast');
    await expect(undoOutbound(scene.inWorkspace, scene.actor, outboundId)).rejects.toMatchObject({
      code: 'undo_too_late',
    });
  });

  it('comes back before what was begun since, and words for the other side stay alone', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const begun = { text: '', accountId: null, replyToPostId: null };
    const pictures = [{ attachmentId: scene.newId(), alt: 'a router' }];
    const first = await reply(caseId, postId, 'too fast');
    await saveDraft(scene.inWorkspace, scene.actor, caseId, {
      ...begun,
      visibility: 'public',
      attachments: pictures,
    });
    await undoOutbound(scene.inWorkspace, scene.actor, first);
    const kept = { text: 'too fast', visibility: 'public', attachments: pictures };
    expect((await readCase(caseId)).draft).toMatchObject(kept);
    const second = await reply(caseId, postId, 'again');
    const inPrivate = { ...begun, text: 'in private', visibility: 'dm' as const, attachments: [] };
    await saveDraft(scene.inWorkspace, scene.actor, caseId, inPrivate);
    await undoOutbound(scene.inWorkspace, scene.actor, second);
    expect((await readCase(caseId)).draft).toMatchObject({
      ...inPrivate,
      aside: { visibility: 'public', text: 'again', replyToPostId: postId },
    });
    const third = await reply(caseId, postId, 'once more');
    await saveDraft(scene.inWorkspace, scene.actor, caseId, {
      ...inPrivate,
      text: 'and this',
      visibility: 'public',
    });
    await undoOutbound(scene.inWorkspace, scene.actor, third);
    expect((await readCase(caseId)).draft?.text).toBe('once more\nand this');
  });

  it('leaves what is written for the other side where a reply goes out', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const aside = { visibility: 'dm' as const, text: 'for you', attachments: [], replyToPostId: null };
    const shown = { text: 'Hello', accountId: null, replyToPostId: null, attachments: [] };
    await saveDraft(scene.inWorkspace, scene.actor, caseId, { ...shown, visibility: 'public', aside });
    await reply(caseId, postId, 'Hello');
    expect((await readCase(caseId)).draft).toMatchObject({ text: '', visibility: 'public', aside });
    // Nothing is said of the other side: a device may not know of it.
    for (const text of ['', 'More', '']) {
      await saveDraft(scene.inWorkspace, scene.actor, caseId, { ...shown, text, visibility: 'public' });
      expect((await readCase(caseId)).draft).toMatchObject({ text, visibility: 'public', aside });
    }
    await saveDraft(scene.inWorkspace, scene.actor, caseId, { ...shown, visibility: 'dm' });
    await saveDraft(scene.inWorkspace, scene.actor, caseId, { ...shown, text: 'More', visibility: 'public' });
    expect((await readCase(caseId)).draft?.aside).toMatchObject({ visibility: 'dm', text: 'Hello' });
    await saveDraft(scene.inWorkspace, scene.actor, caseId, {
      ...shown,
      text: '',
      visibility: 'public',
      aside: null,
    });
    expect((await readCase(caseId)).draft).toBeNull();
  });

  it('refuses a reply written before the customer wrote again', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const { case: before } = await readCase(caseId);
    await scene.hear(scene.post('never mind, solved', { replyTo: 'p1', root: 'p1' }));
    const stale = writeReply(writeDeps(), scene.actor, {
      caseId,
      accountId: scene.accountId,
      replyToPostId: postId,
      visibility: 'public',
      text: 'hi',
      attachments: [],
      seenThreadVersion: before.threadVersion,
    });
    await expect(stale).rejects.toMatchObject({ code: 'thread_changed' });
  });

  it('refuses pictures in a direct message on a network that carries none there', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const { case: row } = await readCase(caseId);
    const deps = writeDeps();
    const { dm, ...rest } = deps.manifestOf();
    const manifest = { ...rest, dm: { ...dm, takesPictures: false } };
    const written = {
      caseId,
      accountId: scene.accountId,
      replyToPostId: postId,
      text: 'look',
      attachments: [{ attachmentId: '00000000-0000-7000-8000-000000000001', alt: 'a lamp' }],
      seenThreadVersion: row.threadVersion,
    };
    const refused = writeReply({ ...deps, manifestOf: () => manifest }, scene.actor, {
      ...written,
      visibility: 'dm',
    });
    await expect(refused).rejects.toMatchObject({ code: 'attachment_invalid' });
  });

  it('looks up a send whose fate is unknown and never sends it twice', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const outboundId = await reply(caseId, postId);
    scene.pass(10_000);
    const net = network();
    net.fail((stage) => (stage === 'after' ? new AppError('send_fate_unknown', 'connection lost') : null));
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
    expect((await readCase(caseId)).outbound[0]?.state).toBe('unknown');
    net.fail(null);
    scene.pass(60_000);
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
    expect((await readCase(caseId)).outbound[0]?.state).toBe('sent');
    expect(net.published).toHaveLength(1);
  });

  it('takes a claim of a dead sender over by looking first', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const outboundId = await reply(caseId, postId);
    scene.pass(10_000);
    const net = network();
    const died = sendDeps({
      ...net.publisher,
      publish: async (request) => {
        await net.publisher.publish(request);
        return new Promise(() => undefined);
      },
    });
    void runOutbound(died, scene.workspaceId, outboundId);
    await expect.poll(() => net.published.length).toBe(1);
    scene.pass(30_000);
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
    expect((await readCase(caseId)).outbound[0]?.state).toBe('sending');
    scene.pass(31_000);
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
    expect((await readCase(caseId)).outbound[0]?.state).toBe('sent');
    expect(net.published).toHaveLength(1);
  });

  it('waits when told to slow down, fails for good when refused, and a person may try again', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const outboundId = await reply(caseId, postId);
    scene.pass(10_000);
    const net = network();
    net.fail(() => new AppError('network_rate_limited', 'slow down', { retryAfterMs: 90_000 }));
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
    const [waiting] = (await readCase(caseId)).outbound;
    expect(waiting).toMatchObject({
      state: 'queued',
      notBefore: new Date(scene.now() + 90_000).toISOString(),
    });
    scene.pass(90_000);
    net.fail(() => new AppError('network_rejected', 'no'));
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
    expect((await readCase(caseId)).outbound[0]).toMatchObject({
      state: 'failed',
      errorCode: 'network_rejected',
    });
    net.fail(null);
    await settleByPerson(scene.inWorkspace, scene.actor, outboundId, 'retry');
    await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
    expect((await readCase(caseId)).outbound[0]?.state).toBe('sent');
  });

  it('shows a dead token once and loses nothing', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const outboundId = await reply(caseId, postId);
    scene.pass(10_000);
    const net = network();
    net.fail(() => new AppError('account_token_dead', 'revoked'));
    const died: string[] = [];
    await runOutbound(sendDeps(net.publisher, died), scene.workspaceId, outboundId);
    expect(died).toEqual(['acme_help']);
    expect((await readCase(caseId)).outbound[0]).toMatchObject({
      state: 'failed',
      errorCode: 'account_token_dead',
    });
    await expect(reply(caseId, postId)).rejects.toMatchObject({ code: 'account_token_dead' });
  });
});

describe('following', () => {
  it('brings the customer’s answer into the same case and asks for ours', async () => {
    const { caseId, postId } = await speakTo('acme is down');
    const outboundId = await reply(caseId, postId);
    scene.pass(10_000);
    await runOutbound(sendDeps(network().publisher), scene.workspaceId, outboundId);
    await scene.hear(scene.post('it says E42', { replyTo: `ours-${outboundId}`, root: 'p1' }));
    const parts = await readCase(caseId);
    expect(parts.case.state).toBe('open');
    expect(parts.posts).toHaveLength(3);
    expect((await entries()).map((entry) => [entry.state, entry.origin])).toEqual([
      ['answered', 'found'],
      ['in_case', 'reply'],
    ]);
  });

  it('counts what was written on the network’s own page as the answer', async () => {
    const { caseId } = await speakTo('acme is down');
    const author = { nativeId: 'us', handle: 'acme_help', displayName: '' };
    await scene.hear(scene.post('Sorry! Try this.', { replyTo: 'p1', root: 'p1', author }));
    const parts = await readCase(caseId);
    expect(parts.posts.map((post) => post.accountId)).toEqual([null, scene.accountId]);
    expect(parts.case.state).toBe('waiting_customer');
    expect((await entries())[0]).toMatchObject({ state: 'answered', caseId });
  });

  it('keeps somebody else’s word in the thread out of the case', async () => {
    const { caseId } = await speakTo('acme is down');
    const other = { nativeId: 'jiro', handle: 'jiro', displayName: 'Jiro' };
    await scene.hear(scene.post('acme here too', { replyTo: 'p1', root: 'p1', author: other }));
    expect((await readCase(caseId)).posts).toHaveLength(1);
    expect((await entries()).map((entry) => entry.state)).toEqual(['in_case', 'waiting']);
  });

  it('takes what we wrote there to somebody else in the thread for no answer to whom the case is about', async () => {
    const { caseId } = await speakTo('acme is down');
    const other = { nativeId: 'jiro', handle: 'jiro', displayName: 'Jiro' };
    await scene.hear(
      scene.post('acme here too', { nativeId: 'jiro-1', replyTo: 'p1', root: 'p1', author: other }),
    );
    const author = { nativeId: 'us', handle: 'acme_help', displayName: '' };
    await scene.hear(scene.post('Jiro, which model?', { replyTo: 'jiro-1', root: 'p1', author }));
    const parts = await readCase(caseId);
    expect(parts.case).toMatchObject({ state: 'open', firstAnswerAt: null });
    expect(parts.posts).toHaveLength(1);
    expect((await entries()).map((entry) => entry.state)).toEqual(['in_case', 'waiting']);
  });

  it('joins a direct message to the case of the same person', async () => {
    const { caseId } = await speakTo('acme is down');
    await scene.hear(scene.post('order 77', { visibility: 'dm', conversation: 'c1' }));
    const parts = await readCase(caseId);
    expect(parts.posts.map((post) => post.visibility)).toEqual(['public', 'dm']);
  });

  it('closes with an outcome, settles what was unanswered, and reopens when the customer writes', async () => {
    const { caseId } = await speakTo('acme is down');
    await closeCase(scene.inWorkspace, scene.actor, caseId, 'solved_by_customer');
    expect((await entries())[0]).toMatchObject({ state: 'closed', reason: 'solved_by_customer' });
    await reopenCase(scene.inWorkspace, scene.actor, caseId);
    expect((await entries())[0]?.state).toBe('in_case');
    await closeCase(scene.inWorkspace, scene.actor, caseId, 'solved');
    await scene.hear(scene.post('broken again', { replyTo: 'p1', root: 'p1' }));
    expect((await readCase(caseId)).case).toMatchObject({ state: 'open', outcome: null });
  });
  it('opens again for the next in turn, or for nobody, where whoever had it is gone', async () => {
    const { caseId } = await speakTo('acme is down');
    const gone = scene.actor.userId ?? '';
    const hears = (text: string) => scene.hear(scene.post(text, { replyTo: 'p1', root: 'p1' }));
    expect((await readCase(caseId)).case.assignee?.id).toBe(gone);
    await closeCase(scene.inWorkspace, scene.actor, caseId, 'solved');
    await hears('thanks');
    expect((await readCase(caseId)).case).toMatchObject({ state: 'open', assignee: { id: gone } });
    await closeCase(scene.inWorkspace, scene.actor, caseId, 'solved');
    await makeMember(scene.actor, { removed_at: new Date(scene.now()).toISOString() });
    await hears('broken again');
    expect((await readCase(caseId)).case).toMatchObject({ state: 'open', assignee: null });
  });
});
