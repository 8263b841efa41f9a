// What X is searched for: queries that it takes, and the monitors that it cannot be asked for by name.
import { expect, test } from 'vitest';
import { asSearch, questionsOf, searchable } from './questions.ts';

const ask = (...queries: string[]) => {
  const { searches, unheard } = questionsOf(queries.map((query, n) => ({ id: String(n), query })));
  return {
    searches: searches.map(({ query }) => query),
    unheard: unheard.map(({ query, code }) => `${query}: ${code}`),
  };
};

test('without numbers of followers more is found; an alternative without any is no question', () => {
  expect(ask('foo (min_followers:100 OR bar)').searches).toEqual(['(foo OR ｆｏｏ) -is:retweet']);
  expect(ask('foo min_followers:100').searches).toEqual(['(foo OR ｆｏｏ) -is:retweet']);
  expect(ask('foo OR (the min_followers:100)')).toEqual({
    searches: [],
    unheard: ['foo OR (the min_followers:100): nothing_to_ask'],
  });
  // What only looks like one is a phrase.
  expect(ask('"followers_count:5 x"').searches[0]).toContain('"followers_count:5 x"');
});

test('monitors that X cannot be asked for are named; those for other networks are not', () => {
  expect(ask('foo OR (the max_followers:100)', 'network:mastodon foo', 'foo')).toEqual({
    searches: ['(foo OR ｆｏｏ) -is:retweet'],
    unheard: ['foo OR (the max_followers:100): nothing_to_ask'],
  });
  const many = Array.from({ length: 200 }, (_, n) => `${'long'.repeat(30)}${n}`);
  const { searches, unheard } = ask(...many);
  expect(searches).toHaveLength(15);
  expect(unheard.length).toBeGreaterThan(100);
  expect(unheard.every((one) => one.endsWith(': no_room'))).toBe(true);
});

test('reposts and languages narrow a whole query, not its last alternative', () => {
  expect(asSearch('foo OR bar')).toBe('(foo OR bar) -is:retweet');
  expect(asSearch('"this OR that"')).toBe('"this OR that" -is:retweet');
  expect(searchable('foo OR bar', 'ja')).toBe('(foo OR bar) lang:ja -is:retweet');
  expect(() => searchable('x'.repeat(513))).toThrow(expect.objectContaining({ code: 'query_invalid' }));
  expect(() => searchable(' ')).toThrow(expect.objectContaining({ code: 'query_invalid' }));
});
