// The watch over how many posts come in, on a real database: one burst, one spike, whoever counts and however often.
import { beforeEach, expect, it } from 'vitest';
import { spikeDefaults } from '../../../src/domain/spikes/settings.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { archiveMonitor } from '../../../src/storage/monitors.ts';
import { acknowledgeSpikeRow, spikeRows, type SpikeRow } from '../../../src/storage/spikes.ts';
import { watchSpikes } from '../../../src/worker/jobs/watch-spikes.ts';
import { testDatabase } from '../../harness/database.ts';
import { setScene, type Scene } from './scene.ts';

const minuteMs = 60_000;
const database = testDatabase();
let scene: Scene;

const watch = (): Promise<number> =>
  watchSpikes(
    { db: database().db, now: scene.now, newId: scene.newId, settings: spikeDefaults },
    scene.workspaceId,
  );
const spikes = (workspaceId = scene.workspaceId): Promise<SpikeRow[]> =>
  inWorkspace(database().db, workspaceId, (trx) => spikeRows(trx, { after: '2026-01-01', limit: 50 }));

async function connect(state: 'listening' | 'backing_off'): Promise<void> {
  const connectedAt = new Date(scene.now()).toISOString();
  await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.updateTable('source').set({ state, connected_at: connectedAt }).execute(),
  );
}

/** Lets `intervals` of five minutes go by, with as many posts in each as `count` says. */
async function live(intervals: number, count: (interval: number) => number, more = {}): Promise<void> {
  for (let interval = 0; interval < intervals; interval += 1) {
    const posts = Array.from({ length: count(interval) }, () => scene.post('acme is slow', more));
    if (posts.length > 0) await scene.hear(...posts);
    scene.pass(5 * minuteMs);
  }
}

/** Two posts an hour, a little uneven. */
const usual = (interval: number): number => (interval % 6 === 0 || interval % 35 === 0 ? 1 : 0);
const day = 288;

const watched = () =>
  inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.selectFrom('spike_series').select(['kind', 'subject_id', 'watched']).orderBy('kind').execute(),
  );

beforeEach(async () => {
  scene = await setScene(database());
  scene.pass(minuteMs);
  await connect('listening');
  await watch();
});

it('a burst is one spike of its monitor, however many workers count, and nobody else sees it', async () => {
  for (let hour = 0; hour < 36; hour += 1) {
    await live(12, usual);
    // Two at once, and one again: all but one find nothing to do.
    await Promise.all([watch(), watch()]);
    await watch();
  }
  expect(await spikes()).toEqual([]);
  for (let interval = 0; interval < 6; interval += 1) {
    await live(1, () => 8);
    scene.pass(30_000);
    await Promise.all([watch(), watch()]);
    scene.pass(-30_000);
  }
  const [spike, ...others] = await spikes();
  expect(others).toEqual([]);
  expect(spike).toMatchObject({ kind: 'monitor', monitorId: scene.monitorId, name: 'Acme', until: null });
  expect(spike?.counted).toBeGreaterThanOrEqual(40);
  expect(spike?.expected).toBeLessThan(2);
  expect(spike?.counts.slice(0, 24).reduce((sum, count) => sum + count, 0)).toBeLessThan(20);
  const other = await setScene(database());
  expect(await spikes(other.workspaceId)).toEqual([]);

  // It ends when nothing stood out for two hours, also not in what is smoothed over hours; it stays one.
  await live(120, usual);
  while ((await watch()) > 0);
  const after = await spikes();
  expect(after.map(({ id }) => id)).toEqual([spike?.id]);
  expect(after[0]?.until).not.toBeNull();
}, 120_000);

it('what was counted is not counted again by who takes over from one that was killed', async () => {
  await live(day / 2, usual);
  while ((await watch()) > 0);
  const before = await watched();
  expect(before.map(({ kind }) => kind)).toEqual(['complaint', 'monitor', 'urgent_monitor']);
  // Killed before the clock was moved on.
  await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx
      .updateTable('spike_clock')
      .set({ counted_until: new Date(scene.now() - 90 * minuteMs).toISOString() })
      .execute(),
  );
  expect(await watch()).toBeGreaterThan(10);
  expect(await watched()).toEqual(before);
  // One that is at it, or was killed a moment ago, is waited for, but not for good.
  await live(2, usual);
  await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx
      .updateTable('spike_clock')
      .set({ busy_until: new Date(scene.now() + minuteMs).toISOString() })
      .execute(),
  );
  expect(await watch()).toBe(0);
  scene.pass(2 * minuteMs);
  expect(await watch()).toBe(2);
}, 60_000);

it('what nobody listened to is not silence, and what is caught up on afterwards is not a rise', async () => {
  await live(day + day / 4, usual);
  while ((await watch()) > 0);
  const lastOf = async (): Promise<number | undefined> => (await watched())[1]?.watched.detector.lastMs;
  const before = await lastOf();
  await connect('backing_off');
  await live(12, () => 0);
  await watch();
  expect(await lastOf()).toBe(before);
  await connect('listening');
  // All of an hour's posts come at once; a post written long ago says nothing of now.
  scene.pass(6 * minuteMs);
  await live(1, () => 60, { createdAt: new Date(scene.now() - 50 * minuteMs).toISOString() });
  await live(1, () => 0);
  await watch();
  expect(await lastOf()).toBeGreaterThan(before ?? 0);
  expect(await spikes()).toEqual([]);
}, 60_000);

it('who saw to it first is kept; a monitor that goes away ends its spike', async () => {
  await live(day + 60, usual);
  while ((await watch()) > 0);
  await live(4, () => 12);
  scene.pass(30_000);
  await watch();
  const [spike] = await spikes();
  const id = spike?.id ?? '';
  const { db } = database();
  const by = (actor: Scene['actor']) => ({
    workspaceId: scene.workspaceId,
    actorId: actor.userId,
    at: new Date(scene.now()).toISOString(),
  });
  const acknowledge = (actor: Scene['actor']): Promise<SpikeRow> =>
    inWorkspace(db, scene.workspaceId, (trx) => acknowledgeSpikeRow(trx, by(actor), id));
  expect((await acknowledge(scene.actor)).acknowledgedBy?.name).toBe('Aoi');
  expect((await acknowledge(scene.colleague)).acknowledgedBy?.name).toBe('Aoi');
  const events = await inWorkspace(db, scene.workspaceId, (trx) =>
    trx.selectFrom('event').select('type').where('subject', '=', 'spike').orderBy('id').execute(),
  );
  const types = events.map(({ type }) => type);
  expect(types.filter((type) => type === 'spike.acknowledged')).toHaveLength(1);
  expect(types[0]).toBe('spike.goes_on');

  await inWorkspace(db, scene.workspaceId, (trx) => archiveMonitor(trx, by(scene.actor), scene.monitorId));
  scene.pass(5 * minuteMs);
  await watch();
  expect((await spikes())[0]?.until).not.toBeNull();
  expect((await watched()).map(({ kind }) => kind)).toEqual(['complaint']);
}, 60_000);

it('urgent posts are a series of their own, of a monitor and of a brand with several', async () => {
  const { db } = database();
  await inWorkspace(db, scene.workspaceId, (trx) =>
    trx
      .insertInto('monitor')
      .values({
        workspace_id: scene.workspaceId,
        id: scene.newId(),
        brand_id: scene.brandId,
        product_id: null,
        name: 'Other',
        query: 'other',
        created_by: scene.actor.userId,
        archived_at: null,
      })
      .execute(),
  );
  // What is further behind than two days is not counted any more.
  for (let days = 0; days < 6; days += 1) {
    await live(day, (interval) => (interval % 24 === 0 ? 1 : 0));
    while ((await watch()) > 0);
  }
  expect((await watched()).map(({ kind }) => kind)).toEqual([
    'brand',
    'complaint',
    'monitor',
    'monitor',
    'urgent_brand',
    'urgent_monitor',
    'urgent_monitor',
  ]);
  const ids = new Set(await allIds());
  await live(1, (): number => 5);
  const urgent = (await allIds()).filter((id) => !ids.has(id));
  const judgements = [{ kind: 'urgency', value: '3', probability: 0.9, method: 'model' }];
  await scene.inWorkspace(scene.workspaceId, (tx) =>
    tx.ledger.judge(urgent.slice(1).map((postId) => ({ postId, judgements }))),
  );
  scene.pass(30_000);
  await watch();
  const found = (await spikes()).filter(({ kind }) => kind.startsWith('urgent'));
  expect(found.map(({ kind, name, counted }) => `${kind} ${name} ${counted}`).toSorted()).toEqual([
    'urgent_brand Acme 4',
    'urgent_monitor Acme 4',
  ]);
  expect(found.find(({ kind }) => kind === 'urgent_monitor')?.monitorId).toBe(scene.monitorId);
}, 60_000);

async function allIds(): Promise<string[]> {
  const rows = await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.selectFrom('inbound_ledger').select('post_id').execute(),
  );
  return rows.map((row) => row.post_id);
}
