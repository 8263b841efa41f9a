// Whether a send happened. WhatsApp takes no key and shows nobody what was sent: only what this process knows of is told.
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
      'WhatsApp does not say whether a message went out. Ask the person, or wait for their answer, and decide then whether to send it again.';
    return { cannotTell };
  }
}
