// Where reading of a feed stands: what its server gave to ask by, and which articles were told, in which version.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MAX_ENTRIES } from './entry.ts';

/** 60 bits tell a few thousand articles apart, 36 two versions of one. */
const ID_LENGTH = 10;
const VERSION_LENGTH = 6;
/** More than one document has: what fell out of it and comes back is known still. */
const MAX_KEPT = 2 * MAX_ENTRIES;

const validators = z.object({
  etag: z.string().max(500).optional(),
  modified: z.string().max(100).optional(),
});
/** What a server gave with a document, and is asked by whether it has another. */
export type Validators = z.infer<typeof validators>;

const cursorSchema = validators.extend({ v: z.literal(1), url: z.string(), seen: z.string() });

const keyOf = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

export class Position {
  readonly #url: string;
  /** Version by article, the one that was told longest ago first. */
  readonly #seen = new Map<string, string>();
  #validators: Validators = {};
  /** Whether this feed was never read before. */
  readonly isFirst: boolean;

  /** A cursor that cannot be read, or is of another feed, begins anew: posts are told apart where they are stored. */
  constructor(cursor: string | null, url: string) {
    this.#url = url;
    const parsed = cursorSchema.safeParse(readJson(cursor));
    this.isFirst = !parsed.success || parsed.data.url !== url;
    if (!parsed.success || this.isFirst) return;
    const { etag, modified, seen } = parsed.data;
    this.#validators = {
      ...(etag === undefined ? {} : { etag }),
      ...(modified === undefined ? {} : { modified }),
    };
    const length = ID_LENGTH + VERSION_LENGTH;
    for (let at = 0; at + length <= seen.length; at += length) {
      this.#seen.set(seen.slice(at, at + ID_LENGTH), seen.slice(at + ID_LENGTH, at + length));
    }
  }

  get validators(): Validators {
    return this.#validators;
  }

  /** Keeps what the server gave; values that are too long are none. */
  set validators(given: Validators) {
    const parsed = validators.safeParse(given);
    this.#validators = parsed.success ? parsed.data : {};
  }

  /** Notes an article, and says what it is: `new`, `changed`, or `known`. */
  note(id: string, version: string): 'new' | 'changed' | 'known' {
    const [key, now] = [keyOf(id, ID_LENGTH), keyOf(version, VERSION_LENGTH)];
    const before = this.#seen.get(key);
    this.#seen.delete(key);
    this.#seen.set(key, now);
    if (this.#seen.size > MAX_KEPT) {
      const [oldest] = this.#seen.keys();
      if (oldest !== undefined) this.#seen.delete(oldest);
    }
    return before === undefined ? 'new' : before === now ? 'known' : 'changed';
  }

  toString(): string {
    const seen = [...this.#seen].map(([id, version]) => id + version).join('');
    return JSON.stringify({ v: 1, url: this.#url, ...this.#validators, seen });
  }
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return null;
  }
}
