// What holds for the whole API: problems, versions, idempotency, limits, headers, OpenAPI, health, pictures and the page.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../../src/contract/endpoints.ts';
import type { Endpoint } from '../../../src/contract/endpoint.ts';
import { errorCodes } from '../../../src/domain/errors.ts';
import { testDatabase } from '../../harness/database.ts';
import { allEndpoints, examplesOf, fill, multipartOf, send, type Ids } from './filled.ts';
import { addPerson, Person, setUpOwner, startServer, statusesOf, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let ids: Ids;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  ids = await fill(server, owner, await addPerson(owner, 'agent'));
});
afterAll(() => server.close());

describe('problems', () => {
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

describe('OpenAPI', () => {
  interface Operation {
    operationId: string;
    parameters?: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { content: Record<string, { schema: object }> };
    responses: Record<string, { content?: Record<string, { schema: object }> }>;
  }
  interface Document {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object> };
  }

  async function read(): Promise<Document> {
    const answer = await owner.call<Document>('GET', '/openapi.json');
    expect(answer.status).toBe(200);
    return answer.body;
  }

  test('describes every endpoint, with every path parameter and every failure it declares', async () => {
    const document = await read();
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );
    const names = operations.map(({ operation }) => operation.operationId);
    expect(names.toSorted()).toEqual([...allEndpoints, 'live'].toSorted());
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? []).filter((it) => it.in === 'path').map((it) => it.name);
      expect(declared, operation.operationId).toEqual(inPath);
      if (operation.operationId === 'live') continue;
      const { errors, status }: Endpoint = endpoints[operation.operationId as keyof typeof endpoints];
      expect(Object.keys(operation.responses)).toContain(String(status));
      const told = JSON.stringify(operation.responses);
      for (const code of errors) expect(told, operation.operationId).toContain(`\`${code}\``);
    }
  });

  test('has schemas that a JSON Schema 2020-12 validator takes, and that the examples fit', async () => {
    const document = await read();
    const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
    ajv.addSchema({ $id: 'api', components: document.components });
    const rooted = (schema: object): object =>
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as object;
    let compiled = 0;
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item)) {
        const { content } = operation.requestBody ?? {};
        for (const parameter of operation.parameters ?? []) ajv.compile(rooted(parameter.schema));
        for (const response of Object.values(operation.responses)) {
          for (const { schema } of Object.values(response.content ?? {})) {
            ajv.compile(rooted(schema));
            compiled += 1;
          }
        }
        if (content === undefined) continue;
        const valid = ajv.compile(rooted(content['application/json']?.schema ?? {}));
        const example = examplesOf(ids)[operation.operationId as keyof typeof endpoints].body;
        expect(valid(example), `${operation.operationId}: ${ajv.errorsText(valid.errors)}`).toBe(true);
        expect(valid('not an object')).toBe(false);
      }
    }
    expect(compiled).toBeGreaterThan(200);
  });

  test('its problem fits every problem', async () => {
    const document = await read();
    const ajv = formats.default(new Ajv2020({ strict: false }));
    const valid = ajv.compile(document.components.schemas['Problem'] ?? {});
    const answer = await owner.call('PATCH', '/workspace', { body: {} });
    expect(valid(answer.body)).toBe(true);
    expect(valid({ ...(answer.body as object), code: 'no_such' })).toBe(false);
    expect(errorCodes.length).toBeGreaterThan(30);
  });
});

test('every read of the API fits its schema, with a workspace that has one of everything', async () => {
  // The server is told to check its replies: one that does not fit is a 500.
  for (const name of allEndpoints) {
    if (endpoints[name].method !== 'GET' || name === 'readInvite') continue;
    const answer = await send(owner, name, examplesOf(ids)[name]);
    expect(answer.status, `${name}: ${answer.text}`).toBe(200);
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
      expect((await guarded.app.inject('/metrics')).statusCode).toBe(403);
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

describe('pictures', () => {
  const upload = (bytes: Buffer, name = 'cat.jpg') =>
    owner.call<{ id: string }>('POST', '/attachments', multipartOf(bytes, name));

  test('are drawn anew: upright, without their metadata, under a name of ours', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c00' } })
      .withExif({
        IFD0: { Copyright: 'canary-owner', Orientation: '6' },
        IFD3: { GPSLatitude: '35/1 40/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(photo.includes('canary-owner')).toBe(true);
    const made = await upload(photo, '../../<script>.jpg');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ mimeType: 'image/jpeg', width: 20, height: 40 });
    const answer = await server.app.inject({
      url: `/api/attachments/${made.body.id}`,
      headers: { cookie: owner.cookie },
    });
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="${made.body.id}.jpg"`,
      'x-content-type-options': 'nosniff',
    });
    expect(answer.rawPayload.includes('canary-owner')).toBe(false);
    expect((await sharp(answer.rawPayload).metadata()).exif).toBeUndefined();
    for (const key of server.pictures.keys()) expect(key).toMatch(/^[0-9a-f-]{36}\/[0-9a-f]{48}$/);
  });

  test('that are large are made small enough for every network', async () => {
    const noise = randomBytes(2400 * 1800 * 3);
    const large = await sharp(noise, { raw: { width: 2400, height: 1800, channels: 3 } })
      .png()
      .toBuffer();
    const made = await upload(large, 'noise.png');
    expect(made.status).toBe(201);
    expect((made.body as unknown as { bytes: number }).bytes).toBeLessThanOrEqual(1_900_000);
  });

  test.each([
    ['no picture', Buffer.from('<html><script>alert(1)</script></html>')],
    [
      'a drawing with scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['nothing', Buffer.alloc(0)],
    ['half a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('%s is refused', async (_name, bytes) => {
    const answer = await upload(bytes);
    expect(answer.body).toMatchObject({ status: 400, code: 'attachment_invalid' });
  });

  test('a picture that unpacks to too many pixels is refused before it is unpacked', async () => {
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(500_000);
    expect((await upload(bomb)).body).toMatchObject({ code: 'attachment_invalid' });
  });
});

describe('the web app', () => {
  test('is served with a fresh nonce each time, its files for good and compressed, and nothing besides', async () => {
    const root = await mkdtemp(join(tmpdir(), 'kizuki-web-'));
    await mkdir(join(root, 'assets'));
    await writeFile(
      join(root, 'index.html'),
      '<meta name="csp-nonce" content="__CSP_NONCE__"><script src="/assets/a-1.js"></script><style>a{}</style>',
    );
    await writeFile(join(root, 'assets', 'a-1.js'), `const text = '${'words '.repeat(1000)}';\n`);
    await writeFile(join(root, '.secret'), 'canary');
    const web = await startServer(database(), { config: { webRoot: root } });
    try {
      const pages = [];
      for (const path of ['/', '/cases/123', '/index.html']) {
        const page = await web.app.inject(path);
        expect(page.statusCode).toBe(200);
        const policy = String(page.headers['content-security-policy']);
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
        expect(page.body).toContain(`content="${nonce}"`);
        expect(page.body.match(/nonce="/g)).toHaveLength(2);
        expect(policy).not.toContain('unsafe');
        expect(page.headers['cache-control']).toBe('no-store');
        pages.push(nonce);
      }
      expect(new Set(pages).size).toBe(3);
      await expect
        .poll(async () => {
          const asset = await web.app.inject({
            url: '/assets/a-1.js',
            headers: { 'accept-encoding': 'br, gzip' },
          });
          return [
            asset.headers['content-encoding'],
            asset.headers['cache-control'],
            asset.rawPayload.length < 500,
          ];
        })
        .toEqual(['br', 'public, max-age=31536000, immutable', true]);
      for (const path of [
        '/assets/none.js',
        '/.secret',
        '/..%2f..%2fetc%2fpasswd',
        '/%2e%2e/package.json',
        '/assets',
      ]) {
        const answer = await web.app.inject(path);
        expect(answer.body, path).not.toMatch(/canary|root:|"dependencies"/);
        // What has no extension is a page of the app, whatever lies on the disk.
        if (/\.\w+$/.test(path) && path !== '/.secret') expect(answer.statusCode, path).toBe(404);
      }
      expect((await web.app.inject('/api/no-such')).headers['content-type']).toContain('problem+json');
    } finally {
      await web.close();
      await rm(root, { recursive: true });
    }
  });
});
