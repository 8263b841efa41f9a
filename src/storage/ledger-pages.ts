// Which entries of the ledger a page shows: post ids, by states and filters (migrations/0012_newest.sql, 0015_judged.sql, 0021_weight.sql).
import { sql, type RawBuilder } from 'kysely';
import { priorities } from '../domain/judgement/standing.ts';
import { weights } from '../domain/judgement/weight.ts';
import type { LedgerState, Origin } from '../domain/ledger/ledger.ts';
import { queueTime } from './case-pages.ts';
import type { WorkspaceTransaction } from './database.ts';
import { uuidFloor } from './uuid.ts';

/** What narrows a list, whatever states it is of. */
interface Narrowing {
  brandId?: string | undefined;
  network?: string | undefined;
  lang?: string | undefined;
  origin?: Origin | undefined;
  monitorId?: string | undefined;
  /** Facts of judgements, all of them (domain/judgement/standing.ts). */
  judged?: readonly string[] | undefined;
  /** Came in at this time or later; ISO 8601. */
  since?: string | undefined;
  /** Came in before this time. */
  until?: string | undefined;
}

export interface LedgerFilter extends Narrowing {
  states: readonly LedgerState[];
}

/** States whose entries are read by how soon they need somebody. */
export type WaitingState = Extract<LedgerState, 'waiting' | 'later'>;

export interface NeedFilter extends Narrowing {
  state: WaitingState;
}

/** A post's id is made within the transaction that enters it; clocks that are set add some more. */
const idSlackMs = 3_600_000;
const beforeEverything = '00000000-0000-0000-0000-000000000000';
const afterEverything = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Where an entry stands among those that wait: `priority` goes before `weight`, and that before what is newer. */
export interface PlaceByNeed {
  priority: number;
  weight: number;
  id: string;
}

const highest = { priority: Math.max(...priorities), weight: Math.max(...weights) };

/**
 * A query for the ids of the newest `limit` entries before the one named by `before`; of two texts, by whether anything
 * but states and times is asked for.
 */
export function newestEntries(
  filter: LedgerFilter,
  { before, limit }: { before: string | null; limit: number },
): RawBuilder<{ id: string }> {
  const { states, since, until } = filter;
  const { lowest, highest: most } = idBounds(filter);
  const cut = before !== null && before < most ? before : most;
  const bounds = sql`${since ?? null}::timestamptz, ${until ?? null}::timestamptz, ${lowest}::uuid, ${cut}::uuid, ${limit}::int`;
  return isFiltered(filter)
    ? sql`select id from search.ledger_entries(${states}::text[], ${filters(filter)}, ${bounds}) as id`
    : sql`select id from search.ledger_newest(${states}::text[], ${bounds}) as id`;
}

/** The same of those that need somebody soonest, after the place `after`. */
export function firstEntries(
  filter: NeedFilter,
  { after, limit }: { after: PlaceByNeed | null; limit: number },
): RawBuilder<{ id: string }> {
  const { state, since, until, judged = [] } = filter;
  const { lowest } = idBounds(filter);
  // `worth` is what has a priority above noise, which is the lowest: the order's own index tells.
  const least = judged.includes('worth') ? 1 : 0;
  const begin = { ...highest, ...(judged.includes('noise') ? { priority: 0 } : {}), id: afterEverything };
  const place = after ?? begin;
  const rest = { ...filter, judged: judged.filter((fact) => fact !== 'worth') };
  const bounds = sql`${least}::smallint, ${since ?? null}::timestamptz, ${until ?? null}::timestamptz, ${lowest}::uuid,
    ${place.priority}::smallint, ${place.weight}::smallint, ${place.id}::uuid, ${limit}::int`;
  return isFiltered(rest)
    ? sql`select id from search.ledger_first_of(${state}::text, ${filters(rest)}, ${bounds}) as id`
    : sql`select id from search.ledger_first(${state}::text, ${bounds}) as id`;
}

/** Ids are ordered by time: so a time bounds them, but for what `idSlackMs` says. */
function idBounds({ since, until }: Narrowing): { lowest: string; highest: string } {
  return {
    lowest: since === undefined ? beforeEverything : uuidFloor(Date.parse(since) - idSlackMs),
    highest: until === undefined ? afterEverything : uuidFloor(Date.parse(until) + idSlackMs),
  };
}

function isFiltered({ brandId, network, lang, origin, monitorId, judged = [] }: Narrowing): boolean {
  return (
    judged.length > 0 || [brandId, network, lang, origin, monitorId].some((value) => value !== undefined)
  );
}

function filters({ brandId, network, lang, origin, monitorId, judged = [] }: Narrowing): RawBuilder<unknown> {
  return sql`${brandId ?? null}::uuid, ${network ?? null}::text, ${lang ?? null}::text, ${origin ?? null}::text,
    ${monitorId ?? null}::uuid, ${[...judged]}::text[]`;
}

/** How many entries stand in each state; with `since`, of those that came in then or later. */
export async function countEntries(
  trx: WorkspaceTransaction,
  since: string | undefined,
): Promise<Map<LedgerState, number>> {
  // Whole days are kept as sums; of the day that `since` cuts, the entries are counted.
  const sinceMs = since === undefined ? null : Date.parse(since);
  const dayMs = 86_400_000;
  const fullFromMs = sinceMs === null ? null : Math.ceil(sinceMs / dayMs) * dayMs;
  const summed = sql`
    select state, sum(change)::int as count from ledger_tally
    where day >= coalesce(${fullFromMs === null ? null : new Date(fullFromMs).toISOString().slice(0, 10)}::date, '-infinity')
    group by state`;
  const cut =
    sinceMs === null || fullFromMs === null
      ? sql``
      : sql`
    union all
    select state, count(*)::int from inbound_ledger
    where post_id >= ${uuidFloor(sinceMs - idSlackMs)}::uuid and post_id < ${uuidFloor(fullFromMs + idSlackMs)}::uuid
      and entered_at >= ${new Date(sinceMs).toISOString()}::timestamptz
      and entered_at < ${new Date(fullFromMs).toISOString()}::timestamptz
    group by state`;
  const { rows } = await sql<{ state: LedgerState | 'noise'; count: number }>`${summed} ${cut}`.execute(trx);
  const counts = new Map<LedgerState, number>();
  for (const { state: stands, count } of rows) {
    // Noise is owed a decision like everything that came in.
    const state = stands === 'noise' ? 'waiting' : stands;
    counts.set(state, (counts.get(state) ?? 0) + count);
  }
  return counts;
}

/**
 * Since when the one waits longest whose entry is in one of the states: of each state when the post was written that came in first, and
 * what cases say of theirs, so that both pages tell one time. Null where nobody waits.
 */
export async function oldestEntryAt(
  trx: WorkspaceTransaction,
  states: readonly LedgerState[],
): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select min(longest.at) as at from (
      select post.created_at as at
      from unnest(${states}::text[]) as wanted (state)
      cross join lateral (
        select workspace_id, post_id from inbound_ledger where state = wanted.state order by post_id limit 1
      ) as entry
      join post on post.workspace_id = entry.workspace_id and post.id = entry.post_id
      union all
      (select waiting_since from support_case
        where state = 'open' and waiting_since is not null and 'in_case' = any(${states}::text[])
        order by ${queueTime}, id limit 1)
    ) as longest`.execute(trx);
  return rows[0]?.at ?? null;
}

/** So many are told one by one, the oldest; a team that owes more than this sees that there are more. */
const mostOwed = 5000;

/** When each post was written that was sent to us, and not only found, and is in one of these states; in the order in which they came. */
export async function owedSince(
  trx: WorkspaceTransaction,
  states: readonly LedgerState[],
): Promise<{ since: string[]; isMore: boolean }> {
  const { rows } = await sql<{ at: string }>`
    select post.created_at as at
    from unnest(${states}::text[]) as wanted (state)
    cross join lateral (
      select workspace_id, post_id from inbound_ledger
      where state = wanted.state and origin <> 'found' and state in ('waiting', 'later', 'in_case')
      order by post_id limit ${mostOwed + 1}
    ) as owed
    join post on post.workspace_id = owed.workspace_id and post.id = owed.post_id
    order by owed.post_id limit ${mostOwed + 1}`.execute(trx);
  return { since: rows.slice(0, mostOwed).map(({ at }) => at), isMore: rows.length > mostOwed };
}
