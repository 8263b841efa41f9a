// What accounts spend on a real database: counted by day of UTC, never passed by two sends at once, and given back to its day.
import { beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../../src/storage/database.ts';
import { bookSpending, setSpendingAside, spendStateOf, spendStates } from '../../../src/storage/spending.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';

const database = testDatabase();
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
let [workspaceId, accountId] = ['', ''];

const spend = (day: string, microUsd: number, what = 'readPost', units = 1) =>
  inWorkspace(database().db, workspaceId, (trx) =>
    bookSpending(trx, { workspaceId, accountId, nowMs: noon(day) }, [{ what, units, microUsd }]),
  );
const aside = (day: string, microUsd: number) =>
  inWorkspace(database().db, workspaceId, (trx) =>
    setSpendingAside(trx, { workspaceId, accountId, nowMs: noon(day) }, [
      { what: 'create', units: 1, microUsd },
    ]),
  );
const spentOn = async (day: string) =>
  (await inWorkspace(database().db, workspaceId, (trx) => spendStateOf(trx, { accountId, nowMs: noon(day) })))
    .spent;

async function addAccount(budgets: { daily?: number; monthly?: number } = {}): Promise<string> {
  const id = newId();
  await inWorkspace(database().db, workspaceId, (trx) =>
    trx
      .insertInto('account')
      .values({
        workspace_id: workspaceId,
        id,
        network: 'x',
        server: '',
        native_id: id,
        handle: 'acme',
        daily_budget: budgets.daily ?? null,
        monthly_budget: budgets.monthly ?? null,
      })
      .execute(),
  );
  return id;
}

beforeEach(async () => {
  workspaceId = newId();
  await inWorkspace(database().db, workspaceId, (trx) =>
    trx.insertInto('workspace').values({ id: workspaceId, name: 'acme', slug: workspaceId }).execute(),
  );
  accountId = await addAccount({ daily: 100, monthly: 1000 });
});

describe('what is counted', () => {
  test('adds up by day and month of UTC, and not from one month to the next', async () => {
    await spend('2026-11-29', 10);
    await spend('2026-11-30', 20);
    await spend('2026-11-30', 5, 'readUser');
    await spend('2026-12-01', 40);
    expect(await spentOn('2026-11-29')).toEqual({ day: 10, month: 10 });
    expect(await spentOn('2026-11-30')).toEqual({ day: 25, month: 35 });
    expect(await spentOn('2026-12-01')).toEqual({ day: 40, month: 40 });
  });

  test('is whole when many count at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => spend('2026-11-30', 3, n % 2 === 0 ? 'a' : 'b')));
    expect((await spentOn('2026-11-30')).day).toBe(60);
  });

  test('is each account’s own, with the usual budgets where the team chose none', async () => {
    const other = await addAccount();
    await spend('2026-11-30', 10);
    const states = await inWorkspace(database().db, workspaceId, (trx) =>
      spendStates(trx, noon('2026-11-30')),
    );
    expect(states.get(accountId)).toEqual({
      spent: { day: 10, month: 10 },
      budget: { day: 100, month: 1000 },
    });
    expect(states.get(other)).toEqual({
      spent: { day: 0, month: 0 },
      budget: { day: 10_000_000, month: 200_000_000 },
    });
  });
});

describe('what is set aside', () => {
  test('never passes the budget, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => aside('2026-11-30', 30)));
    expect(answers.filter((short) => short === null)).toHaveLength(3);
    expect((await spentOn('2026-11-30')).day).toBe(90);
  });

  test('is held against the month as well, and says how the account stands', async () => {
    await spend('2026-11-02', 980);
    expect(await aside('2026-11-30', 30)).toMatchObject({ spent: { day: 0, month: 980 } });
    expect(await aside('2026-11-30', 20)).toBeNull();
    expect(await aside('2026-12-01', 30)).toBeNull();
  });

  test('is given back to the day it was set aside on', async () => {
    expect(await aside('2026-11-30', 30)).toBeNull();
    await spend('2026-11-30', -30, 'create', -1);
    expect(await spentOn('2026-11-30')).toEqual({ day: 0, month: 0 });
    expect(await aside('2026-11-30', 100)).toBeNull();
  });

  test('of an account that is gone is refused', async () => {
    accountId = newId();
    await expect(aside('2026-11-30', 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});
