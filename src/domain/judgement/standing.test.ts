// Proves what comes first, what is noise, and that facts tell of every judgement what it can be filtered by.
import { expect, test } from 'vitest';
import type { JudgementRow } from './rows.ts';
import { standingOf } from './standing.ts';

const said = (...facts: string[]): JudgementRow[] =>
  facts.map((fact) => {
    const [kind = '', value = 'yes'] = fact.split(' ');
    return { kind, value, probability: null, method: 'person' };
  });

test.each([
  [4, 'found', ['urgency 3']],
  [3, 'found', ['urgency 2']],
  [3, 'found', ['praise', 'churn']],
  [3, 'mention', ['abuse harassment']],
  [2, 'found', ['question']],
  [1, 'found', ['praise']],
  [1, 'found', []],
  [0, 'found', ['help', 'about no']],
  [0, 'found', ['urgency 3', 'spam']],
] as const)('%i: %s, %j', (priority, origin, facts) => {
  expect(standingOf(said(...facts), origin).priority).toBe(priority);
});

test('a model’s doubt whether a post is about us puts nothing aside', () => {
  const doubted = (probability: number | null): string[] =>
    standingOf([{ kind: 'about', value: 'no', probability, method: 'model' }], 'found').judged;
  expect(doubted(0.1)).toContain('noise');
  expect(doubted(0.3)).toContain('worth');
  expect(doubted(null)).toContain('worth');
});

test.each(['mention', 'reply', 'dm'] as const)('a %s is never noise', (origin) => {
  const { priority, judged } = standingOf(said('about no', 'spam'), origin);
  expect(priority).toBe(1);
  expect(judged).toContain('worth');
});

test('urgent is what is urgent and what is more urgent than that', () => {
  expect(standingOf(said('urgency 3'), 'found').judged).toEqual([
    'urgency 3',
    'urgent',
    'priority 4',
    'worth',
  ]);
  expect(standingOf(said('urgency 2'), 'found').judged).toContain('urgent');
  expect(standingOf(said('urgency 1'), 'found').judged).not.toContain('urgent');
});
