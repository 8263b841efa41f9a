// One chore for all workspaces: what fails in one is said, and does not keep the others waiting.
import { AppError } from '../domain/errors.ts';
import type { LoopLog } from './loop.ts';

export interface EachWorkspace {
  name: string;
  everyMs: number;
  workspaceIds(): Promise<readonly string[]>;
  work(workspaceId: string, signal: AbortSignal): Promise<void>;
  log: LoopLog;
  now(): number;
}

/** The same workspace's failures are said at most this often: some chores run every second. */
const sayEveryMs = 60_000;

/**
 * Makes a loop's step. It throws only what concerns all workspaces (the database is gone or full), so that the loop
 * backs off; other failures are logged.
 */
export function eachWorkspace(options: EachWorkspace): (signal: AbortSignal) => Promise<number> {
  const { name, log } = options;
  const saidAt = new Map<string, number>();
  return async (signal) => {
    for (const workspaceId of await options.workspaceIds()) {
      if (signal.aborted) break;
      try {
        await options.work(workspaceId, signal);
        saidAt.delete(workspaceId);
      } catch (error) {
        if (error instanceof AppError && error.class === 'unavailable') throw error;
        const nowMs = options.now();
        if (nowMs - (saidAt.get(workspaceId) ?? -Infinity) < sayEveryMs) continue;
        saidAt.set(workspaceId, nowMs);
        log.warn({ loop: name, workspace: workspaceId, err: error }, 'a chore failed in one workspace');
      }
    }
    return options.everyMs;
  };
}
