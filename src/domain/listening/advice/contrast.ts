// Whether a word is commoner among some posts than among others by more than chance: counts, G² and weighted log-odds.

export interface Contrast {
  /** Posts with the word among those that matter, and among all others. */
  inside: number;
  outside: number;
  /** Log-likelihood ratio of the two-by-two table; above 15.1 it is chance once in 10,000 times. */
  g2: number;
  /** Logarithm of the odds ratio, drawn towards the word's share in all posts, and the same in standard errors. */
  logOdds: number;
  z: number;
}

function part(observed: number, expected: number): number {
  return observed === 0 ? 0 : observed * Math.log(observed / expected);
}

/** A word seen this often in the prior counts as seen: what nobody writes elsewhere is rare, not impossible. */
const leastPrior = 0.25;

/** Compares `inside` of `insideAll` posts with `outside` of `outsideAll`, which are other posts. */
export function contrast(inside: number, insideAll: number, outside: number, outsideAll: number): Contrast {
  const all = insideAll + outsideAll;
  const share = (inside + outside) / all;
  const [without, withoutOutside] = [insideAll - inside, outsideAll - outside];
  const g2 =
    2 *
    (part(inside, insideAll * share) +
      part(outside, outsideAll * share) +
      part(without, insideAll * (1 - share)) +
      part(withoutOutside, outsideAll * (1 - share)));
  // The prior weighs as much as the posts that matter, and has the word as often as all posts have it.
  const prior = Math.max(leastPrior, insideAll * share);
  const priorWithout = Math.max(leastPrior, insideAll - prior);
  const logOdds =
    Math.log((inside + prior) / (without + priorWithout)) -
    Math.log((outside + prior) / (withoutOutside + priorWithout));
  const z = logOdds / Math.sqrt(1 / (inside + prior) + 1 / (outside + prior));
  return { inside, outside, g2, logOdds, z };
}
