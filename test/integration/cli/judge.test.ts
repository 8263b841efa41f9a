// `kizuki judge` as a shell runs it: posts in, judgements out with every field, bad lines named.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kizuki, type Ran } from './kizuki.ts';

interface Judgement {
  id: string;
  lang: string | null;
  about: boolean | null;
  kinds: string[];
  sentiment: number | null;
  urgency: number | null;
  churn: boolean | null;
  abuse: string | null;
  speak: string | null;
  pii: { kind: string; start: number; end: number }[];
  p: Record<string, number>;
  why: Record<string, string[]>;
}

let folder = '';
const run = (args: readonly string[], stdin: string | Buffer = ''): Promise<Ran> =>
  kizuki(['judge', ...args], { KIZUKI_DATA_DIR: folder }, stdin);
const lines = (...values: unknown[]): string => values.map((one) => `${JSON.stringify(one)}\n`).join('');
const judgedOf = ({ out }: Ran): Judgement[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Judgement);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-judge-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const posts = lines(
  { id: '1', text: 'ログインできなくて困ってる、誰か助けて', lang: 'ja' },
  { id: 2, text: 'I love this kettle, best thing I bought this year', lang: 'en', brand: ['Acme'] },
  { id: '3', text: '充電器から煙が出て子どもが火傷しました。どうしたらいいですか' },
  { id: '4', text: '土下座しろ、名前晒すぞ', lang: 'ja' },
  { id: '5', text: 'Привет, мир', lang: 'ru' },
  { id: '6', text: '' },
  { id: '7', text: '連絡は taro@example.com まで', lang: 'ja' },
);

describe('kizuki judge', () => {
  it('writes every judgement of every post in order, from a pipe and from a file', async () => {
    const ran = await run([], posts);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const judged = judgedOf(ran);
    expect(judged.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    for (const one of judged) {
      expect(Object.keys(one)).toEqual([
        'id',
        'lang',
        'about',
        'kinds',
        'sentiment',
        'urgency',
        'churn',
        'abuse',
        'speak',
        'pii',
        'p',
        'why',
      ]);
      for (const probability of Object.values(one.p)) {
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }
    }
    const [login, kettle, smoke, threat, russian, empty, address] = judged;
    expect(login).toMatchObject({ lang: 'ja', about: true });
    expect(login?.kinds).toContain('help');
    expect(login?.why['help']?.length).toBeGreaterThan(0);
    expect(kettle).toMatchObject({ lang: 'en', sentiment: 1 });
    expect(smoke).toMatchObject({ lang: 'ja', urgency: 3 });
    expect(smoke?.pii).toEqual([]);
    expect(address?.pii).toEqual([{ kind: 'email', start: 4, end: 20 }]);
    expect(threat).toMatchObject({ speak: 'no' });
    expect(threat?.abuse).not.toBe('none');
    const unknown = { about: null, kinds: [], sentiment: null, urgency: null, speak: null, p: {}, why: {} };
    expect(russian).toMatchObject(unknown);
    expect(empty).toMatchObject({ ...unknown, pii: [] });
    await writeFile(path.join(folder, 'posts.ndjson'), posts);
    expect((await run([path.join(folder, 'posts.ndjson')])).out).toBe(ran.out);
    expect((await run(['-'], posts)).out).toBe(ran.out);
  });

  it('names bad lines and goes on, or stops with --strict', async () => {
    const bad = Buffer.concat([
      Buffer.from(
        '\uFEFF{"id":"1","text":"please help","lang":"en"}\n\n{"id":"2"\n{"text":"no id","lang":"en"}\n' +
          '{"id":"4","lang":"en"}\n{"id":"5","text":"x","lang":"en","brand":"Acme"}\n{"id":"6","text":"x","lang":"en","brand":[5]}\n',
      ),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('{"id":"9","text":"thank you","lang":"en","brand":[]}'),
    ]);
    const ran = await run([], bad);
    expect(ran.code).toBe(0);
    expect(judgedOf(ran).map(({ id }) => id)).toEqual(['1', '9']);
    for (const number of [3, 4, 5, 6, 7, 8]) expect(ran.err).toContain(`standard input, line ${number} `);
    expect(ran.err).not.toMatch(/input, line (?:1|2|9) /);
    const strict = await run(['--strict'], bad);
    expect(strict.code).toBe(2);
    expect(judgedOf(strict).map(({ id }) => id)).toEqual(['1']);
    expect(strict.err).toContain('line 3 ');
    const missing = await run([path.join(folder, 'nowhere.ndjson')]);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('nowhere.ndjson');
  });
});
