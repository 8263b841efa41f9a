// `kizuki match` as a shell runs it: files and pipes in, matches out, bad lines named.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kizuki, type Ran } from './kizuki.ts';

let folder = '';
const file = (name: string): string => path.join(folder, name);
const run = (args: readonly string[], stdin: string | Buffer = ''): Promise<Ran> =>
  kizuki(['match', ...args], { KIZUKI_DATA_DIR: folder }, stdin);
const lines = (...values: unknown[]): string => values.map((one) => `${JSON.stringify(one)}\n`).join('');
const matchesOf = ({ out }: Ran): unknown[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-match-'));
  await writeFile(
    file('monitors.ndjson'),
    lines(
      { id: 'b', query: '返金 -転売' },
      { id: 'a', query: '#acme OR @acme OR url:acme.com' },
      { id: 'c', query: 'lang:ja アプリ' },
      { id: 'd', query: '"not working" min_followers:1000' },
    ),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('kizuki match', () => {
  it('reads posts from a pipe, derives what they lack, and writes matches in order', async () => {
    const posts = lines(
      { id: '1', text: '全額返金して @acme https://acme.com/help #Acme' },
      { id: 2, text: 'It is  not working', lang: 'en', author: { handle: 'x', followers: 1000 } },
      { id: '3', text: 'ｱﾌﾟﾘが落ちるので困っています', media: [{ kind: 'image', alt: '返金 転売' }] },
      { id: '4', text: 'see @acme', mentions: [], hashtags: [], links: [] },
    );
    for (const args of [
      ['--monitors', file('monitors.ndjson')],
      ['--monitors', file('monitors.ndjson'), '-'],
    ]) {
      const ran = await run(args, posts);
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(matchesOf(ran)).toEqual([
        {
          post: '1',
          monitor: 'a',
          spans: [
            [7, 12],
            [13, 34],
            [35, 40],
          ],
        },
        { post: '1', monitor: 'b', spans: [[2, 4]] },
        { post: '2', monitor: 'd', spans: [[7, 18]] },
        { post: '3', monitor: 'c', spans: [[0, 4]] },
      ]);
    }
  });

  it('names bad lines and goes on, or stops with --strict', async () => {
    const monitors = Buffer.concat([
      Buffer.from(
        '\uFEFF{"id":"a","query":"acme"}\n\n{"id":"b","query":"(acme"}\n{"id":"a","query":"zeta"}\n{"query":"x"}\nnull\n',
      ),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from('{"id":"z","query":"\\ud800 acme"}'),
    ]);
    await writeFile(file('bad-monitors.ndjson'), monitors);
    await writeFile(
      file('posts.ndjson'),
      `{"id":"1","text":"acme","lang":"en"}\n{"id":"2"\n${lines({ id: '3', text: 5, lang: 'en' }, { id: '4', text: 'ACME', kind: 'story' }, { id: '5', text: 'Acme \ud800', lang: 'en' })}`,
    );
    const ran = await run(['--monitors', file('bad-monitors.ndjson'), file('posts.ndjson'), '--stats']);
    expect(ran.code).toBe(0);
    expect(matchesOf(ran).map((one) => (one as { post: string; monitor: string }).post)).toEqual([
      '1',
      '5',
      '5',
    ]);
    for (const number of [3, 4, 5, 6, 7]) expect(ran.err).toContain(`bad-monitors.ndjson, line ${number} `);
    expect(ran.err).not.toMatch(/bad-monitors\.ndjson, line (?:1|2|8) /);
    for (const number of [2, 3, 4]) expect(ran.err).toContain(`posts.ndjson, line ${number} `);
    expect(ran.err).toContain('column 1');
    expect(ran.err).toMatch(
      /2 monitors, 2 posts in .* posts\/s\), 2\.000 candidates and 1\.500 matches per post/,
    );
    const strict = await run(['--monitors', file('monitors.ndjson'), file('posts.ndjson'), '--strict']);
    expect(strict).toMatchObject({ code: 2 });
    expect(strict.err).toContain('posts.ndjson, line 2 ');
    const missing = await run(['--monitors', file('nowhere.ndjson')]);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('nowhere.ndjson');
  });

  it('takes a post of a megabyte and hostile monitors', async () => {
    const ones = Array.from({ length: 1_000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join(' OR ');
    await writeFile(
      file('hostile.ndjson'),
      lines(
        { id: 'ones', query: ones },
        { id: 'deep', query: `${'('.repeat(64)}acme${')'.repeat(64)}` },
        { id: 'deeper', query: `${'('.repeat(100_000)}acme` },
        { id: 'none', query: '-acme' },
      ),
    );
    const posts = lines(
      { id: 'long', text: `${'あ゙ a/b@c '.repeat(120_000)}acme`, lang: 'ja' },
      { id: 'marks', text: `a${'\u0301'.repeat(10_000)} acme 一`, lang: 'ja' },
    );
    const ran = await run(['--monitors', file('hostile.ndjson')], posts);
    expect(ran.code).toBe(0);
    expect(matchesOf(ran)).toMatchObject([
      { post: 'long', monitor: 'deep' },
      { post: 'marks', monitor: 'deep' },
      { post: 'marks', monitor: 'ones' },
    ]);
    expect(ran.err.split('\n').filter((line) => line !== '')).toHaveLength(2);
  });
});
