// Pictures in and out, and the web app's page and files.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../harness/database.ts';
import { multipartOf } from './filled.ts';
import { setUpOwner, startServer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
});
afterAll(() => server.close());

const tiff = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#c00' } })
  .tiff()
  .toBuffer();

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
    const noise = randomBytes(1400 * 1000 * 3);
    const large = await sharp(noise, { raw: { width: 1400, height: 1000, channels: 3 } })
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
    [
      'a drawing that can be drawn',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
      ),
    ],
    ['a page for printers', tiff],
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
    const web = await startServer(database(), {
      config: { webRoot: root, publicUrl: 'http://127.0.0.1:3000' },
    });
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
      // A worker goes by its own script's policy, and reads its models by it.
      const script = (await web.app.inject('/assets/a-1.js')).headers['content-security-policy'];
      expect(script).toContain("connect-src 'self'");
      expect(script).toContain("default-src 'none'");
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
      // Sessions belong to one name: a page asked for by the other is opened there.
      const local = await web.app.inject({ url: '/cases/1?a=b', headers: { host: 'localhost:3000' } });
      expect(local.headers['location']).toBe('http://127.0.0.1:3000/cases/1?a=b');
      expect((await web.app.inject('/api/no-such')).headers['content-type']).toContain('problem+json');
    } finally {
      await web.close();
      await rm(root, { recursive: true });
    }
  });
});
