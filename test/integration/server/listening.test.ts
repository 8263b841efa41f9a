// What is listened for and where: products that make monitors, versions, dry runs and sources.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MonitorView, SourceView } from '../../../src/contract/views.ts';
import type { NetworkManifest } from '../../../src/domain/post/manifest.ts';
import { testDatabase } from '../../harness/database.ts';
import { heardPost } from './filled.ts';
import { setUpOwner, startServer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let brandId = '';

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  brandId = (await owner.do<{ id: string }>('POST', '/brands', { body: { name: 'Acme' } })).id;
});
afterAll(() => server.close());

test('a product makes the monitor that listens for its names and not for its look-alikes', async () => {
  await owner.do('POST', '/products', {
    body: {
      brandId,
      name: 'Fire "TV"',
      aliases: ['ファイアTV', 'firetv'],
      lookalikes: ['fire tv show'],
      monitor: true,
    },
  });
  const { rows } = await owner.do<{ rows: MonitorView[] }>('GET', '/monitors');
  const made = rows.find((row) => row.name === 'Fire "TV"');
  expect(made).toMatchObject({ active: true, brandId, matchCount24h: 0 });
  const check = await owner.do('POST', '/monitors/check', { body: { query: made?.query } });
  expect(check).toEqual({ ok: true, problems: [] });
  expect(made?.query).toContain('ファイアTV');
  expect(made?.query).toMatch(/-"fire tv show" -"firetvshow"$/);
  expect(server.notices.monitors).toContain(owner.workspaceId);
});

test('a product whose name is nothing to listen for is refused with its monitor, and nothing is left of it', async () => {
  const body = { brandId, name: '""', aliases: [], lookalikes: [], monitor: true };
  const answer = await owner.call('POST', '/products', { body });
  expect(answer.body).toMatchObject({ code: 'query_invalid', where: 'body.name' });
  const { products } = await owner.do<{ products: { name: string }[] }>('GET', '/workspace');
  expect(products.map((product) => product.name)).not.toContain('""');
});

describe('a monitor', () => {
  test('keeps every version, with who changed it and why, and refuses a stale change', async () => {
    const made = await owner.call<MonitorView>('POST', '/monitors', {
      body: { name: 'Acme', query: 'acme' },
    });
    const { id } = made.body;
    const read = await owner.call('GET', `/monitors/${id}`);
    expect(read.etag).toBe('"1"');
    const changed = await owner.call<MonitorView>('PATCH', `/monitors/${id}`, {
      body: { query: 'acme OR アクメ', reason: 'katakana' },
      ifMatch: read.etag ?? '',
    });
    expect(changed.etag).toBe('"2"');
    const stale = await owner.call('PATCH', `/monitors/${id}`, { body: { active: false }, ifMatch: 1 });
    expect(stale.body).toMatchObject({ status: 412, code: 'version_changed', data: { version: 2 } });
    const blind = await owner.call('PATCH', `/monitors/${id}`, { body: { active: false } });
    expect(blind.body).toMatchObject({ status: 400, where: 'header.If-Match' });
    expect(await owner.do('GET', `/monitors/${id}`)).toMatchObject({
      monitor: { version: 2, query: 'acme OR アクメ', active: true },
      versions: [
        { version: 2, reason: 'katakana', changedBy: { name: 'Olga Owner' } },
        { version: 1, query: 'acme' },
      ],
    });
    await owner.do('DELETE', `/monitors/${id}`);
    expect((await owner.call('GET', `/monitors/${id}`)).status).toBe(404);
  });

  test('with a query that cannot be used is refused with every problem and its place', async () => {
    const answer = await owner.call('POST', '/monitors', { body: { name: 'x', query: 'a "b' } });
    expect(answer.body).toMatchObject({
      status: 400,
      code: 'query_invalid',
      where: 'body.query',
      data: { problems: [{ code: 'query_unclosed_quote', start: 2, end: 4 }] },
    });
    const check = await owner.do<{ ok: boolean }>('POST', '/monitors/check', { body: { query: '-a' } });
    expect(check.ok).toBe(false);
  });
});

test('a dry run looks at what matched and what did not, by the workspace’s days, newest first', async () => {
  const source = await owner.do<SourceView>('POST', '/sources', {
    body: { network: 'practice', kind: 'timeline' },
  });
  await owner.do('POST', '/monitors', { body: { name: 'Fridge', query: 'fridge' } });
  const from = { workspaceId: owner.workspaceId, id: source.id, network: 'practice', accountId: null };
  const startMs = Date.now();
  // 23:30 and 00:30 in Tokyo, where the workspace is.
  const evening = Date.parse('2026-03-01T14:30:00Z');
  for (const [atMs, texts] of [
    [evening, ['the fridge hums', 'nothing here']],
    [evening + 3_600_000, ['冷蔵庫がうるさい', 'my fridge is loud', 'noise in the kitchen']],
  ] as const) {
    server.clock.nowMs = atMs;
    await server.hear(
      from,
      texts.map((text) => ({ post: heardPost(text, { createdAt: new Date(atMs).toISOString() }) })),
    );
  }
  const loud = await owner.do<Record<string, unknown>>('POST', '/monitors/dry-run', {
    body: { query: 'fridge OR 冷蔵庫 OR noise' },
  });
  server.clock.nowMs = null;
  // Ids carry the real time of the test, days are those of the time seen.
  expect(Date.now() - startMs).toBeLessThan(60_000);
  expect(loud).toMatchObject({
    looked: 5,
    hits: 4,
    partial: false,
    perDay: [
      { day: '2026-03-02', looked: 3, hits: 3 },
      { day: '2026-03-01', looked: 2, hits: 1 },
    ],
  });
  const examples = loud['examples'] as { text: string; spans: [number, number][] }[];
  expect(examples.at(-1)?.text).toBe('the fridge hums');
  for (const { text, spans } of examples) {
    for (const [start, end] of spans) expect(text.slice(start, end)).toMatch(/^(fridge|冷蔵庫|noise)$/);
  }
});

describe('a source', () => {
  test('is paused, resumed and removed; the same one is not added twice, also at the same time', async () => {
    const body = { network: 'mastodon', kind: 'public_timeline', config: {} as Record<string, string> };
    const { rows: networks } = await owner.do<{ rows: NetworkManifest[] }>('GET', '/networks');
    const kind = networks
      .find((row) => row.id === 'mastodon')
      ?.sources.find((source) => !source.needsAccount && source.fields.some((field) => field.required));
    if (kind === undefined) throw new Error('mastodon has no source without an account');
    body.kind = kind.kind;
    const missing = await owner.call('POST', '/sources', { body });
    expect(missing.body).toMatchObject({ code: 'invalid_input' });
    for (const field of kind.fields) if (field.required) body.config[field.name] = `https://social.example`;
    const both = await Promise.all([
      owner.call<SourceView>('POST', '/sources', { body }),
      owner.call<SourceView>('POST', '/sources', { body }),
    ]);
    const made = both.find((answer) => answer.status === 201);
    expect(both.find((answer) => answer.status === 409)?.body).toMatchObject({ code: 'already_exists' });
    if (made === undefined) throw new Error('neither was made');
    expect(made.body).toMatchObject({
      active: true,
      state: 'starting',
      heardByHour: Array.from({ length: 24 }, () => 0),
    });
    const { id } = made.body;
    const paused = await owner.do<SourceView>('PATCH', `/sources/${id}`, {
      body: { active: false },
      ifMatch: 1,
    });
    expect(paused).toMatchObject({ active: false, state: 'paused', version: 2 });
    const stale = await owner.call('PATCH', `/sources/${id}`, { body: { active: true }, ifMatch: 1 });
    expect(stale.status).toBe(412);
    const resumed = await owner.do<SourceView>('PATCH', `/sources/${id}`, {
      body: { active: true },
      ifMatch: 2,
    });
    expect(resumed).toMatchObject({ active: true, state: 'starting' });
    await owner.do('DELETE', `/sources/${id}`);
    expect((await owner.call('DELETE', `/sources/${id}`)).status).toBe(404);
    expect((await owner.call('POST', '/sources', { body })).status).toBe(201);
  });

  test.each([
    [{ network: 'no-such', kind: 'timeline' }, 'body.network'],
    [{ network: 'practice', kind: 'no-such' }, 'body.kind'],
    [{ network: 'practice', kind: 'notifications' }, 'body.accountId'],
    [{ network: 'practice', kind: 'timeline', config: { secret: 'x' } }, 'body.config.secret'],
    [
      { network: 'mastodon', kind: 'public_timeline', config: { server: 'https://10.0.0.1' } },
      'body.config.server',
    ],
    [
      { network: 'bluesky', kind: 'jetstream', config: { url: 'ftp://jetstream.example' } },
      'body.config.url',
    ],
  ])('%j is refused, and the answer says where', async (body, where) => {
    expect((await owner.call('POST', '/sources', { body })).body).toMatchObject({
      code: 'invalid_input',
      where,
    });
  });
});

describe('a source’s address', () => {
  test('is written out when it is made, and checked again when it changes', async () => {
    const body = { network: 'mastodon', kind: 'public_timeline', config: { server: 'mastodon.example' } };
    const { id, config } = await owner.do<SourceView>('POST', '/sources', { body });
    expect(config).toEqual({ server: 'https://mastodon.example' });
    const change = (server: string) =>
      owner.call<SourceView>('PATCH', `/sources/${id}`, { body: { config: { server } }, ifMatch: '*' });
    const refused = await change('http://192.168.0.1');
    expect(refused.body).toMatchObject({ code: 'invalid_input', where: 'body.config.server' });
    expect((await change('https://other.example')).body.config).toEqual({ server: 'https://other.example' });
    await owner.do('DELETE', `/sources/${id}`);
  });
});
