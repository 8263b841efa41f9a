// What became of the replies that began with something: how often each starting point was sent, changed and left, and how its cases ended.
import { sql } from 'kysely';
import { goodOutcomes } from '../domain/case/case.ts';
import { asItWas, leastKept, type StartingPointKind } from '../domain/drafting/starting-point.ts';
import type { WorkspaceTransaction } from './database.ts';

export interface UseCounts {
  /** Replies that were sent with some of it, */
  sent: number;
  /** of these, in words that were changed, */
  changed: number;
  /** of all, those whose case was closed as solved or thanked, and in any other way, */
  good: number;
  other: number;
  /** and beside these, replies in which nothing of it was left. */
  dropped: number;
}

/** Older uses say little about the words as they are now. */
const useDays = 90;
const dayMs = 24 * 60 * 60 * 1000;
export const unused: UseCounts = { sent: 0, changed: 0, good: 0, other: 0, dropped: 0 };

const good = sql.raw(`('${goodOutcomes.join("','")}')`);

/** By starting point of a kind; `only` of one of them, or of all. Who was never used is not in it. */
export async function recentUses(
  trx: WorkspaceTransaction,
  kind: StartingPointKind,
  { nowMs, only }: { nowMs: number; only: string | null },
): Promise<Map<string, UseCounts>> {
  const since = new Date(nowMs - useDays * dayMs).toISOString();
  const { rows } = await sql<UseCounts & { id: string }>`
    select used.source_id as id,
      (count(*) filter (where kept >= ${leastKept}))::int as sent,
      (count(*) filter (where kept >= ${leastKept} and not (kept >= ${asItWas.kept} and own <= ${asItWas.own})))::int
        as changed,
      (count(*) filter (where kept >= ${leastKept} and outcome in ${good}))::int
        as good,
      (count(*) filter (where kept >= ${leastKept}
        and outcome not in ${good}))::int as other,
      (count(*) filter (where kept < ${leastKept}))::int as dropped
    from starting_point_use as used
    join outbound on outbound.workspace_id = used.workspace_id and outbound.id = used.outbound_id
    left join support_case on support_case.workspace_id = used.workspace_id and support_case.id = outbound.case_id
      and support_case.state = 'closed' and not support_case.is_conversation
    where used.kind = ${kind} and used.used_at >= ${since}::timestamptz and outbound.state = 'sent'
      and (${only}::uuid is null or used.source_id = ${only}::uuid)
    group by used.source_id`.execute(trx);
  return new Map(rows.map(({ id, ...use }) => [id, use]));
}
