// Where a mailbox was read to: the last UID under its UIDVALIDITY, and what tells mails apart when a server numbers anew.
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Names kept to tell mails apart across a new numbering; those beyond are told apart where posts are stored. */
const RECENT_KEPT = 500;
/** 60 bits. */
const KEY_LENGTH = 10;
/** What `digestOf` makes. */
const DIGEST_LENGTH = 8;

const cursorSchema = z.object({
  /** 1 kept names only. */
  v: z.union([z.literal(1), z.literal(2)]),
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
  /** Digests of mails by the keys of their names; empty where an older cursor kept none. */
  readonly #recent = new Map<string, string>();

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
    const { v, validity, uid, at, recent } = parsed.data;
    this.validity = validity;
    this.uid = uid;
    this.at = at;
    const length = KEY_LENGTH + (v === 1 ? 0 : DIGEST_LENGTH);
    for (let from = 0; from < recent.length; from += length) {
      const entry = recent.slice(from, from + length);
      this.#recent.set(entry.slice(0, KEY_LENGTH), entry.slice(KEY_LENGTH));
    }
  }

  /**
   * Notes a mail by its name and what it says. `again`: the same was noted before; `other`: another mail has this name, which
   * stays that mail's.
   */
  note(id: string, digest: string): 'new' | 'again' | 'other' {
    const key = keyOf(id);
    const before = this.#recent.get(key);
    this.#recent.delete(key);
    this.#recent.set(key, before === undefined || before.trim() === '' ? digest : before);
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > RECENT_KEPT && oldest !== undefined) this.#recent.delete(oldest);
    if (before === undefined) return 'new';
    return before.trim() === '' || before === digest ? 'again' : 'other';
  }

  /** Everything up to `uid` was heard. A mail from the future (a wrong clock, a program that put it there) is of `now`. */
  advance(uid: number, at: string, now: string): void {
    this.uid = Math.max(this.uid, uid);
    const past = at > now ? now : at;
    if (this.at === null || past > this.at) this.at = past;
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
      v: 2,
      validity: validity ?? '',
      uid,
      at: at ?? now,
      recent: [...this.#recent].map(([key, digest]) => key + digest.padEnd(DIGEST_LENGTH)).join(''),
    });
  }
}
