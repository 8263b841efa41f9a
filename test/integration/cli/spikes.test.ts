// `kizuki spikes` as a shell runs it: counts in, scores out, bad lines named, and the same from a file and from a pipe.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSeries } from '../../../src/domain/spikes/made-series.ts';
import { kizuki, startKizuki, type Ran } from './kizuki.ts';

interface Row {
  timestamp: string;
  score: number;
  alert: boolean;
}

let folder = '';
const run = (args: readonly string[], stdin: string | Buffer = ''): Promise<Ran> =>
  kizuki(['spikes', ...args], { KIZUKI_DATA_DIR: folder }, stdin);
const rowsOf = ({ out }: Ran): Row[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

const counts = makeSeries({
  seed: 3,
  days: 9,
  intervalMs: 300_000,
  mean: 20,
  dispersion: 0.1,
  happenings: [{ kind: 'spike', atDay: 8.25, hours: 1, times: 10 }],
});
const lines = counts.map(({ timeMs, count }) => `${new Date(timeMs).toISOString()},${count}\n`);
const series = `timestamp,count\n${lines.join('')}`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-spikes-'));
  await writeFile(path.join(folder, 'series.csv'), series);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('kizuki spikes', () => {
  it('answers every line in order, from a file and from a pipe, and alerts once for an incident', async () => {
    const ran = await run([path.join(folder, 'series.csv')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const rows = rowsOf(ran);
    expect(rows.map(({ timestamp }) => timestamp)).toEqual(
      counts.map(({ timeMs }) => new Date(timeMs).toISOString()),
    );
    expect(Object.keys(rows[0] ?? {})).toEqual(['timestamp', 'score', 'alert']);
    const alerts = rows.flatMap(({ alert }, index) => (alert ? [index] : []));
    const start = 8.25 * 288;
    expect(alerts.filter((index) => index >= start && index < start + 3)).toHaveLength(1);
    expect(alerts.filter((index) => index >= start)).toHaveLength(1);
    for (const args of [[], ['-', '--json']]) {
      expect((await run(args, series.replaceAll('\n', '\r\n'))).out).toBe(ran.out);
    }
  });

  it('reads only the past: what comes later changes nothing', async () => {
    const whole = rowsOf(await run([], series));
    const half = rowsOf(await run([], lines.slice(0, 2_380).join('')));
    expect(half).toEqual(whole.slice(0, 2_380));
  });

  it('answers a line before the next one comes', async () => {
    const child = startKizuki(['spikes'], { KIZUKI_DATA_DIR: folder });
    try {
      child.stdin?.write(series.slice(0, 60));
      const [first] = (await once(child.stdout as Readable, 'data')) as [Buffer];
      expect(first.toString()).toMatch(
        /^\{"timestamp":"2026-01-05T00:00:00.000Z","score":0,"alert":false\}\n$/,
      );
    } finally {
      child.stdin?.end();
      await once(child, 'close');
    }
  });

  it('names bad lines and goes on, or stops with --strict', async () => {
    const bad = Buffer.concat([
      Buffer.from('\uFEFFtime,posts\n2026-01-05 00:00,3\n\n2026-01-05 00:05,many\n2026-01-05 00:05\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('2026-01-05 00:00,4\n2026-01-05 00:10,5'),
    ]);
    const ran = await run(['--stats'], bad);
    expect(ran.code).toBe(0);
    expect(rowsOf(ran).map(({ timestamp }) => timestamp)).toEqual(['2026-01-05 00:00', '2026-01-05 00:10']);
    for (const number of [4, 5, 6, 7]) expect(ran.err).toContain(`standard input, line ${number} `);
    expect(ran.err).not.toMatch(/line (?:1|2|3|8) /);
    expect(ran.err).toMatch(/2 counts in .* counts\/s\), 0 alerts/);
    const strict = await run(['--strict', '--json'], bad);
    expect(strict.code).toBe(2);
    expect(rowsOf(strict)).toHaveLength(1);
    expect(JSON.parse(strict.err)).toMatchObject({ error: { code: 'invalid_input', exitCode: 2 } });
    expect(strict.err).toContain('line 4 ');
  });

  it('refuses a file that is not there and days that are none', async () => {
    expect(await run([path.join(folder, 'nowhere.csv')])).toMatchObject({ code: 2, out: '' });
    for (const days of ['0', '-1', 'week', '', 'Infinity']) {
      const ran = await run([`--alert-days=${days}`], series);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain('alert-days');
    }
    expect(await run([], '')).toMatchObject({ code: 0, out: '', err: '' });
  });
});
