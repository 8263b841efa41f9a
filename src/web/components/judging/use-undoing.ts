// The last thing done, of several kinds, and how to take it back.
import { useRef } from 'react';

export interface Undoing {
  remember: (undo: () => void) => void;
  /** Takes the last thing back, once. */
  undo: () => void;
}

export function useUndoing(): Undoing {
  const last = useRef<(() => void) | null>(null);
  return {
    remember(undo) {
      last.current = undo;
    },
    undo() {
      const undo = last.current;
      last.current = null;
      undo?.();
    },
  };
}
