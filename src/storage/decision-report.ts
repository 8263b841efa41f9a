// How decisions went since a time: of each post the one that stands, with the advice that stood then and the case it led to.
import { sql, type RawBuilder } from 'kysely';
import type { Outcome } from '../domain/case/case.ts';
import { against, type AdviceChoice } from '../domain/decision/advice-choice.ts';
import type { SilenceReason } from '../domain/ledger/ledger.ts';
import type { WorkspaceTransaction } from './database.ts';

export interface DecisionSpan {
  /** ISO 8601 UTC. */
  since: string;
  /** IANA name: where weeks begin. */
  timeZone: string;
}

/** The last decision about each post, unless it was taken back; `taken` is null where nothing was advised, or it was put off. */
const standing = (since: string): RawBuilder<unknown> => sql`
  select d.*, entry.case_id, case
      when d.advice is null or d.choice = 'later' then null
      when d.advice = 'silent' then d.choice = 'silent'
      when d.advice = 'speak' then d.choice = 'speak'
      else d.choice = 'speak' and (d.is_private or exists (
        select from outbound where outbound.case_id = entry.case_id and outbound.visibility = 'dm'
          and outbound.action in ('reply', 'dm') and outbound.state in ('queued', 'sending', 'sent', 'unknown')))
    end as taken
  from (
    select distinct on (post_id) * from decision where at >= ${since}::timestamptz order by post_id, id desc
  ) as d
  join inbound_ledger as entry on entry.post_id = d.post_id
  where d.choice <> 'reconsider'`;

export interface DecisionCount {
  /** Its Monday. */
  week: string;
  choice: 'speak' | 'silent' | 'later';
  advice: AdviceChoice | null;
  taken: boolean | null;
  count: number;
}

export async function decisionCounts(
  trx: WorkspaceTransaction,
  { since, timeZone }: DecisionSpan,
): Promise<DecisionCount[]> {
  const { rows } = await sql<DecisionCount>`
    select to_char(date_trunc('week', at at time zone ${timeZone}::text), 'YYYY-MM-DD') as week,
      choice, advice, taken, count(*)::int as count
    from (${standing(since)}) as s group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx);
  return rows;
}

export interface SilenceCount {
  reason: SilenceReason;
  count: number;
  /** While the advice was to stay silent. */
  asAdvised: number;
}

/** Why we stayed silent, the most frequent first. */
export async function silenceCounts(trx: WorkspaceTransaction, since: string): Promise<SilenceCount[]> {
  const { rows } = await sql<SilenceCount>`
    select reason, count(*)::int as count, (count(*) filter (where advice = 'silent'))::int as "asAdvised"
    from (${standing(since)}) as s where choice = 'silent' and reason is not null
    group by 1 order by 2 desc, 1`.execute(trx);
  return rows;
}

/** What most spoke for an advice that was not taken, the most frequent first. */
export async function notTakenCounts(
  trx: WorkspaceTransaction,
  since: string,
  limit: number,
): Promise<{ advice: AdviceChoice; code: string; count: number }[]> {
  const { rows } = await sql<{ advice: AdviceChoice; code: string; count: number }>`
    select advice, advice_reasons[1] as code, count(*)::int as count
    from (${standing(since)}) as s where not taken and advice_reasons[1] <> ${against}
    group by 1, 2 order by 3 desc, 1, 2 limit ${limit}`.execute(trx);
  return rows;
}

export interface OutcomeCount {
  /** Whether speaking was advised; null where nothing was. */
  advised: boolean | null;
  /** Null: not closed yet. */
  outcome: Outcome | null;
  count: number;
}

/** How the cases ended that decisions to speak led to; each case once, by its first such decision, and no conversation. */
export async function outcomeCounts(trx: WorkspaceTransaction, since: string): Promise<OutcomeCount[]> {
  const { rows } = await sql<OutcomeCount>`
    select advised, outcome, count(*)::int as count from (
      select distinct on (s.case_id) s.advice <> 'silent' as advised,
        case when c.state = 'closed' then c.outcome end as outcome
      from (${standing(since)}) as s
      join support_case as c on c.id = s.case_id
      where s.choice = 'speak' and not c.is_conversation
      order by s.case_id, s.id
    ) as o group by 1, 2 order by 3 desc, 1, 2`.execute(trx);
  return rows;
}
