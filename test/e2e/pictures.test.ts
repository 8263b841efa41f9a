// Pictures and avatars of posts are seen in the browser though it asks nobody but Kizuki for them; deleted ones are gone.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { buryPosts } from '../../src/pipeline/changes.ts';
import { createInWorkspace } from '../../src/storage/work/work-tx.ts';
import { newId } from '../harness/uuid.ts';
import { call, setUpCompany } from './support/api.ts';
import { hear, madePost } from './support/hear.ts';
import { programStage } from './support/stage.ts';

const png = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#2a8' } })
  .png()
  .toBuffer();
let remote: Server | undefined;
let remoteUrl = '';
afterAll(() => {
  remote?.closeAllConnections();
  remote?.close();
});
const stage = programStage(async () => {
  remote = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).end(png);
  });
  await new Promise<void>((done) => remote?.listen(0, '127.0.0.1', done));
  remoteUrl = `http://127.0.0.1:${String((remote.address() as AddressInfo).port)}`;
  return { KIZUKI_ALLOW_ADDRESSES: '127.0.0.1' };
});

/** How many pictures of the page are really shown. */
const shown = `[...document.querySelectorAll('img[src^="/api/media/"]')].filter((img) => img.naturalWidth > 0).length`;

test('a candidate’s picture and its author’s are shown by Kizuki alone', async () => {
  const desk = await stage().desk();
  const { page, t, context } = desk;
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba', aliases: ['aoba'] }] });
  const author = { nativeId: 'mia', handle: 'mia', displayName: 'Mia', avatarUrl: `${remoteUrl}/mia.png` };
  const post = madePost('my aoba is broken, look', {
    author,
    media: [
      {
        kind: 'image',
        alt: 'the broken router',
        url: `${remoteUrl}/full.png`,
        thumbUrl: `${remoteUrl}/small.png`,
      },
    ],
  });
  expect(await hear(stage().database, desk, [post])).toBe(1);
  const elsewhere: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(desk.url) && /^https?:/u.test(request.url())) elsewhere.push(request.url());
  });

  await page.goto('/candidates');
  const list = page.getByRole('region', { name: t('candidates.list') });
  await list.getByRole('link').first().click();
  await expect.poll(() => page.evaluate(shown)).toBeGreaterThanOrEqual(2);
  const open = page.getByRole('region', { name: t('candidates.post') });
  await open
    .getByRole('button', { name: t('media.enlarge', { alt: 'the broken router' }) })
    .first()
    .click();
  const large = page.getByRole('dialog').getByRole('img', { name: 'the broken router' });
  await expect.poll(() => large.evaluate((img) => (img as { naturalWidth?: number }).naturalWidth)).toBe(320);
  expect(await large.getAttribute('src')).toMatch(/^\/api\/media\/posts\//u);
  expect(elsewhere).toEqual([]);
  expect(stage().complaints.filter((text) => /Content Security Policy.*img-src/u.test(text))).toEqual([]);

  const address = (await large.getAttribute('src')) ?? '';
  const session = await call(desk, 'readSession');
  const world = { now: () => Date.now(), newId };
  await createInWorkspace(stage().database.db, world)(session.workspace?.id ?? '', (tx) =>
    buryPosts(tx, 'practice', [post.nativeId], tx.at),
  );
  expect((await context.request.get(`${address}&again`)).status()).toBe(400);
  expect((await context.request.get(address)).status()).toBe(404);
});

test('a page opened by this machine’s name is opened by its number, where the session is', async () => {
  const { page, url, t } = await stage().desk();
  await page.goto(`${url.replace('127.0.0.1', 'localhost')}/candidates?from=bookmark`);
  expect(new URL(page.url()).origin).toBe(url);
  await page.getByRole('button', { name: t('signIn.action') }).waitFor();
});
