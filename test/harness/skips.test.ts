// Tests that what could not be run is noted once, on one line, and in order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clearSkips, readSkips, recordSkip } from './skips.ts';

const folder = mkdtempSync(join(tmpdir(), 'kizuki-skips-'));
const file = join(folder, 'deep', 'skipped.txt');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a list that nobody wrote to is empty', () => {
  expect(readSkips(file)).toEqual([]);
});

test('an entry is kept once, on one line, and a new run begins without it', () => {
  recordSkip('Mastodon against snac', 'snac is not installed\n(apt-get install\tsnac)', file);
  recordSkip('Bluesky', 'no network', file);
  recordSkip('Mastodon against snac', 'snac is not installed (apt-get install snac)', file);
  expect(readSkips(file)).toEqual([
    { what: 'Mastodon against snac', why: 'snac is not installed (apt-get install snac)' },
    { what: 'Bluesky', why: 'no network' },
  ]);
  clearSkips(file);
  expect(readSkips(file)).toEqual([]);
});
