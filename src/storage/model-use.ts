// What another model was asked and what that cost, by day: the budget of all processes, and the figures of /metrics.
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { limitPassed, type SpendLimit, type SpendPeriod, type Spent } from '../domain/judgement/spending.ts';
import type { Database } from './tables.ts';

export interface ModelUseOptions {
  limits: readonly SpendLimit[];
  /** The model's name. The budget is of all models together: it is one purse. */
  model: string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Any number that no other lock has. */
const budgetLock = 7_248_105_614;

const amounts = ['requests', 'input_tokens', 'output_tokens', 'micro_usd'] as const;

/** Fills the pipeline's port. Each call is a short transaction of its own. */
export function createModelUse(db: Kysely<Database>, { limits, model, now }: ModelUseOptions) {
  const today = (): string => new Date(now()).toISOString().slice(0, 10);
  const add = (trx: Kysely<Database>, rows: readonly { what: string; amount: number }[]): Promise<void> =>
    addUse(trx, { day: today(), model, rows: rows.filter(({ amount }) => amount !== 0) });
  return {
    reserve: (amount: Spent): Promise<boolean> =>
      db.transaction().execute(async (trx) => {
        // One after the other: two that looked at the same time would both find room.
        await sql`select pg_advisory_xact_lock(${budgetLock})`.execute(trx);
        if (limits.length > 0 && limitPassed(limits, await spentUntil(trx, today()), amount) !== null)
          return false;
        await add(trx, rowsOf(amount));
        return true;
      }),
    correct: (amount: Spent): Promise<void> => add(db, rowsOf(amount)),
    count: (outcomes: ReadonlyMap<string, number>): Promise<void> =>
      add(
        db,
        [...outcomes].map(([what, amount]) => ({ what, amount })),
      ),
  };
}

function rowsOf({
  requests,
  inputTokens,
  outputTokens,
  microUsd,
}: Spent): { what: string; amount: number }[] {
  return [
    { what: 'requests', amount: requests },
    { what: 'input_tokens', amount: inputTokens },
    { what: 'output_tokens', amount: outputTokens },
    { what: 'micro_usd', amount: microUsd },
  ];
}

async function addUse(
  trx: Kysely<Database>,
  { day, model, rows }: { day: string; model: string; rows: readonly { what: string; amount: number }[] },
): Promise<void> {
  if (rows.length === 0) return;
  // In one order, so that two that write at once never wait for each other.
  const sorted = rows.toSorted((a, b) => (a.what < b.what ? -1 : 1));
  await sql`
    insert into model_use (day, model, what, amount)
    select ${day}::date, ${model}, r.what, r.amount
    from json_to_recordset(${JSON.stringify(sorted)}::json) as r (what text, amount bigint)
    on conflict (day, model, what) do update set amount = model_use.amount + excluded.amount`.execute(trx);
}

/** What was spent on this day and in its month, by UTC. */
async function spentUntil(
  trx: Transaction<Database>,
  day: string,
): Promise<Readonly<Record<SpendPeriod, Spent>>> {
  const { rows } = await sql<{ what: string; of_day: string; of_month: string }>`
    select what, coalesce(sum(amount) filter (where day = ${day}::date), 0)::text as of_day, sum(amount)::text as of_month
    from model_use
    where day between date_trunc('month', ${day}::date)::date and ${day}::date and what = any(${[...amounts]}::text[])
    group by what`.execute(trx);
  const sum = (what: (typeof amounts)[number], of: 'of_day' | 'of_month'): number =>
    Number(rows.find((row) => row.what === what)?.[of] ?? 0);
  const spent = (of: 'of_day' | 'of_month'): Spent => ({
    requests: sum('requests', of),
    inputTokens: sum('input_tokens', of),
    outputTokens: sum('output_tokens', of),
    microUsd: sum('micro_usd', of),
  });
  return { day: spent('of_day'), month: spent('of_month') };
}

export interface ModelUse {
  model: string;
  /** An outcome of the pipeline, or what was spent: `requests`, `input_tokens`, `output_tokens`, `micro_usd`. */
  what: string;
  amount: number;
}

/** All that was counted so far, by model. */
export async function readModelUse(db: Kysely<Database>): Promise<ModelUse[]> {
  const { rows } = await sql<{ model: string; what: string; amount: string }>`
    select model, what, sum(amount)::text as amount from model_use group by model, what order by model, what`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}
