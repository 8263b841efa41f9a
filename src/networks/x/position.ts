// Where a source stands: the newest post that was told, and those of late by name, so that what is read twice is told once.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { byId, firstIdAt, isId, isLaterId, timeOfId } from './ids.ts';
import { MAX_WINDOWS, openWindows, windowSchema, type Window } from './windows.ts';

/** Posts told apart across connections, and looked at again; what is beyond is told apart where posts are stored. */
const REMEMBERED = 1000;
const REMEMBERED_NAMELESS = 100;
/**
 * How far before the newest, and before the last round's beginning, is read again: a search takes seconds to know a post.
 * Reading a post again on the same day costs nothing.
 */
const OVERLAP_MS = 90_000;

/** Messages told apart across connections. */
const REMEMBERED_MESSAGES = 1000;

const messagesSchema = z.object({
  /** All up to here was told, or is owed by `rest`, or is not wanted. */
  until: z.string().refine(isId),
  /** What is older than a list that was not read to its end: where it goes on (null: from its beginning), and down to where. */
  rest: z.object({ token: z.string().nullable(), since: z.string().refine(isId) }).nullable(),
  seen: z.array(z.string().max(40)).max(REMEMBERED_MESSAGES),
});
/** Where the account's messages stand. */
export type MessagePlace = z.infer<typeof messagesSchema>;

const complianceSchema = z.object({
  /** When all stored posts had been asked for, epoch milliseconds. */
  doneMs: z.number(),
  /** Our id of the last stored post that was; null: none of this time. */
  after: z.uuid().nullable(),
  /** What X works on: its id, our id of the last post in it, since when, and whether it has the ids. */
  job: z
    .object({
      id: z.string().max(40),
      until: z.uuid(),
      sinceMs: z.number(),
      isSent: z.boolean().default(true),
    })
    .nullable(),
});
/** Where the asking for what was deleted stands. */
export type CompliancePlace = z.infer<typeof complianceSchema>;

const placeSchema = z.object({
  v: z.literal(1),
  /** Epoch milliseconds: nothing older is wanted. */
  since: z.number(),
  newest: z.string().refine(isId).nullable(),
  /** When the last round began, epoch milliseconds. */
  round: z.number(),
  /** Whether `round` was a round, and not the source's beginning. */
  begun: z.boolean().default(false),
  lookedAgain: z.number(),
  seen: z.array(z.string().max(40)).max(REMEMBERED),
  owed: z
    .array(windowSchema)
    .max(MAX_WINDOWS * 2)
    .default([]),
  /** Of posts told under another id than their latest version's: that id, by the latest. */
  firsts: z.record(z.string(), z.string()).default({}),
  messages: messagesSchema.optional(),
  /** Up to which call of X all was told. */
  calls: z.number().int().nonnegative().default(0),
  compliance: complianceSchema.default({ doneMs: 0, after: null, job: null }),
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
  /** Where the round in progress began: what is saved until all it read is. */
  #before: Pick<Saved, 'newest' | 'round' | 'begun' | 'owed'> | null = null;
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
      begun: false,
      lookedAgain: nowMs,
      seen: [],
      owed: [],
      firsts: {},
      calls: 0,
      compliance: { doneMs: 0, after: null, job: null },
    };
    this.#seen = new Set(this.#saved.seen);
  }

  /** Where the asking for what was deleted stands; saved with the next batch. */
  get compliance(): CompliancePlace {
    return this.#saved.compliance;
  }
  set compliance(place: CompliancePlace) {
    this.#saved.compliance = place;
  }

  /** Up to which call of X all was told; saved with the next batch. */
  get calls(): number {
    return this.#saved.calls;
  }
  set calls(seq: number) {
    this.#saved.calls = seq;
  }

  /** Where the messages stand; a source that never read any begins at `sinceMs`. */
  messages(sinceMs: number): MessagePlace {
    return this.#saved.messages ?? { until: firstIdAt(sinceMs), rest: null, seen: [] };
  }
  /** Saved with the next batch. */
  placeMessages(place: MessagePlace): void {
    this.#saved.messages = place;
  }

  /** When the last round began, epoch milliseconds. */
  get roundMs(): number {
    return this.#saved.round;
  }
  get lookedAgainMs(): number {
    return this.#saved.lookedAgain;
  }
  /** What a round has still to read; it changes while it is read. */
  get owed(): readonly Window[] {
    return this.#saved.owed;
  }

  /**
   * Begins a round over `lists` (their keys): each is read from where the round before began, or from the newest post
   * where that is earlier, so that a long round loses nothing. Nothing older than `oldestMs` is asked for.
   */
  beginRound(lists: readonly string[], { nowMs, oldestMs }: { nowMs: number; oldestMs: number }): void {
    const { newest, since, round, begun, owed } = this.#saved;
    this.#before = { newest, round, begun, owed };
    const known = [...(newest === null ? [] : [timeOfId(newest)]), ...(begun ? [round] : [])];
    const wanted = known.length === 0 ? since : Math.min(...known) - OVERLAP_MS;
    this.#saved.owed = openWindows(owed, lists, Math.max(wanted, since, oldestMs));
    Object.assign(this.#saved, { round: nowMs, begun: true });
  }

  /** All that the round read is saved with the next batch: from there on what it read counts as read. */
  endRound(): void {
    this.#before = null;
  }

  /** All up to `ms` (epoch milliseconds) came by the stream: the next round begins there. */
  heardUntil(ms: number): void {
    if (this.#before === null)
      Object.assign(this.#saved, { round: Math.max(ms, this.#saved.round), begun: true });
  }

  /** Replaces a window by what is left of it; null: nothing. */
  settle(window: Window, rest: Window | null): void {
    this.#saved.owed = this.#saved.owed.flatMap((one) =>
      one !== window ? [one] : rest === null ? [] : [rest],
    );
  }

  /** Remembers that the version `latest` was told as the post `first`. */
  noteFirst(latest: string, first: string): void {
    this.#saved.firsts[latest] = first;
  }
  /** The id under which a version was told. */
  firstOf(id: string): string {
    return this.#saved.firsts[id] ?? id;
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
    if (this.#seen.size > REMEMBERED) this.#forget();
  }

  /** Forgets the oldest, in X's order and not in that of reading: what was owed is read after what is newer. */
  #forget(): void {
    const nameless = [...this.#seen].filter((name) => !isId(name)).slice(-REMEMBERED_NAMELESS);
    const ids = [...this.#seen].filter(isId).toSorted(byId);
    const kept = new Set([...nameless, ...ids.slice(nameless.length - REMEMBERED)]);
    for (const name of this.#seen) {
      if (kept.has(name)) continue;
      this.#seen.delete(name);
      delete this.#saved.firsts[name];
    }
  }

  endLookingAgain(nowMs: number): void {
    this.#saved.lookedAgain = nowMs;
  }

  /** The cursor to save. */
  toString(): string {
    return JSON.stringify({ ...this.#saved, ...this.#before, seen: [...this.#seen] } satisfies Saved);
  }
}
