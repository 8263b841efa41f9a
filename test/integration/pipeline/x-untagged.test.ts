// Amazon Help and Hulu Japan on X: posts that call nobody, in several languages, answered on X's own page and found there again.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { productQuery } from '../../../src/domain/listening/query.ts';
import { loadJudging } from '../../../src/main/judging.ts';
import { loadDetector } from '../../../src/main/language.ts';
import type { AccountSession, Network } from '../../../src/networks/kit/network.ts';
import { createX } from '../../../src/networks/x/network.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import { ingest } from '../../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import { writeReply } from '../../../src/pipeline/write.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { deps, storedAccount } from '../../contract/deps.ts';
import { QUICK } from '../../contract/x-world.ts';
import { testDatabase } from '../../harness/database.ts';
import { startX, type FakeX } from '../../servers/x.ts';
import type { Person } from '../../servers/x/store.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const desk = createDesk({ database, scene: () => scene });
let x: FakeX;
let us: Person;
let network: Network;
let account: AccountSession;
const cursors = new Map<string, string | null>();
const matching = createMatchStage();

beforeAll(async () => {
  x = await startX();
  us = x.store.addPerson('amazonhelp', 'Amazon Help');
  network = createX(deps, null, { apiUrl: x.url, webUrl: x.url }, QUICK);
});
afterAll(async () => {
  expect(x.violations ?? []).toEqual([]);
  await x.close();
});

const names = productQuery({ name: 'Fire TV', aliases: ['ファイヤーTV'], lookalikes: ['fire tv series'] });

/** The scene as a company on X, where the first speaks Japanese and the second English and German. */
beforeEach(async () => {
  scene = await setScene(database(), { assignment: 'in_turn' });
  // X is as late as it is.
  scene.pass(Date.now() - scene.now());
  cursors.clear();
  account = storedAccount(scene.accountId, await network.connect(x.access.makeKeys(us.id)));
  await inWorkspace(database().db, scene.workspaceId, async (trx) => {
    const ours = { network: 'x', server: x.url, native_id: us.id, handle: us.username };
    await trx.updateTable('account').set(ours).where('id', '=', scene.accountId).execute();
    const source = { network: 'x', kind: 'search' };
    await trx.updateTable('source').set(source).where('id', '=', scene.sourceId).execute();
    for (const [who, languages] of [
      [scene.actor, ['ja']],
      [scene.colleague, ['en', 'de']],
    ] as const) {
      const set = { languages: [...languages] };
      await trx
        .updateTable('membership')
        .set(set)
        .where('user_id', '=', who.userId ?? '')
        .execute();
    }
  });
});

async function lookFor(query: string): Promise<void> {
  await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.updateTable('monitor').set({ query }).where('id', '=', scene.monitorId).execute(),
  );
}

/** Listens as the program does until `isThere`. */
async function listen(kind: 'search' | 'notifications', isThere: () => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  const { workspaceId, sourceId, accountId } = scene;
  const judging = await loadJudging();
  const taking = { inWorkspace: scene.inWorkspace, matching, detectLanguage: await loadDetector(), judging };
  const query = await inWorkspace(database().db, workspaceId, (trx) =>
    trx.selectFrom('monitor').select(['id', 'query']).execute(),
  );
  const listening = network.listen({
    source: { id: sourceId, kind, config: {} },
    account,
    cursor: cursors.get(kind) ?? null,
    async deliver(batch) {
      scene.pass(Date.now() - scene.now());
      await ingest(taking, { workspaceId, id: sourceId, network: 'x', accountId }, batch);
      cursors.set(kind, batch.cursor);
    },
    alive: () => undefined,
    monitors: async () => query,
    signal: stop.signal,
  });
  const heard = async (): Promise<void> => {
    await expect.poll(isThere).toBe(true);
  };
  await Promise.race([heard(), listening]);
  stop.abort();
  // What was on its way then is of no interest.
  await listening.catch(() => undefined);
}

const entryOf = async (text: string) => (await desk.entries()).find(({ post }) => post.text === text);

/** Speaks to it and opens X's page with the words. */
async function open(text: string, words: string) {
  const entry = await entryOf(text);
  if (entry === undefined) throw new Error(`nobody heard "${text}"`);
  const manifestOf = () => network.manifest;
  const spoken = await decide(scene.inWorkspace, scene.actor, entry.post.id, { choice: 'speak' }, manifestOf);
  const caseId = spoken.caseId ?? '';
  const { case: row } = await desk.readCase(caseId);
  await writeReply({ inWorkspace: scene.inWorkspace, manifestOf }, scene.colleague, {
    caseId,
    accountId: scene.accountId,
    replyToPostId: entry.post.id,
    visibility: 'public',
    text: words,
    attachments: [],
    seenThreadVersion: row.threadVersion,
    byHand: true,
  });
  return { caseId, assignee: row.assignee?.name, lang: row.lang, nativeId: entry.post.nativeId };
}

it('finds untagged posts in three languages, gives each to who speaks it, and finds the answers again', async () => {
  await lookFor(names);
  const said = [
    { text: '昨日からFire TVの画面が真っ暗のまま。なにこれ', answer: 'ランプは点いていますか?' },
    {
      text: 'my #FireTV remote stopped pairing again',
      answer: 'Does it pair with new batteries?',
      to: 'Ben',
    },
    { text: 'Mein Fire TV bleibt seit gestern einfach schwarz', answer: 'Leuchtet die Lampe?' },
  ];
  const noise = x.store.addPerson('nan', 'Nan');
  x.store.add({ authorId: noise.id, text: 'binge night: the fire tv series is back' });
  for (const [n, { text }] of said.entries()) {
    const person = x.store.addPerson(`customer${String(n)}`, `Customer ${String(n)}`);
    x.store.add({ authorId: person.id, text });
  }
  await listen('search', async () => (await desk.entries()).length >= said.length);
  expect((await desk.entries()).map(({ post }) => post.text).toSorted()).toEqual(
    said.map(({ text }) => text).toSorted(),
  );

  const opened: (Awaited<ReturnType<typeof open>> & { answer: string })[] = [];
  for (const { text, answer } of said) opened.push({ ...(await open(text, answer)), answer });
  expect(opened.map(({ lang, assignee }) => [lang, assignee])).toEqual([
    ['ja', 'Aoi'],
    ['en', 'Ben'],
    ['de', 'Ben'],
  ]);
  // Nothing went out by the API.
  expect(x.store.newest().filter(({ authorId }) => authorId === us.id)).toEqual([]);

  for (const { answer, nativeId } of opened)
    x.store.add({ authorId: us.id, text: answer, replyTo: nativeId });
  const states = async () =>
    Promise.all(opened.map(async ({ caseId }) => (await desk.readCase(caseId)).case.state));
  await listen('notifications', async () => (await states()).every((state) => state === 'waiting_customer'));
  for (const { caseId, answer } of opened) {
    const { posts, outbound } = await desk.readCase(caseId);
    // X puts the name of whom it answers in front.
    expect(posts.at(-1)?.text.endsWith(answer)).toBe(true);
    expect(outbound).toMatchObject([{ state: 'sent', byHand: true, createdBy: { name: 'Ben' } }]);
  }
});

it('hears the wishes under a hashtag, takes them for ideas, and acknowledges each on X’s own page', async () => {
  await lookFor('#FireTVお願い');
  const wishes = [
    '#FireTVお願い あの続編を配信してください！',
    '#FireTVお願い 字幕の色を選べるようにしてほしいです',
  ];
  for (const [n, text] of wishes.entries()) {
    const person = x.store.addPerson(`wisher${String(n)}`, `Wisher ${String(n)}`);
    x.store.add({ authorId: person.id, text });
  }
  const heard = async () => (await desk.entries()).filter(({ post }) => wishes.includes(post.text));
  await listen('search', async () => (await heard()).length === wishes.length);
  for (const { judgements } of await heard()) {
    expect(judgements.find(({ kind }) => kind === 'idea')).toMatchObject({ value: 'yes' });
  }
  const { caseId } = await open(wishes[0] ?? '', 'リクエストありがとうございます。担当に届けます。');
  expect((await desk.readCase(caseId)).outbound).toMatchObject([{ state: 'opened' }]);
});
