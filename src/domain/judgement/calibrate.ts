// Margins as probabilities: a sigmoid fitted to margins that training did not see (Platt, 1999, as Lin, Lin and Weng mended it, 2007).

export interface Sigmoid {
  /** Probability = 1 / (1 + exp(slope × margin + offset)); the slope of a good separator is negative. */
  slope: number;
  offset: number;
}

export interface Seen {
  margin: number;
  positive: boolean;
}

export function probabilityOf({ slope, offset }: Sigmoid, margin: number): number {
  const power = slope * margin + offset;
  return power >= 0 ? Math.exp(-power) / (1 + Math.exp(-power)) : 1 / (1 + Math.exp(power));
}

const mostRounds = 100;
const ridge = 1e-12;

/** Newton's method with backtracking. Without examples of both sides the probability is their share, whatever the margin. */
export function fitSigmoid(seen: readonly Seen[]): Sigmoid {
  const positives = seen.filter(({ positive }) => positive).length;
  const negatives = seen.length - positives;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  let [slope, offset] = [0, Math.log((negatives + 1) / (positives + 1))];
  if (positives === 0 || negatives === 0) return { slope, offset };
  const lossOf = (a: number, b: number): number => {
    let sum = 0;
    for (const { margin, positive } of seen) {
      const target = positive ? high : low;
      const power = a * margin + b;
      sum +=
        power >= 0
          ? target * power + Math.log1p(Math.exp(-power))
          : (target - 1) * power + Math.log1p(Math.exp(power));
    }
    return sum;
  };
  let loss = lossOf(slope, offset);
  for (let round = 0; round < mostRounds; round += 1) {
    let [h11, h22, h21, g1, g2] = [ridge, ridge, 0, 0, 0];
    for (const { margin, positive } of seen) {
      const p = probabilityOf({ slope, offset }, margin);
      const curve = p * (1 - p);
      const error = (positive ? high : low) - p;
      h11 += margin * margin * curve;
      h22 += curve;
      h21 += margin * curve;
      g1 += margin * error;
      g2 += error;
    }
    if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) break;
    const determinant = h11 * h22 - h21 * h21;
    const stepSlope = -(h22 * g1 - h21 * g2) / determinant;
    const stepOffset = -(-h21 * g1 + h11 * g2) / determinant;
    const descent = g1 * stepSlope + g2 * stepOffset;
    let length = 1;
    for (; length >= 1e-10; length /= 2) {
      const next = lossOf(slope + length * stepSlope, offset + length * stepOffset);
      if (next >= loss + 1e-4 * length * descent) continue;
      slope += length * stepSlope;
      offset += length * stepOffset;
      loss = next;
      break;
    }
    if (length < 1e-10) break;
  }
  return { slope, offset };
}

/** How far probabilities are from what happens, over equal bins (expected calibration error, 0 to 1). */
export function calibrationError(
  seen: readonly { probability: number; positive: boolean }[],
  bins = 10,
): number {
  if (seen.length === 0) return 0;
  const groups = Array.from({ length: bins }, () => ({ count: 0, said: 0, was: 0 }));
  for (const { probability, positive } of seen) {
    const group = groups[Math.min(bins - 1, Math.floor(probability * bins))];
    if (group === undefined) continue;
    group.count += 1;
    group.said += probability;
    group.was += positive ? 1 : 0;
  }
  return groups.reduce((sum, { said, was }) => sum + Math.abs(said - was), 0) / seen.length;
}
