// The last live changes, so that an answer that was on its way while they came can catch up with them.
import type { LiveChange } from '../../contract/live.ts';

export interface Recent {
  add: (changes: readonly LiveChange[]) => void;
  /** A mark for now, to ask later what came after it. */
  mark: () => number;
  since: (mark: number) => readonly LiveChange[];
}

/** Keeps at most `limit` changes; an answer older than that is rare, and the next change or reading mends it. */
export function createRecent(limit = 2000): Recent {
  let kept: LiveChange[] = [];
  let dropped = 0;
  return {
    add(changes) {
      kept = [...kept, ...changes];
      const surplus = kept.length - limit;
      if (surplus > 0) {
        kept = kept.slice(surplus);
        dropped += surplus;
      }
    },
    mark: () => dropped + kept.length,
    since: (mark) => kept.slice(Math.max(0, mark - dropped)),
  };
}
