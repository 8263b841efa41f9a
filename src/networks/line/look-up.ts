// Whether a send happened. LINE shows nobody what was sent: what this process knows of is told, and what LINE would do once only.
import type { Fate, Published, PublishRequest } from '../kit/network.ts';

/** Retry keys hold for 24 hours; an hour before their end nothing is said of them any more. */
const KEY_HOLDS_MS = 23 * 60 * 60_000;
const MOST_KEPT = 5_000;

/** The latest sends of this process: by their key, and by the reply token that each used up. */
export class SentMemory {
  readonly #sent = new Map<string, Published>();
  readonly #tokens = new Map<string, string>();

  get(key: string): Published | null {
    return this.#sent.get(key) ?? null;
  }

  put(key: string, published: Published, replyToken?: string): void {
    for (const kept of [this.#sent, this.#tokens]) if (kept.size >= MOST_KEPT) kept.clear();
    this.#sent.set(key, published);
    if (replyToken !== undefined) this.#tokens.set(replyToken, key);
  }

  /** The key of the send that used a token up; null where none of this process did. */
  userOf(replyToken: string): string | null {
    return this.#tokens.get(replyToken) ?? null;
  }
}

/** The reply token that may be used for an answer at a time; null where there is none, or no more. */
export function replyTokenAt({ replyTo }: PublishRequest, atMs: number): string | null {
  const { replyToken, replyUntil } = replyTo?.ref ?? {};
  return replyToken !== undefined && Date.parse(replyUntil ?? '') > atMs ? replyToken : null;
}

/**
 * What became of a send that was asked for at `since` (ISO 8601). A push is absent: sent again under its key, LINE carries it out
 * once at most. An answer by reply token has no key, and may have gone out.
 */
export function fateOf(memory: SentMemory, request: PublishRequest, since: string, nowMs: number): Fate {
  const { idempotencyKey } = request;
  const known = memory.get(idempotencyKey);
  if (known !== null) return { found: known };
  const token = replyTokenAt(request, Date.parse(since));
  const user = token === null ? null : memory.userOf(token);
  const wentByPush = token === null || (user !== null && user !== idempotencyKey);
  if (!wentByPush) {
    return {
      cannotTell:
        'LINE does not say whether an answer went out. Look into the chat in LINE Official Account Manager.',
    };
  }
  if (nowMs - Date.parse(since) > KEY_HOLDS_MS) {
    return {
      cannotTell:
        'The key of this send holds no longer, and LINE does not say whether it went out. Look into the chat in LINE Official Account Manager.',
    };
  }
  return { absent: true };
}
