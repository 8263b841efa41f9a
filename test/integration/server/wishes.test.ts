// The ranking of wishes under a campaign's hashtag: what counts, what people correct, and what is gone when a post is deleted.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReplyOf } from '../../../src/contract/endpoint.ts';
import type { endpoints } from '../../../src/contract/endpoints.ts';
import type { CaseRow, MonitorView, SourceView } from '../../../src/contract/views.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { heardPost } from './filled.ts';
import { otherOwner, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

type Wishes = ReplyOf<(typeof endpoints)['readWishes']>;
type WishPosts = ReplyOf<(typeof endpoints)['listWishPosts']>;

const database = testDatabase();
let server: TestServer;
let owner: Person;
let monitor: MonitorView;
let hear: (person: string, text: string) => Promise<void>;

const said: readonly [person: string, text: string][] = [
  ['mia', '『鬼滅の刃』を配信してください #Huluお願い'],
  ['mia', '鬼滅の刃が見たいです！ #Huluお願い'],
  ['jo', '鬼滅の刃の配信お願いします #Huluお願い'],
  ['lee', '鬼滅の刃！ #Huluお願い'],
  ['ian', '「ウォーキング・デッド」お願い #Huluお願い'],
  ['ann', '「ウォーキング・デッド」希望 #Huluお願い'],
  ['bob', 'ウォーキングデット見たい #Huluお願い'],
  ['eve', 'ありがとうございます #Huluお願い'],
  ['kim', '「ごあいさつ」 #Huluお願い'],
];

const path = (): string => `/monitors/${monitor.id}`;
const wishes = (query = ''): Promise<Wishes> => owner.do<Wishes>('GET', `${path()}/wishes${query}`);
const ranked = ({ rows }: Wishes) => rows.map(({ text, people, posts }) => [text, people, posts]);
const correct = (body: object) => owner.do<{ id: string }>('POST', `${path()}/wish-corrections`, { body });

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  const { accountId } = await owner.do<{ accountId: string }>('POST', '/practice/join', {
    body: { handle: 'hulu_help' },
  });
  const { rows: sources } = await owner.do<{ rows: SourceView[] }>('GET', '/sources');
  monitor = await owner.do<MonitorView>('POST', '/monitors', {
    body: { name: 'Wishes', query: '#Huluお願い' },
  });
  const from = { workspaceId: owner.workspaceId, id: sources[0]?.id ?? '', network: 'practice', accountId };
  hear = async (person, text) => {
    const author = { nativeId: person, handle: person, displayName: person };
    await server.hear(from, [{ post: heardPost(text, { author, hashtags: ['Huluお願い'] }) }]);
  };
  for (const [person, text] of said) await hear(person, text);
});
afterAll(() => server.close());

test('people count once for a wish, near spellings are one, and what wishes for nothing is only counted', async () => {
  const all = await wishes();
  expect(ranked(all)).toEqual([
    ['鬼滅の刃', 3, 4],
    ['ウォーキング・デッド', 3, 3],
    ['ごあいさつ', 1, 1],
  ]);
  expect(all).toMatchObject({ total: 3, looked: 9, unread: 1, more: false, cut: false, corrections: [] });
  expect(all.rows[1]?.spellings.map(({ text }) => text)).toEqual([
    'ウォーキング・デッド',
    'ウォーキングデット',
  ]);
  expect(ranked(await wishes('?limit=1'))).toEqual([['鬼滅の刃', 3, 4]]);
  expect(await wishes(`?until=${new Date(Date.now() - 86_400_000).toISOString()}`)).toMatchObject({
    rows: [],
    looked: 0,
  });
});

test('what was answered or liked is acknowledged, and the rest is listed', async () => {
  const [wish] = (await wishes()).rows;
  const all = await owner.do<WishPosts>('GET', `${path()}/wishes/${wish?.id ?? ''}/posts`);
  expect(all).toMatchObject({ total: 4, rows: [{ acknowledged: false }, {}, {}, {}] });
  expect(all.rows.map(({ entry }) => entry.post.id)).toEqual(wish?.examples);
  const postId = all.rows[0]?.entry.post.id ?? '';
  const { case: opened } = await owner.do<{ case: CaseRow }>('POST', `/candidates/${postId}/decision`, {
    body: { choice: 'speak' },
  });
  const { rows: accounts } = await owner.do<{ rows: { id: string }[] }>('GET', '/accounts');
  await owner.do('POST', `/cases/${opened.id}/reactions`, {
    body: { accountId: accounts[0]?.id, postId, action: 'like' },
  });
  // Wanted is not done yet.
  expect((await wishes()).rows[0]?.acknowledged).toBe(0);
  await inWorkspace(server.db, owner.workspaceId, (trx) =>
    trx.updateTable('outbound').set({ state: 'sent' }).where('target_post_id', '=', postId).execute(),
  );
  expect((await wishes()).rows[0]).toMatchObject({ acknowledged: 1, posts: 4 });
  const waiting = await owner.do<WishPosts>('GET', `${path()}/wishes/${wish?.id ?? ''}/posts?waiting=true`);
  expect(waiting.total).toBe(3);
  expect(waiting.rows.some(({ entry }) => entry.post.id === postId)).toBe(false);
});

test('what people say of wishes lasts, names who said it, and is taken back', async () => {
  const before = await wishes();
  const [first, second, none] = before.rows;
  const ids = (row: typeof first): string[] => row?.spellings.map(({ id }) => id) ?? [];
  const merged = await correct({ kind: 'same', spellings: ids(second), sameAs: first?.id });
  const hidden = await correct({ kind: 'none', spellings: ids(none) });
  const after = await wishes();
  expect(ranked(after)).toEqual([['鬼滅の刃', 6, 7]]);
  expect(after.corrections).toMatchObject([
    {
      id: hidden.id,
      kind: 'none',
      spellings: [{ text: 'ごあいさつ' }],
      sameAs: null,
      by: { id: owner.userId },
    },
    { id: merged.id, kind: 'same', sameAs: { text: '鬼滅の刃' }, by: { id: owner.userId } },
  ]);
  for (const { id } of [merged, hidden]) await owner.do('DELETE', `${path()}/wish-corrections/${id}`);
  expect(ranked(await wishes())).toEqual(ranked(before));
  expect((await owner.call('DELETE', `${path()}/wish-corrections/${merged.id}`)).status).toBe(404);
  expect(
    (
      await owner.call('POST', `${path()}/wish-corrections`, {
        body: { kind: 'same', spellings: ids(first) },
      })
    ).status,
  ).toBe(400);
  // A near spelling that is another thing.
  const odd = second?.spellings.find(({ text }) => text === 'ウォーキングデット');
  const apart = await correct({ kind: 'own', spellings: [odd?.id] });
  expect(ranked(await wishes())).toHaveLength(4);
  await owner.do('DELETE', `${path()}/wish-corrections/${apart.id}`);
});

test('what was said last goes before, and taking it back uncovers what was said earlier', async () => {
  const [first, second] = (await wishes()).rows;
  const ids = (row: typeof first): string[] => row?.spellings.map(({ id }) => id) ?? [];
  const merged = await correct({ kind: 'same', spellings: ids(second), sameAs: first?.id });
  const together = await wishes();
  const hidden = await correct({ kind: 'none', spellings: ids(together.rows[0]) });
  expect(ranked(await wishes())).toEqual([['ごあいさつ', 1, 1]]);
  expect((await wishes()).corrections).toMatchObject([
    { id: hidden.id, holds: 'all' },
    { id: merged.id, holds: 'none' },
  ]);
  await owner.do('DELETE', `${path()}/wish-corrections/${hidden.id}`);
  expect(await wishes()).toMatchObject({
    rows: together.rows,
    corrections: [{ id: merged.id, holds: 'all' }],
  });
  const one = await correct({ kind: 'own', spellings: ids(second).slice(0, 1) });
  expect((await wishes()).corrections).toMatchObject([
    { id: one.id, holds: 'all' },
    { id: merged.id, holds: 'some' },
  ]);
  await owner.do('DELETE', `${path()}/wish-corrections/${one.id}`);
  // Taken back in another order, the newest still holds.
  const apart = await correct({ kind: 'own', spellings: ids(second) });
  await owner.do('DELETE', `${path()}/wish-corrections/${merged.id}`);
  expect((await wishes()).corrections).toMatchObject([{ id: apart.id, kind: 'own' }]);
  await owner.do('DELETE', `${path()}/wish-corrections/${apart.id}`);
  expect((await wishes()).corrections).toEqual([]);
});

test('what is said of wishes once more by a key is kept once, so that one taking back ends it', async () => {
  const before = await wishes();
  const body = { kind: 'none', spellings: [before.rows[0]?.id] };
  const say = () => owner.call<{ id: string }>('POST', `${path()}/wish-corrections`, { body, key: 'said-1' });
  const [first, again] = [await say(), await say()];
  expect(again).toMatchObject({ status: first.status, body: first.body });
  expect((await wishes()).corrections).toHaveLength(1);
  await owner.do('DELETE', `${path()}/wish-corrections/${first.body.id}`);
  expect(ranked(await wishes())).toEqual(ranked(before));
});

test('nothing is the same as itself', async () => {
  const [first] = (await wishes()).rows;
  const body = { kind: 'same', spellings: [first?.id], sameAs: first?.id };
  const refused = await owner.call('POST', `${path()}/wish-corrections`, { body });
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_input', where: 'body.sameAs' } });
  expect((await wishes()).corrections).toEqual([]);
});

test('what was deleted is no wish any more, and nobody else sees any', async () => {
  const [, , third] = (await wishes()).rows;
  await inWorkspace(server.db, owner.workspaceId, (trx) =>
    trx
      .updateTable('post')
      .set({ text: '', deleted_at: new Date().toISOString() })
      .where('id', '=', third?.examples[0] ?? '')
      .execute(),
  );
  const left = await wishes();
  expect(ranked(left)).toEqual([
    ['鬼滅の刃', 3, 4],
    ['ウォーキング・デッド', 3, 3],
  ]);
  expect(await owner.do('GET', `${path()}/wishes/${third?.id ?? ''}/posts`)).toEqual({ rows: [], total: 0 });
  const stranger = await otherOwner(owner);
  expect((await stranger.call('GET', `${path()}/wishes`)).status).toBe(404);
});

test('a wish of more spellings than anybody reads is corrected as a whole', async () => {
  const spelled = Array.from('abcefghijkmnopqrstuvwxyz', (sign) => [
    `Wonderful Worl${sign}`,
    `Wonderful Wor${sign}d`,
  ]).flat();
  await hear('tom', '「Wonderful World」 #Huluお願い');
  for (const text of ['Wonderful World', ...spelled]) await hear('ron', `「${text}」 #Huluお願い`);
  const before = await wishes();
  const wish = before.rows.find(({ text }) => text === 'Wonderful World');
  expect(wish?.spellings).toHaveLength(1 + spelled.length);
  const hidden = await correct({ kind: 'none', spellings: wish?.spellings.map(({ id }) => id) });
  expect(ranked(await wishes())).toEqual(
    ranked({ ...before, rows: before.rows.filter(({ id }) => id !== wish?.id) }),
  );
  await owner.do('DELETE', `${path()}/wish-corrections/${hidden.id}`);
  expect(ranked(await wishes())).toEqual(ranked(before));
});

test('whom a wish is told to is no part of it: a brand is known by its name, an account by its handle', async () => {
  await owner.do('POST', '/brands', { body: { name: 'Kumo Foods' } });
  for (const [person, end] of [
    ['ann', 'Kumo Foods'],
    ['bob', 'Hulu Help'],
    ['kim', 'nobody'],
  ] as const)
    await hear(person, `Please add Salted Plum to ${end} #Huluお願い`);
  const plums = (await wishes()).rows.filter(({ text }) => text.startsWith('Salted Plum'));
  expect(plums.map(({ text, people }) => [text, people])).toEqual([
    ['Salted Plum', 2],
    ['Salted Plum to nobody', 1],
  ]);
});

test('only the newest 2,000 posts are read, and it is said that there are more', async () => {
  const [first] = (await wishes()).rows;
  const { looked } = await wishes();
  await inWorkspace(server.db, owner.workspaceId, async (trx) => {
    // As old as a post can be: they come after all others.
    const copies = sql`select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid as id, 'copy-' || n as native_id
      from generate_series(1, 2000) as n`;
    await sql`
      insert into post (workspace_id, id, network, native_id, identity_id, kind, visibility, text, created_at, seen_at)
      select p.workspace_id, c.id, p.network, c.native_id, p.identity_id, p.kind, p.visibility, p.text, p.created_at, p.seen_at
      from post as p cross join (${copies}) as c where p.id = ${first?.examples[0] ?? ''}::uuid`.execute(trx);
    await sql`
      insert into monitor_match (workspace_id, post_id, monitor_id, monitor_version, spans)
      select workspace_id, id, ${monitor.id}::uuid, 1, '[]' from post where native_id like 'copy-%'`.execute(
      trx,
    );
  });
  const all = await wishes();
  expect(all).toMatchObject({ looked: 2_000, more: true });
  // Whoever wrote them all is one person still.
  expect(all.rows[0]).toMatchObject({ people: first?.people, posts: (first?.posts ?? 0) + 2_000 - looked });
});
