// How much waits where: the numbers beside the names of the pages.
import { sql } from 'kysely';
import type { WorkspaceTransaction } from './database.ts';

/** Everything but what depends on who asks. */
export interface WorkspaceCounts {
  /** Without what is noise. */
  candidates: number;
  /** What waits too, but was judged to be noise. */
  noise: number;
  later: number;
  unassignedCases: number;
  openCases: number;
  ledgerWaiting: number;
  accountsInTrouble: number;
  outboundInTrouble: number;
  /** Cases whose turn is ours, by assignee. */
  openByAssignee: Map<string, number>;
  /** Cases that are not closed, by assignee. */
  unfinishedByAssignee: Map<string, number>;
}

/** Counts a workspace: `open` cases are those whose turn is ours, as in the list of open cases. */
export async function countWorkspace(trx: WorkspaceTransaction): Promise<WorkspaceCounts> {
  const { rows } = await sql<{ kind: string; of: string | null; n: number }>`
    select 'ledger' as kind, state as of, sum(change)::int as n from ledger_tally
      where state in ('waiting', 'noise', 'later', 'in_case') group by state
    union all
    select state, assignee_id::text, count(*)::int from support_case
      where state in ('open', 'waiting_customer') group by state, assignee_id
    union all
    select 'account', null, count(*)::int from account where removed_at is null and token_state <> 'ok'
    union all
    select 'outbound', null, count(*)::int from outbound where state in ('failed', 'unknown')`.execute(trx);
  const counts: WorkspaceCounts = {
    candidates: 0,
    noise: 0,
    later: 0,
    unassignedCases: 0,
    openCases: 0,
    ledgerWaiting: 0,
    accountsInTrouble: 0,
    outboundInTrouble: 0,
    openByAssignee: new Map(),
    unfinishedByAssignee: new Map(),
  };
  for (const { kind, of, n } of rows) {
    if (kind === 'account') counts.accountsInTrouble = n;
    else if (kind === 'outbound') counts.outboundInTrouble = n;
    else if (kind === 'ledger') {
      counts.ledgerWaiting += n;
      if (of === 'waiting') counts.candidates = n;
      if (of === 'noise') counts.noise = n;
      if (of === 'later') counts.later = n;
    } else {
      if (of !== null) counts.unfinishedByAssignee.set(of, (counts.unfinishedByAssignee.get(of) ?? 0) + n);
      if (kind !== 'open') continue;
      counts.openCases += n;
      if (of === null) counts.unassignedCases = n;
      else counts.openByAssignee.set(of, n);
    }
  }
  return counts;
}
