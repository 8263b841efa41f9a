// Lets a few pieces of heavy work run at once and the others wait, so that no caller can take the whole machine.

/** Runs `work` when its turn comes. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes one line: `mostAtOnce` run, the others wait in the order they came. */
export function createTurns(mostAtOnce: number): InTurn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
