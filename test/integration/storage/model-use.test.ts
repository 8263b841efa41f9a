// The budget of another model on a real database: held by several processes at once, by day and by month, and never passed.
import { describe, expect, it, test } from 'vitest';
import type { SpendLimit, Spent } from '../../../src/domain/judgement/spending.ts';
import { createModelUse, readModelUse } from '../../../src/storage/model-use.ts';
import { testDatabase } from '../../harness/database.ts';

const database = testDatabase();
const day = (text: string): number => Date.parse(`${text}T12:00:00Z`);
const one: Spent = { requests: 1, inputTokens: 900, outputTokens: 100, microUsd: 2_000 };

function spendingOf(model: string, at: string, ...limits: SpendLimit[]) {
  return createModelUse(database().db, { limits, model, now: () => day(at) });
}
const used = async (model: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await readModelUse(database().db))
      .filter((row) => row.model === model)
      .map((row) => [row.what, row.amount]),
  );

describe('a budget', () => {
  test('is not passed by many that ask at once, in several processes', async () => {
    const limit: SpendLimit = { unit: 'requests', period: 'day', most: 7 };
    const processes = [1, 2, 3].map(() => spendingOf('at-once', '2030-01-05', limit));
    const asked = await Promise.all(
      Array.from({ length: 30 }, (_, at) => processes[at % 3]?.reserve(one) ?? Promise.resolve(false)),
    );
    expect(asked.filter((may) => may)).toHaveLength(7);
    expect((await used('at-once'))['requests']).toBe(7);
  });

  test('of a day begins anew with the next, that of a month with the next month', async () => {
    const limits: SpendLimit[] = [
      { unit: 'requests', period: 'day', most: 1 },
      { unit: 'tokens', period: 'month', most: 2_000 },
    ];
    const on = (date: string) => spendingOf('by-day', date, ...limits).reserve(one);
    expect(await on('2030-02-27')).toBe(true);
    expect(await on('2030-02-27')).toBe(false);
    expect(await on('2030-02-28')).toBe(true);
    expect(await on('2030-03-01')).toBe(true);
    expect(await on('2030-03-02')).toBe(true);
    expect(await on('2030-03-03')).toBe(false);
    expect(await on('2030-04-01')).toBe(true);
  });

  test('is shared by the workspaces that ask, as long as the day lasts', async () => {
    const limit: SpendLimit = { unit: 'requests', period: 'day', most: 8 };
    const [busy, quiet] = ['0196f000-0000-7000-8000-00000000000a', '0196f000-0000-7000-8000-00000000000b'];
    const at = (time: string) =>
      createModelUse(database().db, { limits: [limit], model: 'shared', now: () => Date.parse(time) });
    const ask = async (who: string | undefined, time: string, times: number): Promise<number> => {
      let answered = 0;
      for (let n = 0; n < times; n += 1) if (await at(time).reserve(one, who ?? null)) answered += 1;
      return answered;
    };
    // Both asked yesterday.
    await ask(quiet, '2031-01-04T08:00:00Z', 1);
    expect(await ask(busy, '2031-01-05T00:00:00Z', 20)).toBe(4);
    expect(await ask(quiet, '2031-01-05T00:00:00Z', 3)).toBe(3);
    // What is given back is given back to whoever set it aside.
    await at('2031-01-05T01:00:00Z').correct({ ...one, requests: -3 }, quiet);
    // At noon half of what the other has not taken is free.
    expect(await ask(busy, '2031-01-05T12:00:00Z', 20)).toBe(2);
    expect(await ask(quiet, '2031-01-05T23:59:00Z', 20)).toBe(2);
  });

  test('is of all models together', async () => {
    const limit: SpendLimit = { unit: 'usd', period: 'month', most: 0.005 };
    expect(await spendingOf('first', '2030-06-01', limit).reserve(one)).toBe(true);
    expect(await spendingOf('second', '2030-06-02', limit).reserve(one)).toBe(true);
    expect(await spendingOf('first', '2030-06-03', limit).reserve(one)).toBe(false);
  });

  test('has room again for what was set aside and not used', async () => {
    const limit: SpendLimit = { unit: 'tokens', period: 'day', most: 1_500 };
    const spending = spendingOf('given-back', '2030-07-01', limit);
    expect(await spending.reserve(one)).toBe(true);
    expect(await spending.reserve(one)).toBe(false);
    await spending.correct({ requests: 0, inputTokens: -800, outputTokens: -60, microUsd: -1_500 });
    expect(await used('given-back')).toEqual({
      requests: 1,
      input_tokens: 100,
      output_tokens: 40,
      micro_usd: 500,
    });
    expect(await spending.reserve(one)).toBe(true);
  });
});

it('counts what became of posts', async () => {
  const spending = spendingOf('counted', '2030-08-01');
  await Promise.all([
    spending.count(new Map([['answered', 3] as const, ['late', 1] as const])),
    spending.count(new Map([['late', 2] as const, ['answered', 1] as const])),
  ]);
  await spendingOf('counted', '2030-09-01').count(new Map([['answered', 5] as const]));
  expect(await used('counted')).toEqual({ answered: 9, late: 3 });
});
