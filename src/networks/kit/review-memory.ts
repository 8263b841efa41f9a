// Where listening to a store's reviews stands: how far it was read, and what of each review of late was told.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { VERSION_LENGTH } from './review-posts.ts';

/** 60 bits: among the few thousand that are compared two are never taken for one. */
const KEY_LENGTH = 10;
const MOST_KEPT = 2_000;
const NONE = '.'.repeat(VERSION_LENGTH);

/** What was told of a review. */
export interface Told {
  /** The state of it that was told last. */
  version: string;
  /** That state came after an answer of ours. */
  isLater: boolean;
  /** The state that our answer was told to answer; null where none was told. */
  answered: string | null;
  /** Our answer as it was told. */
  reply: string | null;
}

const cursorSchema = z.object({
  v: z.literal(1),
  /** The newest time of a review that was told, epoch milliseconds, by the store's clock. */
  newest: z.number(),
  /** When the store was read to the end last, and whole, by our clock. */
  read: z.number(),
  whole: z.number(),
  told: z.string(),
});

const keyOf = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, KEY_LENGTH);
const LENGTH = KEY_LENGTH + 1 + 3 * VERSION_LENGTH;

export class ReviewMemory {
  /** The one that was told longest ago first. */
  readonly #told = new Map<string, string>();
  newestMs = 0;
  readMs = 0;
  wholeMs = 0;
  /** Whether nothing was read before. */
  readonly isFirst: boolean;

  /** A cursor that cannot be read begins anew: posts are told apart where they are stored. */
  constructor(cursor: string | null) {
    const parsed = cursorSchema.safeParse(jsonIn(cursor));
    this.isFirst = !parsed.success;
    if (!parsed.success) return;
    const { newest, read, whole, told } = parsed.data;
    [this.newestMs, this.readMs, this.wholeMs] = [newest, read, whole];
    for (let at = 0; at + LENGTH <= told.length; at += LENGTH) {
      this.#told.set(told.slice(at, at + KEY_LENGTH), told.slice(at + KEY_LENGTH, at + LENGTH));
    }
  }

  get(id: string): Told | null {
    const kept = this.#told.get(keyOf(id));
    if (kept === undefined) return null;
    const part = (nth: number): string | null => {
      const text = kept.slice(1 + nth * VERSION_LENGTH, 1 + (nth + 1) * VERSION_LENGTH);
      return text === NONE ? null : text;
    };
    return { version: part(0) ?? '', isLater: kept.startsWith('1'), answered: part(1), reply: part(2) };
  }

  put(id: string, { version, isLater, answered, reply }: Told): void {
    const key = keyOf(id);
    this.#told.delete(key);
    this.#told.set(key, `${isLater ? '1' : '0'}${version}${answered ?? NONE}${reply ?? NONE}`);
    if (this.#told.size <= MOST_KEPT) return;
    const [oldest] = this.#told.keys();
    if (oldest !== undefined) this.#told.delete(oldest);
  }

  /** Notes a record that cannot be read; false where it was noted before. */
  isNewBroken(raw: string): boolean {
    const key = keyOf(`broken ${raw}`);
    if (this.#told.has(key)) return false;
    this.#told.set(key, `0${NONE}${NONE}${NONE}`);
    return true;
  }

  /** The cursor to save. */
  toString(): string {
    const told = [...this.#told].map(([key, kept]) => key + kept).join('');
    return JSON.stringify({ v: 1, newest: this.newestMs, read: this.readMs, whole: this.wholeMs, told });
  }
}

function jsonIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return null;
  }
}
