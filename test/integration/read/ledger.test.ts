// The lists of candidates and of the ledger: each row once while paging, in order, by every filter; and their numbers.
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  heapOf,
  heapStates,
  ledgerHeaps,
  ledgerStates,
  origins,
  type LedgerState,
} from '../../../src/domain/ledger/ledger.ts';
import { candidatesPage, ledgerCounts, ledgerPage, ledgerRows } from '../../../src/server/read/ledger.ts';
import { countEntries } from '../../../src/storage/ledger-pages.ts';
import { countWorkspace } from '../../../src/storage/counts.ts';
import type { JudgementRow } from '../../../src/domain/judgement/rows.ts';
import { standingOf } from '../../../src/domain/judgement/standing.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import {
  beginBlock,
  byNeed,
  enter,
  move,
  readWorkspace,
  type EntryToMake,
  type ReadWorkspace,
} from './company.ts';

const database = testDatabase();

type Filter = Omit<Parameters<typeof ledgerPage>[1], 'limit' | 'cursor'>;

function said(kind: string, value = 'yes'): JudgementRow {
  return { kind, value, probability: 0.9, method: 'model' };
}

/** All pages of a list, put together; `between` runs after each. */
async function allOf(
  workspace: ReadWorkspace,
  filter: Filter,
  limit: number,
  between: () => Promise<void> = async () => undefined,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await workspace.read((trx) => ledgerPage(trx, { ...filter, limit, cursor }));
    ids.push(...page.rows.map((row) => row.post.id));
    if (page.nextCursor === null) return ids;
    expect(page.rows).toHaveLength(limit);
    cursor = page.nextCursor;
    await between();
  }
}

describe('a thousand entries and more', () => {
  const hour = 3_600_000;
  let workspace: ReadWorkspace;
  let secondBrand = '';
  let secondMonitor = '';
  /** When what comes in at a time was written. */
  const writtenAt = (atMs: number): string => new Date(atMs - 60_000).toISOString();
  /** Oldest first. */
  const entries: (EntryToMake & { id: string; atMs: number; state: LedgerState })[] = [];
  const someOf = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> =>
    fc.option(fc.constantFrom(...values), { nil: undefined });

  beforeAll(async () => {
    workspace = await readWorkspace(database().db);
    [secondBrand, secondMonitor] = [newId(), newId()];
    const inIt = { workspace_id: workspace.id };
    await workspace.read(async (trx) => {
      await trx
        .insertInto('brand')
        .values({ ...inIt, id: secondBrand, name: 'Second', archived_at: null })
        .execute();
      const monitor = { name: 'Second', query: 'x', brand_id: null, product_id: null, created_by: null };
      await trx
        .insertInto('monitor')
        .values({ ...inIt, ...monitor, id: secondMonitor, archived_at: null })
        .execute();
    });
    const one = fc.record({
      state: fc.constantFrom(
        'waiting',
        'waiting',
        'waiting',
        'closed',
        'closed',
        'answered',
        'later',
        'in_case',
      ),
      brandId: fc.constantFrom(workspace.brandId, secondBrand, null),
      network: fc.constantFrom('practice', 'practice', 'bluesky'),
      lang: fc.oneof({ weight: 20, arbitrary: fc.constantFrom('ja', 'en') }, fc.constantFrom('fr', null)),
      origin: fc.oneof({ weight: 30, arbitrary: fc.constant('found' as const) }, fc.constantFrom(...origins)),
      monitorIds: fc.constantFrom(
        [workspace.monitorId],
        [secondMonitor],
        [workspace.monitorId, secondMonitor],
        [],
      ),
      // By two authors who differ in nothing but how many follow them, and by many of whom nothing is known.
      followers: fc.constantFrom(null, null, 50, 20_000),
      judgements: fc.subarray([
        { ...said('help'), probability: 0.4 },
        said('complaint'),
        said('churn'),
        said('spam'),
        said('urgency', '3'),
        { ...said('about', 'no'), probability: 0.05 },
      ]),
    }) satisfies fc.Arbitrary<EntryToMake>;
    // The first of each pair of filters never meet: an index for one of them would walk everything.
    const sample = fc
      .sample(one, { numRuns: 2_000, seed: 20_261_121 })
      .map((entry) => (entry.lang === 'fr' ? { ...entry, brandId: secondBrand } : entry));
    const startMs = workspace.clock.ms;
    for (let from = 0; from < sample.length; from += 250) {
      workspace.clock.ms = startMs + (from / 250) * 5 * hour;
      const post = { createdAt: writtenAt(workspace.clock.ms) };
      const batch = sample.slice(from, from + 250).map((entry) => ({ ...entry, post }));
      const ids = await enter(workspace, batch);
      for (const [at, entry] of batch.entries()) {
        entries.push({ ...entry, id: ids[at] ?? '', atMs: workspace.clock.ms });
      }
      if (from % 500 === 0) await beginBlock(workspace);
    }
  });

  const passes = (filter: Filter) => (entry: (typeof entries)[number]) =>
    (filter.heap === undefined || heapStates[filter.heap].includes(entry.state)) &&
    (filter.brandId === undefined || entry.brandId === filter.brandId) &&
    (filter.network === undefined || entry.network === filter.network) &&
    (filter.lang === undefined || entry.lang === filter.lang) &&
    (filter.origin === undefined || entry.origin === filter.origin) &&
    (filter.monitorId === undefined || entry.monitorIds?.includes(filter.monitorId) === true) &&
    (filter.judged ?? '').split(',').every((fact) => fact === '' || standing(entry).judged.includes(fact));
  const standing = ({ judgements = [], origin = 'found', followers = null }: EntryToMake) =>
    standingOf(judgements, origin, { followers, reposts: 0 });
  const expected = (filter: Filter): string[] =>
    entries
      .filter(passes(filter))
      .map((entry) => entry.id)
      .toReversed();

  test('every filter and every two, three … of them show what passes, newest first, each once', async () => {
    const filters = fc.record({
      heap: someOf(ledgerHeaps),
      brandId: someOf([workspace.brandId, secondBrand]),
      network: someOf(['practice', 'bluesky', 'mastodon']),
      lang: someOf(['ja', 'en', 'fr', 'xx']),
      origin: someOf(origins),
      monitorId: someOf([workspace.monitorId, secondMonitor]),
      judged: someOf(['help', 'spam', 'noise', 'worth', 'urgency 3', 'worth,complaint', 'help,about no']),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(7, 50, 200), async (filter, limit) => {
        expect(await allOf(workspace, filter, limit)).toEqual(expected(filter));
      }),
      { numRuns: 60 },
    );
  });

  test('by need: what needs somebody first comes first, whatever is filtered by, each once', async () => {
    const met = new Set(entries.map(standing).map(({ priority, weight }) => `${priority} ${weight}`));
    expect(met.size).toBe(13);
    const filters = fc.record({
      state: fc.constantFrom('waiting' as const, 'later' as const),
      brandId: someOf([secondBrand]),
      lang: someOf(['ja', 'fr', 'xx']),
      judged: someOf(['worth', 'noise', 'help', 'worth,complaint', 'churn,urgency 3']),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(7, 50, 200), async ({ state, ...filter }, limit) => {
        const ids = await byNeed(workspace, { ...filter, state }, limit);
        const waiting = entries.filter((entry) => entry.state === state && passes(filter)(entry));
        const wanted = waiting.toReversed().toSorted((a, b) => {
          const [one, other] = [standing(a), standing(b)];
          return other.priority - one.priority || other.weight - one.weight;
        });
        expect(ids).toEqual(wanted.map((entry) => entry.id));
      }),
      { numRuns: 40 },
    );
  });

  test('what two filters have apart but not together is nothing', async () => {
    const filter = { lang: 'fr', brandId: workspace.brandId };
    expect(expected({ lang: 'fr' }).length).toBeGreaterThan(0);
    expect(await allOf(workspace, filter, 50)).toEqual([]);
  });

  test('times bound by when an entry came in, to the millisecond', async () => {
    const edges = [...new Set(entries.map((entry) => entry.atMs))];
    const [early = 0, late = 0] = [edges[2], edges[5]];
    const iso = (ms: number): string => new Date(ms).toISOString();
    const between = (from: number, to: number): string[] =>
      entries
        .filter(({ atMs }) => atMs >= from && atMs < to)
        .map((entry) => entry.id)
        .toReversed();
    expect(between(early, late).length).toBe(750);
    for (const filter of [{}, { network: 'practice' }]) {
      const found = await allOf(workspace, { ...filter, since: iso(early), until: iso(late) }, 200);
      const wanted = new Set(expected(filter));
      expect(found).toEqual(between(early, late).filter((id) => wanted.has(id)));
    }
  });

  test('the numbers are those of the entries, from any time on', async () => {
    const heaps = (from: number) => {
      const counts = { total: 0, waiting: 0, answered: 0, closed: 0 };
      for (const entry of entries) {
        if (entry.atMs < from) continue;
        counts.total += 1;
        counts[heapOf(entry.state)] += 1;
      }
      return counts;
    };
    const first = entries[0]?.atMs ?? 0;
    const oldestWaitingAt = writtenAt(first);
    // What was sent to us, and still waits for an answer or a conscious closing: whoever wrote it waits since then.
    const since = entries
      .filter(({ origin = 'found', state }) => origin !== 'found' && heapOf(state) === 'waiting')
      .map(({ atMs }) => writtenAt(atMs))
      .toSorted();
    expect(since.length).toBeGreaterThan(0);
    const owed = { since, isMore: false };
    expect(await workspace.read((trx) => ledgerCounts(trx, undefined))).toEqual({
      ...heaps(0),
      oldestWaitingAt,
      owed,
      reconciled: [],
    });
    for (const from of [first, first + 1, first + 7 * hour, first + 30 * hour, first + 1000 * hour]) {
      const counts = await workspace.read((trx) => ledgerCounts(trx, new Date(from).toISOString()));
      expect(counts).toEqual({ ...heaps(from), oldestWaitingAt, owed, reconciled: [] });
    }
  });
});

describe('while work goes on', () => {
  test('paging shows each entry that stays once, whatever comes in or leaves', async () => {
    const workspace = await readWorkspace(database().db);
    const ids = await enter(
      workspace,
      Array.from({ length: 60 }, (_, at) => ({ lang: at % 2 === 0 ? 'ja' : 'en' })),
    );
    const leaving = new Set<string>();
    let seen = 0;
    const between = async (): Promise<void> => {
      seen += 7;
      await enter(workspace, [{ lang: 'ja' }, { lang: 'en' }]);
      // One that was shown already, and one that was not yet.
      for (const at of [60 - seen + 2, 60 - seen - 5]) {
        const id = ids[at];
        if (id === undefined || leaving.has(id)) continue;
        leaving.add(id);
        await workspace.work((tx) => move(tx, id, 'closed'));
      }
    };
    for (const filter of [{ heap: 'waiting' as const }, { heap: 'waiting' as const, lang: 'ja' }]) {
      seen = 0;
      const before = await allOf(workspace, filter, 200);
      const shown = await allOf(workspace, filter, 7, between);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown).toEqual(shown.toSorted().toReversed());
      const staying = before.filter((id) => !leaving.has(id));
      expect(shown.filter((id) => !leaving.has(id))).toEqual(staying);
    }
  });

  test('a monitor that matches after an edit is a filter at once', async () => {
    const workspace = await readWorkspace(database().db);
    const [id = ''] = await enter(workspace, [{}]);
    const found = (): Promise<string[]> => allOf(workspace, { monitorId: workspace.monitorId }, 50);
    expect(await found()).toEqual([]);
    const match = { monitorId: workspace.monitorId, monitorVersion: 1, spans: [] };
    await workspace.work((tx) => tx.posts.replaceMatches(id, [match]));
    expect(await found()).toEqual([id]);
  });

  test('what is judged anew is found as such at once, and its version is raised', async () => {
    const workspace = await readWorkspace(database().db);
    const [id = ''] = await enter(workspace, [{ judgements: [said('help')] }]);
    expect(await allOf(workspace, { judged: 'help' }, 50)).toEqual([id]);
    await workspace.work((tx) => tx.ledger.judge([{ postId: id, judgements: [said('spam')] }]));
    expect(await allOf(workspace, { judged: 'help' }, 50)).toEqual([]);
    expect(await allOf(workspace, { judged: 'noise' }, 50)).toEqual([id]);
    const [entry] = await workspace.read((trx) => ledgerRows(trx, [id]));
    expect(entry).toMatchObject({ version: 2, priority: 0, judgements: [said('spam')] });
  });

  test('numbers follow every move, also when their changes are summed up, and when writers meet', async () => {
    const workspace = await readWorkspace(database().db);
    const ids = await enter(
      workspace,
      Array.from({ length: 40 }, () => ({})),
    );
    const states = new Map<string, LedgerState>(ids.map((id) => [id, 'waiting']));
    const moves = fc.sample(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ledgerStates)), {
      numRuns: 240,
      seed: 7,
    });
    for (let at = 0; at < moves.length; at += 4) {
      const few = new Map(moves.slice(at, at + 4));
      await Promise.all([...few].map(([id, state]) => workspace.work((tx) => move(tx, id, state))));
      for (const [id, state] of few) states.set(id, state);
    }
    const count = (state: LedgerState): number =>
      [...states.values()].filter((each) => each === state).length;
    const counts = await workspace.read(countWorkspace);
    expect(counts).toMatchObject({
      candidates: count('waiting'),
      later: count('later'),
      ledgerWaiting: count('waiting') + count('later') + count('in_case'),
    });
    const { rows } = await workspace.read((trx) =>
      sql<{ rows: number }>`select count(*)::int as rows from ledger_tally`.execute(trx),
    );
    expect(rows[0]?.rows).toBeLessThan(200);
  });

  test('noise is counted apart from what is worth a look, and no longer once it was decided about', async () => {
    const workspace = await readWorkspace(database().db);
    const spam = { judgements: [said('spam')] };
    const [first = ''] = await enter(workspace, [spam, spam, { ...spam, origin: 'mention' }, {}]);
    expect(await workspace.read(countWorkspace)).toMatchObject({ candidates: 2, noise: 2, ledgerWaiting: 4 });
    await workspace.work((tx) => move(tx, first, 'later'));
    expect(await workspace.read(countWorkspace)).toMatchObject({ candidates: 2, noise: 1, later: 1 });
    // Somebody says that it was no noise; the ledger owes each of them a decision all the while.
    await workspace.work((tx) => move(tx, first, 'waiting'));
    await workspace.work((tx) => tx.ledger.judge([{ postId: first, judgements: [said('help')] }]));
    expect(await workspace.read(countWorkspace)).toMatchObject({ candidates: 3, noise: 1, ledgerWaiting: 4 });
    const byState = await workspace.read((trx) => countEntries(trx, undefined));
    expect(byState.get('waiting')).toBe(4);
  });

  test('a move that is undone is not counted', async () => {
    const workspace = await readWorkspace(database().db);
    const [id = ''] = await enter(workspace, [{}]);
    const undone = workspace.work(async (tx) => {
      await move(tx, id, 'closed');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await workspace.read(countWorkspace)).candidates).toBe(1);
  });
});

test('a workspace sees its own entries only, by whatever filter', async () => {
  const mine = await readWorkspace(database().db, 'Mine');
  const theirs = await readWorkspace(database().db, 'Theirs');
  const entry: EntryToMake = { lang: 'ja', origin: 'mention' };
  const [id] = await enter(mine, [entry]);
  await enter(theirs, [{ ...entry, brandId: theirs.brandId, monitorIds: [theirs.monitorId] }]);
  for (const filter of [{}, { lang: 'ja' }, { origin: 'mention' as const }, { network: 'practice' }]) {
    expect(await allOf(mine, filter, 50)).toEqual([id]);
  }
  expect(await allOf(mine, { brandId: theirs.brandId }, 50)).toEqual([]);
  expect(await allOf(mine, { monitorId: theirs.monitorId }, 50)).toEqual([]);
});

test('candidates are what waits or what was put off, as asked', async () => {
  const workspace = await readWorkspace(database().db);
  const [waiting, later] = await enter(workspace, [
    { state: 'waiting' },
    { state: 'later' },
    { state: 'closed' },
  ]);
  const list = async (state: 'waiting' | 'later'): Promise<string[]> =>
    (await workspace.read((trx) => candidatesPage(trx, { state, order: 'newest', limit: 50 }))).rows.map(
      (row) => row.post.id,
    );
  expect(await list('waiting')).toEqual([waiting]);
  expect(await list('later')).toEqual([later]);
});
