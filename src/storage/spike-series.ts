// What the watch over spikes reads and writes: counts of posts by interval, what is remembered of each series, spikes.
import { sql } from 'kysely';
import type { WatchedSeries, WatchedSpike } from '../domain/spikes/watch.ts';
import type { WorkspaceTransaction } from './database.ts';
import type { SpikeKind } from './tables/spikes.ts';
import { uuidFloor } from './uuid.ts';

export interface SeriesKey {
  kind: SpikeKind;
  subjectId: string;
}

export interface StoredSeries extends SeriesKey {
  watched: WatchedSeries;
}

/** How long whoever counts may take for one go before another worker believes that it was killed. */
const BUSY_MS = 120_000;

/**
 * Takes on counting: answers until when was counted, in milliseconds, where something before `untilMs` is left and nobody
 * else is at it; else null. A workspace that was never counted begins at `untilMs`.
 */
export async function claimCounting(
  trx: WorkspaceTransaction,
  workspaceId: string,
  untilMs: number,
  nowMs: number,
): Promise<number | null> {
  const now = new Date(nowMs).toISOString();
  const until = new Date(untilMs).toISOString();
  const { rows } = await sql<{ counted: string | null }>`
    with known as (select counted_until, busy_until from spike_clock where workspace_id = ${workspaceId}::uuid),
    begun as (
      insert into spike_clock (workspace_id, counted_until, busy_until)
      select ${workspaceId}::uuid, ${until}::timestamptz, ${now}::timestamptz where not exists (select from known)
      on conflict do nothing
    )
    update spike_clock as c set busy_until = ${new Date(nowMs + BUSY_MS).toISOString()}::timestamptz
    where workspace_id = ${workspaceId}::uuid and exists (select from known)
      and c.counted_until < ${until}::timestamptz and c.busy_until <= ${now}::timestamptz
    returning c.counted_until as counted`.execute(trx);
  const counted = rows[0]?.counted;
  return counted == null ? null : Date.parse(counted);
}

/** Everything before `untilMs` was counted; somebody else may go on. */
export async function endCounting(
  trx: WorkspaceTransaction,
  workspaceId: string,
  untilMs: number,
  nowMs: number,
): Promise<void> {
  await sql`
    update spike_clock set counted_until = greatest(counted_until, ${new Date(untilMs).toISOString()}::timestamptz),
      busy_until = ${new Date(nowMs).toISOString()}::timestamptz
    where workspace_id = ${workspaceId}::uuid`.execute(trx);
}

/** Since when something is listened to without a break, in milliseconds; null when nothing is. */
export async function listeningSince(trx: WorkspaceTransaction): Promise<number | null> {
  const row = await trx
    .selectFrom('source')
    .select(({ fn }) => fn.min('connected_at').as('since'))
    .where('active', '=', true)
    .where('removed_at', 'is', null)
    .where('state', '=', 'listening')
    .executeTakeFirst();
  return row?.since == null ? null : Date.parse(row.since);
}

export interface CountWindow {
  fromMs: number;
  toMs: number;
  intervalMs: number;
  /** What was written longer ago than this when it came in is caught up on, and is no news. */
  freshMs: number;
}

/** How an id of a post and the time it came in may differ: both are given in one batch. */
const SLACK_MS = 600_000;

/** Posts that came in by series, then by interval since `fromMs`; intervals without posts are not there. */
export async function countPosts(
  trx: WorkspaceTransaction,
  workspaceId: string,
  { fromMs, toMs, intervalMs, freshMs }: CountWindow,
): Promise<Map<string, Map<number, number>>> {
  const from = new Date(fromMs).toISOString();
  const to = new Date(toMs).toISOString();
  const { rows } = await sql<{ kind: SpikeKind; id: string; step: number; n: number }>`
    with came as materialized (
      select l.brand_id, l.monitor_ids, l.judged @> '{complaint}' as is_complaint, l.priority = 4 as is_urgent,
        floor(extract(epoch from l.entered_at - ${from}::timestamptz) * 1000 / ${intervalMs}::int)::int as step
      from inbound_ledger as l join post as p on p.workspace_id = l.workspace_id and p.id = l.post_id
      where l.workspace_id = ${workspaceId}::uuid
        and l.post_id >= ${uuidFloor(fromMs - SLACK_MS)}::uuid and l.post_id < ${uuidFloor(toMs + SLACK_MS)}::uuid
        and l.entered_at >= ${from}::timestamptz and l.entered_at < ${to}::timestamptz
        and p.created_at >= l.entered_at - ${freshMs}::int * interval '1 millisecond'
    )
    select 'monitor' as kind, m.id, step, count(*)::int as n from came, unnest(monitor_ids) as m (id) group by 2, 3
    union all
    select 'brand', brand_id, step, count(*)::int from came where brand_id is not null group by 2, 3
    union all
    select 'complaint', ${workspaceId}::uuid, step, count(*)::int from came where is_complaint group by 3
    union all
    select 'urgent_monitor', m.id, step, count(*)::int from came, unnest(monitor_ids) as m (id) where is_urgent group by 2, 3
    union all
    select 'urgent_brand', brand_id, step, count(*)::int from came
      where is_urgent and brand_id is not null group by 2, 3`.execute(trx);
  const counts = new Map<string, Map<number, number>>();
  for (const { kind, id, step, n } of rows) {
    const key = keyOf({ kind, subjectId: id });
    const steps = counts.get(key);
    if (steps === undefined) counts.set(key, new Map([[step, n]]));
    else steps.set(step, n);
  }
  return counts;
}

/** A series' name in one word. */
export function keyOf({ kind, subjectId }: SeriesKey): string {
  return `${kind} ${subjectId}`;
}

/**
 * Forgets series of what is not listened for any more, and begins `watched` for what is new. A brand is a series of its
 * own where it has more than one monitor. Answers the spikes that end by it.
 */
export async function alignSeries(
  trx: WorkspaceTransaction,
  workspaceId: string,
  watched: WatchedSeries,
  at: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with listened as materialized (
      select 'monitor' as kind, id from monitor
        where workspace_id = ${workspaceId}::uuid and active and archived_at is null
      union all
      select 'brand', brand_id from monitor
        where workspace_id = ${workspaceId}::uuid and active and archived_at is null and brand_id is not null
        group by brand_id having count(*) > 1
    ), wanted as materialized (
      select kind, id from listened
      union all select 'urgent_' || kind, id from listened
      union all select 'complaint', ${workspaceId}::uuid
    ), gone as (
      delete from spike_series as s where s.workspace_id = ${workspaceId}::uuid
        and not exists (select from wanted as w where w.kind = s.kind and w.id = s.subject_id)
      returning s.watched
    ), begun as (
      insert into spike_series (workspace_id, kind, subject_id, watched)
      select ${workspaceId}::uuid, w.kind, w.id, ${JSON.stringify(watched)}::json from wanted as w
      where not exists (
        select from spike_series as s
        where s.workspace_id = ${workspaceId}::uuid and s.kind = w.kind and s.subject_id = w.id)
      on conflict do nothing
    )
    update spike set until = ${at}::timestamptz, version = version + 1
    where workspace_id = ${workspaceId}::uuid and until is null
      and id in (select (watched -> 'spike' ->> 'id')::uuid from gone)
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** The next series after a key, in their order; nobody else changes them until the transaction ends. */
export async function seriesAfter(
  trx: WorkspaceTransaction,
  after: SeriesKey | null,
  limit: number,
): Promise<StoredSeries[]> {
  const { rows } = await sql<StoredSeries>`
    select kind, subject_id as "subjectId", watched from spike_series
    where workspace_id = current_workspace()
      and (kind, subject_id) > (${after?.kind ?? ''}, ${after?.subjectId ?? uuidFloor(0)}::uuid)
    order by kind, subject_id limit ${limit} for update`.execute(trx);
  return rows;
}

export async function saveSeries(trx: WorkspaceTransaction, series: readonly StoredSeries[]): Promise<void> {
  if (series.length === 0) return;
  await sql`
    update spike_series as s set watched = v.watched::json
    from unnest(${series.map(({ kind }) => kind)}::text[], ${series.map(({ subjectId }) => subjectId)}::uuid[],
      ${series.map(({ watched }) => JSON.stringify(watched))}::text[]) as v (kind, subject_id, watched)
    where s.workspace_id = current_workspace() and s.kind = v.kind and s.subject_id = v.subject_id`.execute(
    trx,
  );
}

/** Writes a spike as it stands now; `endedMs` is null while it goes on. */
export async function saveSpike(
  trx: WorkspaceTransaction,
  workspaceId: string,
  { kind, subjectId }: SeriesKey,
  spike: WatchedSpike,
  endedMs: number | null,
): Promise<void> {
  const facts = {
    until: endedMs === null ? null : new Date(endedMs).toISOString(),
    counts: spike.counts,
    usual: spike.usual,
    counted: spike.counted,
    expected: spike.expected,
    score: spike.score,
  };
  await trx
    .insertInto('spike')
    .values({
      workspace_id: workspaceId,
      id: spike.id,
      kind,
      monitor_id: kind === 'monitor' || kind === 'urgent_monitor' ? subjectId : null,
      brand_id: kind === 'brand' || kind === 'urgent_brand' ? subjectId : null,
      since: new Date(spike.sinceMs).toISOString(),
      chart_from: new Date(spike.fromMs).toISOString(),
      acknowledged_by: null,
      acknowledged_at: null,
      ...facts,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'id'])
        .doUpdateSet((of) => ({ ...facts, version: of('spike.version', '+', 1) })),
    )
    .execute();
}
