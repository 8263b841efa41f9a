// The lists of cases: each case once while paging, in the order of who waits, by filters and by the words of its posts.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseStates, queueTimeOf, type CaseState } from '../../../src/domain/case/case.ts';
import { searchQuestionOf, searchTextOf } from '../../../src/domain/listening/search-text.ts';
import { caseParts, casesPage } from '../../../src/server/read/cases.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { aCase, aPost, network, storePosts } from '../storage/work/fixture.ts';
import { readWorkspace, type ReadWorkspace } from './company.ts';

const database = testDatabase();

type Filter = Omit<Parameters<typeof casesPage>[1], 'limit' | 'cursor'>;

async function allOf(workspace: ReadWorkspace, filter: Filter, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await workspace.read((trx) =>
      casesPage(trx, { ...filter, limit, cursor }, workspace.users.agent),
    );
    ids.push(...page.rows.map((row) => row.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

interface Made {
  id: string;
  state: CaseState;
  brandId: string | null;
  network: string;
  assigneeId: string | null;
  lastInboundAt: string;
  waitingSince: string | null;
  texts: string[];
}

const common = ['battery', 'です'];
const rare = ['騒音', 'quafi', '返金'];

describe('several hundred cases', () => {
  let workspace: ReadWorkspace;
  let cases: Made[] = [];

  beforeAll(async () => {
    workspace = await readWorkspace(database().db);
    const { agent, owner } = workspace.users;
    const said = fc.oneof(
      { weight: 3, arbitrary: fc.constant('nothing') },
      { weight: 2, arbitrary: fc.constantFrom(...common) },
      { weight: 1, arbitrary: fc.constantFrom('quiet', 'quiet', 'quiet', ...rare) },
    );
    const one = fc.record({
      state: fc.constantFrom<CaseState>('open', 'open', 'waiting_customer', 'closed', 'closed'),
      brandId: fc.constantFrom(workspace.brandId, null),
      network: fc.constantFrom('practice', 'practice', 'practice', 'bluesky'),
      assigneeId: fc.constantFrom(agent, owner, null),
      // Some at the same moment: then the id decides.
      minute: fc.nat(200),
      /** Of those that wait: so long before they were last heard. */
      waited: fc.option(fc.nat(100)),
      texts: fc.array(said, { minLength: 1, maxLength: 3 }),
    });
    const startMs = Date.parse('2026-11-01T00:00:00Z');
    const plans = fc.sample(one, { numRuns: 600, seed: 20_261_121 });
    cases = plans.map(({ minute, waited, ...plan }) => {
      const at = (minutes: number): string => new Date(startMs + minutes * 60_000).toISOString();
      const waitingSince = plan.state === 'open' && waited !== null ? at(minute - waited) : null;
      return { ...plan, id: newId(), lastInboundAt: at(minute), waitingSince };
    });
    await workspace.work(async (tx) => {
      for (const [at, made] of cases.entries()) {
        const ids = await storePosts(
          tx,
          made.texts.map((text) => aPost({ text })),
        );
        const { texts: _, ...row } = made;
        const newest = ids.at(-1) ?? '';
        await aCase(tx, newest, { ...row, number: 10_000 + at });
        for (const postId of ids) await tx.cases.addPost(made.id, postId, tx.at);
      }
    });
  });

  function expected({ state, brandId, network: on, assignee, q }: Filter): string[] {
    const patterns = q === undefined ? [] : (searchQuestionOf(q)?.patterns ?? ['impossible']);
    const { agent } = workspace.users;
    const isUnfinished = state === 'unfinished';
    const isLater = (one: Made): number => Number(isUnfinished && one.state !== 'open' && q === undefined);
    const wanted = assignee === 'me' ? agent : assignee === 'nobody' ? null : assignee;
    const has = (text: string): boolean => patterns.every((pattern) => searchTextOf(text).includes(pattern));
    const found = cases
      .filter((one) => state === undefined || state === one.state || (isUnfinished && one.state !== 'closed'))
      .filter((one) => brandId === undefined || one.brandId === brandId)
      .filter((one) => on === undefined || one.network === on)
      .filter((one) => assignee === undefined || one.assigneeId === wanted)
      .filter((one) => q === undefined || one.texts.some(has))
      .toSorted(
        (a, b) =>
          isLater(a) - isLater(b) || queueTimeOf(a).localeCompare(queueTimeOf(b)) || (a.id < b.id ? -1 : 1),
      )
      .map((one) => one.id);
    return state === 'closed' || q !== undefined ? found.toReversed() : found;
  }

  test('every filter with every other shows what passes, in order, each once', async () => {
    const some = <T>(...values: T[]): fc.Arbitrary<T | undefined> =>
      fc.option(fc.constantFrom(...values), { nil: undefined });
    const filters = fc.record({
      state: some<Filter['state']>(...caseStates, 'unfinished'),
      brandId: some(workspace.brandId),
      network: some('practice', 'bluesky', 'mastodon'),
      assignee: some('me', 'nobody', workspace.users.owner),
      q: some(...common, ...rare, '騒', 'quaf', 'nowhere', 'battery です', '…'),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(7, 50), async (filter, limit) => {
        expect(await allOf(workspace, filter, limit)).toEqual(expected(filter));
      }),
      { numRuns: 80 },
    );
  });

  test('one’s own in hand are read in one order over all pages: ours first, then the customer’s', async () => {
    const filter = { state: 'unfinished', assignee: 'me' } as const;
    expect(expected(filter).length).toBeGreaterThan(50);
    for (const limit of [1, 7, 500]) expect(await allOf(workspace, filter, limit)).toEqual(expected(filter));
  });

  test.each([...common, ...rare])('%s is found in every case that has it', async (q) => {
    const having = expected({ q });
    expect(having.length).toBeGreaterThan(5);
    expect(await allOf(workspace, { q }, 20)).toEqual(having);
  });

  test('a case that comes in while paging moves none of the others', async () => {
    const before = await workspace.read((trx) => casesPage(trx, { state: 'open', limit: 20 }, null));
    const id = newId();
    await workspace.work(async (tx) => {
      const [postId = ''] = await storePosts(tx, [aPost()]);
      const { lastInboundAt = '', waitingSince = null } = before.rows[3] ?? {};
      await aCase(tx, postId, { id, number: 99_999, lastInboundAt, waitingSince });
    });
    const next = await workspace.read((trx) =>
      casesPage(trx, { state: 'open', limit: 20, cursor: before.nextCursor ?? undefined }, null),
    );
    expect(next.rows.map((row) => row.id)).not.toContain(id);
    expect(next.rows.map((row) => row.id)).toEqual(expected({ state: 'open' }).slice(20, 40));
  });
});

test('a case is found by the words of its posts until they are deleted, and never by others', async () => {
  const mine = await readWorkspace(database().db, 'Mine');
  const theirs = await readWorkspace(database().db, 'Theirs');
  for (const workspace of [mine, theirs]) {
    const post = aPost({ text: '騒音', nativeId: 'noise' });
    await workspace.work(async (tx) => {
      const [postId = ''] = await storePosts(tx, [post]);
      const row = await aCase(tx, postId);
      await tx.cases.addPost(row.id, postId, tx.at);
    });
    expect(await allOf(workspace, { q: '騒音' }, 50)).toHaveLength(1);
  }
  await mine.work((tx) => tx.posts.bury(network, ['noise'], tx.at));
  expect(await allOf(mine, { q: '騒音' }, 50)).toEqual([]);
  const [id = ''] = await allOf(theirs, { q: '騒音' }, 50);
  await expect(mine.read((trx) => caseParts(trx, id, null))).rejects.toMatchObject({ code: 'not_found' });
});
