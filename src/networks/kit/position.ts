// Where each feed of a source stands: the newest id, older ones to go back to, and what was delivered of late.
import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * How far before the newest a backfill begins: a post that travelled between servers arrives under an older id. One that
 * took longer reaches public timelines by their stream only; notifications have ids of their own, made as they arrive.
 */
const OVERLAP_MS = 5 * 60_000;
const MARK_SPACING_MS = 60_000;
/** Records told apart while connected, and across connections: what is beyond is told apart where posts are stored. */
const RECENT_KEPT = 5000;
const RECENT_SAVED = 300;
/** 60 bits: among the few thousand that are compared a wrong match, which would lose a post, does not happen. */
const KEY_LENGTH = 10;

/** An id and when it was heard, epoch milliseconds. */
const markSchema = z.tuple([z.string().min(1), z.number()]);
type Mark = z.infer<typeof markSchema>;
const cursorSchema = z.object({
  v: z.literal(1),
  feeds: z.record(z.string(), z.array(markSchema).min(1)),
  recent: z.string(),
});

const keyOf = (record: string): string =>
  createHash('sha256').update(record).digest('base64url').slice(0, KEY_LENGTH);

/** What a network's ids tell. */
export interface IdOrder {
  /** Whether `a` comes after `b`; null where that cannot be told. */
  isLater(a: string, b: string): boolean | null;
  /** The id in the form that stays the same for the life of the record. */
  stable(id: string): string;
}

/** The positions of a source's feeds, as they are saved with each batch. */
export class Positions {
  readonly #feeds = new Map<string, Mark[]>();
  readonly #recent = new Set<string>();
  readonly #toSave: string[] = [];

  readonly #ids: IdOrder;

  /** An unreadable cursor starts anew: it is better to hear some posts twice than to stop for ever. */
  constructor(cursor: string | null, ids: IdOrder) {
    this.#ids = ids;
    if (cursor === null) return;
    let json: unknown;
    try {
      json = JSON.parse(cursor);
    } catch {
      return;
    }
    const parsed = cursorSchema.safeParse(json);
    if (!parsed.success) return;
    for (const [key, marks] of Object.entries(parsed.data.feeds)) this.#feeds.set(key, marks);
    const { recent } = parsed.data;
    for (let at = 0; at < recent.length; at += KEY_LENGTH) this.#remember(recent.slice(at, at + KEY_LENGTH));
  }

  /** The newest id heard; null before the first. */
  newest(feed: string): string | null {
    return this.#feeds.get(feed)?.at(-1)?.[0] ?? null;
  }

  /** When the newest was heard, epoch milliseconds. */
  newestAtMs(feed: string): number | null {
    return this.#feeds.get(feed)?.at(-1)?.[1] ?? null;
  }

  /** The id to read on from after a pause, some minutes before the newest. */
  resumeFrom(feed: string): string | null {
    return this.#feeds.get(feed)?.[0]?.[0] ?? null;
  }

  /** Notes that everything up to `id` was heard. An id older than the newest (a late arrival) changes nothing. */
  advance(feed: string, id: string, nowMs: number): void {
    const marks = this.#feeds.get(feed) ?? [];
    this.#feeds.set(feed, marks);
    const last = marks.at(-1);
    if (last !== undefined && this.#ids.isLater(id, last[0]) === false) return;
    const before = marks.at(-2);
    if (before !== undefined && nowMs - before[1] < MARK_SPACING_MS) marks.pop();
    marks.push([id, nowMs]);
    while ((marks[1]?.[1] ?? Number.POSITIVE_INFINITY) <= nowMs - OVERLAP_MS) marks.shift();
  }

  /** Notes a record; false when it was noted before. `version` is what changes with an edit. */
  isNew(kind: string, id: string, version: string): boolean {
    const key = keyOf(`${kind} ${this.#ids.stable(id)} ${version}`);
    if (this.#recent.has(key)) return false;
    this.#remember(key);
    return true;
  }

  #remember(key: string): void {
    this.#recent.add(key);
    if (this.#recent.size > RECENT_KEPT) {
      const [oldest] = this.#recent;
      if (oldest !== undefined) this.#recent.delete(oldest);
    }
    this.#toSave.push(key);
    if (this.#toSave.length > RECENT_SAVED) this.#toSave.shift();
  }

  /** Drops feeds that the source no longer has. */
  keepOnly(feeds: readonly string[]): void {
    for (const key of this.#feeds.keys()) if (!feeds.includes(key)) this.#feeds.delete(key);
  }

  /** The cursor to save. */
  toString(): string {
    return JSON.stringify({ v: 1, feeds: Object.fromEntries(this.#feeds), recent: this.#toSave.join('') });
  }
}
