// The largest mails a stranger can send, made to be slow for whatever looks through them: each is heard in a moment.
import { describe, expect, test } from 'vitest';
import { linksIn } from '../../domain/practice/text-parts.ts';
import { idsIn } from './ids.ts';
import { hearMail } from './normalise.ts';
import { bareSubject, withoutHistory } from './text.ts';

const LENGTH = 512 * 1024;
/** Far above what it takes here, far below what the patterns took. */
const WITHIN_MS = 1_500;
const fill = (part: string, length = LENGTH): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

const lines = {
  'dashes and spaces': `--${fill(' ')}x`,
  'dashes with spaces between': `${fill('-- ')}x`,
  'many lines of dashes': fill(`--${' '.repeat(250)}x\n`),
  underscores: `${fill('_')}x`,
  'an attribution without an end': `On ${fill('wrote ')}`,
  'many attributions': fill(`On ${'wrote '.repeat(40)}\n`),
  'a date without an end': `2026/11/20${fill('@')}\n\n> x`,
  'a date and spaces': `2026${fill(' ')}\n> x`,
  'many From lines': fill('From:\n'),
  quotes: fill('> '),
  'spaces before nothing': fill(' '),
  'blank lines': fill('\n'),
};
const sourceOf = (headers: string, body: string): string =>
  `From: taro@example.com\r\n${headers}\r\n\r\n${body}`.slice(0, LENGTH);
const bodies = {
  ...lines,
  'dots after a link': `http://a${fill('.')}x`,
  'many links': fill('http://a.'),
  'open tags': fill('<a '),
  'open brackets': fill('<'),
};

function quick<T>(act: () => T): T {
  const start = performance.now();
  const result = act();
  expect(performance.now() - start).toBeLessThan(WITHIN_MS);
  return result;
}

describe('a moment is enough', () => {
  test.each(Object.entries(lines))('%s', (_, text) => {
    expect(quick(() => withoutHistory(`${text}\nx`))).not.toBe('');
    expect(quick(() => withoutHistory(`x\n${text}\n> x`))).not.toBe('');
  });

  test('names, subjects and links', () => {
    expect(quick(() => idsIn(`${fill('@')} x`))).toEqual([]);
    expect(quick(() => idsIn(fill('<')))).toEqual([]);
    expect(quick(() => idsIn(`<${fill('a')}`))).toEqual([]);
    expect(quick(() => bareSubject(`re${fill(' ')}x`))).toBe('re');
    expect(quick(() => bareSubject(fill('re : ')))).toBe('re');
    expect(quick(() => linksIn(`http://a${fill('.', 50_000)}x`))).toHaveLength(1);
  });

  test.each(Object.entries(bodies))('a whole mail: %s', async (_, body) => {
    for (const type of ['text/plain', 'text/html']) {
      const source = sourceOf(`Content-Type: ${type}\r\nIn-Reply-To: <a@b.example>`, body);
      expect(await msToHear(source)).toBeLessThan(WITHIN_MS);
    }
  });

  test.each([
    'In-Reply-To',
    'References',
    'Message-ID',
    'Subject',
    'To',
    'Reply-To',
    'Content-Type',
    'X-Else',
  ])(
    'a header without an end: %s',
    async (name) => {
      for (const part of ['@', '<', '<a@b> ', 're: ', ' ', '"', '=?utf-8?B?', '(', ',', 'a;b="']) {
        expect(await msToHear(sourceOf(`${name}: ${fill(part, 250_000)} x`, 'x'))).toBeLessThan(WITHIN_MS);
      }
    },
    60_000,
  );
});

async function msToHear(source: string): Promise<number> {
  const record = { uid: 1, uidValidity: '1', receivedAt: '2026-11-20T03:04:05.000Z', size: LENGTH, source };
  const start = performance.now();
  const { item } = await hearMail(record, { self: 'support@acme.example' });
  expect(item.outcome).toBeDefined();
  return performance.now() - start;
}
