// What accounts spend on paid networks, by day (UTC): counted once for all processes, and held against their budgets.
import { sql } from 'kysely';
import { leftToSpend, usualBudget, type MicroUsd, type SpendState } from '../domain/post/prices.ts';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

/** Whose money it is, and when it is spent. */
export interface SpendPlace {
  workspaceId: string;
  accountId: string;
  nowMs: number;
}

interface Item {
  what: string;
  units: number;
  microUsd: MicroUsd;
}

/** Any number that no other lock has. */
const spendingLock = 7_248_105_615;

const dayOf = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 10);

/** Adds to what an account spent on that day; less than nothing is given back. */
export async function bookSpending(
  trx: WorkspaceTransaction,
  place: SpendPlace,
  items: readonly Item[],
): Promise<void> {
  if (items.length === 0) return;
  await trx
    .insertInto('account_spending')
    .values(
      // In one order, so that two that write at once never wait for each other.
      items
        .toSorted((a, b) => (a.what < b.what ? -1 : 1))
        .map(({ what, units, microUsd }) => ({
          workspace_id: place.workspaceId,
          account_id: place.accountId,
          day: dayOf(place.nowMs),
          what,
          units,
          micro_usd: microUsd,
        })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'account_id', 'day', 'what']).doUpdateSet({
        units: sql`account_spending.units + excluded.units`,
        micro_usd: sql`account_spending.micro_usd + excluded.micro_usd`,
      }),
    )
    .execute();
}

/**
 * Adds to what an account spent today where that much is left of its budgets; else answers how it stands, and adds nothing.
 * Errors: `not_found`.
 */
export async function setSpendingAside(
  trx: WorkspaceTransaction,
  place: SpendPlace,
  items: readonly Item[],
): Promise<SpendState | null> {
  // One after the other: two that looked at the same time would both find room.
  await sql`select pg_advisory_xact_lock(hashtextextended(${place.accountId}, ${spendingLock}))`.execute(trx);
  const state = await spendStateOf(trx, place);
  const cost = items.reduce((sum, { microUsd }) => sum + microUsd, 0);
  if (leftToSpend(state) < cost) return state;
  await bookSpending(trx, place, items);
  return null;
}

/** Errors: `not_found`. */
export async function spendStateOf(
  trx: WorkspaceTransaction,
  { accountId, nowMs }: Pick<SpendPlace, 'accountId' | 'nowMs'>,
): Promise<SpendState> {
  const state = (await spendStates(trx, nowMs, [accountId])).get(accountId);
  if (state === undefined) throw notFound('account');
  return state;
}

/** What accounts spent on this day and in its month, and what they may; by their ids. With `ids`, only those. */
export async function spendStates(
  trx: WorkspaceTransaction,
  nowMs: number,
  ids?: readonly string[],
): Promise<Map<string, SpendState>> {
  const day = dayOf(nowMs);
  let query = trx
    .selectFrom('account')
    .leftJoin('account_spending as s', (join) =>
      join
        .onRef('s.workspace_id', '=', 'account.workspace_id')
        .onRef('s.account_id', '=', 'account.id')
        .on('s.day', '>=', sql<string>`date_trunc('month', ${day}::date)::date`)
        .on('s.day', '<=', sql<string>`${day}::date`),
    )
    .select([
      'account.id',
      sql<number>`coalesce(sum(s.micro_usd) filter (where s.day = ${day}::date), 0)::bigint`.as('ofDay'),
      sql<number>`coalesce(sum(s.micro_usd), 0)::bigint`.as('ofMonth'),
      'account.daily_budget as dailyBudget',
      'account.monthly_budget as monthlyBudget',
    ])
    .where('account.removed_at', 'is', null)
    .groupBy(['account.workspace_id', 'account.id']);
  if (ids !== undefined) query = query.where('account.id', 'in', [...ids]);
  const rows = await query.execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        spent: { day: row.ofDay, month: row.ofMonth },
        budget: {
          day: row.dailyBudget ?? usualBudget.day,
          month: row.monthlyBudget ?? usualBudget.month,
        },
      },
    ]),
  );
}
