// Proves that a query and its form say the same, whichever way one switches.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueryLeaf, QueryNode } from '../../../domain/listening/query-node.ts';
import { printQuery } from '../../../domain/listening/query-printer.ts';
import { parseQuery } from '../../../domain/listening/query.ts';
import { formOf, printEntry, printForm, type QueryForm } from './query-form.ts';

/** Leaves that find the same have the same key: `a` and `"a"` do. */
function keyOf(leaf: QueryLeaf): string {
  if (leaf.type === 'term' || leaf.type === 'phrase') return JSON.stringify(leaf.words);
  return printQuery(leaf);
}

function holds(node: QueryNode, isTrue: (key: string) => boolean): boolean {
  if (node.type === 'not') return !holds(node.of, isTrue);
  if (node.type === 'and') return node.of.every((child) => holds(child, isTrue));
  if (node.type === 'or') return node.of.some((child) => holds(child, isTrue));
  return isTrue(keyOf(node));
}

function parsed(query: string): QueryNode {
  const result = parseQuery(query);
  if (!result.ok) throw new Error(`${query}: ${result.problems.map(({ message }) => message).join(' ')}`);
  return result.node;
}

/** A coin for each leaf that falls the same way each time. */
function coins(seed: number): (key: string) => boolean {
  return (key) => {
    let hash = seed;
    for (const char of key) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    return ((hash >>> 7) & 1) === 1;
  };
}

const word = fc.constantFrom(
  'aoba',
  'あおば',
  '返金',
  'fire tv',
  'wi-fi',
  'crash*',
  '"crash*"',
  'OR',
  '12:30',
  'a"b',
  '-x',
  '(',
  '😭',
  'from:acme',
  'url:acme.com/help',
  '@acme',
  '#aoba',
  'exact:"FireTV"',
  'min_followers:100',
  'has:image',
  'lang:ja',
  'network:bluesky',
  'is:repost',
  'exact:',
  '「会社」',
  'NEAR/5',
  'a NEAR/5 b',
  'a OR b',
  '|',
);
const anything = fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 12 }));
const list = fc.array(anything, { maxLength: 4 });
const forms: fc.Arbitrary<QueryForm> = fc.record({
  any: fc.array(list, { maxLength: 3 }),
  all: list,
  none: list,
  hashtags: fc.array(fc.constantFrom('aoba', 'アオバ', 'x-1', 'ばぐ'), { maxLength: 3 }),
  languages: fc.subarray(['ja', 'en', 'pt']),
  networks: fc.subarray(['bluesky', 'practice', 'x']),
  without: fc.subarray(['repost', 'reply', 'quote'] as const),
});

/** Queries as text, so that all that the language allows is tried, also what no form shows. */
const queries = fc
  .letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      word.map(printEntry),
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((of) => `(${of.join(' ')})`),
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((of) => `(${of.join(' OR ')})`),
      tie('node').map((of) => `-(${of})`),
    ),
  }))
  .node.filter((query) => parseQuery(query).ok);

describe('a query and its form', () => {
  test('a query that has a form is printed from it so that it finds the same', () => {
    let shown = 0;
    fc.assert(
      fc.property(queries, fc.array(fc.integer(), { minLength: 8, maxLength: 8 }), (query, seeds) => {
        const form = formOf(query);
        if (typeof form === 'string') return;
        shown += 1;
        const [before, after] = [parsed(query), parsed(printForm(form))];
        for (const seed of seeds) expect(holds(after, coins(seed))).toBe(holds(before, coins(seed)));
        expect(typeof formOf(printForm(form))).toBe('object');
      }),
      { numRuns: 1_000 },
    );
    expect(shown).toBeGreaterThan(150);
  });

  test('whatever is put into the form is a query that the form shows, and that finds the same from then on', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const printed = printForm(form);
        const result = parseQuery(printed);
        if (!result.ok) {
          const codes = new Set(result.problems.map(({ code }) => code));
          expect(
            [...codes].filter((code) => code !== 'query_empty' && code !== 'query_only_absence'),
          ).toEqual([]);
          return;
        }
        const again = formOf(printed);
        if (typeof again === 'string') throw new Error(`${printed}: ${again}`);
        for (const seed of [1, 2, 3, 4]) {
          expect(holds(parsed(printForm(again)), coins(seed))).toBe(holds(result.node, coins(seed)));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('says why a query stays in text', () => {
    expect(formOf('a NEAR/5 b')).toBe('near');
    expect(formOf('a (b OR (c d))')).toBe('nested');
    expect(formOf('a -(b c)')).toBe('nested');
    expect(formOf('a (b')).toBe('broken');
  });

  test('shows the usual query in the fields one expects', () => {
    const query =
      '(aoba OR "aoba router") (broken OR 壊れた) wifi -park -is:repost (lang:ja OR lang:en) #aoba';
    expect(formOf(query)).toEqual({
      any: [
        ['aoba', 'aoba router'],
        ['broken', '壊れた'],
      ],
      all: ['wifi'],
      none: ['park'],
      hashtags: ['aoba'],
      languages: ['ja', 'en'],
      networks: [],
      without: ['repost'],
    });
  });

  test('takes words with signs in them as words', () => {
    expect(printForm({ ...(formOf('') as QueryForm), all: ['fire tv', 'OR', 'crash*', 'from:acme'] })).toBe(
      '"fire tv" "OR" crash* from:acme',
    );
  });
});
