// Proves that the first page stays light: on a slow line every 10 KB of it is time in which nobody can work.
import { expect, test } from 'vitest';
import { firstLoad } from '../../bench/kit/first-load.ts';
import { ensureWebApp } from '../../src/main/web-app.ts';
import { silentLog } from '../../src/storage/log.ts';

/** The goal for the scripts of the first load, words included, gzipped. */
const MOST_BYTES = 250_000;

test.each(['ja', 'en'] as const)('scripts and words of the first page, in %s', async (locale) => {
  const { scriptBytes, wordsBytes } = await firstLoad(await ensureWebApp(silentLog), locale);
  // Less than this would be a page that was not found, not a lighter one.
  expect(scriptBytes).toBeGreaterThan(100_000);
  expect(wordsBytes).toBeGreaterThan(3000);
  expect(scriptBytes + wordsBytes).toBeLessThanOrEqual(MOST_BYTES);
});
