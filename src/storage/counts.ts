// How much waits where: the numbers beside the names of the pages.
import { sql } from 'kysely';
import { mayApproveOthers } from '../domain/decision/approval.ts';
import type { Role } from '../domain/access/policy.ts';
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
  approvals: ApprovalCounts;
}

/** Replies that wait for a second pair of eyes or were sent back, by their author, or on whose behalf they were written; '' is nobody. */
export interface ApprovalCounts {
  awaiting: Map<string, number>;
  returned: Map<string, number>;
  approvers: ReadonlySet<string>;
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
    select 'outbound', null, count(*)::int from outbound where state in ('failed', 'unknown')
    union all
    select state, coalesce(created_by, on_behalf_of)::text, count(*)::int from outbound
      where state in ('awaiting_approval', 'returned') group by state, coalesce(created_by, on_behalf_of)`.execute(
    trx,
  );
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
    approvals: { awaiting: new Map(), returned: new Map(), approvers: await approversOf(trx) },
  };
  for (const { kind, of, n } of rows) {
    if (kind === 'account') counts.accountsInTrouble = n;
    else if (kind === 'outbound') counts.outboundInTrouble = n;
    else if (kind === 'awaiting_approval') counts.approvals.awaiting.set(of ?? '', n);
    else if (kind === 'returned') counts.approvals.returned.set(of ?? '', n);
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

async function approversOf(trx: WorkspaceTransaction): Promise<Set<string>> {
  const { rows } = await sql<{ userId: string; role: Role; isTrainee: boolean; mayApprove: boolean }>`
    select user_id as "userId", role, trainee as "isTrainee", may_approve as "mayApprove" from membership
      where workspace_id = current_workspace() and removed_at is null`.execute(trx);
  return new Set(rows.filter(mayApproveOthers).map(({ userId }) => userId));
}
