// Listeners of the practice network waiting in this process for something to be written.
import type { Abort } from '../../domain/practice/store.ts';

export interface Waiting {
  /** Resolves when woken, after the time given, when the signal is aborted, or when cancelled. */
  over: Promise<void>;
  cancel(): void;
}

export interface Waiters {
  wake(workspaceId: string): void;
  wait(workspaceId: string, timeoutMs: number, signal?: Abort): Waiting;
}

export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<() => void>>();
  return {
    wake(workspaceId) {
      for (const resume of waiting.get(workspaceId) ?? []) resume();
    },
    wait(workspaceId, timeoutMs, signal) {
      const all = waiting.get(workspaceId) ?? new Set();
      waiting.set(workspaceId, all);
      const { promise, resolve } = Promise.withResolvers<void>();
      const resume = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', resume);
        all.delete(resume);
        if (all.size === 0 && waiting.get(workspaceId) === all) waiting.delete(workspaceId);
        resolve();
      };
      const timer = setTimeout(resume, timeoutMs);
      all.add(resume);
      if (signal?.aborted === true) resume();
      else signal?.addEventListener('abort', resume);
      return { over: promise, cancel: resume };
    },
  };
}
