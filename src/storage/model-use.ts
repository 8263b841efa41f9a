// What another model was asked and what that cost, by day: the budget of all processes, and the figures of /metrics.
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import {
  leftOf,
  limitOfShare,
  type Purse,
  type SpendLimit,
  type Spent,
} from '../domain/judgement/spending.ts';
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

/** What belongs to no workspace: what became of posts, and what a measurement spends. */
const nobody = '00000000-0000-0000-0000-000000000000';
/** Who asked in this month, or in so many days, today included, has a share of the budget. */
const sharingDays = 7;

const amounts = ['requests', 'input_tokens', 'output_tokens', 'micro_usd'] as const;

/** Fills the pipeline's port. Each call is a short transaction of its own. */
export function createModelUse(db: Kysely<Database>, { limits, model, now }: ModelUseOptions) {
  const today = (): string => new Date(now()).toISOString().slice(0, 10);
  const add = (trx: Kysely<Database>, rows: readonly Amount[], spender: string | null): Promise<void> =>
    addUse(trx, {
      day: today(),
      model,
      spender: spender ?? nobody,
      rows: rows.filter(({ amount }) => amount !== 0),
    });
  return {
    reserve: (amount: Spent, spender: string | null = null): Promise<boolean> =>
      db.transaction().execute(async (trx) => {
        // One after the other: two that looked at the same time would both find room.
        await sql`select pg_advisory_xact_lock(${budgetLock})`.execute(trx);
        if (limits.length > 0) {
          const spent = await spentUntil(trx, today(), spender ?? nobody);
          if (limitOfShare(limits, { ...spent, left: leftOf(now()) }, amount) !== null) return false;
        }
        await add(trx, rowsOf(amount), spender);
        return true;
      }),
    correct: (amount: Spent, spender: string | null = null): Promise<void> =>
      add(db, rowsOf(amount), spender),
    count: (outcomes: ReadonlyMap<string, number>): Promise<void> =>
      add(
        db,
        [...outcomes].map(([what, amount]) => ({ what, amount })),
        null,
      ),
  };
}

interface Amount {
  what: string;
  amount: number;
}

function rowsOf({ requests, inputTokens, outputTokens, microUsd }: Spent): Amount[] {
  return [
    { what: 'requests', amount: requests },
    { what: 'input_tokens', amount: inputTokens },
    { what: 'output_tokens', amount: outputTokens },
    { what: 'micro_usd', amount: microUsd },
  ];
}

async function addUse(
  trx: Kysely<Database>,
  { day, model, spender, rows }: { day: string; model: string; spender: string; rows: readonly Amount[] },
): Promise<void> {
  if (rows.length === 0) return;
  // In one order, so that two that write at once never wait for each other.
  const sorted = rows.toSorted((a, b) => (a.what < b.what ? -1 : 1));
  await sql`
    insert into model_use (day, model, what, spender, amount)
    select ${day}::date, ${model}, r.what, ${spender}::uuid, r.amount
    from json_to_recordset(${JSON.stringify(sorted)}::json) as r (what text, amount bigint)
    on conflict (day, model, what, spender) do update set amount = model_use.amount + excluded.amount`.execute(
    trx,
  );
}

/** What was spent on this day and in its month, by UTC: by one, and by each of the others who asked lately. */
async function spentUntil(
  trx: Transaction<Database>,
  day: string,
  spender: string,
): Promise<Pick<Purse, 'mine' | 'others'>> {
  const { rows } = await sql<{ spender: string; what: string; of_day: string; of_month: string }>`
    select spender, what, coalesce(sum(amount) filter (where day = ${day}::date), 0)::text as of_day,
      coalesce(sum(amount) filter (where day >= date_trunc('month', ${day}::date)::date), 0)::text as of_month
    from model_use
    where day between least(date_trunc('month', ${day}::date)::date, ${day}::date - ${sharingDays - 1}::int) and ${day}::date
      and what = any(${[...amounts]}::text[])
    group by spender, what`.execute(trx);
  const spentOf = (who: string, of: 'of_day' | 'of_month'): Spent => {
    const sum = (what: (typeof amounts)[number]): number =>
      Number(rows.find((row) => row.spender === who && row.what === what)?.[of] ?? 0);
    return {
      requests: sum('requests'),
      inputTokens: sum('input_tokens'),
      outputTokens: sum('output_tokens'),
      microUsd: sum('micro_usd'),
    };
  };
  const both = (who: string) => ({ day: spentOf(who, 'of_day'), month: spentOf(who, 'of_month') });
  const others = new Set(rows.map((row) => row.spender).filter((who) => who !== spender));
  return { mine: both(spender), others: [...others].map(both) };
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
