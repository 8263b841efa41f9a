// Pictures of many servers at once: a slow one holds up its own pictures only.
import { expect, test } from 'vitest';
import { createPictureFetcher } from './fetch-picture.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const answer = (): Response => new Response(png, { headers: { 'content-type': 'image/png' } });

test('a server that does not answer keeps no picture of another waiting', async () => {
  const waiting: (() => void)[] = [];
  const pictures = createPictureFetcher({
    now: () => 0,
    fetch: (url) =>
      typeof url === 'string' && url.startsWith('https://slow.example/')
        ? new Promise((resolve) => waiting.push(() => resolve(answer())))
        : Promise.resolve(answer()),
  });
  const slow = Array.from({ length: 40 }, (_, n) => pictures.fetch(`https://slow.example/${n}`));
  const other = await pictures.fetch('https://other.example/1');
  expect(other).toEqual({ bytes: png, mimeType: 'image/png' });
  expect(waiting.length).toBeLessThan(12);

  while (waiting.length > 0) {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect(Promise.all(slow)).resolves.toHaveLength(40);
});

test('a server that failed is not asked again by those that waited for their turn', async () => {
  let asked = 0;
  const pictures = createPictureFetcher({
    now: () => 0,
    fetch: () => {
      asked += 1;
      return Promise.reject(new Error('refused'));
    },
  });
  const all = Array.from({ length: 40 }, (_, n) => pictures.fetch(`https://sick.example/${n}`));
  const results = await Promise.allSettled(all);
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(asked).toBeLessThan(12);
});
