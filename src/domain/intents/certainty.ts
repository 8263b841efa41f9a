// How certain an answer is: what is known of it as a probability that it is right, and the threshold that a wanted precision takes.

/** Of the likeliest label: its score, how far the next is behind, how like its examples are, how much of the text is known, and how far behind being out of scope is. */
export interface Signs {
  top: number;
  gap: number;
  near: number;
  known: number;
  inside: number;
}

const names = ['top', 'gap', 'near', 'known', 'inside'] as const;

export interface Certainty {
  weights: Signs;
  bias: number;
}

export interface Judged {
  signs: Signs;
  right: boolean;
  /** How much it counts. */
  weight: number;
}

export interface Scored {
  best: number;
  signs: Signs;
}

/**
 * The likeliest of the first `labels` scores, and its signs. A label after them is that of what is out of scope.
 *
 * @param left a label that is taken for unknown; -1 for none
 */
export function readScores(
  scores: Float32Array,
  near: Float32Array,
  known: number,
  labels: number,
  left = -1,
): Scored {
  let [best, first, second] = [-1, -Infinity, -Infinity];
  for (let label = 0; label < labels; label += 1) {
    const score = scores[label] ?? 0;
    if (label === left) continue;
    if (score > first) [best, second, first] = [label, first, score];
    else if (score > second) second = score;
  }
  const inside = scores.length > labels ? first - (scores[labels] ?? 0) : 0;
  const gap = second === -Infinity ? 0 : first - second;
  return { best, signs: { top: first, gap, near: near[best] ?? 0, known, inside } };
}

export function certaintyOf({ weights, bias }: Certainty, signs: Signs): number {
  const power = names.reduce((sum, name) => sum + weights[name] * signs[name], bias);
  return 1 / (1 + Math.exp(-power));
}

const rounds = 30;
/** Holds weights of signs that say little near to nothing. */
const ridge = 0.01;

/** Logistic regression; a sign that would speak against is left out. Without answers of both sides it is their share. */
export function fitCertainty(answers: readonly Judged[]): Certainty {
  const used = new Set<number>(names.map((_, at) => at));
  for (;;) {
    const fitted = fit(answers, [...used]);
    const against = [...used].find((at) => fitted.weights[names[at] ?? 'top'] < 0);
    if (against === undefined) return fitted;
    used.delete(against);
  }
}

function fit(answers: readonly Judged[], used: readonly number[]): Certainty {
  const total = answers.reduce((sum, { weight }) => sum + weight, 0);
  const rightShare = answers.reduce((sum, { right, weight }) => sum + (right ? weight : 0), 0) / (total || 1);
  const plain: Certainty = {
    weights: { top: 0, gap: 0, near: 0, known: 0, inside: 0 },
    bias: Math.log((rightShare + 1e-3) / (1 - rightShare + 1e-3)),
  };
  if (rightShare === 0 || rightShare === 1 || used.length === 0) return plain;
  const means = used.map((at) => meanOf(answers, total, ({ signs }) => signs[names[at] ?? 'top']));
  const spreads = used.map((at, n) =>
    Math.sqrt(meanOf(answers, total, ({ signs }) => (signs[names[at] ?? 'top'] - (means[n] ?? 0)) ** 2)),
  );
  const inputs = answers.map(({ signs }) => [
    ...used.map((at, n) =>
      (spreads[n] ?? 0) < 1e-9 ? 0 : (signs[names[at] ?? 'top'] - (means[n] ?? 0)) / (spreads[n] ?? 1),
    ),
    1,
  ]);
  const solution = newton(answers, inputs, total);
  const weights = { ...plain.weights };
  let bias = solution[used.length] ?? 0;
  for (const [n, at] of used.entries()) {
    const name = names[at] ?? 'top';
    weights[name] = (spreads[n] ?? 0) < 1e-9 ? 0 : (solution[n] ?? 0) / (spreads[n] ?? 1);
    bias -= weights[name] * (means[n] ?? 0);
  }
  return { weights, bias };
}

function meanOf(answers: readonly Judged[], total: number, of: (one: Judged) => number): number {
  return answers.reduce((sum, one) => sum + one.weight * of(one), 0) / total;
}

/** The weights of standardised inputs, the last one of the bias. */
function newton(answers: readonly Judged[], inputs: readonly number[][], total: number): number[] {
  const size = inputs[0]?.length ?? 0;
  const solution = Array.from({ length: size }, () => 0);
  for (let round = 0; round < rounds; round += 1) {
    const slope = solution.map((value, at) => (at === size - 1 ? 0 : -ridge * value));
    const curve = solution.map((_, row) => solution.map((__, at): number => (row === at ? ridge : 0)));
    for (const [n, { right, weight }] of answers.entries()) {
      const input = inputs[n] ?? [];
      const power = input.reduce((sum, value, at) => sum + value * (solution[at] ?? 0), 0);
      const said = 1 / (1 + Math.exp(-power));
      const share = weight / total;
      for (const [row, value] of input.entries()) {
        slope[row] = (slope[row] ?? 0) + share * ((right ? 1 : 0) - said) * value;
        const curves = curve[row] ?? [];
        for (const [at, other] of input.entries()) {
          curves[at] = (curves[at] ?? 0) + share * said * (1 - said) * value * other;
        }
      }
    }
    const step = solve(curve, slope);
    for (const [at, value] of step.entries()) {
      solution[at] = (solution[at] ?? 0) + Math.max(-2, Math.min(2, value));
    }
    if (step.every((value) => Math.abs(value) < 1e-6)) break;
  }
  return solution;
}

/** Of a small positive definite system, by elimination. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, n) => [...row, right[n] ?? 0]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const from = rows[pivot] ?? [];
    for (let below = pivot + 1; below < size; below += 1) {
      const row = rows[below] ?? [];
      const factor = (row[pivot] ?? 0) / (from[pivot] ?? 1);
      for (let at = pivot; at <= size; at += 1) row[at] = (row[at] ?? 0) - factor * (from[at] ?? 0);
    }
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let pivot = size - 1; pivot >= 0; pivot -= 1) {
    const row = rows[pivot] ?? [];
    let rest = row[size] ?? 0;
    for (let at = pivot + 1; at < size; at += 1) rest -= (row[at] ?? 0) * (solution[at] ?? 0);
    solution[pivot] = rest / (row[pivot] ?? 1);
  }
  return solution;
}

export interface Threshold {
  /** From this probability on the label is answered; above 1 where the precision is never reached. */
  at: number;
  /** What it comes to: right ones among answered, and answered ones among all that are in scope. */
  precision: number;
  answered: number;
}

/** The lowest threshold from which on answers are as precise as wanted. */
export function thresholdFor(
  answers: readonly { p: number; right: boolean; inScope: boolean; weight: number }[],
  precision: number,
): Threshold {
  const sorted = answers.toSorted((a, b) => b.p - a.p);
  const inScope = sorted.reduce((sum, one) => sum + (one.inScope ? one.weight : 0), 0);
  let found: Threshold = { at: 2, precision: 0, answered: 0 };
  let [right, all, asked] = [0, 0, 0];
  for (const [at, one] of sorted.entries()) {
    all += one.weight;
    if (one.right) right += one.weight;
    if (one.inScope) asked += one.weight;
    const next = sorted[at + 1]?.p;
    if (next === one.p || right / all < precision) continue;
    // Between this one and the next, so that neither decides by a hair.
    found = { at: (one.p + (next ?? 0)) / 2, precision: right / all, answered: asked / (inScope || 1) };
  }
  return found;
}
