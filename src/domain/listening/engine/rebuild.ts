// Makes a fresh index beside the one in use, a few queries at a time, without what was removed and with newer frequencies.
import { entryWidth, HEAD, type Core } from './core.ts';

/** In `moved`: not copied yet, and left out. */
const [later, leftOut] = [-2, -1];
/** Literals that may be passed by as for one query: most are looked up for none. */
const literalsPerStep = 4;

/**
 * Queries that are looked up by the same literal come to stand side by side: who has it in a post looks at all of them,
 * and what is far apart in memory costs more than all the rest.
 */
export class Rebuild {
  readonly fresh: Core;
  /** For each query of the old index its number in the fresh one; below 0 when it has none. */
  private moved = new Int32Array(0);
  private readonly old: Core;
  /** The next literal whose queries are copied, and the next of these; then the next query of all. */
  private literal = 0;
  private posting = 0;
  private entry = 0;

  constructor(old: Core, fresh: Core) {
    this.old = old;
    this.fresh = fresh;
    this.reserve();
  }

  /** Copies up to `most` queries; answers whether all are copied. */
  step(most: number): boolean {
    const { old } = this;
    this.reserve();
    for (let left = most * literalsPerStep; this.literal < old.literals.count && left > 0;) {
      const entry = old.postingOf(this.literal, this.posting);
      this.posting += 1;
      left -= 1;
      if (entry === null) {
        this.literal += 1;
        this.posting = 0;
      } else if (entry >= 0 && this.moved[entry] === later) {
        this.copy(entry);
        left -= literalsPerStep - 1;
      }
    }
    if (this.literal < old.literals.count) return false;
    for (let left = most; this.entry < old.entryCount && left > 0; this.entry += 1) {
      if (this.moved[this.entry] !== later) continue;
      this.copy(this.entry);
      left -= 1;
    }
    return this.entry === old.entryCount;
  }

  /** The fresh number of a query of the old index, when all are copied; -1 when it was left out. */
  movedTo(entry: number): number {
    return this.moved[entry] ?? leftOut;
  }

  /** Takes over who asks the query `entry` of the old index now, after somebody came or went. */
  follow(entry: number): void {
    this.reserve();
    const copy = this.moved[entry] ?? later;
    // What is still to come will be copied as it is then.
    if (copy === later) return;
    if (copy === leftOut) this.copy(entry);
    else this.fresh.entries[copy * entryWidth + HEAD] = this.old.entries[entry * entryWidth + HEAD] ?? 0;
  }

  private copy(entry: number): void {
    const { old, fresh, moved } = this;
    const head = old.entries[entry * entryWidth + HEAD] ?? 0;
    if (head === 0) {
      moved[entry] = leftOut;
      return;
    }
    const copy = fresh.copyEntry(old, entry);
    fresh.entries[copy * entryWidth + HEAD] = head;
    moved[entry] = copy;
  }

  /** Makes room for queries that came since. */
  private reserve(): void {
    const { length } = this.moved;
    if (length >= this.old.entryCount) return;
    const grown = new Int32Array(this.old.entryCount + (this.old.entryCount >> 2) + 64).fill(later, length);
    grown.set(this.moved);
    this.moved = grown;
  }
}
