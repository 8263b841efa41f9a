// Lets things happen one after the other that are asked for at once.

export type InTurn = (act: () => Promise<void>) => Promise<void>;

/** Makes an `InTurn`. What fails does not keep the next from its turn. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = last.then(act, act);
    last = mine.catch(() => {});
    return mine;
  };
}
