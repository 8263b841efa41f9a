// One reading of the five ways networks say how many requests are left: epoch, ISO time, seconds, percent JSON, nothing.

/**
 * How a network speaks about its limits. `prefix` is the common beginning of its headers (`x-ratelimit-`), to which
 * `limit`, `remaining` and `reset` are added.
 */
export type RateDialect =
  /** The reset is a point in time in seconds since 1970 (X, Bluesky); `longer`: prefixes of limits that hold longer. */
  | { kind: 'epoch'; prefix: string; longer?: readonly string[] }
  /** The reset is an ISO 8601 time (Mastodon). */
  | { kind: 'iso'; prefix: string }
  /** The reset is a number of seconds from now (Reddit; Discord with `reset: 'reset-after'`). */
  | { kind: 'seconds'; prefix: string; reset?: string }
  /** JSON of percentages used (Meta); the header's name in full. */
  | { kind: 'percent'; header: string }
  | { kind: 'none' };

/** What is known after one answer. Times are epoch milliseconds. */
export interface RateState {
  limit: number;
  remaining: number;
  resetAtMs: number | null;
}

/** Only what a reader needs of `Headers`. */
export interface HeaderReader {
  get(name: string): string | null;
}

const finite = (text: string | null | undefined): number | null => {
  if (text === null || text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** Reads the limit headers of one answer; null when the network said nothing, or nothing that can be read. */
export function readRate(headers: HeaderReader, dialect: RateDialect, nowMs: number): RateState | null {
  if (dialect.kind === 'none') return null;
  if (dialect.kind === 'percent') return readPercent(headers.get(dialect.header), nowMs);
  if (dialect.kind === 'epoch') {
    // A longer limit that is used up stops us, whatever is left of the shorter one.
    const usedUp = (dialect.longer ?? [])
      .map((prefix) => readRate(headers, { kind: 'epoch', prefix }, nowMs))
      .filter((state) => state?.remaining === 0 && state.resetAtMs !== null)
      .toSorted((a, b) => (b?.resetAtMs ?? 0) - (a?.resetAtMs ?? 0));
    if (usedUp[0] !== undefined && usedUp[0] !== null) return usedUp[0];
  }
  // Reddit writes fractions, and some proxies repeat a header as "300, 300".
  const part = (name: string): string | null =>
    headers
      .get(dialect.prefix + name)
      ?.split(',')[0]
      ?.trim() ?? null;
  const remaining = finite(part('remaining'));
  if (remaining === null) return null;
  const limit = finite(part('limit')) ?? remaining + (finite(part('used')) ?? 0);
  const reset = part(dialect.kind === 'seconds' ? (dialect.reset ?? 'reset') : 'reset');
  return { limit, remaining: Math.floor(remaining), resetAtMs: resetTime(dialect.kind, reset, nowMs) };
}

function resetTime(kind: 'epoch' | 'iso' | 'seconds', text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  if (kind === 'iso') {
    const time = Date.parse(text);
    return Number.isNaN(time) ? null : time;
  }
  const seconds = finite(text);
  if (seconds === null) return null;
  return kind === 'epoch' ? seconds * 1000 : nowMs + seconds * 1000;
}

/** The percentages nest differently per product: the highest one found anywhere is the one that will stop us. */
function readPercent(text: string | null, nowMs: number): RateState | null {
  if (text === null) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  let used = -1;
  let waitMinutes = 0;
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner !== 'number') visit(inner, depth + 1);
      else if (key === 'estimated_time_to_regain_access') waitMinutes = Math.max(waitMinutes, inner);
      else if (/^(call_count|total_time|total_cputime|acc_id_util_pct)$/.test(key))
        used = Math.max(used, inner);
    }
  };
  visit(parsed, 0);
  if (used < 0) return null;
  return {
    limit: 100,
    remaining: Math.max(0, Math.floor(100 - used)),
    resetAtMs: waitMinutes > 0 ? nowMs + waitMinutes * 60_000 : null,
  };
}

/** The wait of a `Retry-After` header, in seconds or as an HTTP date; null when there is none. */
export function readRetryAfterMs(headers: HeaderReader, nowMs: number): number | null {
  const text = headers.get('retry-after');
  const seconds = finite(text);
  if (seconds !== null) return seconds * 1000;
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : Math.max(0, time - nowMs);
}

/**
 * How long to wait before the next request of a loop, so that what is left lasts until the reset and `reserve` (0 to 1)
 * of the limit stays for people who act. 0 while there is plenty.
 */
export function spacingMs(state: RateState | null, nowMs: number, reserve: number): number {
  if (state === null || state.resetAtMs === null || state.resetAtMs <= nowMs) return 0;
  if (state.remaining > state.limit * 0.5) return 0;
  const usable = state.remaining - Math.ceil(state.limit * reserve);
  const untilResetMs = state.resetAtMs - nowMs;
  return usable <= 0 ? untilResetMs : untilResetMs / usable;
}
