// Where a mailbox was read to: the last UID under its UIDVALIDITY, and what tells mails apart when a server numbers anew.
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Names kept to tell mails apart across a new numbering; those beyond are told apart where posts are stored. */
const RECENT_KEPT = 500;
/** 60 bits. */
const KEY_LENGTH = 10;

const cursorSchema = z.object({
  v: z.literal(1),
  validity: z.string(),
  uid: z.number().int().nonnegative(),
  at: z.iso.datetime(),
  recent: z.string(),
});

const keyOf = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, KEY_LENGTH);

/** The position in one folder. */
export class Position {
  /** Null before the first start, or where the cursor cannot be read. */
  validity: string | null = null;
  uid = 0;
  /** When the newest mail heard was received: UTC, ISO 8601. */
  at: string | null = null;
  readonly #recent = new Set<string>();

  /** An unreadable cursor starts anew: hearing some mails twice is better than stopping for ever. */
  constructor(cursor: string | null) {
    if (cursor === null) return;
    let json: unknown;
    try {
      json = JSON.parse(cursor);
    } catch {
      return;
    }
    const parsed = cursorSchema.safeParse(json);
    if (!parsed.success) return;
    const { validity, uid, at, recent } = parsed.data;
    this.validity = validity;
    this.uid = uid;
    this.at = at;
    for (let from = 0; from < recent.length; from += KEY_LENGTH) {
      this.#recent.add(recent.slice(from, from + KEY_LENGTH));
    }
  }

  /** Notes a mail by its Message-ID; false when it was noted before. */
  isNew(id: string): boolean {
    const key = keyOf(id);
    if (this.#recent.has(key)) return false;
    this.#recent.add(key);
    const [oldest] = this.#recent;
    if (this.#recent.size > RECENT_KEPT && oldest !== undefined) this.#recent.delete(oldest);
    return true;
  }

  /** Everything up to `uid` was heard. */
  advance(uid: number, at: string): void {
    this.uid = Math.max(this.uid, uid);
    if (this.at === null || at > this.at) this.at = at;
  }

  /** The server numbers anew from here. */
  renumber(validity: string, uid: number): void {
    this.validity = validity;
    this.uid = uid;
  }

  /** The cursor to save. `now` (ISO 8601) stands for a mailbox in which nothing was heard yet. */
  toString(now: string): string {
    const { validity, uid, at } = this;
    return JSON.stringify({
      v: 1,
      validity: validity ?? '',
      uid,
      at: at ?? now,
      recent: [...this.#recent].join(''),
    });
  }
}
