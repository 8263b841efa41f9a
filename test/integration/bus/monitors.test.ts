// A changed monitor is told to every worker: each has it within a second, idle or at work, and judges nothing by the old one.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectNats } from '../../../src/bus/nats.ts';
import { announceMonitors, startTaking } from '../../../src/main/bus.ts';
import { createLog } from '../../../src/main/log.ts';
import type { Bus } from '../../../src/pipeline/bus.ts';
import { createMatchStage, type MatchStage } from '../../../src/pipeline/match.ts';
import { shareOut } from '../../../src/pipeline/share-out.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { startNats } from '../../servers/nats.ts';
import { setScene, type Scene } from '../pipeline/scene.ts';

const nats = await startNats();
const database = testDatabase();
const log = createLog('silent');

describe.skipIf(nats === null)('workers', () => {
  let scene: Scene;
  let web: Bus;
  const stops: (() => Promise<void>)[] = [];
  const stages: MatchStage[] = [];

  async function join(): Promise<Bus> {
    const bus = await connectNats({ url: nats?.url ?? '', log });
    stops.push(() => bus.close());
    return bus;
  }

  beforeAll(async () => {
    scene = await setScene(database());
    web = await join();
    for (let worker = 0; worker < 2; worker += 1) {
      const matching = createMatchStage();
      stages.push(matching);
      const taking = await startTaking(await join(), { inWorkspace: scene.inWorkspace, matching, log });
      stops.push(() => taking.stop());
    }
  });
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
    await nats?.close();
  });

  let said = 0;
  async function say(text: string): Promise<void> {
    const { workspaceId, accountId } = scene;
    said += 1;
    const author = { nativeId: `author-${String(said)}`, handle: '', displayName: '' };
    const post = scene.post(text, { author });
    const source = { workspaceId, id: scene.sourceId, network: 'practice', accountId };
    const deps = { inWorkspace: scene.inWorkspace, bus: web, newId: scene.newId };
    await shareOut(deps, source, {
      items: [{ raw: null, outcome: { heard: { type: 'post', post } } }],
      cursor: null,
    });
  }

  async function changeTo(query: string, version: number): Promise<string> {
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.updateTable('monitor').set({ query, version }).where('id', '=', scene.monitorId).execute(),
    );
    return scene.inWorkspace(scene.workspaceId, (tx) => tx.workspace.monitorsKey());
  }

  const keys = (): (string | null)[] => stages.map((stage) => stage.keyOf(scene.workspaceId));

  const allTaken = async (): Promise<boolean> => (await web.state()).waiting.every((each) => each === 0);

  async function found(text: string): Promise<{ text: string; version: number }[]> {
    return inWorkspace(database().db, scene.workspaceId, async (trx) => {
      const { rows } = await sql<{ text: string; version: number }>`
        select p.text, m.monitor_version as version from post p join monitor_match m on m.post_id = p.id
        where p.text like ${`${text}%`} order by p.text`.execute(trx);
      return rows;
    });
  }

  test('that have the monitors of a workspace take over the new ones when told, without a post', async () => {
    await expect
      .poll(
        async () => {
          await say('acme, so that both have an engine');
          return keys().every((key) => key !== null);
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(true);
    await expect.poll(allTaken).toBe(true);
    const key = await changeTo('acme OR emca', 2);
    expect(keys()).not.toContain(key);
    await announceMonitors(web, { inWorkspace: scene.inWorkspace, log }, scene.workspaceId);
    await expect.poll(keys, { interval: 5 }).toEqual([key, key]);
  });

  test('judge what is said after a change by it, though nobody told them', async () => {
    await changeTo('meca', 3);
    await Promise.all(Array.from({ length: 40 }, (_, index) => say(`meca ${String(100 + index)}`)));
    await expect.poll(async () => (await found('meca')).length, { timeout: 30_000 }).toBe(40);
    expect(new Set((await found('meca')).map(({ version }) => version))).toEqual(new Set([3]));
    await say('acme is no more listened for');
    await say('meca is the last');
    await expect.poll(async () => (await found('meca is the last')).length, { timeout: 30_000 }).toBe(1);
    await expect.poll(allTaken).toBe(true);
    expect(await found('acme is no more')).toEqual([]);
  });
});
