// Proves what is offered at each place of a query, and that marks and offers bear any text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optionsAt, type QueryFacts } from './query-completion.ts';
import { queryMarks } from './query-marks.ts';

const facts: QueryFacts = {
  networks: [
    { id: 'bluesky', name: 'Bluesky' },
    { id: 'practice', name: 'Practice' },
  ],
  languages: [
    { code: 'ja', name: '日本語' },
    { code: 'en', name: 'English' },
  ],
  handles: ['minamo_support', 'minamo.example'],
  names: ['Aoba Router', 'アオバ'],
};

/** The labels offered at the end of what was typed. */
function offered(typed: string, asked = false): string[] {
  return optionsAt(typed, typed.length, facts, asked)?.options.map(({ label }) => label) ?? [];
}

describe('offers', () => {
  test('values of a field, by code and by name', () => {
    expect(offered('aoba lang:')).toEqual(['ja', 'en']);
    expect(offered('aoba lang:日')).toEqual(['ja']);
    expect(offered('aoba -network:blue')).toEqual(['bluesky']);
    expect(offered('aoba lang:ja')).toEqual([]);
    expect(offered('from:mina')).toEqual(['minamo_support', 'minamo.example']);
  });

  test('own accounts after @', () => {
    expect(offered('(aoba @minamo_')).toEqual(['@minamo_support']);
  });

  test('names of products in any kana, quoted where they have spaces', () => {
    expect(offered('あお')).toContain('アオバ');
    const router = optionsAt('-rout', 5, facts, false);
    expect(router).toMatchObject({ start: 1, end: 5, options: [{ text: '"Aoba Router"' }] });
  });

  test('operators only after something they could join', () => {
    expect(offered('aoba o')).toContain('OR');
    expect(offered('o')).not.toContain('OR');
    expect(offered('aoba ', true)).toEqual(expect.arrayContaining(['lang:', 'OR', 'AND', 'NOT', 'NEAR/5']));
  });

  test('nothing within quotation marks, nor unasked where nothing was typed', () => {
    expect(offered('"rou')).toEqual([]);
    expect(offered('exact:"Ao')).toEqual([]);
    expect(offered('aoba ')).toEqual([]);
  });
});

test('marks say which part is what', () => {
  const query = '(aoba OR "not on") -park lang:ja #x @me';
  expect(queryMarks(query).map(({ start, end, kind }) => [query.slice(start, end), kind])).toEqual([
    ['(', 'bracket'],
    ['aoba', 'word'],
    ['OR', 'operator'],
    ['"not on"', 'phrase'],
    [')', 'bracket'],
    ['-', 'not'],
    ['park', 'excluded'],
    ['lang:', 'field'],
    ['ja', 'value'],
    ['#x', 'tag'],
    ['@me', 'account'],
  ]);
});

test('any text has marks in order within it, and offers that replace a part of it', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('"', '「', '(', '-', 'lang:', '＃', '＠', 'exact:', ' OR ', ' NEAR/3 ', 'あ', '*', '：'),
  );
  const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(texts, fc.nat(), fc.boolean(), (query, place, asked) => {
      let last = 0;
      for (const { start, end } of queryMarks(query)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(query.length);
      const at = place % (query.length + 1);
      const offers = optionsAt(query, at, facts, asked);
      if (offers === null) return;
      expect(offers.start).toBeGreaterThanOrEqual(0);
      expect(offers.end).toBe(at);
    }),
    { numRuns: 1_000 },
  );
});
