// Tells the log of slow requests: one line for each operation in ten seconds, for a machine that is busy has many of them.
import type { Log } from './ports.ts';

const slowMs = 1_000;
const silentMs = 10_000;

interface Slow {
  saidMs: number;
  /** Since then. */
  unsaid: number;
  slowestMs: number;
}

/** Notes how long a request took; `operation` is one of a bounded set, `reference` names the request to those who ask about it. */
export type NoteTime = (request: { operation: string; ms: number; reference: string }) => void;

export function createSlowRequests(log: Log, now: () => number): NoteTime {
  const byOperation = new Map<string, Slow>();
  return ({ operation, ms, reference }) => {
    if (ms <= slowMs) return;
    const before = byOperation.get(operation);
    // A clock that was put back must not silence it.
    if (before !== undefined && Math.abs(now() - before.saidMs) < silentMs) {
      before.unsaid += 1;
      before.slowestMs = Math.max(before.slowestMs, ms);
      return;
    }
    const others =
      before === undefined || before.unsaid === 0
        ? {}
        : { unsaid: before.unsaid, slowestMs: Math.round(before.slowestMs) };
    byOperation.set(operation, { saidMs: now(), unsaid: 0, slowestMs: 0 });
    log.warn({ operation, ms: Math.round(ms), reference, ...others }, 'a request was slow');
  };
}
