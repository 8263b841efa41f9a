// Which comments could be read: only of those can it be told later that they are gone. Instagram answers the same of what is hidden from us.

const MOST_KEPT = 20_000;

/** The posts of ours that comments stand under, by the comments’ ids; of this process. */
export class Readable {
  readonly #mediaOf = new Map<string, string>();

  add(comment: string, media: string | null | undefined): void {
    if (media === null || media === undefined || media === '') return;
    if (this.#mediaOf.size >= MOST_KEPT) this.#mediaOf.clear();
    this.#mediaOf.set(comment, media);
  }

  /** Null for what was never read. */
  mediaOf(comment: string): string | null {
    return this.#mediaOf.get(comment) ?? null;
  }
}
