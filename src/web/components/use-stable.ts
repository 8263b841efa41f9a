// Functions that stay the same from drawing to drawing, so that what is given them need not be drawn again for them.
import { useCallback, useInsertionEffect, useRef, useState } from 'react';

/** Does what `newest` of the last drawing does. For keys and clicks: not to be called while drawing. */
export function useStable<Given extends readonly unknown[], Answer>(
  newest: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const held = useRef(newest);
  useInsertionEffect(() => {
    held.current = newest;
  });
  return useCallback((...given) => held.current(...given), []);
}

type Doing = (...given: readonly unknown[]) => unknown;

/** The same for an object of functions, which are always those of the first drawing by their names. */
export function useStableAll<Functions extends object>(newest: Functions): Functions {
  const held = useRef(newest);
  useInsertionEffect(() => {
    held.current = newest;
  });
  const [stable] = useState(() => {
    const names = Object.keys(newest);
    const doing = (name: string): Doing => {
      return (...given) => (held.current as Record<string, Doing>)[name]?.(...given);
    };
    return Object.fromEntries(names.map((name) => [name, doing(name)])) as Functions;
  });
  return stable;
}
