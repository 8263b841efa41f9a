// One listener, three workers, NATS between them: workers die and join, NATS and the listener crash, monitors change; no post is lost or counted twice.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment } from '../harness/child-environment.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { testDatabase } from '../harness/database.ts';
import { setScene, type Scene } from '../integration/pipeline/scene.ts';
import { startJetstream, type Jetstream } from '../servers/jetstream.ts';
import { startNats } from '../servers/nats.ts';

const nats = await startNats();
const database = testDatabase();
const authors = 400;
const cid = 'bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi';
const letters = '234567abcdefghijklmnopqrstuvwxyz';

/** A name of the network's form, each once: record keys and the ends of DIDs. */
function nameOf(number: number, length: number): string {
  let rest = number;
  let name = '';
  for (let place = 0; place < length; place += 1) {
    name = `${letters[rest % 32] ?? ''}${name}`;
    rest = Math.floor(rest / 32);
  }
  return name;
}

const didOf = (number: number): string => `did:plc:${nameOf(number % authors, 24)}`;
const keyOf = (number: number): string => `3l3qo2v${nameOf(number, 6)}`;
const idOf = (number: number): string => `at://${didOf(number)}/app.bsky.feed.post/${keyOf(number)}`;

/** What the network says, by number: one in three is about Acme, and of these one in five is taken back at once. */
const isAboutAcme = (number: number): boolean => number % 3 === 0;
const isTakenBack = (number: number): boolean => number % 15 === 0;

describe.skipIf(nats === null)('several workers', () => {
  const children = new Set<ChildProcess>();
  let jetstream: Jetstream;
  let dataDir = '';
  let scene: Scene;
  let said = 0;

  async function start(part: 'listener' | 'worker'): Promise<ChildProcess> {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'program.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: childEnvironment({
        DATABASE_URL: database().adminUrl,
        ...(nats === null ? {} : { KIZUKI_NATS_URL: nats.url }),
        KIZUKI_DATA_DIR: dataDir,
        KIZUKI_PARTS: part,
        KIZUKI_ALLOW_ADDRESSES: '127.0.0.0/8,localhost,::1/128',
        KIZUKI_LOG_LEVEL: 'error',
      }),
    });
    children.add(child);
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    while (!printed.includes('ready\n')) {
      if (child.exitCode !== null) throw new Error(`The ${part} did not start: ${printed}`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    }
    return child;
  }

  async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    children.delete(child);
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-scale-out-'));
    jetstream = await startJetstream({ capacity: 100_000 });
    scene = await setScene(database());
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx
        .updateTable('source')
        .set({
          network: 'bluesky',
          kind: 'jetstream',
          account_id: null,
          config: JSON.stringify({ url: jetstream.url }),
        })
        .where('id', '=', scene.sourceId)
        .execute(),
    );
  });

  afterAll(async () => {
    await Promise.all([...children].map((child) => end(child, 'SIGKILL')));
    await jetstream.close();
    await nats?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  function commit(number: number, more: object): void {
    jetstream.inject({
      kind: 'commit',
      did: didOf(number),
      rev: keyOf(number),
      collection: 'app.bsky.feed.post',
      rkey: keyOf(number),
      ...more,
    } as Parameters<Jetstream['inject']>[0]);
  }

  function say(count: number, about = 'acme is down'): void {
    for (const last = said + count; said < last; said += 1) {
      const text = `${isAboutAcme(said) ? about : 'nothing of ours'}, number ${String(said)}`;
      const record = {
        $type: 'app.bsky.feed.post',
        text,
        createdAt: new Date().toISOString(),
        langs: ['en'],
      };
      commit(said, { operation: 'create', record, cid });
      if (isTakenBack(said)) commit(said, { operation: 'delete' });
    }
  }

  async function count(table: 'post' | 'window_post'): Promise<number> {
    return inWorkspace(database().db, scene.workspaceId, async (trx) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
        trx,
      );
      return rows[0]?.n ?? 0;
    });
  }

  /** While much waits, and some of it is done: a kill then hits somebody at work. */
  async function inTheMidst(): Promise<void> {
    const before = await count('post');
    await expect.poll(() => count('post'), { timeout: 30_000, interval: 10 }).toBeGreaterThan(before + 30);
    expect(await count('post')).toBeLessThan(numbers().filter(isAboutAcme).length);
  }

  const numbers = (): number[] => Array.from({ length: said }, (_, number) => number);

  it('neither lose nor double a post, whoever of them dies', async () => {
    const [listener, first, second] = await Promise.all([
      start('listener'),
      start('worker'),
      start('worker'),
      start('worker'),
    ]);
    await expect.poll(() => jetstream.connections(), { timeout: 30_000 }).toBe(1);

    say(3_000);
    await inTheMidst();
    await end(first, 'SIGKILL');

    say(3_000);
    // While the others work, but not while NATS is away: who starts then refuses, and says why.
    await start('worker');
    say(2_000);
    await inTheMidst();
    await nats?.kill();
    await sleep(300);
    await nats?.start();

    say(2_000);
    await inTheMidst();
    // What the listener holds now, nobody has: it dies with it.
    await nats?.kill();
    say(1_000);
    await sleep(500);
    await end(listener, 'SIGKILL');
    await nats?.start();
    await start('listener');

    say(2_000);
    await inTheMidst();
    await end(second, 'SIGTERM');

    // Under load as well: what is said after a monitor's change is judged by it, whoever takes it.
    const changedAt = said;
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx
        .updateTable('monitor')
        .set({ query: 'acme OR emca', version: 2 })
        .where('id', '=', scene.monitorId)
        .execute(),
    );
    say(1_000, 'emca is down');

    const expected = { post: 0, window_post: 0 };
    for (const number of numbers()) expected[isAboutAcme(number) ? 'post' : 'window_post'] += 1;
    await expect
      .poll(async () => ({ post: await count('post'), window_post: await count('window_post') }), {
        timeout: 60_000,
        interval: 200,
      })
      .toEqual(expected);

    const about = numbers().filter(isAboutAcme);
    const buried = about.filter(isTakenBack);
    await expect
      .poll(() => column(sql`select native_id as it from post where deleted_at is not null`), {
        timeout: 20_000,
      })
      .toEqual(buried.map(idOf).toSorted());
    const ids = about.map(idOf).toSorted();
    expect(await column(sql`select native_id as it from post`)).toEqual(ids);
    expect(
      await column(sql`select p.native_id as it from inbound_ledger e join post p on p.id = e.post_id`),
    ).toEqual(ids);
    expect(
      await column(sql`select p.native_id as it from monitor_match m join post p on p.id = m.post_id`),
    ).toEqual(ids);
    expect(
      await column(
        sql`select p.native_id as it from event e join post p on p.id = e.subject_id where e.type = 'ledger.entered'`,
      ),
    ).toEqual(ids);
    expect(
      await column(
        sql`select p.native_id as it from event e join post p on p.id = e.subject_id where e.type = 'post.deleted'`,
      ),
    ).toEqual(buried.map(idOf).toSorted());
    expect(
      await column(
        sql`select p.native_id as it from monitor_match m join post p on p.id = m.post_id where m.monitor_version = 2 and p.text like 'emca%'`,
      ),
    ).toEqual(
      about
        .filter((number) => number >= changedAt && !isTakenBack(number))
        .map(idOf)
        .toSorted(),
    );
    const source = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.selectFrom('source').select(['matched_count']).executeTakeFirstOrThrow(),
    );
    expect(source).toEqual({ matched_count: about.length });
  }, 120_000);

  async function column(query: ReturnType<typeof sql<{ it: string }>>): Promise<string[]> {
    return inWorkspace(database().db, scene.workspaceId, async (trx) =>
      (await query.execute(trx)).rows.map(({ it: each }) => each).toSorted(),
    );
  }
});
