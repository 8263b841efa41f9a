// From a listener to a worker by shares: the cursor never runs ahead, a share counts once, a bad record stands apart.
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import type { DeliveredShare, ShareToSend } from '../../../src/pipeline/bus.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import type { HeardBatch } from '../../../src/pipeline/ports.ts';
import { sharesOf } from '../../../src/pipeline/share.ts';
import { shareOut } from '../../../src/pipeline/share-out.ts';
import { takeShare, type TakeShareDeps } from '../../../src/pipeline/take-share.ts';
import { createTaker } from '../../../src/pipeline/take-together.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
let seq = 0;

beforeAll(async () => {
  scene = await setScene(database());
});

const source = () => ({
  workspaceId: scene.workspaceId,
  id: scene.sourceId,
  network: 'practice',
  accountId: scene.accountId,
});

/** A worker of its own: with its own engine, as another process has. */
function worker(): TakeShareDeps {
  const quiet = () => undefined;
  return {
    inWorkspace: scene.inWorkspace,
    matching: createMatchStage(),
    detectLanguage: () => 'en',
    log: { info: quiet, warn: quiet, error: quiet },
  };
}

const posts = (...texts: string[]): HeardBatch['items'] =>
  texts.map((text) => {
    const post = scene.post(text);
    return { raw: post, outcome: { heard: { type: 'post', post } } };
  });

function delivered(items: HeardBatch['items'], more: Partial<DeliveredShare> = {}): DeliveredShare {
  seq += 1;
  const [share] = sharesOf(source(), items, { partitions: 1, maxBytes: 500_000 });
  return { partition: 0, stamp: '1790000000000000000', seq, deliveries: 1, text: share?.text ?? '', ...more };
}

async function read<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return inWorkspace(database().db, scene.workspaceId, async (trx) => (await query.execute(trx)).rows);
}

const counts = async () => {
  const [row] = await read(
    sql<Record<string, number>>`select (select count(*)::int from post) as posts,
      (select count(*)::int from inbound_ledger) as entries, (select count(*)::int from monitor_match) as matches,
      (select count(*)::int from event where type = 'ledger.entered') as entered,
      (select count(*)::int from malformed_record) as malformed,
      (select heard_count::int from source where id = ${scene.sourceId}) as heard`,
  );
  if (row === undefined) throw new Error('no counts');
  return row;
};

async function grown(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await counts();
  await work();
  const after = await counts();
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]),
  );
}

const cursor = async () =>
  (await read(sql<{ cursor: string | null }>`select cursor from source where id = ${scene.sourceId}`))[0]
    ?.cursor;

describe('a listener', () => {
  const bus = (publish: (shares: readonly ShareToSend[]) => Promise<void>) => ({
    partitions: 4,
    maxShareBytes: 100_000,
    publish,
  });

  test('saves its cursor only once the bus has everything, and not at all where it has not', async () => {
    const deps = { inWorkspace: scene.inWorkspace, newId: scene.newId };
    const kept: ShareToSend[] = [];
    const during: unknown[] = [];
    const good = bus(async (shares) => {
      during.push(await cursor());
      kept.push(...shares);
    });
    await shareOut({ ...deps, bus: good }, source(), { items: posts('acme 1', 'acme 2'), cursor: '17' });
    expect(during).toEqual([null]);
    expect(await cursor()).toBe('17');
    expect(kept).toHaveLength(1);

    const bad = bus(() => Promise.reject(new AppError('bus_unavailable', 'full')));
    const failing = shareOut({ ...deps, bus: bad }, source(), { items: posts('acme 3'), cursor: '18' });
    await expect(failing).rejects.toMatchObject({ code: 'bus_unavailable' });
    expect(await cursor()).toBe('17');
  });

  test('hears that its source was removed', async () => {
    const gone = { ...source(), id: scene.newId() };
    const deps = { inWorkspace: scene.inWorkspace, newId: scene.newId, bus: bus(async () => undefined) };
    await expect(shareOut(deps, gone, { items: [], cursor: '1' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a worker', () => {
  test('takes a share in once, though two workers take it at the same time and a third one later', async () => {
    const share = delivered(
      posts(...Array.from({ length: 300 }, (_, index) => `acme at once ${String(index)}`)),
    );
    const more = await grown(async () => {
      const both = await Promise.all([
        takeShare(worker(), share),
        takeShare(worker(), { ...share, deliveries: 2 }),
      ]);
      expect(both).toEqual(['done', 'done']);
      expect(await takeShare(worker(), { ...share, deliveries: 3 })).toBe('done');
    });
    expect(more).toEqual({ posts: 300, entries: 300, matches: 300, entered: 300, malformed: 0, heard: 300 });
  });

  test('takes what other shares brought before as news of nothing', async () => {
    const items = posts('acme said in two shares');
    const more = await grown(async () => {
      await Promise.all([takeShare(worker(), delivered(items)), takeShare(worker(), delivered(items))]);
    });
    expect(more).toMatchObject({ posts: 1, entries: 1, matches: 1, entered: 1 });
  });

  test('takes shares of a stream that was made anew, though their numbers are the old ones', async () => {
    const first = delivered(posts('acme before'));
    const again = { ...delivered(posts('acme after')), seq: first.seq, stamp: '1790000000000000001' };
    const more = await grown(async () => {
      await takeShare(worker(), first);
      await takeShare(worker(), again);
    });
    expect(more).toMatchObject({ posts: 2, entries: 2 });
  });

  test('sets a record apart that cannot be taken in, and takes in the others', async () => {
    const items = posts('acme one', 'acme two', 'acme three');
    const half = { network: 'practice', nativeId: 'odd', author: { nativeId: 'a' } };
    const broken = { outcome: { heard: { type: 'post', post: half } }, raw: 'odd' };
    const share = delivered([...items.slice(0, 1), broken as never, ...items.slice(1)]);
    const more = await grown(async () => {
      expect(await takeShare(worker(), share)).toEqual({ againInMs: 500 });
      expect(await takeShare(worker(), { ...share, deliveries: 2 })).toEqual({ againInMs: 1_000 });
      expect(await takeShare(worker(), { ...share, deliveries: 3 })).toBe('done');
      expect(await takeShare(worker(), { ...share, deliveries: 4 })).toBe('done');
    });
    expect(more).toMatchObject({ posts: 3, entries: 3, matches: 3, malformed: 1 });
    expect(await read(sql`select raw, problem from malformed_record`)).toEqual([
      { raw: '"odd"', problem: expect.stringContaining('could not be taken in') as string },
    ]);
  });

  test('never gives up while something is down', async () => {
    const share = delivered(posts('acme while it is down'));
    const down = worker();
    const unreachable = new AppError('database_unavailable', 'down');
    const deps = { ...down, inWorkspace: () => Promise.reject(unreachable) };
    expect(await takeShare(deps, { ...share, deliveries: 50 })).toEqual({ againInMs: 15_000 });
    expect(await grown(() => takeShare(down, { ...share, deliveries: 51 }))).toMatchObject({
      posts: 1,
      malformed: 0,
    });
  });

  test('drops what a removed source still brought, and leaves what it does not understand to another', async () => {
    const share = delivered([...posts('acme'), { raw: 'odd', outcome: { malformed: 'It is odd.' } }]);
    const gone = share.text.replace(scene.sourceId, scene.newId());
    expect(
      await grown(async () => expect(await takeShare(worker(), { ...share, text: gone })).toBe('done')),
    ).toMatchObject({ posts: 0, malformed: 0 });
    expect(await takeShare(worker(), { ...share, text: '{"v":2}' })).toEqual({ againInMs: 15_000 });
  });
});

describe('shares in hand at the same moment', () => {
  /** A worker that counts its transactions. */
  function counting(): { deps: TakeShareDeps; transactions: () => number } {
    let transactions = 0;
    const deps = worker();
    const inWorkspaceCounted: TakeShareDeps['inWorkspace'] = (workspaceId, work) => {
      transactions += 1;
      return deps.inWorkspace(workspaceId, work);
    };
    return { deps: { ...deps, inWorkspace: inWorkspaceCounted }, transactions: () => transactions };
  }

  const eight = (name: string): DeliveredShare[] =>
    Array.from({ length: 8 }, (_, partition) =>
      delivered(posts(`acme ${name} ${String(partition)}`, `nothing ${name} ${String(partition)}`), {
        partition,
      }),
    );

  test('are committed together, each once', async () => {
    const { deps, transactions } = counting();
    const take = createTaker(deps);
    const more = await grown(async () => {
      const verdicts = await Promise.all(eight('together').map(take));
      expect(new Set(verdicts)).toEqual(new Set(['done']));
    });
    expect(transactions()).toBe(1);
    expect(more).toMatchObject({ posts: 8, entries: 8, matches: 8, entered: 8, heard: 16 });
  });

  test('are taken without those that were committed before', async () => {
    const shares = eight('partly');
    await takeShare(worker(), shares[2] ?? delivered([]));
    await takeShare(worker(), shares[7] ?? delivered([]));
    const { deps, transactions } = counting();
    const more = await grown(() => Promise.all(shares.map(createTaker(deps))));
    expect(transactions()).toBe(1);
    expect(more).toMatchObject({ posts: 6, entries: 6, heard: 12 });
    expect(await grown(() => Promise.all(shares.map(createTaker(worker()))))).toMatchObject({
      posts: 0,
      heard: 0,
    });
  });

  test('do not suffer for a bad one among them', async () => {
    const shares = eight('with a bad one');
    const half = { network: 'practice', nativeId: 'odd too', author: { nativeId: 'a' } };
    shares[3] = delivered([{ raw: 'odd', outcome: { heard: { type: 'post', post: half } } } as never], {
      partition: 3,
    });
    const more = await grown(async () => {
      const verdicts = await Promise.all(shares.map(createTaker(worker())));
      expect(verdicts).toEqual(shares.map((_, index) => (index === 3 ? { againInMs: 500 } : 'done')));
    });
    expect(more).toMatchObject({ posts: 7, entries: 7, heard: 14, malformed: 0 });
  });

  test('too many for one transaction go apart', async () => {
    const { deps, transactions } = counting();
    const large = Array.from({ length: 3 }, (_, partition) =>
      delivered(posts(...Array.from({ length: 400 }, (_each, index) => `nothing ${String(index)}`)), {
        partition,
      }),
    );
    const verdicts = await Promise.all(large.map(createTaker(deps)));
    expect(verdicts).toEqual(['done', 'done', 'done']);
    expect(transactions()).toBe(2);
  });

  test('taken by two workers at the same time count once', async () => {
    const shares = eight('by two');
    const more = await grown(async () => {
      const [one, two] = [createTaker(worker()), createTaker(worker())];
      await Promise.all([...shares.map(one), ...shares.toReversed().map(two)]);
    });
    expect(more).toMatchObject({ posts: 8, entries: 8, matches: 8, entered: 8, heard: 16 });
  });
});
