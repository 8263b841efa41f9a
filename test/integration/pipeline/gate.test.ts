// The network's rules hold on a real database, for programs as for people, when it is written and when it goes out.
import { beforeEach, describe, expect, it } from 'vitest';
import { onlyByPeople } from '../../../src/networks/kit/policy-words.ts';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import type { NetworkManifest } from '../../../src/domain/post/manifest.ts';
import type { PolicyRule } from '../../../src/domain/post/policy.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import type { Actor } from '../../../src/pipeline/ports.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { writeOwnPostChange, writeReaction, writeReply } from '../../../src/pipeline/write.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { createEyes } from './eyes.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
let token: Actor;
const at = { database, scene: () => scene };
const desk = createDesk(at);
const { write, read, approve, sendAll, eventsOf } = createEyes(at, desk);

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
  token = { ...scene.actor, userId: null, onBehalfOf: scene.colleague.userId };
});

const why = { ja: '呼ばれていません。', en: 'Nobody called it.' };
const rule = (change: Partial<PolicyRule>): PolicyRule => ({
  actions: ['reply'],
  actors: ['person'],
  permission: 'none',
  why,
  since: '2026-01-01',
  source: 'https://example.com/rules',
  ...change,
});
const changedTo = (...rules: PolicyRule[]): NetworkManifest => ({ ...manifest, policy: rules });

async function sendUnder(changed: NetworkManifest, id: string): Promise<string[]> {
  const { published, publisher } = desk.network();
  scene.pass(10_000);
  await runOutbound({ ...desk.sendDeps(publisher), manifestOf: () => changed }, scene.workspaceId, id);
  return published;
}

describe('a program with an API token', () => {
  it('answers nobody who did not call on the account, unless a person lets it out', async () => {
    const to = await desk.speakTo('acme is down');
    const id = await write(token, to);
    expect(await read(id)).toMatchObject({
      state: 'awaiting_approval',
      createdBy: null,
      approval: { reasons: ['program'] },
    });
    expect(await sendAll(id)).toEqual([]);
    await approve(scene.actor, id);
    expect(await sendAll(id)).toEqual(['We are sorry. What do you see?']);
  });

  it('likes nothing', async () => {
    const { caseId, postId } = await desk.speakTo('acme is great');
    const liking = { caseId, accountId: scene.accountId, postId, action: 'like' as const };
    await expect(writeReaction(desk.writeDeps(), token, liking)).rejects.toMatchObject({
      code: 'network_forbids',
      data: { permission: 'none', why: onlyByPeople },
    });
    await writeReaction(desk.writeDeps(), scene.actor, liking);
  });

  it('takes back what it likes no more', async () => {
    const { caseId, postId } = await desk.speakTo('acme is great');
    const liking = { caseId, accountId: scene.accountId, postId };
    await sendAll(await writeReaction(desk.writeDeps(), scene.actor, { ...liking, action: 'like' }));
    const id = await writeReaction(desk.writeDeps(), token, { ...liking, action: 'unlike' });
    await sendAll(id);
    expect((await read(id)).state).toBe('sent');
  });

  it('changes the words of an answer only under a person’s eyes', async () => {
    const to = await desk.speakTo('acme is down');
    await sendAll(await write(scene.actor, to));
    const ours = (await desk.readCase(to.caseId)).posts.find((one) => one.accountId !== null);
    const id = await writeOwnPostChange(desk.writeDeps(), token, {
      postId: ours?.id ?? '',
      change: { text: 'We are sorry. What do you see now?' },
    });
    expect(await read(id)).toMatchObject({
      state: 'awaiting_approval',
      approval: { reasons: ['program'] },
    });
  });

  it('names nobody else in an answer to who called on us', async () => {
    const mentions = [{ nativeId: 'us', handle: 'acme_help' }];
    await scene.hear(scene.post('@acme_help my acme is down', { mentions }));
    const postId = (await desk.entries()).at(-1)?.post.id ?? '';
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId, { choice: 'speak' });
    const to = { caseId: caseId ?? '', postId };
    const texts = ['@taro what do you see?', 'What do you see, @mallory?', '詳しくは＠malloryまで'];
    const states = [];
    for (const text of texts) states.push((await read(await write(token, to, { text }))).state);
    expect(states).toEqual(['queued', 'awaiting_approval', 'awaiting_approval']);
  });

  it('is not called by what we wrote ourselves', async () => {
    const to = await desk.speakTo('acme is down');
    await sendAll(await write(scene.actor, to));
    const ours = (await desk.readCase(to.caseId)).posts.find((one) => one.accountId !== null);
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx
        .updateTable('post')
        .set({ mentions: JSON.stringify([{ handle: 'acme_help' }]) })
        .where('id', '=', ours?.id ?? '')
        .execute(),
    );
    const id = await write(token, { caseId: to.caseId, postId: ours?.id ?? '' });
    expect(await read(id)).toMatchObject({ approval: { reasons: ['program'] } });
  });

  it('is stopped on its way out also where nothing held it when it came in', async () => {
    const to = await desk.speakTo('acme is down');
    const id = await write(scene.actor, to);
    // As a hand in the database, an import or a fault of ours could leave it.
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.updateTable('outbound').set({ created_by: null }).where('id', '=', id).execute(),
    );
    expect(await sendAll(id)).toEqual([]);
    expect(await read(id)).toMatchObject({ state: 'failed', errorCode: 'network_forbids' });
  });
});

describe('a change of the network’s rules', () => {
  it('holds for what is written from its day on', async () => {
    const to = await desk.speakTo('acme is down');
    const { case: row } = await desk.readCase(to.caseId);
    const writeUnder = (changed: NetworkManifest) =>
      writeReply({ ...desk.writeDeps(), manifestOf: () => changed }, scene.actor, {
        caseId: to.caseId,
        accountId: scene.accountId,
        replyToPostId: to.postId,
        visibility: 'public',
        text: 'We are sorry. What do you see?',
        attachments: [],
        seenThreadVersion: row.threadVersion,
      });
    const today = new Date(scene.now()).toISOString().slice(0, 10);
    const opened = rule({ permission: 'open_in_network', since: today });
    await expect(writeUnder(changedTo(opened, ...manifest.policy))).rejects.toMatchObject({
      code: 'network_forbids',
      data: { permission: 'open_in_network', why, since: today },
    });
    const tomorrow = new Date(scene.now() + 86_400_000).toISOString().slice(0, 10);
    const later = rule({ since: tomorrow });
    expect(await writeUnder(changedTo(later, ...manifest.policy))).not.toBe('');
  });

  it('stops what is in the queue already, with its reason, and sends nothing', async () => {
    const to = await desk.speakTo('acme is down');
    const id = await write(scene.actor, to);
    expect(await sendUnder(changedTo(rule({}), ...manifest.policy), id)).toEqual([]);
    const row = await read(id);
    expect(row).toMatchObject({ state: 'failed', errorCode: 'network_forbids' });
    expect(row.error).toContain('Nobody called it.');
    expect(await eventsOf(id)).toEqual(['reply.queued', 'reply.failed']);
  });
});
