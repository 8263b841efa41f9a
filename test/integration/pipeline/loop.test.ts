// Follows posts through every stage on a real database: heard, decided, answered, followed, closed, deleted.
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { assignCase } from '../../../src/pipeline/assign.ts';
import { closeCase, reopenCase } from '../../../src/pipeline/close-case.ts';
import { decide, decideManySilent, wakeDue } from '../../../src/pipeline/decide.ts';
import { runOutbound, type PublisherPort, type SendDeps } from '../../../src/pipeline/send.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { undoOutbound, writeReply } from '../../../src/pipeline/write.ts';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { caseParts } from '../../../src/server/read/cases.ts';
import { ledgerRows } from '../../../src/server/read/ledger.ts';
import { testDatabase } from '../../harness/database.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
});

async function entries() {
  const { db } = database();
  return inWorkspace(db, scene.workspaceId, async (trx) => {
    const ids = await trx.selectFrom('inbound_ledger').select('post_id').orderBy('post_id').execute();
    const rows = await ledgerRows(
      trx,
      ids.map((row) => row.post_id),
    );
    return rows.toSorted((a, b) => a.post.id.localeCompare(b.post.id));
  });
}

function readCase(id: string) {
  return inWorkspace(database().db, scene.workspaceId, (trx) => caseParts(trx, id, scene.actor.userId));
}

async function speakTo(text: string): Promise<{ caseId: string; postId: string }> {
  await scene.hear(scene.post(text));
  const entry = (await entries()).at(-1);
  const postId = entry?.post.id ?? '';
  const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, { choice: 'speak' });
  return { caseId: caseId ?? '', postId };
}

const writeDeps = () => ({ inWorkspace: scene.inWorkspace, manifestOf: () => manifest });

async function reply(
  caseId: string,
  postId: string,
  text = 'We are sorry. What do you see?',
): Promise<string> {
  const { case: row } = await readCase(caseId);
  return writeReply(writeDeps(), scene.actor, {
    caseId,
    accountId: scene.accountId,
    replyToPostId: postId,
    visibility: 'public',
    text,
    attachments: [],
    seenThreadVersion: row.threadVersion,
  });
}

/** A network that keeps what it published and fails as told. */
function network() {
  const published: string[] = [];
  let failure: ((stage: 'before' | 'after') => Error | null) | null = null;
  const publisher: PublisherPort = {
    publish(request) {
      const before = failure?.('before');
      if (before) return Promise.reject(before);
      published.push(request.text);
      const after = failure?.('after');
      if (after) return Promise.reject(after);
      return Promise.resolve({
        nativeId: `ours-${request.idempotencyKey}`,
        createdAt: new Date(scene.now()).toISOString(),
      });
    },
    lookUp: (request) =>
      Promise.resolve(
        published.includes(request.text)
          ? {
              found: {
                nativeId: `ours-${request.idempotencyKey}`,
                createdAt: new Date(scene.now()).toISOString(),
              },
            }
          : { absent: true },
      ),
    edit: () => Promise.reject(new Error('unused')),
    remove: () => Promise.resolve(),
    like: () => Promise.resolve('like-1'),
    unlike: () => Promise.resolve(),
    repost: () => Promise.resolve('repost-1'),
    unrepost: () => Promise.resolve(),
  };
  return {
    published,
    publisher,
    fail: (how: typeof failure) => {
      failure = how;
    },
  };
}

function sendDeps(publisher: PublisherPort, died: string[] = []): SendDeps {
  return {
    inWorkspace: scene.inWorkspace,
    world: { now: () => scene.now(), newId: () => scene.newId() },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    instance: 'test',
    leaseMs: 60_000,
    publisherFor: () => Promise.resolve(publisher),
    imagesFor: () => Promise.resolve([]),
    tokenDied: (_, account) => {
      died.push(account.handle);
      return Promise.resolve();
    },
  };
}

describe('hearing', () => {
  it('enters what matches, keeps what does not in the window only, and doubles nothing on redelivery', async () => {
    const [hit, miss] = [scene.post('my ACME is broken'), scene.post('nice weather')];
    expect(await scene.hear(hit, miss, hit)).toEqual({ heard: 3, entered: 1, malformed: 0 });
    expect(await scene.hear(hit, miss)).toEqual({ heard: 2, entered: 0, malformed: 0 });
    const [entry, ...rest] = await entries();
    expect(rest).toEqual([]);
    expect(entry?.origin).toBe('found');
    expect(entry?.matches[0]?.spans).toEqual([[3, 7]]);
    expect(entry?.judgements).toEqual([{ kind: 'language', value: 'en', probability: null }]);
    const { db } = database();
    const windowed = await inWorkspace(db, scene.workspaceId, (trx) =>
      trx.selectFrom('window_post').select('text').execute(),
    );
    expect(new Set(windowed.map((row) => row.text))).toEqual(new Set(['nice weather']));
  });

  it('takes mentions, replies to us and direct messages whatever their words', async () => {
    await scene.hear(scene.post('hello', { mentions: [{ handle: 'acme_help', nativeId: 'us' }] }));
    await scene.hear(scene.post('psst', { visibility: 'dm', conversation: 'c1' }));
    await scene.hear({
      raw: {},
      outcome: { heard: { type: 'post', post: scene.post('hey you') } },
      inbound: 'reply',
    });
    expect((await entries()).map((entry) => entry.origin)).toEqual(['mention', 'dm', 'reply']);
  });

  it('never makes a candidate of our own posts or of reposts', async () => {
    await scene.hear(
      scene.post('acme news', { author: { nativeId: 'us', handle: 'acme_help', displayName: 'Acme' } }),
    );
    await scene.hear({
      raw: {},
      outcome: {
        heard: { type: 'repost', nativeId: 'r', of: 'p1', byNativeId: 'x', at: '2026-11-20T01:00:00Z' },
      },
    });
    expect(await entries()).toEqual([]);
  });

  it('keeps a malformed record raw, counts it, and goes on with the rest', async () => {
    const result = await scene.hear(
      { raw: { a: 'b\u0000c' }, outcome: { malformed: 'no author' } },
      scene.post('acme!'),
    );
    expect(result).toEqual({ heard: 1, entered: 1, malformed: 1 });
    const rows = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.selectFrom('malformed_record').selectAll().execute(),
    );
    expect(rows.map((row) => row.problem)).toEqual(['no author']);
  });
});

describe('deciding', () => {
  it('is taken once: who comes second is told who was faster', async () => {
    const { postId } = await speakTo('acme is down');
    const second = decide(scene.inWorkspace, scene.colleague, postId, {
      choice: 'silent',
      reason: 'spam',
      note: '',
    });
    await expect(second).rejects.toMatchObject({ code: 'already_decided' });
  });

  it('of two at the same moment only one wins', async () => {
    await scene.hear(scene.post('acme is down'));
    const [entry] = await entries();
    const both = await Promise.allSettled(
      [scene.actor, scene.colleague].map((actor) =>
        decide(scene.inWorkspace, actor, entry?.post.id ?? '', { choice: 'speak' }),
      ),
    );
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('puts off until later, wakes by the clock, and by the author writing again', async () => {
    await scene.hear(
      scene.post('acme a'),
      scene.post('acme b', { author: { nativeId: 'hana', handle: 'hana', displayName: 'Hana' } }),
    );
    const until = new Date(scene.now() + 3_600_000).toISOString();
    for (const entry of await entries())
      await decide(scene.inWorkspace, scene.actor, entry.post.id, { choice: 'later', until, note: '' });
    expect(await wakeDue(scene.inWorkspace, scene.workspaceId)).toBe(0);
    await scene.hear(scene.post('acme again'));
    expect((await entries()).map((entry) => entry.state)).toEqual(['waiting', 'later', 'waiting']);
    scene.pass(3_600_000);
    expect(await wakeDue(scene.inWorkspace, scene.workspaceId)).toBe(1);
  });

  it('stays silent about many with one reason and can take one back', async () => {
    await scene.hear(...Array.from({ length: 5 }, (_, n) => scene.post(`acme ${String(n)}`)));
    const ids = (await entries()).map((entry) => entry.post.id);
    const result = await decideManySilent(scene.inWorkspace, scene.actor, ids, { reason: 'spam', note: '' });
    expect(result.moved).toHaveLength(5);
    await decide(scene.inWorkspace, scene.actor, ids[0] ?? '', { choice: 'reconsider', note: '' });
    expect((await entries()).map((entry) => entry.state)).toEqual([
      'waiting',
      'closed',
      'closed',
      'closed',
      'closed',
    ]);
  });

  it('assigns in turn among who is on shift', async () => {
    scene = await setScene(database(), { assignment: 'in_turn' });
    const assignees = new Set<string | undefined>();
    for (const text of ['acme 1', 'acme 2']) {
      const { caseId } = await speakTo(text);
      assignees.add((await readCase(caseId)).case.assignee?.name);
      scene.pass(1000);
    }
    expect(assignees).toEqual(new Set(['Aoi', 'Ben']));
  });

  it('lets an agent take a free case but not take it from somebody', async () => {
    const { caseId } = await speakTo('acme is down');
    const taking = assignCase(scene.inWorkspace, scene.colleague, caseId, {
      assigneeId: scene.colleague.userId,
    });
    await expect(taking).rejects.toMatchObject({ code: 'not_allowed' });
  });
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

  it('keeps somebody else’s word in the thread out of the case', async () => {
    const { caseId } = await speakTo('acme is down');
    const other = { nativeId: 'jiro', handle: 'jiro', displayName: 'Jiro' };
    await scene.hear(scene.post('acme here too', { replyTo: 'p1', root: 'p1', author: other }));
    expect((await readCase(caseId)).posts).toHaveLength(1);
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
});

describe('changes at the source', () => {
  it('empties a deleted post everywhere, settles its entry, and makes replies written before it stale', async () => {
    const { caseId, postId } = await speakTo('acme secret 4711');
    const { case: before } = await readCase(caseId);
    await scene.hear({
      raw: {},
      outcome: { heard: { type: 'delete', nativeId: 'p1', deletedAt: '2026-11-20T02:00:00Z' } },
    });
    const parts = await readCase(caseId);
    expect(parts.posts[0]).toMatchObject({ text: '', deletedAt: expect.any(String) as string });
    expect(parts.case.threadVersion).toBeGreaterThan(before.threadVersion);
    expect((await entries())[0]).toMatchObject({
      state: 'closed',
      reason: 'post_deleted',
      matches: [{ spans: [] }],
    });
    await expect(reply(caseId, postId)).rejects.toMatchObject({ code: 'network_post_gone' });
    const { db } = database();
    const dump = await inWorkspace(db, scene.workspaceId, async (trx) =>
      JSON.stringify([
        await trx.selectFrom('post').selectAll().execute(),
        await trx.selectFrom('event').selectAll().execute(),
        await trx.selectFrom('post_version').selectAll().execute(),
      ]),
    );
    expect(dump).not.toContain('4711');
  });

  it('keeps the old text of an edited post as a version', async () => {
    const { caseId } = await speakTo('acme is down');
    const edited = scene.post('acme is up again', { nativeId: 'p1' });
    await scene.hear({
      raw: {},
      outcome: { heard: { type: 'edit', post: edited, editedAt: '2026-11-20T02:00:00Z' } },
    });
    expect((await readCase(caseId)).posts[0]?.text).toBe('acme is up again');
  });

  it('forgets an unmatched post that was deleted', async () => {
    await scene.hear(scene.post('canary'));
    await scene.hear({
      raw: {},
      outcome: { heard: { type: 'delete', nativeId: 'p1', deletedAt: '2026-11-20T02:00:00Z' } },
    });
    const rows = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.selectFrom('window_post').selectAll().execute(),
    );
    expect(rows).toEqual([]);
  });
});
