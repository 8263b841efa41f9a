// Personal data in invented texts of eight languages: what must be found, where, and what must not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import bought from './cases/bought.json' with { type: 'json' };
import clean from './cases/clean.json' with { type: 'json' };
import known from './cases/known.json' with { type: 'json' };
import later from './cases/later.json' with { type: 'json' };
import lived from './cases/lived.json' with { type: 'json' };
import paid from './cases/paid.json' with { type: 'json' };
import reached from './cases/reached.json' with { type: 'json' };
import { personalDataKinds, type PersonalDataKind } from './found.ts';
import { readMarked } from './marked.ts';
import { findPersonalData, maskPersonalData } from './personal-data.ts';

const LEAST_RECALL = 0.95;

const marked = [reached, paid, known, bought, lived, later].flatMap((file) =>
  Object.values(file).flat().map(readMarked),
);

const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

test('there are enough texts for the figures to mean something', () => {
  expect(marked.length).toBeGreaterThanOrEqual(300);
  expect(Object.values(clean).flat().length).toBeGreaterThanOrEqual(400);
  const kinds = new Set(marked.flatMap(({ spans }) => spans.map(({ kind }) => kind)));
  expect([...kinds].toSorted()).toEqual(personalDataKinds.toSorted());
});

test('nearly everything is found, with its kind and its exact place', () => {
  const missed: string[] = [];
  let count = 0;
  for (const { text, spans } of marked) {
    const found = findPersonalData(text);
    for (const span of spans) {
      count += 1;
      const hit = found.some(
        ({ kind, start, end }) => kind === span.kind && start === span.start && end === span.end,
      );
      if (!hit) missed.push(`${span.kind} in ${text} → ${JSON.stringify(found)}`);
    }
  }
  expect(1 - missed.length / count, missed.join('\n')).toBeGreaterThanOrEqual(LEAST_RECALL);
});

test('nothing is found beside it', () => {
  const wrong = marked.flatMap(({ text, spans }) =>
    findPersonalData(text)
      .filter((one) => !spans.some((span) => overlaps(span, one)))
      .map(({ kind, start, end }) => `${kind} “${text.slice(start, end)}” in ${text}`),
  );
  expect(wrong).toEqual([]);
});

test('clean texts stay clean', () => {
  const wrong = Object.values(clean)
    .flat()
    .flatMap((text) =>
      findPersonalData(text).map(({ kind, start, end }) => `${kind} “${text.slice(start, end)}” in ${text}`),
    );
  expect(wrong).toEqual([]);
});

test('a masked text says what was there and holds none of it', () => {
  const text = '電話は０９０－００００－１２３４、メールは a.b@mail.example です';
  expect(maskPersonalData(text)).toBe('電話は[phone]、メールは [email] です');
  const names: Partial<Record<PersonalDataKind, string>> = { phone: '電話番号' };
  expect(maskPersonalData(text, findPersonalData(text), (kind) => names[kind] ?? '…')).toBe(
    '電話は[電話番号]、メールは […] です',
  );
  expect(maskPersonalData('none here')).toBe('none here');
});

test('offsets are those of the original, whatever was folded or dropped', () => {
  const number = '𝟎9\u200B0ー0000ー１２３4';
  const text = `😀\uFEFF ${number}！`;
  expect(findPersonalData(text).map(({ start, end }) => text.slice(start, end))).toEqual([number]);
});

// What is quadratic in any of these does not end within a test's time.
test.each([
  '1',
  '1 ',
  '1-',
  'a',
  'a@',
  'a.',
  '(',
  ' at ',
  '+1 ',
  '市',
  '市1',
  '東京都千代田区',
  '一',
  '９',
  'ア',
  'あ-1',
  '路1',
  '로',
  '서울시 ',
  '注文番号は',
  'order ',
  'iban ',
  'DE12 ',
  'Aa ',
  '12 Aa ',
  '1 rue a ',
  'Calle Aa ',
  'mar 1 ',
  'http://',
  'a-a.',
  '&#1',
  '名前 ',
  'name: A ',
  'AAA1',
  'a at a dot ',
  '090-0000-1234 ',
])('half a million units of “%s” are read', (piece) => {
  const text = piece.repeat(Math.ceil(500_000 / piece.length));
  for (const { end } of findPersonalData(text)) expect(end).toBeLessThanOrEqual(text.length);
});

describe('any string', () => {
  const pieces = fc.constantFrom(
    '090-0000-1234',
    '4111111111111111',
    '東京都',
    '1丁目2番3号',
    '注文番号',
    'order ',
    'a@b.example',
    '〒',
    ' ',
    '-',
    '\uD83D',
    '\u200B',
    '０',
    '〇',
    '市',
    'DE89',
    'IBAN ',
    '+',
    '(',
    'at',
    '1',
    '12',
    'Street',
    '로',
    '路',
    '号',
    '\n',
    'SSN ',
    '生年月日',
    '#',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.string({ minLength: 1, maxLength: 1 }) }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  );

  test('gives spans within it, in order, apart', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let at = 0;
        for (const { start, end, confidence } of findPersonalData(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 600 },
    );
  });

  test('keeps what is not personal when masked', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const found = findPersonalData(text);
        let rest = '';
        let at = 0;
        for (const { start, end } of found) {
          rest += text.slice(at, start);
          at = end;
        }
        rest += text.slice(at);
        expect(maskPersonalData(text, found, () => '').replaceAll('[]', '')).toBe(rest.replaceAll('[]', ''));
      }),
      { numRuns: 300 },
    );
  });
});
