// Pictures of networks come through us: by our ids, for members only, from a server that may be hostile.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerEntryView } from '../../../src/contract/views.ts';
import { createSafeFetch } from '../../../src/networks/kit/safe-fetch.ts';
import { buryPosts } from '../../../src/pipeline/changes.ts';
import { createPassing } from '../../../src/server/media/passing.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, heardPost, type Ids } from './filled.ts';
import {
  addPerson,
  newId,
  otherOwner,
  setUpOwner,
  startServer,
  type Person,
  type TestServer,
} from './support.ts';

const database = testDatabase();
/** Only by this name may the local server be reached: what is redirected to its number goes inwards. */
const remoteName = 'media.test';
const guard = createSafeFetch({
  allow: [remoteName],
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  connectTimeoutMs: 5_000,
});
let remote: Server;
let port = 0;
let serve: RequestListener;
let asked: string[] = [];
let headersSeen: NodeJS.Dict<string | string[]> = {};
let server: TestServer;
let owner: Person;
let stranger: Person;
let ids: Ids;
let png: Buffer;

beforeAll(async () => {
  png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#0a0' } })
    .png()
    .toBuffer();
  remote = createServer((request, response) => {
    asked.push(request.url ?? '');
    headersSeen = request.headers;
    serve(request, response);
  });
  await new Promise<void>((done) => remote.listen(0, '127.0.0.1', done));
  ({ port } = remote.address() as AddressInfo);
  server = await startServer(database(), { deps: { fetch: guard.fetch } });
  owner = await setUpOwner(server.app);
  stranger = await otherOwner(owner);
  ids = await fill(server, owner, await addPerson(owner, 'agent'));
});
beforeEach(() => {
  asked = [];
  serve = (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(png);
});
afterAll(async () => {
  await server.close();
  await guard.close();
  remote.closeAllConnections();
  remote.close();
});

const at = (path: string): string => `http://${remoteName}:${port}${path}`;

/** A candidate with a picture and an avatar at these addresses; each test has its own, because pictures are kept. */
async function heard(picture: string, avatar = picture): Promise<LedgerEntryView> {
  const author = { nativeId: newId(), handle: 'mia', displayName: 'Mia', avatarUrl: avatar };
  const media = [
    { kind: 'image' as const, alt: 'broken', url: picture, thumbUrl: `${picture}?small` },
    { kind: 'video' as const, alt: '', url: 'https://video.example/v', thumbUrl: at('/video.png') },
  ];
  const post = heardPost(`acme ${newId()}`, { author, media, network: 'mastodon' });
  const from = { workspaceId: owner.workspaceId, id: ids.source, network: 'mastodon', accountId: null };
  await server.hear(from, [{ post }]);
  const { rows } = await owner.do<{ rows: LedgerEntryView[] }>('GET', '/candidates');
  const entry = rows.find((row) => row.post.nativeId === post.nativeId);
  if (entry === undefined) throw new Error('the post did not come in');
  return entry;
}

const get = (path: string, person: Person | null = owner, headers: Record<string, string> = {}) =>
  server.app.inject({
    url: path,
    headers: { host: 'localhost:3000', ...(person === null ? {} : { cookie: person.cookie }), ...headers },
  });

const thumbOf = ({ post }: LedgerEntryView): string => post.media[0]?.thumbUrl ?? '';
const pictureOf = ({ post }: LedgerEntryView): string => post.media[0]?.url ?? '';

describe('a picture', () => {
  test('is asked for in a kind that is shown', async () => {
    serve = (request, response) => {
      // As picture servers do that choose the smallest kind the caller takes.
      const avif = String(request.headers.accept).includes('image/avif');
      response
        .writeHead(200, { 'content-type': avif ? 'image/avif' : 'image/png' })
        .end(avif ? Buffer.from('\0\0\0\x1cftypavif') : png);
    };
    expect((await get(pictureOf(await heard(at('/chosen'))))).statusCode).toBe(200);
  });

  test('is shown from here, as nothing but a picture, and the other server learns nothing of us', async () => {
    const entry = await heard(at('/cat.png'), at('/mia.png'));
    expect(JSON.stringify(entry)).not.toContain(remoteName);
    expect(entry.post.media[1]).toEqual({ kind: 'video', alt: '', url: 'https://video.example/v' });
    for (const path of [pictureOf(entry), thumbOf(entry), entry.post.author.avatarUrl ?? '']) {
      expect(path).toMatch(/^\/api\/media\//u);
      const answer = await get(path, owner, { 'accept-language': 'ja', 'user-agent': 'agent-canary' });
      expect(answer.statusCode, path).toBe(200);
      expect(answer.rawPayload.equals(png)).toBe(true);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/png',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, max-age=300',
      });
    }
    expect(asked).toEqual(['/cat.png', '/cat.png?small', '/mia.png']);
    expect(JSON.stringify(headersSeen)).not.toMatch(/canary|kizuki=|localhost:3000|cookie|referer/u);
  });

  test('is not fetched again for a browser that has it, nor for a colleague soon after', async () => {
    const entry = await heard(at('/again.png'));
    const first = await get(pictureOf(entry));
    expect((await get(pictureOf(entry))).statusCode).toBe(200);
    const etag = String(first.headers['etag']);
    const again = await get(pictureOf(entry), owner, { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(asked).toEqual(['/again.png']);
  });

  test('is for members of the workspace only', async () => {
    const entry = await heard(at('/members.png'));
    for (const path of [pictureOf(entry), entry.post.author.avatarUrl ?? '']) {
      expect((await get(path, null)).statusCode, path).toBe(401);
      expect((await get(path, stranger)).statusCode, path).toBe(404);
    }
    expect(asked).toEqual([]);
  });

  test('is gone when its post is, also for who has its address', async () => {
    const entry = await heard(at('/deleted.png'));
    const etag = String((await get(pictureOf(entry))).headers['etag']);
    const world = { now: () => Date.now(), newId };
    await createInWorkspace(database().db, world)(owner.workspaceId, (tx) =>
      buryPosts(tx, 'mastodon', [entry.post.nativeId], tx.at),
    );
    expect((await get(pictureOf(entry))).statusCode).toBe(404);
    expect((await get(pictureOf(entry), owner, { 'if-none-match': etag })).statusCode).toBe(404);
  });

  test('of the practice network is one of ours already, under whatever name it was made', async () => {
    const id = newId();
    const media = [
      { kind: 'image' as const, alt: '', url: `http://elsewhere.example:1/api/practice/images/${id}` },
    ];
    const post = heardPost(`acme ${newId()}`, { media });
    const from = { workspaceId: owner.workspaceId, id: ids.source, network: 'practice', accountId: null };
    await server.hear(from, [{ post }]);
    const { rows } = await owner.do<{ rows: LedgerEntryView[] }>('GET', '/candidates');
    const shown = rows.find((row) => row.post.nativeId === post.nativeId);
    expect(shown?.post.media[0]?.url).toBe(`/api/practice/images/${id}`);
  });
});

describe('an address', () => {
  test('that nobody here made leads nowhere', async () => {
    const foreign = at('/foreign.png');
    for (const path of [
      `/api/media/passing?of=${encodeURIComponent(foreign)}`,
      `/api/media/passing?of=test.${Buffer.from(foreign).toString('base64url')}`,
      `/api/media/${encodeURIComponent(foreign)}`,
      `/api/media/posts/${newId()}/0`,
      `/api/media/identities/${newId()}`,
      `/api/media/accounts/${newId()}`,
      `/api/media/posts/${ids.post}/99`,
    ]) {
      expect((await get(path)).statusCode, path).toBe(404);
    }
    const withUrl = await get(`/api/media/posts/${ids.post}/0?url=${encodeURIComponent(foreign)}`);
    expect(withUrl.statusCode).toBe(400);
    expect(asked).toEqual([]);
  });

  test('that was sealed for a passing picture holds in its workspace, for a while', async () => {
    let nowMs = Date.now();
    const passing = createPassing(server.secretBox, () => nowMs);
    const path = passing.address(owner.workspaceId, at('/passing.png')) ?? '';
    expect(path).not.toContain(remoteName);
    expect((await get(path)).statusCode).toBe(200);
    expect((await get(path, stranger)).statusCode).toBe(404);
    expect((await get(path, null)).statusCode).toBe(401);
    const token = decodeURIComponent(path.split('of=')[1] ?? '');
    expect(passing.source(owner.workspaceId, token)).toBe(at('/passing.png'));
    nowMs += 7 * 60 * 60 * 1000;
    expect(passing.source(owner.workspaceId, token)).toBeNull();
    for (const url of [
      'javascript:alert(1)',
      'data:image/png;base64,AAAA',
      'file:///etc/passwd',
      'x'.repeat(3_000),
    ]) {
      expect(passing.address(owner.workspaceId, url)).toBeNull();
    }
  });
});

describe('a hostile server', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const cases: [string, RequestListener][] = [
    [
      'that redirects inwards by number',
      (request, response) => {
        if (request.url === '/inner') response.writeHead(200, { 'content-type': 'image/png' }).end(png);
        else response.writeHead(302, { location: `http://127.0.0.1:${port}/inner` }).end();
      },
    ],
    [
      'that redirects to the cloud’s metadata',
      (_, response) => void response.writeHead(301, { location: 'http://169.254.169.254/latest' }).end(),
    ],
    [
      'that redirects to a file',
      (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    ],
    [
      'that redirects for ever',
      (request, response) => void response.writeHead(302, { location: `${request.url ?? ''}x` }).end(),
    ],
    [
      'that sends SVG',
      (_, response) => void response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(svg),
    ],
    [
      'that calls SVG a PNG',
      (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(svg),
    ],
    [
      'that sends a page',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>hello</h1>'),
    ],
    [
      'that calls a page a picture',
      (_, response) =>
        void response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<script>1</script>'),
    ],
    [
      'that announces too much',
      (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'image/png', 'content-length': '999999999' })
          .write(png),
    ],
    ['that says no', (_, response) => void response.writeHead(403, { 'content-type': 'image/png' }).end(png)],
  ];
  test.each(cases)('%s shows nothing', async (name, listener) => {
    serve = listener;
    const entry = await heard(at(`/${encodeURIComponent(name)}`));
    const answer = await get(pictureOf(entry));
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('problem+json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(asked).not.toContain('/inner');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test('whose picture never ends is left after a bounded number of bytes', async () => {
    let sent = 0;
    let closed = false;
    serve = (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).write(png);
      const more = (): void => {
        while (!closed && response.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024;
      };
      response.on('drain', more).on('close', () => (closed = true));
      more();
    };
    const entry = await heard(at('/endless.png'));
    expect((await get(pictureOf(entry))).statusCode).toBe(404);
    await expect.poll(() => closed).toBe(true);
    expect(sent).toBeLessThan(24 * 1024 * 1024);
  });

  test('that sends a byte now and then is left after a bounded time, and not waited for again', async () => {
    let dripping: NodeJS.Timeout | undefined;
    serve = (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).write(png);
      dripping = setInterval(() => response.write('.'), 200);
      response.on('close', () => clearInterval(dripping));
    };
    const entry = await heard(at('/slow.png'));
    const started = performance.now();
    expect((await get(pictureOf(entry))).statusCode).toBe(503);
    expect(performance.now() - started).toBeLessThan(8_000);
    const again = performance.now();
    expect((await get(thumbOf(entry))).statusCode).toBe(503);
    expect(performance.now() - again).toBeLessThan(1_000);
    expect(asked).toEqual(['/slow.png']);
  });
});
