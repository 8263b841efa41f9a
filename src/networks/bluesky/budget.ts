// Keeps an account under Bluesky's write limits before the server has to say no: points per hour and day, and its headers.
import { AppError } from '../../domain/errors.ts';
import { readRate } from '../kit/rate-limit.ts';
import { RATES } from './errors.ts';

/** What a write costs, as Bluesky counts. */
export const COST = { create: 3, update: 2, delete: 1 } as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LIMITS = [
  { spanMs: HOUR_MS, points: 5000 },
  { spanMs: DAY_MS, points: 35_000 },
] as const;

export interface Budget {
  /** Books `points`. @throws AppError `network_rate_limited` with the time to wait, when they are not there. */
  spend(points: number): void;
  /** Learns what the server says is left. */
  learn(headers: Headers): void;
}

/** A budget of one account in this process; what others spend shows only in the server's headers. */
export function createBudget(now: () => number): Budget {
  let spent: { atMs: number; points: number }[] = [];
  let server: { left: number; resetMs: number } | null = null;

  function waitMsFor(points: number): number {
    const nowMs = now();
    spent = spent.filter((entry) => entry.atMs > nowMs - DAY_MS);
    let waitMs =
      server !== null && server.resetMs > nowMs && server.left < points ? server.resetMs - nowMs : 0;
    for (const limit of LIMITS) {
      const inSpan = spent.filter((entry) => entry.atMs > nowMs - limit.spanMs);
      let over = inSpan.reduce((sum, entry) => sum + entry.points, points) - limit.points;
      for (const entry of inSpan) {
        if (over <= 0) break;
        over -= entry.points;
        waitMs = Math.max(waitMs, entry.atMs + limit.spanMs - nowMs);
      }
    }
    return waitMs;
  }

  return {
    spend(points) {
      const waitMs = waitMsFor(points);
      if (waitMs > 0) {
        throw new AppError(
          'network_rate_limited',
          `Bluesky's write limit is reached; wait ${Math.ceil(waitMs / 1000)} s.`,
          {
            retryAfterMs: waitMs,
            where: 'points',
          },
        );
      }
      // Booked at the end of its minute: a day of full spending stays at 1,440 entries, and no point is free too early.
      const atMs = Math.ceil(now() / 60_000) * 60_000;
      const last = spent.at(-1);
      if (last?.atMs === atMs) last.points += points;
      else spent.push({ atMs, points });
    },
    learn(headers) {
      const rate = readRate(headers, RATES, now());
      if (rate !== null && rate.resetAtMs !== null)
        server = { left: rate.remaining, resetMs: rate.resetAtMs };
    },
  };
}
