// Whether a send happened. Telegram takes no key and shows bots nothing that was sent: only what this process knows of is told.
import type { Fate, Published } from '../kit/network.ts';

const MOST_KEPT = 5_000;

/** The latest sends of this process, by their keys. */
export class SentMemory {
  readonly #sent = new Map<string, Published>();

  get(key: string): Published | null {
    return this.#sent.get(key) ?? null;
  }

  put(key: string, published: Published): void {
    if (this.#sent.size >= MOST_KEPT) this.#sent.clear();
    this.#sent.set(key, published);
  }

  /** Never `absent`: that would send it again. */
  fateOf(key: string): Fate {
    const known = this.get(key);
    if (known !== null) return { found: known };
    const cannotTell =
      'Telegram does not say whether a message went out. Look into the chat with the bot, and decide there whether to send it again.';
    return { cannotTell };
  }
}
