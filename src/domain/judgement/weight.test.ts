// Proves that whoever reaches more people, and what is surer, never stands further behind; and what counts as sure.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JudgementRow } from './rows.ts';
import { confidenceIn, standingOf } from './standing.ts';
import { peopleReached, usualWeight, weightOf, weights } from './weight.ts';

const certainty = fc.double({ min: 0, max: 1, noNaN: true });
const people = fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 }));

const said = (fact: string, probability: number | null = 0.9, method = 'model'): JudgementRow => {
  const [kind = '', value = 'yes'] = fact.split(' ');
  return { kind, value, probability, method };
};

describe('the weight', () => {
  test('never falls when more people are reached, or when it is surer', () => {
    fc.assert(
      fc.property(certainty, certainty, people, people, (sure, surer, few, many) => {
        const [low, high] = [Math.min(sure, surer), Math.max(sure, surer)];
        const [least, most] = [Math.min(few ?? 0, many ?? 0), Math.max(few ?? 0, many ?? 0)];
        expect(weightOf(low, least)).toBeLessThanOrEqual(weightOf(high, least));
        expect(weightOf(high, least)).toBeLessThanOrEqual(weightOf(high, most));
        expect(weights).toContain(weightOf(low, most));
      }),
    );
  });

  test('is the usual one where it is sure and nothing is known of whom it reaches', () => {
    expect(weightOf(1, null)).toBe(usualWeight);
    expect(weightOf(1, 0)).toBe(usualWeight);
  });

  test.each([
    [1, 3_900, 1],
    [1, 4_000, 2],
    [1, 62_000, 2],
    [1, 64_000, 3],
    [0.7, 51_000, 1],
    [0.7, 53_000, 2],
    [0.7, 2_600_000, 2],
    [0.7, 2_800_000, 3],
    [0.59, 900, 0],
    [0.59, 2_000, 1],
    [0.6, 0, 1],
    [0, 1_000_000_000, 0],
  ])('of what is so with %d and reaches %d is %d', (confidence, reached, weight) => {
    expect(weightOf(confidence, reached)).toBe(weight);
  });
});

describe('how many people a post reaches', () => {
  test('are its author’s followers and those a repost brings', () => {
    expect(peopleReached({ followers: 500, reposts: 0 })).toBe(500);
    expect(peopleReached({ followers: 500, reposts: 10 })).toBe(2_500);
    expect(peopleReached({ followers: null, reposts: 10 })).toBe(2_000);
  });

  test('is not known where nobody said it', () => {
    expect(peopleReached({ followers: null, reposts: 0 })).toBeNull();
    expect(peopleReached({ followers: 0, reposts: 0 })).toBe(0);
  });
});

describe('how sure it is', () => {
  const sureOf = (priority: number, ...rows: JudgementRow[]): number => confidenceIn(rows, priority, 'found');

  test('is what the surest says of those that gave the priority, and nothing else says', () => {
    expect(sureOf(2, said('help', 0.6), said('question', 0.8), said('sentiment negative', 0.99))).toBe(0.8);
    expect(sureOf(3, said('urgency 2', 0.5), said('help', 0.9))).toBe(0.5);
    expect(sureOf(4, said('urgency 3', 0.3), said('churn', 0.9))).toBe(0.3);
    expect(sureOf(1, said('praise', 0.4))).toBe(1);
  });

  test('is certain where a person or a rule says so', () => {
    expect(sureOf(2, said('help', 0.2, 'person'))).toBe(1);
    expect(sureOf(3, said('abuse harassment', null))).toBe(1);
  });

  test('is less where it is in doubt whether the post is about us, unless it was sent to us', () => {
    const rows = [said('help', 0.8), said('about no', 0.5)];
    expect(confidenceIn(rows, 2, 'found')).toBe(0.4);
    expect(confidenceIn(rows, 2, 'mention')).toBe(0.8);
    expect(sureOf(2, said('help', 0.8), said('about yes', 0.2, 'person'))).toBe(0.8);
  });

  test('is less where it may be spam', () => {
    expect(confidenceIn([said('question', 1), said('spam', 0.75)], 2, 'mention')).toBe(0.25);
    expect(confidenceIn([said('question', 1), said('spam', null, 'person')], 2, 'dm')).toBe(0);
  });

  test('is from 0 to 1 whatever a model said, and the more a judgement is sure the more it is', () => {
    const row = fc.record({
      kind: fc.constantFrom('help', 'spam', 'about', 'urgency', 'churn'),
      value: fc.constantFrom('yes', 'no', '2', '3'),
      probability: fc.option(fc.double({ min: -1, max: 2, noNaN: true })),
      method: fc.constantFrom('model', 'person', 'gpt'),
    });
    fc.assert(
      fc.property(
        fc.array(row),
        fc.constantFrom(0, 1, 2, 3, 4),
        certainty,
        certainty,
        (rows, level, a, b) => {
          expect(confidenceIn(rows, level, 'found')).toBeGreaterThanOrEqual(0);
          expect(confidenceIn(rows, level, 'found')).toBeLessThanOrEqual(1);
          const withHelp = (probability: number): number =>
            confidenceIn([...rows, said('help', probability)], 2, 'found');
          expect(withHelp(Math.min(a, b))).toBeLessThanOrEqual(withHelp(Math.max(a, b)));
        },
      ),
    );
  });
});

describe('where an entry stands', () => {
  const famous = { followers: 1_000_000, reposts: 0 };

  test('is never changed in its priority by whom it reaches', () => {
    expect(standingOf([said('urgency 3', 0.3)], 'found', { followers: 0, reposts: 0 }).priority).toBe(4);
    expect(standingOf([said('question', 1)], 'found', famous)).toMatchObject({ priority: 2, weight: 3 });
  });

  test('is the usual place for noise, so that the newest of it comes first', () => {
    expect(standingOf([said('spam', 0.99)], 'found', famous)).toMatchObject({
      priority: 0,
      weight: usualWeight,
    });
  });
});
