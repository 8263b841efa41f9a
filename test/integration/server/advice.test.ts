// Keyword advice and the cost of a query, over posts that were heard.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReplyOf } from '../../../src/contract/endpoint.ts';
import type { endpoints } from '../../../src/contract/endpoints.ts';
import type { MonitorView, SourceView } from '../../../src/contract/views.ts';
import { testDatabase } from '../../harness/database.ts';
import { heardPost } from './filled.ts';
import { setUpOwner, startServer, type Person, type TestServer } from './support.ts';

type Advice = ReplyOf<(typeof endpoints)['adviseKeywords']>;
type Cost = ReplyOf<(typeof endpoints)['readQueryCost']>;
type DryRun = ReplyOf<(typeof endpoints)['dryRun']>;

const database = testDatabase();
let server: TestServer;
let owner: Person;
let monitor: MonitorView;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  const source = await owner.do<SourceView>('POST', '/sources', {
    body: { network: 'practice', kind: 'timeline' },
  });
  monitor = await owner.do<MonitorView>('POST', '/monitors', {
    body: { name: 'Router', query: '"aoba router"' },
  });
  const texts = [
    ...Array.from({ length: 40 }, (_, at) => `my aoba router keeps dropping wifi since firmware ${at}`),
    ...Array.from({ length: 20 }, (_, at) => `aoba router giveaway, follow and win number ${at}`),
    ...Array.from({ length: 12 }, (_, at) => `aobarouter firmware broke my wifi again ${at}`),
    ...Array.from({ length: 300 }, (_, at) => `walked in the park and had lunch number ${at}`),
  ];
  const from = { workspaceId: owner.workspaceId, id: source.id, network: 'practice', accountId: null };
  await server.hear(
    from,
    texts.map((text, at) => {
      const post = heardPost(text);
      return { post: { ...post, author: { ...post.author, nativeId: `person-${at % 50}` } } };
    }),
  );
  const { examples } = await owner.do<DryRun>('POST', '/monitors/dry-run', {
    body: { query: monitor.query, monitorId: monitor.id },
  });
  const more = await owner.do<{ rows: DryRun['examples'] }>('POST', '/monitors/dry-run/hits', {
    body: { query: monitor.query, limit: 100 },
  });
  expect(examples.length).toBeGreaterThan(0);
  for (const { id, text } of more.rows) {
    const label = text.includes('giveaway') ? 'not_relevant' : 'relevant';
    await owner.do('PUT', `/monitors/${monitor.id}/labels/${id}`, { body: { label } });
  }
});
afterAll(() => server.close());

test('says which words would bring relevant posts and which would spare others, with examples', async () => {
  const advice = await owner.do<Advice>('POST', '/monitors/advice', {
    body: { query: monitor.query, monitorId: monitor.id },
  });
  expect(advice).toMatchObject({ looked: 372, hits: 60, relevant: 40, notRelevant: 20 });
  expect(advice.precision).toMatchObject({ count: 40, of: 60 });
  const byText = new Map(advice.suggestions.map((one) => [one.text, one]));
  const spared = byText.get('giveaway') ?? advice.suggestions.find(({ kind }) => kind === 'exclusion');
  expect(spared).toMatchObject({ kind: 'exclusion', posts: { all: 20, relevant: 0, notRelevant: 20 } });
  const joined = byText.get('aobarouter');
  expect(joined).toMatchObject({ posts: { all: 12, unlabelled: 12 } });
  for (const { text, spans } of joined?.evidence.examples ?? []) {
    expect(spans.map(([start, end]) => text.slice(start, end))).toEqual(['aobarouter']);
  }
  // Each is a query that can be tried as it stands.
  for (const { query, posts, kind } of advice.suggestions) {
    const tried = await owner.do<DryRun>('POST', '/monitors/dry-run', { body: { query } });
    expect(tried.hits).toBe(kind === 'exclusion' ? 60 - posts.all : 60 + posts.all);
  }
});

test('says how often the matcher has to look at a query, and what networks could be asked', async () => {
  const cost = await owner.do<Cost>('POST', '/monitors/cost', {
    body: { query: '"aoba router" -giveaway', monitorId: null },
  });
  expect(cost).toMatchObject({ posts: 372, hits: 40 });
  expect(cost.candidates).toBeGreaterThanOrEqual(40);
  expect(cost.candidates).toBeLessThan(100);
  expect(cost.usual).not.toBeNull();
  const byNetwork = new Map(cost.networks.map((one) => [one.network, one]));
  expect(byNetwork.get('x')).toMatchObject({ askCount: 1, sent: 60 });
  expect(byNetwork.get('bluesky')?.asks[0]).toContain('aoba router');
  expect(byNetwork.get('mastodon')).toMatchObject({ asks: [], sent: null });
  expect(byNetwork.get('mastodon')?.notes.map(({ code }) => code)).toContain('only_hashtags');
});

test('a query whose words stand in most posts is looked at for most posts', async () => {
  const cost = await owner.do<Cost>('POST', '/monitors/cost', {
    body: { query: 'number NEAR/1 lunch firmware' },
  });
  expect(cost).toMatchObject({ posts: 372, hits: 0 });
  const common = await owner.do<Cost>('POST', '/monitors/cost', { body: { query: 'number' } });
  expect(common.hits).toBe(320);
  expect(common.candidates).toBeGreaterThanOrEqual(320);
  expect(common.candidates).toBeGreaterThan(cost.candidates);
});

test('refuses a query with an error, and a monitor that is not there', async () => {
  for (const path of ['/monitors/advice', '/monitors/cost']) {
    const wrong = await owner.call('POST', path, { body: { query: '(aoba' } });
    expect(wrong.status).toBe(400);
    const missing = await owner.call('POST', path, {
      body: { query: 'aoba', monitorId: '0196f000-0000-7000-8000-00000000000a' },
    });
    expect(missing.status).toBe(404);
  }
});
