// `kizuki check-reply` as a shell runs it: drafts in, findings out, bad lines named.
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { kizuki, type Ran } from './kizuki.ts';

const run = (args: readonly string[], stdin: string): Promise<Ran> =>
  kizuki(['check-reply', ...args], { KIZUKI_DATA_DIR: tmpdir() }, stdin);
const lines = (...values: unknown[]): string => values.map((one) => `${JSON.stringify(one)}\n`).join('');

it('says what the rules find, and in which words', async () => {
  const ran = await run(
    ['-'],
    lines(
      { id: 'plain', post: { text: '届きました' }, draft: 'お知らせいただき、ありがとうございます。' },
      { id: 7, lang: 'en', post: { text: 'it is late' }, draft: 'Sorry! Send us your order number 😀' },
      {
        id: 'dm',
        channel: 'dm',
        lang: 'en',
        post: { text: 'it is late' },
        persona: { emoji: 'allowed' },
        draft: 'Sorry! Send us your order number 😀',
      },
    ),
  );
  expect(ran).toMatchObject({ code: 0, err: '' });
  const found = ran.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(found).toEqual([
    { id: 'plain', findings: [] },
    {
      id: '7',
      findings: [
        {
          rule: 'R17',
          level: 'block',
          span: [7, 32],
          why: 'This asks for personal data in public (“Send us your order number”). Ask in a DM.',
          fix: { label: 'Move to a DM', channel: 'dm' },
        },
        {
          rule: 'R18',
          level: 'warn',
          span: [33, 35],
          why: 'No emoji here (😀).',
          fix: { label: 'Remove emoji and emoticons', draft: 'Sorry! Send us your order number' },
        },
      ],
    },
    { id: 'dm', findings: [] },
  ]);
});

it('counts as the network does, and looks at no clock', async () => {
  const post = { text: '乾燥が終わりません', author: 'taro', createdAt: '2026-03-02T09:00:00Z' };
  const draft = 'フィルターの糸くずを取ってください。'.repeat(9);
  const ran = await run(
    ['-'],
    lines(
      { id: 'x', lang: 'ja', network: 'x', post, draft },
      { id: 'elsewhere', lang: 'ja', network: 'elsewhere', post, draft },
      {
        id: 'late',
        lang: 'ja',
        post,
        now: '2026-03-05T09:00:00Z',
        draft: 'フィルターの糸くずを取ってください。',
      },
      {
        id: 'gone',
        lang: 'ja',
        post,
        person: { optedOut: true },
        draft: 'フィルターの糸くずを取ってください。',
      },
    ),
  );
  const found = ran.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { findings: { rule: string; fix?: { parts?: string[] } }[] });
  expect(found.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([
    ['R19'],
    [],
    ['R08'],
    ['R02'],
  ]);
  expect(found[0]?.findings[0]?.fix?.parts).toHaveLength(2);
});

it('names a bad line and goes on, or stops there', async () => {
  const bad = `${lines({ id: 'a', draft: 'x' })}not a draft\n${lines({ id: 'b', post: { text: '' }, draft: '' })}`;
  const ran = await run([], bad);
  expect(ran).toMatchObject({ code: 0, out: lines({ id: 'b', findings: [] }) });
  expect(ran.err).toMatch(/line 1 "post" is not as it should be.*skipped\n.*line 2 is not JSON/su);
  expect(await run(['--strict'], bad)).toMatchObject({ code: 2, out: '' });
});
