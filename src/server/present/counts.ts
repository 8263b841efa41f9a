// How much waits where, for one person.
import type { CountsView } from '../../contract/views.ts';
import type { WorkspaceCounts } from '../../storage/counts.ts';

/** Counts that are the same for everybody. */
export function sharedCounts(counts: WorkspaceCounts): Omit<CountsView, 'myCases'> {
  const { openByAssignee: _, unfinishedByAssignee: __, ...shared } = counts;
  return shared;
}

/** An API token has no cases of its own. */
export function myCases(counts: WorkspaceCounts, userId: string | null): number {
  return userId === null ? 0 : (counts.openByAssignee.get(userId) ?? 0);
}

export function countsViewOf(counts: WorkspaceCounts, userId: string | null): CountsView {
  return { ...sharedCounts(counts), myCases: myCases(counts, userId) };
}
