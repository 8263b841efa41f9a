// What holds for the whole API: problems, versions, idempotency, limits, headers and health.
import { randomBytes } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../harness/database.ts';
import { addPerson, Person, setUpOwner, startServer, statusesOf, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
});
afterAll(() => server.close());

describe('problems', () => {
  test.each([
    ['/brands', {}, 'body.name', { kind: 'missing', bound: null }],
    ['/brands', { name: '' }, 'body.name', { kind: 'missing', bound: null }],
    ['/brands', { name: 'x'.repeat(10_000) }, 'body.name', { kind: 'tooLong', bound: 120 }],
    ['/invites', { email: '', role: 'king' }, 'body.role', { kind: 'notChoice', bound: null }],
    ['/invites', { email: 'jiro', role: 'agent' }, 'body.email', { kind: 'notEmail', bound: null }],
    ['/invites', { role: 'agent' }, 'body.email', { kind: 'missing', bound: null }],
    [
      '/articles',
      { title: 'Lid', text: 'Lids', url: 'lid' },
      'body.url',
      { kind: 'notAddress', bound: null },
    ],
    ['/brands', { name: 5 }, 'body.name', undefined],
  ])('%s with %j says what is wrong with %s, for other languages too', async (path, body, where, fault) => {
    const { status, body: said } = await owner.call<{ where: string; data?: { fault: unknown } }>(
      'POST',
      path,
      { body },
    );
    expect([status, said.where, said.data?.fault]).toEqual([400, where, fault]);
  });

  test.each([
    ['GET', '/no-such', {}, 404, 'not_found'],
    ['GET', '/monitors/not-an-id', {}, 400, 'invalid_input'],
    ['POST', '/brands', { body: { name: 5 } }, 400, 'invalid_input'],
    [
      'POST',
      '/brands',
      { body: '{"name":', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_input',
    ],
    ['POST', '/brands', { body: 'name=x', headers: { 'content-type': 'text/plain' } }, 400, 'invalid_input'],
    ['POST', '/brands', { body: { name: 'x'.repeat(1_100_000) } }, 413, 'payload_too_large'],
    [
      'POST',
      '/brands',
      { body: '{"__proto__":{"a":1},"name":"x"}', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_input',
    ],
    ['GET', '/candidates?cursor=made-up', {}, 400, 'cursor_invalid'],
    ['GET', '/candidates?limit=1000', {}, 400, 'invalid_input'],
    ['GET', '/candidates?limit=5&limit=6', {}, 400, 'invalid_input'],
  ] as const)('%s %s answers what was wrong', async (method, path, options, status, code) => {
    const answer = await owner.call(method, path, options);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ type: `urn:kizuki:problem:${code}`, status, code });
    expect((answer.body as { detail: string }).detail).toMatch(/^\S.+$/);
  });

  test('of ours say nothing of their cause, which is in the log under the reference', async () => {
    const broken = await startServer(database(), {
      deps: {
        compileQuery: () => {
          throw new TypeError('canary cause at /somewhere/secret.ts');
        },
      },
    });
    try {
      const person = new Person(broken.app);
      Object.assign(person, { cookie: owner.cookie, csrf: owner.csrf });
      const answer = await person.call('POST', '/monitors/check', { body: { query: 'a' } });
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('canary');
      const { reference } = answer.body as { reference: string };
      const line = broken.log.find(({ details }) => details['reference'] === reference);
      expect(line?.level).toBe('error');
      expect(String(line?.details['err'])).toContain('canary cause');
    } finally {
      await broken.close();
    }
  });
});

describe('Idempotency-Key', () => {
  const brands = async (): Promise<number> =>
    (await owner.do<{ brands: unknown[] }>('GET', '/workspace')).brands.length;

  test('gives the same answer without doing the work twice, also when sent twenty times at once', async () => {
    const before = await brands();
    const key = randomBytes(8).toString('hex');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => owner.call('POST', '/brands', { body: { name: 'Once' }, key })),
    );
    expect(new Set(statusesOf(answers))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await brands()).toBe(before + 1);
  });

  test('of another request, person or day is another key', async () => {
    const before = await brands();
    const key = randomBytes(8).toString('hex');
    await owner.do('POST', '/brands', { body: { name: 'A' }, key });
    const other = await owner.call('POST', '/brands', { body: { name: 'B' }, key });
    expect(other.body).toMatchObject({ status: 409, code: 'idempotency_mismatch' });
    const admin = await addPerson(owner, 'admin');
    await admin.do('POST', '/brands', { body: { name: 'B' }, key });
    server.clock.nowMs = Date.now() + 24 * 3_600_000 + 1000;
    await owner.do('POST', '/brands', { body: { name: 'B' }, key });
    server.clock.nowMs = null;
    expect(await brands()).toBe(before + 3);
  });

  test('of a request that failed is free again', async () => {
    const key = randomBytes(8).toString('hex');
    const body = { name: 'x', query: 'a "b' };
    expect((await owner.call('POST', '/monitors', { body, key })).status).toBe(400);
    expect((await owner.call('POST', '/monitors', { body, key })).status).toBe(400);
    expect((await owner.call('POST', '/monitors', { body: { ...body, query: 'a' }, key })).status).toBe(201);
  });

  test('answers are kept sealed: neither links that are shown once nor what people wrote can be read from them', async () => {
    const key = randomBytes(8).toString('hex');
    const { url } = await owner.do<{ url: string }>('POST', '/invites', {
      body: { email: '', role: 'viewer' },
      key,
    });
    const again = await owner.do<{ url: string }>('POST', '/invites', {
      body: { email: '', role: 'viewer' },
      key,
    });
    expect(again.url).toBe(url);
    const { inWorkspace } = await import('../../../src/storage/database.ts');
    const rows = await inWorkspace(database().db, owner.workspaceId, (trx) =>
      trx.selectFrom('idempotency_key').select('body').execute(),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(url.slice(-43));
  });

  test.each(['', 'a b', 'ü', 'x'.repeat(201)])('%j is no key', async (key) => {
    const answer = await owner.call('POST', '/brands', {
      body: { name: 'x' },
      headers: { 'idempotency-key': key },
    });
    expect(answer.body).toMatchObject({ status: 400, where: 'header.Idempotency-Key' });
  });
});

describe('versions', () => {
  test('of the workspace: a stale change is refused and changes nothing; of twenty at once one gets through', async () => {
    const read = await owner.call<{ workspace: { version: number } }>('GET', '/workspace');
    const { version } = read.body.workspace;
    expect(read.etag).toBe(`"${version}"`);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        owner.call('PATCH', '/workspace', { body: { name: `Name ${index}` }, ifMatch: read.etag ?? '' }),
      ),
    );
    expect(statusesOf(answers)).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    const after = await owner.do<{ workspace: { version: number } }>('GET', '/workspace');
    expect(after.workspace.version).toBe(version + 1);
  });

  test('a part of the settings changes, the rest stays', async () => {
    const before = await owner.do<{ workspace: { settings: Record<string, unknown> } }>('GET', '/workspace');
    const changed = await owner.do<{ settings: Record<string, unknown> }>('PATCH', '/workspace', {
      body: { settings: { undoPublicSeconds: 30 } },
      ifMatch: '*',
    });
    expect(changed.settings).toEqual({ ...before.workspace.settings, undoPublicSeconds: 30 });
    for (const ifMatch of ['7', '"x"', '"1", "2"', '']) {
      const answer = await owner.call('PATCH', '/workspace', { body: { name: 'x' }, ifMatch });
      expect(answer.body, ifMatch).toMatchObject({ status: 400, where: 'header.If-Match' });
    }
  });
});

test('too many requests are told to slow down, each caller counted alone', async () => {
  const limited = await startServer(database(), { config: { limits: { perActor: 5, perAddress: 3 } } });
  try {
    const person = new Person(limited.app);
    Object.assign(person, { cookie: owner.cookie, csrf: owner.csrf });
    const statuses: number[] = [];
    for (let round = 0; round < 7; round += 1) statuses.push((await person.call('GET', '/members')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const answer = await person.call('GET', '/members');
    expect(answer.body).toMatchObject({ code: 'too_many_requests' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const stranger = new Person(limited.app);
    const theirs: number[] = [];
    for (let round = 0; round < 4; round += 1) theirs.push((await stranger.call('GET', '/setup')).status);
    expect(theirs).toEqual([200, 200, 200, 429]);
    // The health checks of whoever runs it are not the API.
    expect((await limited.app.inject('/healthz')).statusCode).toBe(200);
  } finally {
    await limited.close();
  }
});

test('every answer of the API forbids everything to whoever would show it', async () => {
  for (const answer of [await owner.call('GET', '/members'), await owner.call('GET', '/no-such')]) {
    expect(answer.headers).toMatchObject({
      'content-security-policy': `default-src 'none';frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['server']).toBeUndefined();
  }
});

describe('health', () => {
  test('says that the process lives, and that it is ready only with its database and its announcements', async () => {
    expect((await server.app.inject('/healthz')).json()).toEqual({ ok: true, version: '0.0.0-test' });
    expect((await server.app.inject('/readyz')).json()).toEqual({
      ok: true,
      checks: { database: true, live: true },
    });
  });

  test('addresses and requests that cannot be read are problems like all others', async () => {
    for (const path of ['/%zz', '/api/%zz', '/api/cases/%ff', '/%', `/api/cases/${'x'.repeat(2_000)}`]) {
      const answer = await server.app.inject(path);
      expect(answer.headers['content-type'], path).toBe('application/problem+json; charset=utf-8');
      const problem = answer.json<Record<string, unknown>>();
      expect(problem, path).toMatchObject({
        code: expect.stringMatching(/^(?:invalid_input|not_found)$/u) as string,
      });
      expect(answer.statusCode, path).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode, path).toBeLessThan(500);
      expect(answer.headers, path).toMatchObject({ 'x-content-type-options': 'nosniff' });
      expect(answer.headers['content-security-policy'], path).toContain("default-src 'none'");
    }
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const said = await new Promise<string>((done) => {
      const socket = connect({ host: '127.0.0.1', port }, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => done(text));
    });
    expect(said).toMatch(/^HTTP\/1.1 400 /u);
    expect(said).toContain('application/problem+json');
    expect(JSON.parse(said.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'invalid_input', status: 400 });
  });

  test('metrics are for this machine, or for who has the token', async () => {
    const local = await server.app.inject('/metrics');
    expect(local.statusCode).toBe(200);
    expect(local.body).toContain('# TYPE kizuki_http_request_seconds histogram');
    expect(local.body).toMatch(
      /kizuki_http_request_seconds_count\{operation="createBrand",status="2xx"\} \d+/,
    );
    expect(local.body).toMatch(/^kizuki_process_resident_bytes \d+$/m);
    expect(local.body).not.toMatch(/NaN|undefined/);
    const forwarded = await server.app.inject({
      url: '/metrics',
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    expect(forwarded.statusCode).toBe(403);
    const guarded = await startServer(database(), {
      config: { metricsToken: 'scrape' },
      deps: {
        readGauges: async () => [{ name: 'outbox_due', help: 'Sends due.', labels: { of: 'a"b' }, value: 3 }],
      },
    });
    try {
      for (const authorization of [
        '',
        'scrape',
        'Bearer scrap',
        'Bearer scrapee',
        'Bearer ',
        'Basic scrape',
      ]) {
        const headers = authorization === '' ? {} : { authorization };
        expect((await guarded.app.inject({ url: '/metrics', headers })).statusCode, authorization).toBe(403);
      }
      const answer = await guarded.app.inject({
        url: '/metrics',
        headers: { authorization: 'Bearer scrape' },
      });
      expect(answer.body).toContain('kizuki_outbox_due{of="a\\"b"} 3');
    } finally {
      await guarded.close();
    }
  });
});
