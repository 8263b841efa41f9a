// R11: no copy and paste. How alike a draft and a recent reply are, by the runs of characters they share.
import { foldText } from '../../listening/fold.ts';
import type { Rule } from '../finding.ts';

const runLength = 4;
/** Shorter texts are alike by themselves: thanks, greetings. In characters after folding. */
const shortest = 16;
/** Of all runs of either, so many in both. */
const mostShared = 0.6;

/** What every reply has, and what makes none alike: handles, addresses, numbers, signs. */
const common = /https?:\/\/\S+|[@＠][\w.-]+|\p{N}+|[\p{P}\p{S}\p{Z}\p{C}]+/gu;

function runsOf(text: string, leftOut: string): Set<string> | null {
  const plain = foldText(text).replaceAll(leftOut, '').replaceAll(common, '');
  const units = Array.from(plain);
  if (units.length < shortest) return null;
  return new Set(units.slice(0, 1 - runLength).map((_, at) => units.slice(at, at + runLength).join('')));
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const run of one) if (other.has(run)) both += 1;
  return both / (one.size + other.size - both);
}

export const r11: Rule = {
  id: 'R11',
  level: 'warn',
  check({ draft, recentReplies, persona: { signature } }) {
    const leftOut = foldText(signature);
    const own = runsOf(draft, leftOut);
    if (own === null) return [];
    let most = 0;
    for (const reply of recentReplies) {
      const runs = runsOf(reply, leftOut);
      if (runs !== null) most = Math.max(most, shared(own, runs));
    }
    return most < mostShared ? [] : [{ reason: 'copied', params: { share: String(Math.round(most * 100)) } }];
  },
};
