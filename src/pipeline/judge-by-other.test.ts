// What may be asked of another model, how often and at what cost: held against every sort of setting, post and failure.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Judge } from '../domain/judgement/judge.ts';
import type { OtherSaid } from '../domain/judgement/said.ts';
import {
  limitPassed,
  nothingSpent,
  plus,
  type SpendLimit,
  type Spent,
} from '../domain/judgement/spending.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';
import { mayLeave, networkTerms } from '../domain/post/terms.ts';
import {
  createJudgeByOther,
  outcomes,
  type Asked,
  type OtherDeps,
  type Outcome,
  type PostToAsk,
} from './judge-by-other.ts';

const judge = new Judge([]);
const said: OtherSaid['said'] = {
  about: true,
  kinds: ['help'],
  sentiment: -1,
  urgency: 1,
  churn: false,
  abuse: 'none',
  speak: 'yes',
};
const answered: Asked = { answer: { said, p: {} }, usage: { inputTokens: 100, outputTokens: 10 } };

function stage(
  settings: {
    answer?: (post: PostToJudge, asked: number) => Asked | Promise<Asked>;
    limits?: SpendLimit[];
    leaves?: boolean;
    asksAll?: boolean;
    isUnsure?: boolean;
    timeoutMs?: number;
  } = {},
) {
  const { answer = () => answered, limits = [], leaves = true, asksAll = false, isUnsure = true } = settings;
  const asked: PostToJudge[] = [];
  const waits: number[] = [];
  const warned: string[] = [];
  const cache = new Map<string, OtherSaid>();
  let spent: Spent = nothingSpent;
  let most: Spent = nothingSpent;
  let nowMs = 0;
  const counted = new Map<Outcome, number>();
  const deps: OtherDeps = {
    model: {
      name: 'm-1',
      version: '1',
      leaves,
      mostUsage: () => ({ inputTokens: 1_000, outputTokens: 500 }),
      async ask(post) {
        asked.push(post);
        return answer(post, asked.length);
      },
    },
    cache: { get: (key) => cache.get(key), set: (key, value) => void cache.set(key, value) },
    spending: {
      async reserve(amount) {
        await Promise.resolve();
        if (limitPassed(limits, { day: spent, month: spent }, amount) !== null) return false;
        spent = plus(spent, amount);
        most = spent.requests > most.requests ? spent : most;
        return true;
      },
      async correct(amount) {
        spent = plus(spent, amount);
      },
      async count(found) {
        for (const [outcome, number] of found) counted.set(outcome, (counted.get(outcome) ?? 0) + number);
      },
    },
    price: { input: 1, output: 2 },
    asksAll,
    timeoutMs: settings.timeoutMs ?? 20_000,
    hash: (text) => text,
    now: () => nowMs,
    async sleep(ms) {
      waits.push(ms);
      nowMs += ms;
    },
    log: { warn: (_, message) => void warned.push(message) },
  };
  const ask = createJudgeByOther(deps);
  return {
    asked,
    waits,
    warned,
    counted,
    spent: () => spent,
    pass: (ms: number) => {
      nowMs += ms;
    },
    run: (posts: readonly PostToAsk[], signal = new AbortController().signal) =>
      ask(posts, (one) => ({ judged: judge.judge(one), isUnsure, method: 'model' }), signal),
  };
}

let number = 0;
const post = (text: string, more: Partial<PostToAsk> = {}): PostToAsk => ({
  id: `p${(number += 1)}`,
  network: 'bluesky',
  visibility: 'public',
  text,
  lang: 'en',
  brand: ['Acme'],
  ...more,
});
const failing = (
  failed: 'late' | 'limited' | 'down' | 'refused' | 'garbled' | 'again',
  retryAfterMs?: number,
): Asked => ({
  answer: { failed, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  usage: null,
});

it('answers with the rows that the other model says, under its name', async () => {
  const { run, asked } = stage();
  const one = post('my acme kettle leaks');
  const { rows, outcomes: ended } = await run([one]);
  expect(rows.get(one.id)?.map(({ kind, value, method }) => [kind, value, method])).toEqual([
    ['help', 'yes', 'm-1'],
    ['sentiment', 'negative', 'm-1'],
    ['urgency', '1', 'm-1'],
    ['speak', 'yes', 'm-1'],
  ]);
  expect([...ended]).toEqual([['answered', 1]]);
  expect(asked).toHaveLength(1);
});

describe('what leaves', () => {
  test('is without personal data, and stays whole inside', async () => {
    const text = 'call me at 090-0000-1234, @hanako_7';
    const outside = stage();
    await outside.run([post(text)]);
    expect(outside.asked[0]?.text).toBe('call me at [phone], [account]');
    const inside = stage({ leaves: false });
    await inside.run([post(text)]);
    expect(inside.asked[0]?.text).toBe(text);
  });

  test('is never a post whose network or audience forbids it, whatever is set', async () => {
    const networks = [
      ...networkTerms.map(({ network }) => network),
      'threads',
      'line',
      'mail',
      'X',
      ' x',
      '',
    ];
    const posts = fc.array(
      fc.record({
        network: fc.oneof(fc.constantFrom(...networks), fc.string()),
        visibility: fc.constantFrom('public' as const, 'dm' as const),
        text: fc.constantFrom('broken', 'help me', 'broken again', ''),
        lang: fc.constantFrom('en', 'ja', null),
        brand: fc.array(fc.constantFrom('Acme', 'x'), { maxLength: 2 }),
      }),
      { maxLength: 12 },
    );
    const settings = fc.record({
      asksAll: fc.boolean(),
      isUnsure: fc.boolean(),
      timeoutMs: fc.integer({ min: 0, max: 60_000 }),
      limits: fc.array(
        fc.record({
          unit: fc.constantFrom('requests' as const, 'tokens' as const, 'usd' as const),
          period: fc.constantFrom('day' as const, 'month' as const),
          most: fc.nat(1e6),
        }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(posts, settings, async (given, set) => {
        const all = given.map((one, at) => ({ ...one, id: String(at), text: `${one.text} ${at}` }));
        const { run, asked, counted } = stage(set);
        const { rows } = await run(all);
        const allowed = all.filter(mayLeave);
        for (const { text } of asked) expect(allowed.map((one) => one.text.trim())).toContain(text);
        for (const id of rows.keys()) expect(allowed.map((one) => one.id)).toContain(id);
        expect(counted.get('forbidden') ?? 0).toBe(all.length - allowed.length);
      }),
    );
  });

  test('is not asked for a forbidden post even when the answer is known', async () => {
    const { run } = stage();
    await run([post('broken')]);
    const { rows, outcomes: ended } = await run([post('broken', { network: 'x' })]);
    expect(rows.size).toBe(0);
    expect([...ended]).toEqual([['forbidden', 1]]);
  });
});

describe('what is asked', () => {
  test('only what is in doubt, or everything', async () => {
    const doubting = stage({ isUnsure: false });
    await doubting.run([post('a'), post('b')]);
    expect(doubting.asked).toEqual([]);
    expect([...doubting.counted]).toEqual([['sure', 2]]);
    const asking = stage({ isUnsure: false, asksAll: true });
    await asking.run([post('a'), post('b')]);
    expect(asking.asked).toHaveLength(2);
  });

  test('equal texts once, at the same time and later; another brand or language is another question', async () => {
    const { run, asked, counted } = stage();
    await run([post('same'), post('same'), post('same')]);
    await run([post('same', { network: 'mastodon' })]);
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(counted)).toEqual({ answered: 1, cached: 3 });
    await run([post('same', { brand: ['Other'] }), post('same', { lang: 'ja' })]);
    expect(asked).toHaveLength(3);
  });

  test('nothing more once it is told to stop; what is left is said', async () => {
    const stop = new AbortController();
    const { run, asked } = stage({
      answer: () => {
        stop.abort();
        return answered;
      },
    });
    const posts = Array.from({ length: 50 }, (_, at) => post(`t${at}`));
    const { rows, left, outcomes: ended } = await run(posts, stop.signal);
    expect(asked.length).toBeLessThanOrEqual(4);
    expect([...rows.keys(), ...left].toSorted()).toEqual(posts.map(({ id }) => id).toSorted());
    expect([...ended]).toEqual([['answered', rows.size]]);
  });
});

describe('the budget', () => {
  test('is never passed, however many ask at once and whatever is used', async () => {
    const limit = fc.record({
      unit: fc.constantFrom('requests' as const, 'tokens' as const, 'usd' as const),
      period: fc.constantFrom('day' as const, 'month' as const),
      most: fc.nat(20_000),
    });
    const usage = fc.record({ inputTokens: fc.nat(1_000), outputTokens: fc.nat(500) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(limit, { minLength: 1 }),
        fc.array(usage, { minLength: 1 }),
        async (limits, used) => {
          const { run, spent } = stage({
            limits,
            answer: (_, at) => ({ ...answered, usage: used[at % used.length] ?? null }),
          });
          await run(Array.from({ length: 40 }, (_, at) => post(`t${at}`)));
          expect(limitPassed(limits, { day: spent(), month: spent() }, nothingSpent)).toBeNull();
        },
      ),
    );
  });

  test('stops the questions when it is spent, and what was not used is given back', async () => {
    const { run, asked, counted, spent } = stage({
      limits: [{ unit: 'tokens', period: 'day', most: 1_700 }],
    });
    const { rows } = await run([post('a')]);
    expect(rows.size).toBe(1);
    expect(spent()).toEqual({ requests: 1, inputTokens: 100, outputTokens: 10, microUsd: 120 });
    await run([post('b')]);
    expect((await run([post('c')])).rows.size).toBe(0);
    expect(asked).toHaveLength(2);
    expect(Object.fromEntries(counted)).toEqual({ answered: 2, spent: 1 });
  });

  test('counts the most where nobody knows what was used', async () => {
    const { run, spent } = stage({ answer: () => failing('late') });
    await run([post('a')]);
    expect(spent()).toMatchObject({ requests: 1, inputTokens: 1_000, outputTokens: 500 });
  });
});

describe('a failure', () => {
  test.each(['late', 'refused', 'garbled'] as const)(
    '%s leaves the judgement, and is not tried again',
    async (failed) => {
      const { run, asked } = stage({ answer: () => failing(failed) });
      const { rows, outcomes: ended } = await run([post('a')]);
      expect(rows.size).toBe(0);
      expect([...ended]).toEqual([[failed, 1]]);
      expect(asked).toHaveLength(1);
    },
  );

  test.each(['limited', 'down'] as const)(
    '%s is tried again after the wait that was asked for',
    async (failed) => {
      const { run, asked, waits } = stage({
        answer: (_, at) => (at === 1 ? failing(failed, 3_000) : answered),
      });
      const { outcomes: ended } = await run([post('a')]);
      expect([...ended]).toEqual([['answered', 1]]);
      expect(waits).toEqual([3_000]);
      expect(asked).toHaveLength(2);
    },
  );

  test('that asks for longer than there is time ends at once, and the model rests for as long', async () => {
    const { run, asked, counted, pass, warned } = stage({
      answer: (_, at) => (at === 1 ? failing('limited', 90_000) : answered),
    });
    await run([post('a')]);
    await run([post('b')]);
    pass(89_000);
    await run([post('c')]);
    expect(asked).toHaveLength(1);
    pass(1_000);
    await run([post('d')]);
    expect(Object.fromEntries(counted)).toEqual({ limited: 1, resting: 2, answered: 1 });
    expect(warned).toHaveLength(1);
  });

  test('that goes on makes the rests longer, up to ten minutes', async () => {
    const { run, asked, pass } = stage({ answer: () => failing('refused') });
    const rests: number[] = [];
    for (let at = 0; at < 12; at += 1) {
      const before = asked.length;
      let rest = 0;
      for (; asked.length === before; rest += 5_000) {
        await run([post(`t${at} ${rest}`)]);
        pass(5_000);
      }
      rests.push(rest);
    }
    expect(rests[0]).toBe(5_000);
    expect(rests[3]).toBeGreaterThan(rests[1] ?? 0);
    expect(Math.max(...rests)).toBeLessThanOrEqual(605_000);
  });

  test('nonsense about one post says nothing of the next', async () => {
    const { run } = stage({ answer: ({ text }) => (text === 'a' ? failing('garbled') : answered) });
    await run([post('a')]);
    expect((await run([post('b')])).rows.size).toBe(1);
  });

  test('a way of asking that is refused is followed by another, but not for ever', async () => {
    const learnt = stage({ answer: (_, at) => (at < 3 ? failing('again') : answered) });
    expect((await learnt.run([post('a')])).rows.size).toBe(1);
    const never = stage({ answer: () => failing('again') });
    expect([...(await never.run([post('a')])).outcomes]).toEqual([['refused', 1]]);
    expect(never.asked.length).toBeLessThanOrEqual(4);
  });

  test('every post ends in one way, whatever happens', async () => {
    const failures = fc.constantFrom('late', 'limited', 'down', 'refused', 'garbled', 'again', 'fine');
    await fc.assert(
      fc.asyncProperty(fc.array(failures, { minLength: 1 }), fc.nat(30), async (scripts, many) => {
        const { run, counted } = stage({
          answer: (_, at) => {
            const next = scripts[at % scripts.length] ?? 'fine';
            return next === 'fine' ? answered : failing(next);
          },
        });
        const { rows } = await run(Array.from({ length: many }, (_, at) => post(`t${at}`)));
        const total = [...counted.values()].reduce((sum, one) => sum + one, 0);
        expect(total).toBe(many);
        expect(rows.size).toBe(counted.get('answered') ?? 0);
        for (const outcome of counted.keys()) expect(outcomes).toContain(outcome);
      }),
    );
  });
});
