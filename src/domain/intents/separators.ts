// One separator for each label against all others, by dual coordinate descent that leaves out what is far on its side.
import { seededRandom } from '../judgement/random.ts';
import type { Rows } from './space.ts';

export interface Labelled {
  rows: Rows;
  /** By row: the number of its label. */
  truths: Int32Array;
  /** By row: how much it counts. */
  weights: Float32Array;
  labels: number;
  /** Features of the space. */
  features: number;
}

/** By feature, then by label; after the last feature the biases. */
export type Weights = Float32Array;

const mostRounds = 25;
/** Ends when no example is further than this from where it should be. */
const tolerance = 0.1;

/**
 * Squared-hinge separators as in `judgement/svm.ts`, for many labels: examples without any part in the solution are left
 * out of later rounds (shrinking, as in Hsieh et al., ICML 2008). The prices of an error are taken one after the other, rising,
 * each beginning where the last ended. Deterministic.
 *
 * @returns for each price all weights
 */
export function trainSeparators(labelled: Labelled, costs: readonly number[], seed: number): Weights[] {
  const { rows, labels, features } = labelled;
  const all = costs.map(() => new Float32Array((features + 1) * labels));
  const squares = new Float64Array(rows.count).map((_, n) => {
    let sum = 1;
    for (let at = rows.starts[n] ?? 0; at < (rows.starts[n + 1] ?? 0); at += 1)
      sum += (rows.values[at] ?? 0) ** 2;
    return sum;
  });
  const state: State = {
    alphas: new Float64Array(rows.count),
    order: new Int32Array(rows.count),
    separator: new Float32Array(features + 1),
    squares,
    random: seededRandom(seed),
  };
  for (let label = 0; label < labels; label += 1) {
    state.alphas.fill(0);
    state.separator.fill(0);
    for (const [n, cost] of costs.entries()) {
      separate(labelled, label, cost, state);
      const into = all[n];
      if (into === undefined) continue;
      for (let feature = 0; feature <= features; feature += 1) {
        into[feature * labels + label] = state.separator[feature] ?? 0;
      }
    }
  }
  return all;
}

interface State {
  alphas: Float64Array;
  order: Int32Array;
  /** The last is the bias: one more feature of each, of value 1. */
  separator: Float32Array;
  squares: Float64Array;
  random: () => number;
}

function separate(
  { rows, truths, weights }: Labelled,
  label: number,
  cost: number,
  { alphas, order, separator, squares, random }: State,
): void {
  const { count, starts, buckets, values } = rows;
  const bias = separator.length - 1;
  for (let n = 0; n < count; n += 1) order[n] = n;
  let active = count;
  // Beyond this an example without a part is left out; nothing is in the first round and where all are looked at again.
  let edge = Infinity;
  for (let round = 0; round < mostRounds; round += 1) {
    for (let at = active - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      const held = order[at] ?? 0;
      order[at] = order[other] ?? 0;
      order[other] = held;
    }
    let furthest = 0;
    for (let at = 0; at < active; at += 1) {
      const n = order[at] ?? 0;
      const sign = truths[n] === label ? 1 : -1;
      const alpha = alphas[n] ?? 0;
      const diagonal = 1 / (2 * cost * (weights[n] ?? 1));
      const [from, to] = [starts[n] ?? 0, starts[n + 1] ?? 0];
      let margin = separator[bias] ?? 0;
      for (let k = from; k < to; k += 1) margin += (separator[buckets[k] ?? 0] ?? 0) * (values[k] ?? 0);
      const gradient = sign * margin - 1 + alpha * diagonal;
      if (alpha === 0 && gradient > edge) {
        active -= 1;
        order[at] = order[active] ?? 0;
        order[active] = n;
        at -= 1;
        continue;
      }
      const projected = Math.abs(alpha === 0 ? Math.min(gradient, 0) : gradient);
      if (projected > furthest) furthest = projected;
      if (projected < 1e-9) continue;
      const next = Math.max(alpha - gradient / ((squares[n] ?? 1) + diagonal), 0);
      const step = (next - alpha) * sign;
      alphas[n] = next;
      for (let k = from; k < to; k += 1) {
        const bucket = buckets[k] ?? 0;
        separator[bucket] = (separator[bucket] ?? 0) + step * (values[k] ?? 0);
      }
      separator[bias] = (separator[bias] ?? 0) + step;
    }
    // Nearly all examples of other labels end without a part, just beyond the edge: waiting until they are far is slow.
    if (furthest >= tolerance) edge = 0.01;
    else if (active === count) return;
    else {
      // Those left out are looked at once more before it is believed.
      active = count;
      edge = Infinity;
    }
  }
}
