// What this process has sent, where a network takes no key and shows nobody what was sent: whether more happened, only a person can see.
import type { Fate, Published } from './network.ts';

const MOST_KEPT = 5_000;

/** The latest sends of this process, by their keys. */
export class SentMemory {
  readonly #sent = new Map<string, Published>();
  readonly #cannotTell: string;

  /** `cannotTell`: what a person is told of a send that this process does not know of, and where to look. */
  constructor(cannotTell: string) {
    this.#cannotTell = cannotTell;
  }

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
    return known === null ? { cannotTell: this.#cannotTell } : { found: known };
  }
}
