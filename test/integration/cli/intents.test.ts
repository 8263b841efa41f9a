// `kizuki intents` as a shell runs it: examples in, a model out, texts in, answers out, bad lines named.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kizuki, type Ran } from './kizuki.ts';

interface Answer {
  id?: string | number;
  label: string | null;
  p: number;
  best: string;
  why?: string[];
}

let folder = '';
const file = (name: string): string => path.join(folder, name);
const run = (args: readonly string[], stdin: string | Buffer = ''): Promise<Ran> =>
  kizuki(['intents', ...args], { KIZUKI_DATA_DIR: folder }, stdin);
const lines = (...values: unknown[]): string => values.map((one) => `${JSON.stringify(one)}\n`).join('');
const answersOf = ({ out }: Ran): Answer[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
const of = (label: string, ...texts: string[]): object[] => texts.map((text) => ({ text, label }));

const examples = lines(
  ...of(
    'refund',
    '返金してほしい',
    'お金を返して',
    'まだ返金されない',
    '返金の手続きは',
    'I want a refund',
    'refund my order',
  ),
  ...of('refund', 'give me my money back', 'when does the refund come'),
  ...of(
    'password',
    'パスワードを忘れた',
    'パスワードの再設定',
    'パスワードが違う',
    '新しいパスワード',
    'I forgot my password',
  ),
  ...of('password', 'reset my password', 'password does not work', 'change the password'),
  ...of(
    'delivery',
    '荷物が届かない',
    '配送はいつ',
    '荷物の追跡番号',
    '配達日を変えたい',
    'where is my parcel',
    'track my parcel',
  ),
  ...of('delivery', 'the parcel has not arrived', 'when is the delivery'),
  ...of(
    'oos',
    '明日の天気',
    '猫がかわいい',
    'tell me a joke',
    'play some music',
    'おはよう',
    'what is the capital of france',
  ),
);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-intents-'));
  await writeFile(file('examples.ndjson'), examples);
  const trained = await run(['train', '--examples', file('examples.ndjson'), '--out', file('model')]);
  expect(trained).toMatchObject({ code: 0, out: '' });
  expect(trained.err).toMatch(/Learnt 3 labels\. Of 24 texts that were left out/u);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('kizuki intents', () => {
  it('answers texts from a file and from a pipe, and repeats ids', async () => {
    const texts = lines(
      { text: 'please refund my order' },
      { id: 7, text: 'パスワードの再設定がしたい' },
      { id: 'x', text: 'where is my parcel now' },
      { text: '🐈' },
      { text: '' },
    );
    await writeFile(file('texts.ndjson'), texts);
    const ran = await run(['ask', '--model', file('model'), file('texts.ndjson')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const answers = answersOf(ran);
    expect(answers.map(({ best }) => best).slice(0, 3)).toEqual(['refund', 'password', 'delivery']);
    expect(answers.map(({ label }) => label)).toEqual(['refund', 'password', 'delivery', null, null]);
    expect(answers.map(({ id }) => id)).toEqual([undefined, 7, 'x', undefined, undefined]);
    expect(answers.map((one) => Object.keys(one))).toEqual([
      ['label', 'p', 'best'],
      ['id', 'label', 'p', 'best'],
      ['id', 'label', 'p', 'best'],
      ['label', 'p', 'best'],
      ['label', 'p', 'best'],
    ]);
    for (const args of [[], ['-']]) {
      expect((await run(['ask', '--model', file('model'), ...args], texts)).out).toBe(ran.out);
    }
    const [why] = answersOf(await run(['ask', '--model', file('model'), '--why'], texts));
    expect(why?.why?.[0]).toBe('refund');
  });

  it('makes the same model again, from a pipe too, and leaves nothing else behind', async () => {
    const again = await run(['train', '--examples', '-', '--out', file('again'), '--json'], examples);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(again.out)).toMatchObject({ labels: 3, measured: { asked: 24, wanted: 0.9 } });
    expect(await readFile(file('again'))).toEqual(await readFile(file('model')));
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('learns from FAQ texts', async () => {
    await writeFile(
      file('faq.ndjson'),
      lines(
        { label: 'a1', title: '返金について', body: '返品された商品の代金は口座へお戻しします。' },
        { label: 'a2', title: 'Opening hours', body: 'We are closed on sundays.' },
      ),
    );
    expect((await run(['train', '--faq', file('faq.ndjson'), '--out', file('faq')])).code).toBe(0);
    const asked = await run(
      ['ask', '--model', file('faq')],
      lines({ text: 'closed on sundays?' }, { text: '代金の口座' }),
    );
    expect(answersOf(asked).map(({ best }) => best)).toEqual(['a2', 'a1']);
  });

  it('names bad lines and goes on, or stops with --strict and keeps the model that was there', async () => {
    const bad = Buffer.concat([
      Buffer.from(
        `\uFEFF${examples}{"text":"no label"}\n{"text":"","label":"refund"}\n{"text":5,"label":"x"}\nnull\n{\n`,
      ),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('{"text":"an example","label":" "}'),
    ]);
    const first = examples.trimEnd().split('\n').length + 1;
    const ran = await run(['train', '--examples', '-', '--out', file('lenient')], bad);
    expect(ran.code).toBe(0);
    for (let number = first; number < first + 7; number += 1) expect(ran.err).toContain(`line ${number} `);
    expect(ran.err).not.toContain(`line ${first - 1} `);
    expect(await readFile(file('lenient'))).toEqual(await readFile(file('model')));
    const strict = await run(['train', '--examples', '-', '--out', file('lenient'), '--strict'], bad);
    expect(strict).toMatchObject({ code: 2, out: '' });
    expect(strict.err).toContain(`line ${first} has no "label"`);
    expect(await readFile(file('lenient'))).toEqual(await readFile(file('model')));

    const texts =
      '{"text":"refund please"}\n{"id":1}\n{"text":["x"]}\n{"id":{},"text":"x"}\nx\n{"text":"reset my password"}\n';
    const asked = await run(['ask', '--model', file('model')], texts);
    expect(asked.code).toBe(0);
    expect(answersOf(asked).map(({ best }) => best)).toEqual(['refund', 'password']);
    for (const number of [2, 3, 4, 5]) expect(asked.err).toContain(`standard input, line ${number} `);
    const stopped = await run(['ask', '--model', file('model'), '--strict'], texts);
    expect(stopped.code).toBe(2);
    expect(answersOf(stopped)).toHaveLength(1);
  });

  it('refuses what it cannot learn from, and files that are no model', async () => {
    const out = file('never');
    for (const [args, stdin, said] of [
      [['--examples', '-'], lines(...of('refund', 'a', 'b')), 'two labels'],
      [['--examples', '-', '--precision', '1.5'], examples, '--precision'],
      [['--examples', '-', '--precision', 'much'], examples, '--precision'],
      [['--examples', file('nowhere')], '', 'nowhere'],
      [[], '', '--examples'],
    ] as const) {
      const ran = await run(['train', ...args, '--out', out], stdin);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain(said);
    }
    expect(await readdir(folder)).not.toContain('never');
    const model = await readFile(file('model'));
    await writeFile(file('cut'), model.subarray(0, model.length - 100));
    await writeFile(file('other'), '{"text":"an example"}\n');
    for (const [name, said] of [
      ['cut', 'damaged'],
      ['other', 'no intents model'],
      ['nowhere', 'cannot be read'],
    ] as const) {
      const ran = await run(['ask', '--model', file(name)], lines({ text: 'x' }));
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain(said);
      expect(ran.err).toContain(name);
    }
    const folderOut = await run(['train', '--examples', file('examples.ndjson'), '--out', folder]);
    expect(folderOut.code).toBe(2);
    expect(
      (await readdir(path.dirname(folder))).filter((name) => name.includes(path.basename(folder))),
    ).toHaveLength(1);
  });
});
