// Ids of Misskey: texts that begin with the time of what they name, whichever of its five kinds a server gives out.
import type { IdOrder } from '../kit/position.ts';

/** Whether `a` comes after `b`; null where a server changed the kind of its ids between them. */
export function isLater(a: string, b: string): boolean | null {
  return a.length === b.length ? a > b : null;
}

export const idOrder: IdOrder = { isLater, stable: (id) => id };
