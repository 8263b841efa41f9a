// The reviews of a fake app store: what people wrote and changed, and the one answer that each has.
export interface StoredReview {
  id: string;
  by: string;
  title: string;
  text: string;
  stars: number;
  lang: string;
  /** When it was written or changed last; no two of a store have the same. */
  atMs: number;
  reply: { id: string; text: string; atMs: number } | null;
}

export class FakeReviews {
  readonly reviews: StoredReview[] = [];
  #lastMs = 0;

  /** Now, or a moment after what happened last. */
  tick(): number {
    this.#lastMs = Math.max(Date.now(), this.#lastMs + 1);
    return this.#lastMs;
  }

  write(text: string, over: Partial<StoredReview> = {}): StoredReview {
    const review: StoredReview = {
      id: crypto.randomUUID(),
      by: 'たろう',
      title: '',
      text,
      stars: 2,
      lang: 'ja',
      atMs: this.tick(),
      reply: null,
      ...over,
    };
    this.reviews.push(review);
    return review;
  }

  change(id: string, over: Partial<Pick<StoredReview, 'text' | 'stars'>>): StoredReview {
    const review = this.find(id);
    if (review === undefined) throw new Error(`nobody wrote ${id}`);
    return Object.assign(review, over, { atMs: this.tick() });
  }

  /** What stood there before is gone. */
  answer(review: StoredReview, text: string): NonNullable<StoredReview['reply']> {
    review.reply = { id: review.reply?.id ?? crypto.randomUUID(), text, atMs: this.tick() };
    return review.reply;
  }

  remove(id: string): void {
    const at = this.reviews.findIndex((one) => one.id === id);
    if (at !== -1) this.reviews.splice(at, 1);
  }

  find(id: string): StoredReview | undefined {
    return this.reviews.find((one) => one.id === id);
  }

  newestFirst(): StoredReview[] {
    return this.reviews.toSorted((a, b) => b.atMs - a.atMs);
  }
}
