// Which literals a post may have, found in stages, each for all of its pieces: so their waits for memory overlap.
import { grownInt32 } from './growing.ts';
import type { HashIndex } from './hash-index.ts';
import type { ListPool } from './lists.ts';
import { literalWidth, START, type LiteralTable } from './literals.ts';
import type { PieceScan } from './pieces.ts';

export class Hits {
  /** The first `count` are literals that have a piece of the post, and the number of that piece. */
  literals = new Int32Array(256);
  pieces = new Int32Array(256);
  count = 0;
  private passed = new Int32Array(256);
  private refs = new Int32Array(256);
  /** Nobody reads it; but without it nothing would be read. */
  private touched = 0;

  private readonly index: HashIndex;
  private readonly lists: ListPool;
  private readonly table: LiteralTable;

  constructor(index: HashIndex, lists: ListPool, table: LiteralTable) {
    this.index = index;
    this.lists = lists;
    this.table = table;
  }

  /**
   * Looks up all pieces of a post.
   *
   * @param filter two bits for each piece that anybody looks for, in the word that the hash's bits from `shift` on name
   */
  find(scan: PieceScan, filter: Int32Array, shift: number): void {
    const { index, lists, table } = this;
    const passedCount = this.pass(scan, filter, shift);
    const { passed } = this;
    if (this.refs.length < passedCount) this.refs = grownInt32(this.refs, passedCount);
    const { refs } = this;
    for (let n = 0; n < passedCount; n += 1) refs[n] = index.find(scan.hashes[passed[n] ?? 0] ?? 0);
    this.count = 0;
    for (let n = 0; n < passedCount; n += 1) this.take(refs[n] ?? 0, passed[n] ?? 0, lists);
    const { count, literals } = this;
    const { meta, pool } = table;
    let touched = 0;
    for (let n = 0; n < count; n += 1) {
      touched ^= pool[meta[(literals[n] ?? 0) * literalWidth + START] ?? 0] ?? 0;
    }
    this.touched ^= touched;
  }

  /** The numbers of the pieces that pass the filter; without a branch, which nobody could predict. */
  private pass({ hashes, count }: PieceScan, filter: Int32Array, shift: number): number {
    if (this.passed.length < count) this.passed = grownInt32(this.passed, count);
    const { passed } = this;
    let passedCount = 0;
    for (let n = 0; n < count; n += 1) {
      const hash = hashes[n] ?? 0;
      const word = filter[hash >>> shift] ?? 0;
      passed[passedCount] = n;
      passedCount += (word >>> hash) & (word >>> (hash >>> 5)) & 1;
    }
    return passedCount;
  }

  private take(ref: number, piece: number, { data }: ListPool): void {
    if (ref === 0) return;
    const more = ref > 0 ? 1 : (data[-ref] ?? 0);
    if (this.count + more > this.literals.length) {
      this.literals = grownInt32(this.literals, this.count + more);
      this.pieces = grownInt32(this.pieces, this.count + more);
    }
    const { literals, pieces, count } = this;
    for (let n = 0; n < more; n += 1) {
      literals[count + n] = ref > 0 ? ref - 1 : (data[n + 1 - ref] ?? 0);
      pieces[count + n] = piece;
    }
    this.count = count + more;
  }
}
