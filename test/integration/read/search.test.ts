// Search over stored posts: it finds what a plain scan finds, newest first, in one's own workspace, by the index.
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { searchQuestionOf, searchTextOf } from '../../../src/domain/listening/search-text.ts';
import { searchableText } from '../../../src/domain/post/searchable-text.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { searchPage } from '../../../src/server/read/search.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { aPost, network, storePosts, toStore } from '../storage/work/fixture.ts';
import { beginBlock, readWorkspace, type ReadWorkspace } from './company.ts';

const database = testDatabase();

/** All pages of a search. */
async function found(workspace: ReadWorkspace, q: string, limit = 200): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await workspace.read((trx) => searchPage(trx, { q, limit, cursor }));
    ids.push(...page.rows.map((row) => row.post.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

function store(workspace: ReadWorkspace, posts: readonly Post[]): Promise<string[]> {
  return workspace.work((tx) => storePosts(tx, posts));
}

/** What a plain scan brings: the words of a question, each in the search text. */
function scan(posts: readonly { id: string; post: Post }[], q: string): string[] {
  const patterns = searchQuestionOf(q)?.patterns;
  if (patterns === undefined) return [];
  return posts
    .filter(({ post }) => patterns.every((pattern) => searchTextOf(searchableText(post)).includes(pattern)))
    .map(({ id }) => id)
    .toSorted()
    .toReversed();
}

// Few of each kind, so that words meet, and characters next to each other that no word holds.
const pieces =
  '騒音 返金 電池 充電 の が です ません 音 金 騒 アプリ ｱﾌﾟﾘ battery refund Refunded phone iPhone app apps 15 3 a b é ß 😡 …';
const words = pieces.split(' ');
const piece = fc.constantFrom(...words);
const text = fc
  .array(fc.tuple(piece, fc.constantFrom('', '', ' ', '。', '-')), { maxLength: 8 })
  .map((all) => all.map(([word, gap]) => word + gap).join(''));
const question = fc.oneof(
  piece,
  text,
  fc.tuple(piece, piece).map((two) => two.join(' ')),
);

describe('more posts than are walked, in several blocks', () => {
  let workspace: ReadWorkspace;
  const posts: { id: string; post: Post }[] = [];

  beforeAll(async () => {
    workspace = await readWorkspace(database().db);
    const random = fc.sample(text, { numRuns: 600, seed: 20_261_121 });
    for (let from = 0; from < random.length; from += 150) {
      const batch = random.slice(from, from + 150).map((each) => aPost({ text: each }));
      const ids = await store(workspace, batch);
      posts.push(...batch.map((post, at) => ({ id: ids[at] ?? '', post })));
      await beginBlock(workspace);
    }
    // Newer than all of them, so that walking comes to its end before it meets them.
    const filler = Array.from({ length: 1_100 }, (_, at) =>
      aPost({ text: at % 10 === 0 ? 'phone' : 'nothing' }),
    );
    const ids = await store(workspace, filler);
    posts.push(...filler.map((post, at) => ({ id: ids[at] ?? '', post })));
  });

  test('every question finds what a plain scan finds, newest first, each once', async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.constantFrom(5, 50, 200), async (q, limit) => {
        expect(await found(workspace, q, limit)).toEqual(scan(posts, q));
      }),
      { numRuns: 120 },
    );
  });

  test.each([
    ['騒音', (each: string) => each.includes('騒音')],
    ['金', (each: string) => each.includes('金')],
    ['refund', (each: string) => /(?<![a-zéß\d])refund/i.test(each)],
  ])('%s is found in every post that has it', async (q, has) => {
    const having = posts.filter(({ post }) => has(post.text)).map(({ id }) => id);
    expect(having.length).toBeGreaterThan(20);
    expect((await found(workspace, q)).toSorted()).toEqual(having.toSorted());
  });

  test('the index is asked, under row-level security', async () => {
    const scans = async (): Promise<number> => {
      const { rows } = await sql<{ scans: number }>`
        select pg_stat_force_next_flush(), idx_scan::int as scans from pg_stat_user_indexes
        where indexrelname = 'post_search_keys'`.execute(database().db);
      return rows[0]?.scans ?? 0;
    };
    await scans();
    const before = await scans();
    await Promise.all(Array.from({ length: 5 }, () => found(workspace, '騒音')));
    // Each connection of the pool tells what it did when it is asked.
    await Promise.all(Array.from({ length: 20 }, scans));
    expect(await scans()).toBeGreaterThan(before);
  });
});

describe('what becomes of a post', () => {
  test('an edit is found by its new words only, a description of a picture by its words', async () => {
    const workspace = await readWorkspace(database().db);
    const post = aPost({ text: '騒音がひどい', media: [{ kind: 'image', alt: 'a broken fan' }] });
    const ids = await store(workspace, [post]);
    expect(await found(workspace, '騒音')).toEqual(ids);
    expect(await found(workspace, 'broken')).toEqual(ids);
    await workspace.work((tx) => tx.posts.edit(ids[0] ?? '', { ...post, text: '静かになった' }, tx.at));
    expect(await found(workspace, '騒音')).toEqual([]);
    expect(await found(workspace, '静か broken')).toEqual(ids);
  });

  test('a deleted post is never found, and nothing of it is left to search', async () => {
    const workspace = await readWorkspace(database().db);
    const [kept, gone] = [aPost({ text: '騒音 A' }), aPost({ text: '騒音 B' })];
    const ids = await store(workspace, [kept, gone]);
    await workspace.work((tx) => tx.posts.bury(network, [gone.nativeId], tx.at));
    expect(await found(workspace, '騒音')).toEqual([ids[0]]);
    const left = await workspace.read((trx) => trx.selectFrom('post_search').select('folded').execute());
    expect(left).toEqual([{ folded: '騒音 .a' }]);
  });

  test('what no database can keep is found by the rest', async () => {
    const workspace = await readWorkspace(database().db);
    const ids = await store(workspace, [aPost({ text: 'half \ud800 of a\0pair 100% a_b \\' })]);
    for (const q of ['half', 'pair', '\ud800 half', 'a\0', '100%', 'a_b', '\\ half']) {
      expect(await found(workspace, q)).toEqual(ids);
    }
    for (const q of ['\0', '%', '_', '\ud800', 'h%f']) expect(await found(workspace, q)).toEqual([]);
  });

  test('where it stands is told: in which cases, and whether in the ledger', async () => {
    const workspace = await readWorkspace(database().db);
    await store(workspace, [aPost({ text: '騒音' })]);
    const page = await workspace.read((trx) => searchPage(trx, { q: '騒音', limit: 1 }));
    expect(page.rows).toMatchObject([{ caseIds: [], inLedger: false }]);
  });
});

describe('writers at the same time', () => {
  test('blocks that overlap are put in order', async () => {
    const workspace = await readWorkspace(database().db);
    // What came in over two transactions lies in two blocks, every other post in each.
    const times = Array.from({ length: 40 }, () => newId());
    const inTx = createInWorkspace(database().db, { now: () => workspace.clock.ms, newId });
    const insert = (ids: readonly string[]): Promise<void> =>
      inTx(workspace.id, async (tx) => {
        const posts = ids.map(() => aPost({ text: '騒音' }));
        const identities = await tx.posts.saveIdentities(
          network,
          [posts[0]?.author ?? aPost().author],
          tx.at,
        );
        await tx.posts.insert(
          posts.map((post, at) => toStore(post, identities, { id: ids[at] ?? '' })),
          tx.at,
        );
      });
    await insert(times.filter((_, at) => at % 2 === 0));
    await beginBlock(workspace);
    await insert(times.filter((_, at) => at % 2 === 1));
    const filler = Array.from({ length: 1_001 }, () => aPost({ text: 'nothing' }));
    await store(workspace, filler);
    const blocks = await workspace.read((trx) =>
      trx.selectFrom('post_search').select('block').distinct().execute(),
    );
    expect(blocks.length).toBeGreaterThan(1);
    for (const limit of [3, 20, 50]) {
      expect(await found(workspace, '騒音', limit)).toEqual(times.toReversed());
    }
  });
});

describe('workspaces apart', () => {
  test('nobody finds the posts of another, and without a workspace there is nothing', async () => {
    const mine = await readWorkspace(database().db, 'Mine');
    const theirs = await readWorkspace(database().db, 'Theirs');
    const [id] = await store(mine, [aPost({ text: '騒音 mine' })]);
    await store(theirs, [aPost({ text: '騒音 theirs' })]);
    await store(
      theirs,
      Array.from({ length: 1_001 }, () => aPost({ text: 'nothing' })),
    );
    expect(await found(mine, '騒音')).toEqual([id]);
    expect(await found(mine, 'theirs')).toEqual([]);
    const nowhere = await sql`
      select id from search.newest_posts(array['%騒音%'], array[1, 1, 1, 1], null, 50) as id
      union all select id from search.posts_in_cases(array['%騒音%'], array[1, 1, 1, 1]) as id`.execute(
      database().db,
    );
    expect(nowhere.rows).toEqual([]);
  });

  test("the program's role cannot ask on another's behalf", async () => {
    const theirs = newId();
    const { db } = database();
    for (const call of [
      sql`select search.posts_of(${theirs}::uuid, array[1], array[1, 1, 1, 1], array['%'])`,
      sql`select search.blocks_before(${theirs}::uuid, ${theirs}::uuid)`,
      sql`select search.ledger_blocks(${theirs}::uuid, ${theirs}::uuid, ${theirs}::uuid)`,
      sql`select search.ledger_of(${theirs}::uuid, array[1], array['waiting'], array['a', 'a', 'a', 'a', 'a'])`,
    ]) {
      await expect(call.execute(db)).rejects.toThrow(/permission denied for function/);
    }
    await expect(
      sql`create function search.mine() returns int language sql as 'select 1'`.execute(db),
    ).rejects.toThrow(/permission denied for schema search/);
  });
});
