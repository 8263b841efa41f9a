// What a workspace learnt for one language: what is to be added to the built-in model's log-odds, in one byte a weight.
import { isSaidByCues } from '../cue-rules.ts';
import type { Cue } from '../cues.ts';
import { checkFrame, frame, unframe } from '../framed.ts';
import type { HeadName } from '../labels.ts';
import { marginsOf, type Model } from '../model.ts';
import type { SparseVector } from '../sparse.ts';

export interface TeamHead {
  name: HeadName;
  /** What one step of its weights' bytes is worth. */
  step: number;
  bias: number;
  /** Of the built-in log-odds. */
  factor: number;
  /** From which probability on the answer is yes. */
  cut: number;
  /** Whether probabilities and cut were fitted to answers that its weights did not see. */
  isRefitted: boolean;
}

export interface TeamHeader {
  format: 1;
  lang: string;
  /** Fewer than the built-in model's: several of its buckets share one here. */
  bits: number;
  /** SHA-256 of the built-in weights that this adds to; to others it must not be added. */
  base: string;
  heads: TeamHead[];
}

export interface TeamModel {
  header: TeamHeader;
  /** By bucket, then by head. */
  weights: Int8Array;
}

/** Of a question without built-in weights: phrases are right in about three of four posts. */
const cueOdds = 1;
/** Beyond this, log-odds say nothing more, and a few answers must be able to speak against them. */
const mostOdds = 6;

/** One of two, by bucket: what falls together by chance then cancels out rather than adds up. */
const signOf = (bucket: number): number => (Math.imul(bucket, 0x9e3779b1) < 0 ? -1 : 1);

/** Several buckets of a vector of 2^from in one of 2^to: buckets are the first bits of a hash. */
export function folded({ buckets, values }: SparseVector, from: number, to: number): SparseVector {
  const shift = from - to;
  const joined: number[] = [];
  const sums: number[] = [];
  // Rising by bucket, so that those of one fold stand side by side.
  for (let at = 0; at < buckets.length; at += 1) {
    const whole = buckets[at] ?? 0;
    const bucket = whole >>> shift;
    const last = joined.length - 1;
    const value = (values[at] ?? 0) * signOf(whole);
    if (joined[last] === bucket) sums[last] = (sums[last] ?? 0) + value;
    else {
      joined.push(bucket);
      sums.push(value);
    }
  }
  return { buckets: Int32Array.from(joined), values: Float32Array.from(sums) };
}

/** A post as a `Vectoriser` read it. */
export interface ReadPost {
  vector: SparseVector;
  cues: readonly Cue[];
}

/** By question, the log-odds of a yes by the built-in model, or by phrases where it has no weights. */
export function builtInOdds(model: Model, { vector, cues }: ReadPost): (name: HeadName) => number {
  const margins = marginsOf(model, vector);
  const odds = new Map<string, number>(
    model.header.heads.map(({ name, sigmoid }, head) => {
      const believed = -(sigmoid.slope * (margins[head] ?? 0) + sigmoid.offset);
      return [name, Math.max(-mostOdds, Math.min(mostOdds, believed))];
    }),
  );
  return (name) => odds.get(name) ?? (isSaidByCues(name, cues) ? cueOdds : -cueOdds);
}

const probability = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** The probabilities of all questions that either of the two answers. */
export function teamProbabilities(model: Model, team: TeamModel, read: ReadPost): Map<HeadName, number> {
  const before = builtInOdds(model, read);
  const { heads, bits } = team.header;
  const { buckets, values } = folded(read.vector, model.header.bits, bits);
  const sums = new Float64Array(heads.length);
  for (let at = 0; at < buckets.length; at += 1) {
    const from = (buckets[at] ?? 0) * heads.length;
    const value = values[at] ?? 0;
    for (let head = 0; head < heads.length; head += 1) {
      sums[head] = (sums[head] ?? 0) + value * (team.weights[from + head] ?? 0);
    }
  }
  const names = model.header.heads.map(({ name }) => name as HeadName);
  const said = new Map(names.map((name) => [name, probability(before(name))]));
  for (const [head, { name, step, bias, factor }] of heads.entries()) {
    said.set(name, probability(before(name) * factor + (sums[head] ?? 0) * step + bias));
  }
  return said;
}

/** Header and weights, as `framed.ts` has it. */
export function writeTeamModel({ header, weights }: TeamModel): Uint8Array {
  return frame(header, weights);
}

/** Errors: an Error that says what is wrong with the bytes. */
export function readTeamModel(bytes: Uint8Array): TeamModel {
  const { header: read, from } = unframe(bytes);
  const header = read as TeamHeader;
  checkFrame(bytes, header.format, from + (1 << header.bits) * header.heads.length);
  // A copy: what was read may be a part of larger memory that is used again.
  return { header, weights: Int8Array.from(bytes.subarray(from)) };
}
