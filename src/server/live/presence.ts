// Who looks at or types in which case now: kept in memory, told to every process, forgotten after 30 s.
import type { LivePresence } from '../../contract/live.ts';
import type { PresenceNotice } from '../../storage/presence.ts';

const forgottenAfterMs = 30_000;

interface Present {
  notice: PresenceNotice;
  atMs: number;
}

export interface Presence {
  /** Takes in what a process announced; answers whether the workspace's state changed. */
  apply(notice: PresenceNotice): boolean;
  /** Everybody present in a workspace, one entry a person and case. */
  stateOf(workspaceId: string): LivePresence['presence'];
  /** Forgets who was not heard of for too long; answers the workspaces that changed. */
  sweep(): string[];
}

/** Makes a process's presence. `now` gives epoch milliseconds. */
export function createPresence(now: () => number): Presence {
  const workspaces = new Map<string, Map<string, Present>>();

  return {
    apply(notice) {
      const tabs = workspaces.get(notice.workspaceId) ?? new Map<string, Present>();
      const key = `${notice.userId} ${notice.tab}`;
      const before = tabs.get(key);
      if (notice.caseId === null) {
        tabs.delete(key);
        if (tabs.size === 0) workspaces.delete(notice.workspaceId);
        return before !== undefined;
      }
      tabs.set(key, { notice, atMs: now() });
      workspaces.set(notice.workspaceId, tabs);
      return before?.notice.caseId !== notice.caseId || before.notice.doing !== notice.doing;
    },
    stateOf(workspaceId) {
      const seen = new Map<string, LivePresence['presence'][number]>();
      for (const { notice } of workspaces.get(workspaceId)?.values() ?? []) {
        const { caseId, userId, name, doing } = notice;
        if (caseId === null) continue;
        const key = `${caseId} ${userId}`;
        // In two tabs of the same case, typing in one of them counts.
        if (seen.get(key)?.doing !== 'typing') seen.set(key, { caseId, userId, name, doing });
      }
      return [...seen.values()];
    },
    sweep() {
      const changed: string[] = [];
      for (const [workspaceId, tabs] of workspaces) {
        const before = tabs.size;
        for (const [key, present] of tabs) {
          if (present.atMs + forgottenAfterMs <= now()) tabs.delete(key);
        }
        if (tabs.size < before) changed.push(workspaceId);
        if (tabs.size === 0) workspaces.delete(workspaceId);
      }
      return changed;
    },
  };
}
