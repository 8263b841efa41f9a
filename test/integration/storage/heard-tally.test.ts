// The tally of what was heard says at any time what counting all of it would, and goes with the window after a crash.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { inWorkspace, openDatabase, type OpenDatabase } from '../../../src/storage/database.ts';
import { startEmbedded } from '../../../src/storage/embedded.ts';
import { heardPerQuarter, quarterMs, sumTallies } from '../../../src/storage/heard-tally.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { uuidFloor } from '../../../src/storage/uuid.ts';
import { trimWindow } from '../../../src/storage/work/window.ts';
import { testDatabase } from '../../harness/database.ts';
import { aPost, makeWorkspace, network, storePosts, toStore, type TestWorkspace } from './work/fixture.ts';

const database = testDatabase();
const db = () => database().db;
const places = ['post', 'window_post'] as const;
/** Ids are made by the real time, whatever time a workspace tells. */
const nowMs = Date.now();

type Place = (typeof places)[number];

/** What the tally says, by counting. */
async function counted(open: OpenDatabase['db'], workspace: TestWorkspace, place: Place, sinceMs: number) {
  const others = sql.raw(
    place === 'post' ? `and account_id is null and deleted_at is null and visibility = 'public'` : '',
  );
  return inWorkspace(open, workspace.id, async (trx) => {
    const { rows } = await sql<{ quarter: number; posts: number; since: string }>`
      select floor(extract(epoch from seen_at) / 900)::int as quarter, count(*)::int as posts, min(seen_at) as since
      from ${sql.table(place)} where id >= ${uuidFloor(sinceMs)}::uuid ${others} group by 1 order by 1`.execute(
      trx,
    );
    const since = rows.map((row) => row.since).toSorted()[0] ?? null;
    return { perQuarter: rows.map(({ quarter, posts }) => ({ quarter, posts })), since };
  });
}

const tallied = (open: OpenDatabase['db'], workspace: TestWorkspace, place: Place, sinceMs: number) =>
  inWorkspace(open, workspace.id, (trx) => heardPerQuarter(trx, place, sinceMs));

const rowsOf = (workspace: TestWorkspace, tally: 'heard_tally' | 'window_tally') =>
  inWorkspace(db(), workspace.id, (trx) =>
    trx
      .selectFrom(tally)
      .select(['id', 'change'])
      .orderBy('quarter')
      .orderBy('seen_quarter')
      .orderBy('id')
      .execute(),
  );

async function expectTallied(workspace: TestWorkspace, open = db()): Promise<void> {
  const quarter = Math.floor(nowMs / quarterMs) * quarterMs;
  for (const place of places) {
    for (const sinceMs of [0, quarter - 4 * quarterMs, quarter - quarterMs, quarter, quarter + quarterMs]) {
      const said = await tallied(open, workspace, place, sinceMs);
      expect({ place, sinceMs, ...said }).toEqual({
        place,
        sinceMs,
        ...(await counted(open, workspace, place, sinceMs)),
      });
    }
  }
}

/** An id of `ago` milliseconds before now. */
function idAgo(ago: number, nth: number): string {
  return uuidFloor(nowMs - ago).slice(0, -4) + nth.toString(16).padStart(4, '0');
}

test('it says what is there, whatever came, went and changed', async () => {
  const [workspace, other] = [await makeWorkspace(db()), await makeWorkspace(db())];
  await other.work((tx) => tx.posts.insertWindow([{ id: tx.newId(), post: aPost(), lang: null }], tx.at));
  await expectTallied(workspace);
  const posts = Array.from({ length: 40 }, (_, nth) =>
    aPost(nth % 8 === 0 ? { visibility: 'dm' } : nth % 9 === 0 ? { nativeId: 'post-twice' } : {}),
  );
  for (const [nth, post] of posts.entries()) {
    // Every seventh id belongs to the quarter before the one in which the post was seen.
    const ago = nth * 3 * 60_000;
    workspace.clock.ms = nowMs - ago + (nth % 7 === 0 ? quarterMs : 0);
    await workspace.work(async (tx) => {
      const identities = await tx.posts.saveIdentities(network, [post.author], tx.at);
      const accountId = nth % 11 === 0 ? workspace.accountId : null;
      await tx.posts.insert([toStore(post, identities, { id: idAgo(ago, nth), accountId })], tx.at);
      const passed = aPost();
      await tx.posts.insertWindow([{ id: idAgo(ago, nth), post: passed, lang: null }], tx.at);
      // A second time it is not taken in.
      await tx.posts.insertWindow([{ id: idAgo(0, nth), post: passed, lang: null }], tx.at);
    });
  }
  await expectTallied(workspace);
  await sumTallies(db(), workspace.id);
  await expectTallied(workspace);
  await workspace.work(async (tx) => {
    await storePosts(tx, [aPost(), aPost()]);
    await tx.posts.bury(
      network,
      posts.slice(3, 20).map((post) => post.nativeId),
      tx.at,
    );
    await tx.posts.addReposts(network, new Map([[posts[30]?.nativeId ?? '', 3]]));
  });
  await expectTallied(workspace);
  await inWorkspace(db(), workspace.id, async (trx) => {
    await sql`update post set visibility = 'public', deleted_at = null where id in (select id from post order by id limit 5)`.execute(
      trx,
    );
    await sql`update post set seen_at = seen_at - interval '20 minutes' where id in (select id from post order by id limit 9)`.execute(
      trx,
    );
    await sql`delete from post where id in (select id from post where deleted_at is null order by id desc limit 4)`.execute(
      trx,
    );
  });
  await expectTallied(workspace);
  await trimWindow(db(), workspace.id, { hours: 1, maxPosts: 12, now: nowMs });
  await expectTallied(workspace);
  await sumTallies(db(), workspace.id);
  await expectTallied(workspace);
  await expectTallied(other);
});

test('summed up, it has one row for what is there, and soon none for what is not', async () => {
  const workspace = await makeWorkspace(db());
  const passed = Array.from({ length: 5 }, () => aPost());
  for (const post of passed)
    await workspace.work((tx) =>
      tx.posts.insertWindow([{ id: idAgo(0, passed.indexOf(post)), post, lang: null }], tx.at),
    );
  expect(await rowsOf(workspace, 'window_tally')).toHaveLength(5);
  await sumTallies(db(), workspace.id);
  expect(await rowsOf(workspace, 'window_tally')).toEqual([{ id: 0, change: 5 }]);
  await trimWindow(db(), workspace.id, { hours: 0, maxPosts: 0, now: nowMs + quarterMs });
  await sumTallies(db(), workspace.id);
  await sumTallies(db(), workspace.id);
  expect(await rowsOf(workspace, 'window_tally')).toEqual([]);
  await Promise.all([
    sumTallies(db(), workspace.id),
    sumTallies(db(), workspace.id),
    ...passed.map((post, nth) =>
      workspace.work((tx) => tx.posts.insertWindow([{ id: idAgo(0, nth), post, lang: null }], tx.at)),
    ),
  ]);
  await Promise.all([sumTallies(db(), workspace.id), sumTallies(db(), workspace.id)]);
  expect(await rowsOf(workspace, 'window_tally')).toEqual([{ id: 0, change: 5 }]);
});

test('a workspace goes with its tally', async () => {
  const workspace = await makeWorkspace(db());
  await workspace.work((tx) => storePosts(tx, [aPost(), aPost()]));
  await inWorkspace(db(), workspace.id, (trx) =>
    sql`delete from workspace where id = ${workspace.id}`.execute(trx),
  );
  expect(await rowsOf(workspace, 'heard_tally')).toEqual([]);
});

test('a crash of the database empties window and tally alike, and what was stored stays counted', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-tally-'));
  try {
    let server = await startEmbedded({ dataDir, log: silentLog });
    await migrate({ url: server.url('owner'), log: silentLog });
    let open = openDatabase({ url: server.url('app'), log: silentLog });
    const workspace = await makeWorkspace(open.db);
    await workspace.work(async (tx) => {
      await storePosts(tx, [aPost(), aPost()]);
      await tx.posts.insertWindow([{ id: idAgo(0, 1), post: aPost(), lang: null }], tx.at);
    });
    expect((await tallied(open.db, workspace, 'window_post', 0)).perQuarter).toHaveLength(1);
    await open.close();
    const [pid = ''] = (await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    // Immediate: as after a cut of power the log is replayed, and unlogged tables are empty.
    process.kill(Number(pid), 'SIGQUIT');
    await server.stop();
    server = await startEmbedded({ dataDir, log: silentLog });
    open = openDatabase({ url: server.url('app'), log: silentLog });
    expect(await tallied(open.db, workspace, 'window_post', 0)).toEqual({ perQuarter: [], since: null });
    expect((await tallied(open.db, workspace, 'post', 0)).perQuarter).toMatchObject([{ posts: 2 }]);
    await expectTallied(workspace, open.db);
    await open.close();
    await server.stop();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
