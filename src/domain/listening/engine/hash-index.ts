// A hash table from 32-bit hashes to lists, in segments that grow one by one, so that no growth takes long.
import type { ListPool, ListRef } from './lists.ts';

const segmentBits = 6;
const smallest = 8;

export class HashIndex {
  /** Pairs of hash and reference; a reference of 0 is an empty place. */
  private readonly segments: Int32Array[] = Array.from(
    { length: 1 << segmentBits },
    () => new Int32Array(smallest * 2),
  );
  private readonly counts = new Int32Array(1 << segmentBits);
  /** Distinct hashes. */
  count = 0;

  /** The list under `hash`; 0 when there is none. */
  find(hash: number): ListRef {
    const segment = this.segments[hash >>> (32 - segmentBits)] as Int32Array;
    const mask = segment.length - 2;
    for (let at = (hash << 1) & mask; ; at = (at + 2) & mask) {
      const ref = segment[at + 1] ?? 0;
      if (ref === 0 || segment[at] === hash) return ref;
    }
  }

  /** Appends `value`, not negative, to the list under `hash`. */
  add(hash: number, value: number, lists: ListPool): void {
    const number = hash >>> (32 - segmentBits);
    let segment = this.segments[number] as Int32Array;
    const count = this.counts[number] ?? 0;
    if (count * 8 >= segment.length * 3) {
      segment = grown(segment);
      this.segments[number] = segment;
    }
    const at = placeOf(segment, hash);
    const ref = segment[at + 1] ?? 0;
    if (ref === 0) {
      segment[at] = hash;
      this.counts[number] = count + 1;
      this.count += 1;
    }
    segment[at + 1] = lists.push(ref, value);
  }

  /** Calls `each` with every hash that has a list. */
  forEach(each: (hash: number) => void): void {
    for (const segment of this.segments) {
      for (let at = 0; at < segment.length; at += 2) if (segment[at + 1] !== 0) each(segment[at] ?? 0);
    }
  }

  /** Bytes held. */
  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + segment.byteLength, 0);
  }
}

function placeOf(segment: Int32Array, hash: number): number {
  const mask = segment.length - 2;
  let at = (hash << 1) & mask;
  while (segment[at + 1] !== 0 && segment[at] !== hash) at = (at + 2) & mask;
  return at;
}

function grown(segment: Int32Array): Int32Array {
  const larger = new Int32Array(segment.length * 2);
  for (let at = 0; at < segment.length; at += 2) {
    const ref = segment[at + 1] ?? 0;
    if (ref === 0) continue;
    const to = placeOf(larger, segment[at] ?? 0);
    larger[to] = segment[at] ?? 0;
    larger[to + 1] = ref;
  }
  return larger;
}
