// Sparse vectors: the buckets a post has and how much of each, rising by bucket.

export interface SparseVector {
  readonly buckets: Int32Array;
  readonly values: Float32Array;
}

/** Gathers what a post has of each bucket; used again for the next post. */
export class Gatherer {
  private readonly amounts: Float32Array;
  private readonly touched: number[] = [];

  constructor(bits: number) {
    this.amounts = new Float32Array(1 << bits);
  }

  add(bucket: number, amount = 1): void {
    const before = this.amounts[bucket] ?? 0;
    if (before === 0) this.touched.push(bucket);
    this.amounts[bucket] = before + amount;
  }

  /** What was gathered, each amount as `weigh` sees it, and made one long if it was `least` long; then it is empty again. */
  take(weigh: (amount: number, bucket: number) => number, least = 0): SparseVector {
    const sorted = Int32Array.from(this.touched).toSorted();
    const values = new Float32Array(sorted.length);
    let square = 0;
    for (const [at, bucket] of sorted.entries()) {
      const value = weigh(this.amounts[bucket] ?? 0, bucket);
      values[at] = value;
      square += value * value;
      this.amounts[bucket] = 0;
    }
    this.touched.length = 0;
    const scale = square === 0 ? 0 : 1 / Math.max(least, Math.sqrt(square));
    for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) * scale;
    return { buckets: sorted, values };
  }
}

export function dot(vector: SparseVector, weights: Float32Array | Float64Array): number {
  const { buckets, values } = vector;
  let sum = 0;
  for (let at = 0; at < buckets.length; at += 1) sum += (values[at] ?? 0) * (weights[buckets[at] ?? 0] ?? 0);
  return sum;
}

/** Adds `times` the vector to the weights. */
export function addTo(weights: Float64Array, { buckets, values }: SparseVector, times: number): void {
  for (let at = 0; at < buckets.length; at += 1) {
    const bucket = buckets[at] ?? 0;
    weights[bucket] = (weights[bucket] ?? 0) + times * (values[at] ?? 0);
  }
}
