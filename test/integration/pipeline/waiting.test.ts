// Since when a customer waits, on a real database: from the oldest post nobody has answered, through all that can happen to it.
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { closeCase, reopenCase } from '../../../src/pipeline/close-case.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import { planFollowUp, wakeFollowUps } from '../../../src/pipeline/follow-up.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { settleByPerson } from '../../../src/pipeline/settle.ts';
import { undoOutbound } from '../../../src/pipeline/take-back.ts';
import { casesPage } from '../../../src/server/read/cases.ts';
import { ledgerCounts } from '../../../src/server/read/ledger.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { entries, readCase, reply, network, sendDeps } = createDesk({ database, scene: () => scene });

const MINUTE_MS = 60_000;
const UNDO_MS = 10_000;

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: UNDO_MS / 1000 });
});

const now = (): string => new Date(scene.now()).toISOString();
const waits = async (caseId: string): Promise<string | null> => (await readCase(caseId)).case.waitingSince;

/** Somebody asks, and we speak: the case, its post, and when it was written. */
async function asks(who = 'taro') {
  const author = { nativeId: who, handle: who, displayName: who };
  const post = scene.post(`my acme is down, says ${who}`, { author });
  await scene.hear(post);
  const postId = (await entries()).at(-1)?.post.id ?? '';
  const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, { choice: 'speak' });
  scene.pass(MINUTE_MS);
  return { caseId: caseId ?? '', postId, post, at: post.createdAt };
}
type Asked = Awaited<ReturnType<typeof asks>>;

/** The same person goes on in the thread: the post, and when it was written. */
async function writesAgain({ post }: Pick<Asked, 'post'>, more: Partial<Post> = {}): Promise<Post> {
  const next = scene.post('and it is still down', {
    author: post.author,
    replyTo: post.nativeId,
    root: post.nativeId,
    ...more,
  });
  await scene.hear(next);
  scene.pass(MINUTE_MS);
  return next;
}

async function send(outboundId: string, net = network()): Promise<void> {
  scene.pass(UNDO_MS);
  await runOutbound(sendDeps(net.publisher), scene.workspaceId, outboundId);
}

const answer = async ({ caseId, postId }: Asked): Promise<void> => send(await reply(caseId, postId));
const deletes = ({ nativeId }: Post) =>
  scene.hear({ raw: {}, outcome: { heard: { type: 'delete', nativeId, deletedAt: now() } } });

async function listed(state: 'open' | 'closed' | 'unfinished', limit = 50): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      casesPage(trx, { state, limit, cursor }, null),
    );
    ids.push(...page.rows.map((row) => row.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

const longestInLedger = async (): Promise<string | null> => {
  const { db } = database();
  return (await inWorkspace(db, scene.workspaceId, (trx) => ledgerCounts(trx, undefined))).oldestWaitingAt;
};

describe('who writes again', () => {
  it('keeps their place and their time, page by page', async () => {
    const [first, second, third] = [await asks('taro'), await asks('jiro'), await asks('saburo')];
    await writesAgain(first);
    await writesAgain(second);
    expect(await waits(first.caseId)).toBe(first.at);
    const inOrder = [first.caseId, second.caseId, third.caseId];
    expect(await listed('open')).toEqual(inOrder);
    expect(await listed('open', 1)).toEqual(inOrder);
    expect(await longestInLedger()).toBe(first.at);
    await answer(first);
    expect(await longestInLedger()).toBe(second.at);
    expect(await listed('unfinished')).toEqual([second.caseId, third.caseId, first.caseId]);
  });

  it('waits anew where everything before was answered', async () => {
    const one = await asks();
    await writesAgain(one);
    await answer(one);
    expect(await waits(one.caseId)).toBeNull();
    const next = await writesAgain(one);
    await writesAgain(one);
    expect(await waits(one.caseId)).toBe(next.createdAt);
  });

  it('waits since what came after our answer was written, but before it went out', async () => {
    const one = await asks();
    const outboundId = await reply(one.caseId, one.postId);
    scene.pass(1000);
    const next = scene.post('it is back', { replyTo: one.post.nativeId, root: one.post.nativeId });
    await scene.hear(next);
    expect(await waits(one.caseId)).toBe(one.at);
    await send(outboundId);
    expect((await readCase(one.caseId)).outbound[0]?.state).toBe('sent');
    expect((await readCase(one.caseId)).case).toMatchObject({ state: 'open', waitingSince: next.createdAt });
  });
});

describe('what does not go out', () => {
  it('ends no wait: taken back, failed, or given up, it began when it began', async () => {
    const one = await asks();
    const undone = await reply(one.caseId, one.postId);
    await undoOutbound(scene.inWorkspace, scene.actor, undone);
    expect(await waits(one.caseId)).toBe(one.at);
    const net = network();
    net.fail(() => new AppError('network_rejected', 'no'));
    const failed = await reply(one.caseId, one.postId);
    await send(failed, net);
    expect((await readCase(one.caseId)).outbound.at(-1)?.state).toBe('failed');
    expect(await waits(one.caseId)).toBe(one.at);
    await settleByPerson(scene.inWorkspace, scene.actor, failed, 'give_up');
    expect(await waits(one.caseId)).toBe(one.at);
  });

  it('nor does what nobody knows the fate of, until it is found', async () => {
    const one = await asks();
    const net = network();
    net.fail((stage) => (stage === 'after' ? new AppError('send_fate_unknown', 'connection lost') : null));
    const outboundId = await reply(one.caseId, one.postId);
    await send(outboundId, net);
    expect(await waits(one.caseId)).toBe(one.at);
    net.fail(null);
    scene.pass(MINUTE_MS);
    await send(outboundId, net);
    expect((await readCase(one.caseId)).outbound[0]?.state).toBe('sent');
    expect(await waits(one.caseId)).toBeNull();
  });
});

it('a reply of ours that was written outside Kizuki ends it', async () => {
  const one = await asks();
  const author = { nativeId: 'us', handle: 'acme_help', displayName: 'Acme' };
  await scene.hear(scene.post('We are on it.', { author, replyTo: one.post.nativeId }));
  expect(await waits(one.caseId)).toBeNull();
});

it('what its author deletes is waited for no more: the next oldest is, or nothing', async () => {
  const one = await asks();
  const next = await writesAgain(one);
  await deletes(one.post);
  expect(await waits(one.caseId)).toBe(next.createdAt);
  await deletes(next);
  const { case: row } = await readCase(one.caseId);
  expect(row).toMatchObject({ state: 'open', waitingSince: null });
  // Ordered by when they were last heard, as before.
  const other = await asks('jiro');
  expect(await listed('open')).toEqual([one.caseId, other.caseId]);
});

it('a conscious closing ends it, opening the case again gives it back, and closed cases stand by when they were last heard', async () => {
  const [one, other] = [await asks('taro'), await asks('jiro')];
  await writesAgain(one);
  await closeCase(scene.inWorkspace, scene.actor, one.caseId, 'not_for_us');
  await closeCase(scene.inWorkspace, scene.actor, other.caseId, 'not_for_us');
  expect(await waits(one.caseId)).toBeNull();
  expect(await listed('closed')).toEqual([one.caseId, other.caseId]);
  expect(await longestInLedger()).toBeNull();
  await reopenCase(scene.inWorkspace, scene.actor, one.caseId);
  expect(await waits(one.caseId)).toBe(one.at);
  // Who writes into a closed case asks anew: what was closed with it stays closed.
  const again = await writesAgain(other);
  expect((await readCase(other.caseId)).case).toMatchObject({ state: 'open', waitingSince: again.createdAt });
});

it('a follow-up that is due waits for us, not the customer', async () => {
  const one = await asks();
  await answer(one);
  const at = new Date(scene.now() + MINUTE_MS).toISOString();
  await planFollowUp(scene.inWorkspace, scene.actor, one.caseId, at);
  scene.pass(2 * MINUTE_MS);
  expect(await wakeFollowUps(scene.inWorkspace, scene.workspaceId)).toBe(1);
  expect((await readCase(one.caseId)).case).toMatchObject({ state: 'open', waitingSince: null });
});

it('a post that was put off is waited for in the case once it is spoken to', async () => {
  const author = { nativeId: 'taro', handle: 'taro', displayName: 'taro' };
  const root = scene.post('my acme is down', { author });
  await scene.hear(root);
  scene.pass(MINUTE_MS);
  const putOff = scene.post('acme lost my files too', {
    author,
    replyTo: root.nativeId,
    root: root.nativeId,
  });
  await scene.hear(putOff);
  const [first = '', second = ''] = (await entries()).map(({ post }) => post.id);
  const until = new Date(scene.now() + 100 * MINUTE_MS).toISOString();
  await decide(scene.inWorkspace, scene.actor, second, { choice: 'later', note: '', until });
  const { caseId } = await decide(scene.inWorkspace, scene.actor, first, { choice: 'speak' });
  const one = { caseId: caseId ?? '', postId: first, post: root, at: root.createdAt };
  await answer(one);
  expect(await waits(one.caseId)).toBeNull();
  await decide(scene.inWorkspace, scene.actor, second, { choice: 'speak' });
  expect(await waits(one.caseId)).toBe(putOff.createdAt);
});
