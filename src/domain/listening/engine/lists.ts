// Many short lists of numbers in one array. A list of one needs no room at all: it is its own reference.
import { grownInt32 } from './growing.ts';

/** A reference to a list: 0 is the empty list, n > 0 the list of n - 1 alone, n < 0 the block at -n. */
export type ListRef = number;

export class ListPool {
  /** Blocks: how many numbers, then these, with room up to the next power of two. */
  data = new Int32Array(64);
  private used = 1;
  /** Blocks that were outgrown, by the power of two of their room. */
  private readonly free: number[][] = [];

  /** Appends `value` (not negative, or any in a list of several) and answers the reference to use from now on. */
  push(ref: ListRef, value: number): ListRef {
    if (ref === 0 && value >= 0) return value + 1;
    if (ref >= 0) {
      const block = this.take(1);
      this.data[block] = 0;
      let fresh: ListRef = -block;
      if (ref > 0) fresh = this.push(fresh, ref - 1);
      return this.push(fresh, value);
    }
    let block = -ref;
    const count = this.data[block] ?? 0;
    const isFull = count >= 2 && (count & (count - 1)) === 0;
    if (isFull) {
      const power = 31 - Math.clz32(count);
      const larger = this.take(power + 1);
      this.data.copyWithin(larger, block, block + 1 + count);
      (this.free[power] ??= []).push(block);
      block = larger;
    }
    this.data[block + 1 + count] = value;
    this.data[block] = count + 1;
    return -block;
  }

  /** Takes `value` out of the list, which must have it, and answers the reference to use from now on; the order changes. */
  remove(ref: ListRef, value: number): ListRef {
    if (ref >= 0) return 0;
    const { data } = this;
    const block = -ref;
    const last = block + (data[block] ?? 0);
    let at = block + 1;
    while (at < last && data[at] !== value) at += 1;
    data[at] = data[last] ?? 0;
    const count = last - block - 1;
    data[block] = count;
    if (count > 1 && (count & (count - 1)) !== 0) return ref;
    // The room of a block follows from how many it holds.
    const power = 31 - Math.clz32(count);
    (this.free[power + 1] ??= []).push(block);
    if (count === 1) return (data[block + 1] ?? 0) + 1;
    const smaller = this.take(power);
    this.data.copyWithin(smaller, block, block + 1 + count);
    return -smaller;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.data.byteLength;
  }

  private take(power: number): number {
    const free = this.free[power]?.pop();
    if (free !== undefined) return free;
    const block = this.used;
    this.used += 1 + (1 << power);
    this.data = grownInt32(this.data, this.used);
    return block;
  }
}
