// Makes a fresh index beside the one in use, a few queries at a time, without what was removed and with newer frequencies.
import { entryWidth, HEAD, type Core } from './core.ts';

export class Rebuild {
  readonly fresh: Core;
  /** For each query of the old index its number in the fresh one; -1 when it was left out. */
  readonly moved: number[] = [];
  private readonly old: Core;

  constructor(old: Core, fresh: Core) {
    this.old = old;
    this.fresh = fresh;
  }

  /** Copies up to `most` queries; answers whether all are copied. */
  step(most: number): boolean {
    const { old, fresh, moved } = this;
    for (let n = 0; n < most && moved.length < old.entryCount; n += 1) {
      const entry = moved.length;
      const head = old.entries[entry * entryWidth + HEAD] ?? 0;
      if (head === 0) moved.push(-1);
      else {
        const copy = fresh.copyEntry(old, entry);
        fresh.entries[copy * entryWidth + HEAD] = head;
        moved.push(copy);
      }
    }
    return moved.length === old.entryCount;
  }

  /** Takes over who asks the query `entry` of the old index now, after somebody came or went. */
  follow(entry: number): void {
    const copy = this.moved[entry];
    // What is still to come will be copied as it is then.
    if (copy === undefined) return;
    const head = this.old.entries[entry * entryWidth + HEAD] ?? 0;
    if (copy !== -1) this.fresh.entries[copy * entryWidth + HEAD] = head;
    else if (head !== 0) {
      const again = this.fresh.copyEntry(this.old, entry);
      this.fresh.entries[again * entryWidth + HEAD] = head;
      this.moved[entry] = again;
    }
  }
}
