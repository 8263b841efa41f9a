// How much waits where, for one person.
import type { CountsView } from '../../contract/counts-view.ts';
import type { WorkspaceCounts } from '../../storage/counts.ts';

type OwnCounts = 'myCases' | 'toApprove';

/** Counts that are the same for everybody. */
export function sharedCounts(counts: WorkspaceCounts): Omit<CountsView, OwnCounts> {
  const { openByAssignee: _, unfinishedByAssignee: __, approvals: ___, ...shared } = counts;
  return shared;
}

/** An API token has no cases of its own, and approves nothing. */
export function ownCounts(counts: WorkspaceCounts, userId: string | null): Pick<CountsView, OwnCounts> {
  if (userId === null) return { myCases: 0, toApprove: 0 };
  const { awaiting, returned, approvers } = counts.approvals;
  const all = [...awaiting.values()].reduce((sum, count) => sum + count, 0);
  const others = approvers.has(userId) ? all - (awaiting.get(userId) ?? 0) : 0;
  return {
    myCases: counts.openByAssignee.get(userId) ?? 0,
    toApprove: others + (returned.get(userId) ?? 0),
  };
}

export function countsViewOf(counts: WorkspaceCounts, userId: string | null): CountsView {
  return { ...sharedCounts(counts), ...ownCounts(counts, userId) };
}
