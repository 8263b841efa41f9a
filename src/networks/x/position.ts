// Where a source stands: the newest post that was told, and those of late by name, so that what is read twice is told once.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { byId, firstIdAt, isId, isLaterId, timeOfId } from './ids.ts';

/** Posts told apart across connections, and looked at again; what is beyond is told apart where posts are stored. */
const REMEMBERED = 1000;
/**
 * How far before the newest is read again. A search takes seconds to know a post, and the searches of one round follow each
 * other. Reading a post again on the same day costs nothing.
 */
const OVERLAP_MS = 90_000;

const placeSchema = z.object({
  v: z.literal(1),
  /** Epoch milliseconds: nothing older is wanted. */
  since: z.number(),
  newest: z.string().refine(isId).nullable(),
  /** When the source was last read to its end, epoch milliseconds. */
  round: z.number(),
  lookedAgain: z.number(),
  seen: z.array(z.string().max(40)).max(REMEMBERED),
});
type Saved = z.infer<typeof placeSchema>;

function read(cursor: string | null): Saved | null {
  if (cursor === null) return null;
  try {
    return placeSchema.safeParse(JSON.parse(cursor)).data ?? null;
  } catch {
    return null;
  }
}

/** The name of a record: its id, or what stands for one that has none. */
export function nameOf(raw: unknown): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  if (typeof id === 'string' && isId(id)) return id;
  return `#${createHash('sha256').update(JSON.stringify(raw)).digest('base64url').slice(0, 20)}`;
}

/** The position of one source, as it is saved with each batch. */
export class Position {
  #saved: Saved;
  readonly #seen: Set<string>;
  /** What was saved could not be read: it starts anew, which is better than to stop for ever. */
  readonly wasUnreadable: boolean;

  constructor(cursor: string | null, start: { sinceMs: number; nowMs: number }) {
    const saved = read(cursor);
    this.wasUnreadable = saved === null && cursor !== null;
    const { sinceMs, nowMs } = start;
    this.#saved = saved ?? {
      v: 1,
      since: sinceMs,
      newest: null,
      round: nowMs,
      lookedAgain: nowMs,
      seen: [],
    };
    this.#seen = new Set(this.#saved.seen);
  }

  /** When the source was last read to its end, epoch milliseconds. */
  get roundMs(): number {
    return this.#saved.round;
  }
  get lookedAgainMs(): number {
    return this.#saved.lookedAgain;
  }

  /** The id after which reading begins, not older than `oldestMs`. */
  readFrom(oldestMs: number): string {
    const { newest, since } = this.#saved;
    const wanted = newest === null ? since : timeOfId(newest) - OVERLAP_MS;
    return firstIdAt(Math.max(wanted, since, oldestMs));
  }

  isNew(name: string): boolean {
    return !this.#seen.has(name);
  }

  /** The ids of what was told of late, newest first. */
  recentIds(): string[] {
    return [...this.#seen].filter(isId).toSorted((a, b) => byId(b, a));
  }

  /** Notes what is told with the batch to come; in the order of ids. */
  take(names: readonly string[]): void {
    for (const name of names) {
      this.#seen.add(name);
      const { newest } = this.#saved;
      if (isId(name) && (newest === null || isLaterId(name, newest))) this.#saved.newest = name;
    }
    for (const [oldest] of [...this.#seen]
      .slice(0, Math.max(0, this.#seen.size - REMEMBERED))
      .map((n) => [n])) {
      if (oldest !== undefined) this.#seen.delete(oldest);
    }
  }

  endRound(nowMs: number): void {
    this.#saved.round = nowMs;
  }
  endLookingAgain(nowMs: number): void {
    this.#saved.lookedAgain = nowMs;
  }

  /** The cursor to save. */
  toString(): string {
    return JSON.stringify({ ...this.#saved, seen: [...this.#seen] } satisfies Saved);
  }
}
