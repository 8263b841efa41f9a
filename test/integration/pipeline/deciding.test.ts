// Advice beside decisions, wishes to be left alone, and silences that come back when their author writes again.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../../src/domain/post/post.ts';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import { adviseDecided, readAdvice } from '../../../src/pipeline/advise.ts';
import { decide, decideManySilent, type DecisionInput } from '../../../src/pipeline/decide.ts';
import { setOptOut } from '../../../src/pipeline/people.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { entries, speakTo, reply, readCase } = createDesk({ database, scene: () => scene });
const manifestOf = () => manifest;

beforeEach(async () => {
  scene = await setScene(database());
});

const advise = async (postId: string) =>
  (await readAdvice({ inWorkspace: scene.inWorkspace, manifestOf }, scene.actor, postId)).advice;
const take = (postId: string, input: DecisionInput) =>
  decide(scene.inWorkspace, scene.actor, postId, input, manifestOf);
const stateOf = async (postId: string) => (await entries()).find(({ post }) => post.id === postId);

async function heard(text: string, more: Partial<Post> = {}) {
  await scene.hear(scene.post(text, more));
  const entry = (await entries()).findLast(({ post }) => post.text === text);
  if (entry === undefined) throw new Error(`no entry for ${text}`);
  return entry.post;
}

const decisions = () =>
  inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx
      .selectFrom('decision')
      .select([
        'id',
        'choice',
        'advice',
        'advice_strength as strength',
        'advice_reasons as codes',
        'is_private',
      ])
      .orderBy('id')
      .execute(),
  );

describe('advice', () => {
  it('speaks of an urgent mention, and is kept with the decision as it stood', async () => {
    const post = await heard('@acme_help my acme is stuck, please help', {
      mentions: [{ nativeId: 'us', handle: 'acme_help' }],
    });
    const { advice, reasons, strength } = await advise(post.id);
    expect(advice).toBe('speak');
    expect(strength).toBeGreaterThan(0.9);
    expect(reasons[0]?.code).toBe('cameToUs');
    expect(reasons[0]?.why.ja).toContain('必ず');
    await take(post.id, { choice: 'speak' });
    expect(await decisions()).toMatchObject([{ choice: 'speak', advice, strength }]);
    expect((await decisions())[0]?.codes).toContain('cameToUs');
  });

  it('a private word begins the case in a direct message', async () => {
    const post = await heard('acme charged me twice');
    const { caseId } = await take(post.id, { choice: 'speak', isPrivate: true });
    expect((await readCase(caseId ?? '')).draft).toMatchObject({ visibility: 'dm', text: '' });
    expect(await decisions()).toMatchObject([{ choice: 'speak', is_private: true }]);
  });

  it('of many at once comes by a job, and does not touch what has one', async () => {
    await scene.hear(...Array.from({ length: 30 }, (_, n) => scene.post(`acme is a word ${String(n)}`)));
    const ids = (await entries()).map(({ post }) => post.id);
    await decideManySilent(scene.inWorkspace, scene.actor, ids, { reason: 'not_about_us', note: '' });
    const before = await decisions();
    expect(before.every(({ advice }) => advice === null)).toBe(true);
    const deps = { inWorkspace: scene.inWorkspace, manifestOf };
    const decisionIds = before.map(({ id }) => id);
    await adviseDecided(deps, scene.workspaceId, decisionIds);
    const after = await decisions();
    expect(after.every(({ advice }) => advice !== null)).toBe(true);
    await adviseDecided(deps, scene.workspaceId, decisionIds);
    expect(await decisions()).toEqual(after);
    const { rows } = await database().pool.query<{ ids: string[] }>(
      `select payload -> 'decisionIds' as ids from graphile_worker._private_jobs as job
       join graphile_worker._private_tasks as task on task.id = job.task_id
       where task.identifier = 'advise-decided' and payload ->> 'workspaceId' = $1`,
      [scene.workspaceId],
    );
    expect(rows.map((row) => row.ids.length)).toEqual([30]);
  });

  it('is certain of silence for who wishes to be left alone, until that is taken back', async () => {
    const post = await heard('acme broke, please help me');
    const identityId = post.author.id;
    await setOptOut(scene.inWorkspace, scene.actor, identityId, { optedOut: true, reason: 'Said so.' });
    expect(await advise(post.id)).toMatchObject({ advice: 'silent', strength: 1, silence: 'asked_not_to' });
    const lifted = { optedOut: false, reason: 'Wrote to us.' };
    const known = await setOptOut(scene.inWorkspace, scene.actor, identityId, lifted);
    expect(known).toMatchObject({
      optOut: null,
      lifted: [{ reason: 'Said so.', liftReason: 'Wrote to us.' }],
    });
    expect((await advise(post.id)).strength).toBeLessThan(1);
    const events = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx
        .selectFrom('event')
        .select(['type', 'actor_id', 'data'])
        .where('subject', '=', 'identity')
        .orderBy('id')
        .execute(),
    );
    // Who and when; why stands with the wish, for people's words are in no event.
    expect(events).toEqual([
      { type: 'identity.opted_out', actor_id: scene.actor.userId, data: {} },
      { type: 'identity.opt_out_lifted', actor_id: scene.actor.userId, data: {} },
    ]);
  });

  it('knows what its author wrote since, though it came in the same batch and matches nothing', async () => {
    const asked = scene.post('acme is stuck, can somebody help me?');
    const told = scene.post('never mind, I fixed it', {
      author: asked.author,
      kind: 'reply',
      replyTo: asked.nativeId,
      root: asked.nativeId,
      createdAt: new Date(Date.parse(asked.createdAt) + 1000).toISOString(),
    });
    scene.pass(5000);
    await scene.hear(asked, told);
    const entry = (await entries()).find(({ post }) => post.nativeId === asked.nativeId);
    const { advice, silence, reasons } = await advise(entry?.post.id ?? '');
    expect({ advice, silence }).toEqual({ advice: 'silent', silence: 'already_solved' });
    expect(reasons[0]?.why.en).toContain('never mind');
  });

  it('knows how often somebody was written to without being asked', async () => {
    for (const text of ['acme one', 'acme two', 'acme three']) {
      const { caseId, postId } = await speakTo(text);
      await reply(caseId, postId, `About ${text}: what do you see?`);
      scene.pass(1000);
    }
    const post = await heard('acme four');
    const { reasons } = await advise(post.id);
    expect(reasons.find(({ code }) => code === 'contactedOften')).toMatchObject({ params: { count: '3' } });
  });
});

describe('writing again', () => {
  const silent = { choice: 'silent', reason: 'would_not_help', note: '' } as const;

  it('brings a silence back, marked with what was written, without losing what was decided', async () => {
    const first = await heard('acme is slow today');
    await take(first.id, silent);
    scene.pass(60_000);
    // Matches no monitor: it is heard only because it goes on with what was closed.
    await scene.hear(scene.post('still slow, I give up', { replyTo: first.nativeId, root: first.nativeId }));
    const all = await entries();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      state: 'waiting',
      decidedBy: { name: 'Aoi' },
      wroteAgain: { text: 'still slow, I give up' },
    });
    expect(await decisions()).toMatchObject([{ choice: 'silent' }]);
    await take(first.id, silent);
    expect(await stateOf(first.id)).toMatchObject({ state: 'closed', wroteAgain: null });
    expect(await decisions()).toHaveLength(2);
  });

  it('does so for what matches in the same thread, and for nobody else’s thread', async () => {
    const root = await heard('acme thread');
    const other = await heard('acme elsewhere');
    await take(root.id, silent);
    await take(other.id, silent);
    scene.pass(60_000);
    await scene.hear(scene.post('acme again', { replyTo: 'unheard', root: root.nativeId }));
    expect(await stateOf(root.id)).toMatchObject({ state: 'waiting', wroteAgain: { text: 'acme again' } });
    expect(await stateOf(other.id)).toMatchObject({ state: 'closed', wroteAgain: null });
    // What matches is a candidate itself, too.
    expect((await entries()).filter(({ state }) => state === 'waiting')).toHaveLength(2);
  });

  it('is not what somebody else writes there, nor a post that stands alone', async () => {
    const first = await heard('acme is slow');
    await take(first.id, silent);
    const hana = { nativeId: 'hana', handle: 'hana', displayName: 'Hana' };
    await scene.hear(
      scene.post('acme? me too', { author: hana, replyTo: first.nativeId, root: first.nativeId }),
      scene.post('acme, another matter'),
    );
    expect(await stateOf(first.id)).toMatchObject({ state: 'closed', wroteAgain: null });
  });

  it.each(['spam', 'abusive', 'asked_not_to'] as const)(
    'leaves %s closed until a person looks',
    async (reason) => {
      const first = await heard('acme acme acme');
      await take(first.id, { ...silent, reason });
      await scene.hear(scene.post('acme!!!', { replyTo: first.nativeId, root: first.nativeId }));
      expect(await stateOf(first.id)).toMatchObject({ state: 'closed' });
      await take(first.id, { choice: 'reconsider', note: '' });
      expect(await stateOf(first.id)).toMatchObject({ state: 'waiting', wroteAgain: null });
    },
  );

  it('leaves closed what somebody wrote who wishes to be left alone, and keeps no more of them', async () => {
    const first = await heard('acme is slow');
    await take(first.id, silent);
    const wish = { optedOut: true, reason: 'Said so.' };
    await setOptOut(scene.inWorkspace, scene.actor, first.author.id, wish);
    await scene.hear(scene.post('still slow', { replyTo: first.nativeId, root: first.nativeId }));
    expect(await stateOf(first.id)).toMatchObject({ state: 'closed', wroteAgain: null });
    const kept = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.selectFrom('post').select('text').execute(),
    );
    expect(kept).toEqual([{ text: 'acme is slow' }]);
  });

  it('comes once, however often the same post is delivered', async () => {
    const first = await heard('acme is slow');
    await take(first.id, silent);
    const again = scene.post('hello?', { replyTo: first.nativeId, root: first.nativeId });
    await scene.hear(again);
    await take(first.id, silent);
    await scene.hear(again);
    expect(await stateOf(first.id)).toMatchObject({ state: 'closed' });
  });
});
