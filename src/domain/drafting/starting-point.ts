// What a reply began with, and how much of the one is left in the other.
import { foldText } from '../listening/fold.ts';
import { betweenBlanks } from './blanks.ts';

/** `model`: a draft that a language model wrote for this very reply. */
export const startingPointKinds = ['snippet', 'answer', 'article', 'model'] as const;
export type StartingPointKind = (typeof startingPointKinds)[number];

export interface StartingPoint {
  kind: StartingPointKind;
  id: string;
}

/** Less than this left: it was put in and taken out again. */
export const leastKept = 0.2;
/** As much left, and as little beside it (a name, a signature): it was sent as it was. */
export const asItWas = { kept: 0.95, own: 0.25 } as const;

const runLength = 3;
const beside = /[\p{P}\p{S}\p{Z}\p{C}]+/gu;

function runsOf(text: string): Set<string> {
  const units = Array.from(foldText(text).replaceAll(beside, ''));
  if (units.length <= runLength) return new Set(units.length === 0 ? [] : [units.join('')]);
  return new Set(units.slice(0, 1 - runLength).map((_, at) => units.slice(at, at + runLength).join('')));
}

/**
 * `kept`: the share of a starting point's words that stand in the reply, blanks not counted. `own`: the share of the
 * reply's that do not come from it. Both from 0 to 1.
 */
export function sharesOf(begun: string, sent: string): { kept: number; own: number } {
  // Beside a blank other words stand by now: no run goes across it.
  const runs = new Set(betweenBlanks(begun).flatMap((part) => [...runsOf(part)]));
  const held = runsOf(sent);
  let both = 0;
  for (const run of runs) if (held.has(run)) both += 1;
  return {
    kept: runs.size === 0 ? 0 : both / runs.size,
    own: held.size === 0 ? 0 : 1 - both / held.size,
  };
}

/** Whether a reply still is what it began with: more of it is left than if it had been taken out again. */
export function isLeftIn(sent: string, begun: readonly string[]): boolean {
  return begun.some((text) => sharesOf(text, sent).kept >= leastKept);
}

/**
 * Across cases: so much of a text stands in the reply, of a text that says so much. Replies to other questions by other people
 * share a third at most (of `test/guideline`: 200 in English held against 100 others, 200 in Japanese against 27).
 */
const copied = { kept: 0.5, leastRuns: 40 } as const;

/** Whether a reply was made of one of these, which were written for others; what stands in `known` too is nobody's own. */
export function isCopiedFrom(sent: string, texts: readonly string[], known: readonly string[]): boolean {
  const alike = texts.filter((text) => sharesOf(text, sent).kept >= copied.kept);
  if (alike.length === 0) return false;
  const held = runsOf(sent);
  const ours = new Set(known.flatMap((text) => [...runsOf(text)]));
  return alike.some((text) => {
    const runs = betweenBlanks(text)
      .flatMap((part) => [...runsOf(part)])
      .filter((run) => !ours.has(run));
    const both = runs.filter((run) => held.has(run));
    return runs.length >= copied.leastRuns && both.length >= copied.kept * runs.length;
  });
}
