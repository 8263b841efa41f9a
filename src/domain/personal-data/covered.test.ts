// Covered texts: nothing of the data can be read, everything else stands where it stood.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import bought from './cases/bought.json' with { type: 'json' };
import known from './cases/known.json' with { type: 'json' };
import lived from './cases/lived.json' with { type: 'json' };
import paid from './cases/paid.json' with { type: 'json' };
import reached from './cases/reached.json' with { type: 'json' };
import { coverPersonalData } from './covered.ts';
import { readMarked } from './marked.ts';
import { findPersonalData } from './personal-data.ts';

test('signs stay, letters and digits go', () => {
  expect(coverPersonalData('電話は090-1234-5678です')).toBe('電話は•••‑••••‑••••です');
  expect(coverPersonalData('write to taro@example.com, please')).toBe('write to ••••@•••••••.•••, please');
  expect(coverPersonalData('住所は東京都渋谷区神南1-2-3です')).toBe('住所は•••••••••‑•‑•です');
});

test('what has two units or a mark of its own has as many dots', () => {
  const text = '電話 𝟎𝟗𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖 まで';
  const covered = coverPersonalData(text);
  expect(covered).toHaveLength(text.length);
  expect(covered).not.toMatch(/\p{Nd}/u);
  expect(covered.endsWith(' まで')).toBe(true);
});

test('of a text that was cut off, the head of a number is covered too', () => {
  expect(coverPersonalData('つながりません。電話は090-1234-5', true)).toBe(
    'つながりません。電話は•••‑••••‑•',
  );
  expect(coverPersonalData('write to me: taro@exa', true)).not.toContain('taro');
  expect(coverPersonalData('the router is slow today and I am', true)).toBe(
    'the router is slow today and I am',
  );
  for (const clean of ['it costs 12', 'the 2026 model came in the year 2026 and it']) {
    expect(coverPersonalData(clean, true)).toBe(clean);
  }
  expect(coverPersonalData('my number: 090 1234 5', true)).toBe('my number: •••\u00A0••••\u00A0•');
});

test('of the marked texts nothing that is found can be read, and nothing else is touched', () => {
  const all = [bought, known, lived, paid, reached].flatMap((file) => Object.values(file).flat());
  for (const { text } of all.map(readMarked)) {
    const covered = coverPersonalData(text);
    expect(covered).toHaveLength(text.length);
    let at = 0;
    for (const { start, end } of findPersonalData(text)) {
      expect(covered.slice(at, start)).toBe(text.slice(at, start));
      expect(covered.slice(start, end), text).not.toMatch(/[\p{L}\p{N}]/u);
      at = end;
    }
    expect(covered.slice(at)).toBe(text.slice(at));
  }
});

test('any text keeps its length', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('090-1234-5678', '電話 ', 'taro@example.com', '🏳️‍🌈', '①', '\u0301', '〒150-0041 '),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.boolean(), (parts, isCut) => {
      const text = parts.join('');
      expect(coverPersonalData(text, isCut)).toHaveLength(text.length);
    }),
  );
});
