// How much was heard when: by quarter hours, from a tally that the database keeps (migrations/0022_heard_tally.sql).
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { inWorkspace, type WorkspaceTransaction } from './database.ts';
import type { Database } from './tables.ts';
import { uuidFloor } from './uuid.ts';

/** Where heard posts are kept. */
export type HeardPlace = 'post' | 'window_post';

/** A condition to add: posts of others that are public and not deleted; the window keeps no other. */
export function othersIn(place: HeardPlace): RawBuilder<unknown> {
  return sql.raw(
    place === 'post' ? `and account_id is null and deleted_at is null and visibility = 'public'` : '',
  );
}

export const quarterMs = 15 * 60 * 1000;

const tallies = { post: 'heard_tally', window_post: 'window_tally' } as const;

export interface HeardCounts {
  /** Quarter hours since the epoch in which posts were seen, and how many each time. */
  perQuarter: { quarter: number; posts: number }[];
  /** When the first of all was seen; null where there is none. */
  since: string | null;
}

/** How many posts were heard with ids of `sinceMs` or newer; `sinceMs` is the beginning of a quarter hour. */
export async function heardPerQuarter(
  trx: WorkspaceTransaction,
  place: HeardPlace,
  sinceMs: number,
): Promise<HeardCounts> {
  const { rows } = await sql<{ quarter: number; posts: number; low: number; high: number }>`
    select seen_quarter as quarter, sum(posts)::int as posts, min(quarter) as low, max(quarter) as high
    from (
      select quarter, seen_quarter, sum(change)::int as posts from ${sql.table(tallies[place])}
      where quarter >= ${Math.floor(sinceMs / quarterMs)}::int group by 1, 2 having sum(change) <> 0
    ) as heard group by 1 order by 1`.execute(trx);
  const [first] = rows;
  const perQuarter = rows.map(({ quarter, posts }) => ({ quarter, posts }));
  if (first === undefined) return { perQuarter, since: null };
  const found = await sql<{ since: string | null }>`
    select min(seen_at) as since from ${sql.table(place)}
    where id >= ${uuidFloor(first.low * quarterMs)}::uuid and id < ${uuidFloor((first.high + 1) * quarterMs)}::uuid
      ${othersIn(place)}`.execute(trx);
  return { perQuarter, since: found.rows[0]?.since ?? null };
}

/** Sums up what came to the tallies of a workspace, so that they are quick to read. */
export async function sumTallies(db: Kysely<Database>, workspaceId: string): Promise<void> {
  for (const tally of Object.values(tallies)) {
    await inWorkspace(db, workspaceId, async (trx) => {
      const table = sql.table(tally);
      await sql`delete from ${table} where id = 0 and change = 0`.execute(trx);
      await sql`
        with gone as (delete from ${table} where id > 0 returning quarter, seen_quarter, change)
        insert into ${table} as t (workspace_id, quarter, seen_quarter, id, change) overriding system value
        select ${workspaceId}::uuid, quarter, seen_quarter, 0, sum(change) from gone group by 2, 3
        on conflict (workspace_id, quarter, seen_quarter, id) do update set change = t.change + excluded.change`.execute(
        trx,
      );
    });
  }
}
