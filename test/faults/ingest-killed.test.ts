// Kills ingest again and again while it takes in 20,000 posts, shuffled and partly delivered twice: none lost, none doubled.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { childEnvironment } from '../harness/child-environment.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { testDatabase } from '../harness/database.ts';
import { setScene, type Scene } from '../integration/pipeline/scene.ts';
import { deliveries, isAboutAcme, type StreamShape } from './stream.ts';

const kills = 20;
const shape: StreamShape = {
  seed: Number(process.env['KIZUKI_TEST_SEED'] ?? Date.now() % 1_000_000),
  posts: 20_000,
  redeliverEvery: 20,
  batchSize: 100,
};
const database = testDatabase();

function startIngester(scene: Scene): ChildProcess {
  const args = [database().appUrl, scene.workspaceId, scene.sourceId, JSON.stringify(shape)];
  return spawn(process.execPath, [path.join(import.meta.dirname, 'ingester.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment({}),
  });
}

/** Kills it while it works, `afterBatches` batches and a little after its start; false when it was done before. */
async function killAtWork(child: ChildProcess, afterBatches: number, delayMs: number): Promise<boolean> {
  let seen = 0;
  let isDone = false;
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    isDone = line === 'done';
    seen += 1;
    if (isDone || seen >= afterBatches) break;
  }
  await sleep(delayMs);
  const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
  child.kill('SIGKILL');
  await ended;
  return !isDone;
}

async function kept(scene: Scene): Promise<Record<string, string[]>> {
  return inWorkspace(database().db, scene.workspaceId, async (trx) => {
    const ids = async (query: ReturnType<typeof sql<{ id: string }>>): Promise<string[]> =>
      (await query.execute(trx)).rows.map(({ id }) => id).toSorted();
    return {
      posts: await ids(sql`select native_id as id from post`),
      entries: await ids(sql`select p.native_id as id from inbound_ledger e join post p on p.id = e.post_id`),
      matches: await ids(sql`select p.native_id as id from monitor_match m join post p on p.id = m.post_id`),
      window: await ids(sql`select native_id as id from window_post`),
    };
  });
}

it(`loses none and doubles none of ${String(shape.posts)} posts through ${String(kills)} kills (seed ${String(shape.seed)})`, async () => {
  const scene = await setScene(database());
  let killedAtWork = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    // Not only between batches: a batch takes some tens of milliseconds.
    if (await killAtWork(startIngester(scene), 1 + (kill % 4), Math.random() * 60)) killedAtWork += 1;
  }
  const last = startIngester(scene);
  last.stdout?.resume();
  const [code] = (await once(last, 'exit')) as [number | null];
  expect(code).toBe(0);

  const all = [...new Set(deliveries(shape))];
  const name = (index: number): string => `post-${String(index)}`;
  const about = all.filter(isAboutAcme).map(name).toSorted();
  const others = all
    .filter((index) => !isAboutAcme(index))
    .map(name)
    .toSorted();
  const rows = await kept(scene);
  expect(rows['posts']).toEqual(about);
  expect(rows['entries']).toEqual(about);
  expect(rows['matches']).toEqual(about);
  expect(rows['window']).toEqual(others);
  // Counted once as well, whatever came twice.
  const source = await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.selectFrom('source').select(['matched_count', 'heard_count']).executeTakeFirstOrThrow(),
  );
  expect(source.matched_count).toBe(about.length);
  expect(source.heard_count).toBe(shape.posts + shape.posts / shape.redeliverEvery);
  // The kills must have hit it at work, or this proves nothing.
  expect(killedAtWork).toBe(kills);
}, 300_000);
