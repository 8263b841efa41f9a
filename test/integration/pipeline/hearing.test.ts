// Follows posts from the batch to the decision on a real database: heard, decided, and changed at the source.
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../../src/domain/post/post.ts';
import { assignCase } from '../../../src/pipeline/assign.ts';
import { backfill } from '../../../src/pipeline/backfill.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import { heardRecords, trimRecords } from '../../../src/storage/heard-records.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { malformedRows, sourceRows } from '../../../src/storage/sources.ts';
import { decide, decideManySilent, wakeDue } from '../../../src/pipeline/decide.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { entries, readCase, speakTo, reply } = createDesk({ database, scene: () => scene });

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
});

describe('hearing', () => {
  it('enters what matches, keeps what does not in the window only, and doubles nothing on redelivery', async () => {
    const [hit, miss] = [scene.post('my ACME is broken'), scene.post('nice weather')];
    expect(await scene.hear(hit, miss, hit)).toEqual({ heard: 3, entered: 1, malformed: 0 });
    expect(await scene.hear(hit, miss)).toEqual({ heard: 2, entered: 0, malformed: 0 });
    const [entry, ...rest] = await entries();
    expect(rest).toEqual([]);
    expect(entry?.origin).toBe('found');
    expect(entry?.matches[0]?.spans).toEqual([[3, 7]]);
    expect(entry?.post.lang).toBe('en');
    expect(entry?.judgements).toEqual([]);
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

describe('what could not be read', () => {
  const broken = (nativeId: string, authorNativeId: string | null = null) => ({
    raw: { canary: nativeId },
    outcome: { malformed: 'odd' },
    about: { nativeId, authorNativeId },
  });
  const raws = () =>
    inWorkspace(database().db, scene.workspaceId, async (trx) =>
      (await malformedRows(trx, scene.sourceId, 50)).map(({ raw }) => JSON.parse(raw) as unknown),
    );
  const counted = async () => {
    const rows = await inWorkspace(database().db, scene.workspaceId, (trx) => sourceRows(trx, scene.now()));
    return rows.find(({ id }) => id === scene.sourceId)?.malformedCount;
  };
  const at = '2026-11-20T00:00:00.000Z';
  const deletion = (nativeId: string) => ({
    raw: {},
    outcome: { heard: { type: 'delete' as const, nativeId, deletedAt: at } },
  });

  it('goes with the message it was of and with its author, and the source counts what is left to look at', async () => {
    await scene.hear(broken('1'), broken('2', 'left'), broken('3', 'stays'), broken('4'), deletion('4'));
    expect(await counted()).toBe(3);
    await scene.hear(deletion('1'));
    expect(await raws()).toEqual([{ canary: '3' }, { canary: '2' }]);
    await scene.hear({ raw: {}, outcome: { heard: { type: 'author_gone', authorNativeId: 'left', at } } });
    expect(await raws()).toEqual([{ canary: '3' }]);
    expect(await counted()).toBe(1);
  });

  it('is forgotten after 30 days, however much it is, and with its source', async () => {
    for (let n = 0; n < 3; n += 1)
      await scene.hear(...Array.from({ length: 900 }, (_, i) => broken(`${n} ${i}`)));
    const { db } = database();
    const dayMs = 24 * 3_600_000;
    const trim = (days: number) =>
      trimRecords(db, scene.workspaceId, { hours: 1, now: scene.now() + days * dayMs });
    await trim(29);
    expect(await counted()).toBe(1000);
    await trim(31);
    expect(await counted()).toBe(0);
    await scene.hear(broken('1'));
    await inWorkspace(db, scene.workspaceId, (trx) =>
      trx.updateTable('source').set({ removed_at: at }).execute(),
    );
    await trim(0);
    const { rows } = await inWorkspace(db, scene.workspaceId, (trx) =>
      sql`select from malformed_record`.execute(trx),
    );
    expect(rows).toEqual([]);
  });
});

describe('the last records of a source', () => {
  const records = () =>
    inWorkspace(database().db, scene.workspaceId, (trx) => heardRecords(trx, scene.sourceId));
  const rawOf = (post: Post): string => `{"raw":${JSON.stringify(post.text)}}`;
  const item = (post: Post) => ({
    raw: { raw: post.text },
    outcome: { heard: { type: 'post' as const, post } },
  });

  it('say what came and what became of it, the newest 50', async () => {
    const [hit, miss] = [scene.post('my acme is broken'), scene.post('nice weather')];
    await scene.hear(item(hit), { raw: { odd: 1 }, outcome: { malformed: 'no author' } }, item(miss));
    await scene.hear(item(hit), { raw: { kind: 'other' }, outcome: { heard: null } });
    const rows = (await records()).toReversed();
    expect(rows.map(({ fate, problem, raw }) => [fate, problem, raw])).toEqual([
      ['entered', null, rawOf(hit)],
      ['malformed', 'no author', '{"odd":1}'],
      ['passed', null, rawOf(miss)],
      ['known', null, rawOf(hit)],
      ['nothing', null, '{"kind":"other"}'],
    ]);
    expect(JSON.parse(rows[0]?.made ?? '')).toMatchObject({
      type: 'post',
      post: { text: hit.text },
      lang: 'en',
      monitors: [expect.any(String)],
    });
    for (let n = 0; n < 5; n += 1) {
      const many = Array.from({ length: 30 }, (_, at) => item(scene.post(`weather ${n} ${at}`)));
      await scene.hear(...many);
    }
    // Of a batch the newest 20, of a source the newest 50.
    const texts = (await records()).map(({ raw }) => raw);
    expect(texts).toHaveLength(50);
    expect(texts[0]).toBe('{"raw":"weather 4 29"}');
    expect(texts[20]).toBe('{"raw":"weather 3 29"}');
  });

  it('go with what is deleted, edited or left at the source, a day after at the latest, and are not kept without a window', async () => {
    const by = (text: string, nativeId: string) =>
      scene.post(text, { author: { nativeId, handle: nativeId, displayName: nativeId } });
    const [gone, old, left, dm] = [
      by('canary deleted', 'a'),
      by('canary old', 'b'),
      by('canary left', 'c'),
      scene.post('canary dm', { visibility: 'dm', conversation: 'c1' }),
    ];
    const at = '2026-11-20T00:00:00.000Z';
    await scene.hear(item(gone), item(old), item(left), item(dm));
    expect(await records()).toHaveLength(4);
    const deletionOf = ({ nativeId, text }: Post) => ({
      raw: { text },
      outcome: { heard: { type: 'delete' as const, nativeId, deletedAt: at } },
    });
    const atOnce = by('canary at once', 'd');
    const edited = { ...old, text: 'new words' };
    await scene.hear(
      deletionOf(gone),
      deletionOf(dm),
      { raw: { raw: edited.text }, outcome: { heard: { type: 'edit', post: edited, editedAt: at } } },
      { raw: { who: 'c' }, outcome: { heard: { type: 'author_gone', authorNativeId: 'c', at } } },
      // Told and taken back in one batch.
      item(atOnce),
      deletionOf(atOnce),
    );
    const kept = await records();
    expect(JSON.stringify(kept)).not.toContain('canary');
    expect(JSON.stringify(kept)).toContain('new words');

    await trimRecords(database().db, scene.workspaceId, { hours: 100, now: scene.now() + 23 * 3_600_000 });
    expect(await records()).toHaveLength(kept.length);
    await trimRecords(database().db, scene.workspaceId, { hours: 100, now: scene.now() + 25 * 3_600_000 });
    expect(await records()).toEqual([]);
  });
});

describe('filling a gap', () => {
  it('asks the network for what each monitor needs and takes in what is new', async () => {
    const heardAlready = scene.post('acme one');
    await scene.hear(heardAlready);
    const missed = scene.post('acme two');
    const asked: string[] = [];
    const search = (input: { query: string; since?: string }): Promise<Post[]> => {
      asked.push(`${input.query} since ${input.since ?? ''}`);
      return Promise.resolve([missed, heardAlready, scene.post('nothing of ours')]);
    };
    const source = {
      workspaceId: scene.workspaceId,
      id: scene.sourceId,
      network: 'practice',
      accountId: scene.accountId,
    };
    const deps = {
      inWorkspace: scene.inWorkspace,
      matching: createMatchStage(),
      detectLanguage: () => 'en',
      now: scene.now,
    };
    const gap = { since: '2026-11-20T00:00:00.000Z', reason: 'cursor too old' };
    expect(await backfill(deps, source, { search }, gap)).toEqual({ found: 3, entered: 1, uncovered: 0 });
    expect(asked).toEqual(['acme since 2026-11-20T00:00:00.000Z']);
    expect(await backfill(deps, source, {}, gap)).toBeNull();
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
    const { posts, matches } = await readCase(caseId);
    expect(posts[0]?.text).toBe('acme is up again');
    expect(Object.values(matches)[0]?.[0]?.spans).toEqual([[0, 4]]);
  });

  it('takes in an edited post that matches only now, and makes no row for a stranger’s new name', async () => {
    await scene.hear(scene.post('it is broken'));
    const edited = scene.post('my acme is broken', { nativeId: 'p1' });
    const editedAt = '2026-11-20T02:00:00Z';
    await scene.hear({ raw: {}, outcome: { heard: { type: 'edit', post: edited, editedAt } } });
    expect((await entries()).map((entry) => entry.post.text)).toEqual(['my acme is broken']);
    const stranger = { nativeId: 'x', handle: 'renamed', displayName: 'X' };
    await scene.hear({ raw: {}, outcome: { heard: { type: 'identity', author: stranger } } });
    const { db } = database();
    const rows = await inWorkspace(db, scene.workspaceId, (trx) =>
      trx.selectFrom('identity').select('native_id').execute(),
    );
    expect(rows.map((row) => row.native_id)).toEqual(['taro']);
  });

  it('buries everything of an author who left the network', async () => {
    await scene.hear(scene.post('acme 1'), scene.post('acme 2'));
    const gone = { type: 'author_gone' as const, authorNativeId: 'taro', at: '2026-11-20T02:00:00Z' };
    await scene.hear({ raw: {}, outcome: { heard: gone } });
    expect((await entries()).map((entry) => [entry.post.text, entry.reason])).toEqual([
      ['', 'post_deleted'],
      ['', 'post_deleted'],
    ]);
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
