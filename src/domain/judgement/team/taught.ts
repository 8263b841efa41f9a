// What may be learnt from: which of the answers about a post, and when there is enough.
import type { Correction } from '../correction.ts';
import { isOnlyAboutUs } from '../labels.ts';

/** A post that is not about us says nothing of what customers need. */
export function mayBeTaught(corrections: readonly Correction[]): Correction[] {
  const isOurs = !corrections.some(({ kind, value }) => kind === 'about' && value === 'no');
  return corrections.filter(({ kind }) => isOurs || !isOnlyAboutUs(kind));
}

/** Judgements that people said something of, until the first version is made. */
const leastCorrections = 50;
/** A further version needs so many more, and a quarter more than the one before. */
const leastFresh = 25;
const freshPart = 0.25;

/** With fewer corrections a version cannot even be made by hand. */
export const leastByHand = 20;

/** How many corrections the next version needs that were not in the last one; `atLast` is null before the first. */
export function freshForNext(atLast: number | null): number {
  return missingUntilNext(atLast ?? 0, atLast);
}

/** How many corrections have still to come until a version is made by itself; `atLast` is null before the first. */
export function missingUntilNext(corrections: number, atLast: number | null): number {
  const wanted =
    atLast === null ? leastCorrections : atLast + Math.max(leastFresh, Math.ceil(atLast * freshPart));
  return Math.max(0, wanted - corrections);
}
