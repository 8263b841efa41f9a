// Learns from what people said of judgements: for each question what is to be added to the built-in model, and no more than that.
import { fitSigmoid, probabilityOf, type Seen } from '../calibrate.ts';
import type { HeadAnswers } from '../correction.ts';
import { headNames, type HeadName } from '../labels.ts';
import { bestCut } from '../metrics.ts';
import type { Model } from '../model.ts';
import { seededRandom } from '../random.ts';
import { recallCounts } from '../train.ts';
import { Vectoriser, type PostToJudge } from '../vectors.ts';
import { nudgedOdds, trainNudge, type Nudge, type NudgeExample } from './nudge.ts';
import { builtInOdds, folded, type TeamHead, type TeamModel } from './team-model.ts';

/** A post with the answers that lie in what was said of it. */
export interface TaughtPost extends PostToJudge {
  answers: HeadAnswers;
}

export interface Lesson {
  /** What people of the workspace said. */
  posts: readonly TaughtPost[];
  /** Posts of Kizuki's own, so that who corrects mistakes only does not teach that everything is one. */
  replayed: readonly TaughtPost[];
  /** SHA-256 of the built-in weights. */
  base: string;
  seed: number;
}

/** 2^13 buckets: of more, 500 corrections learn half a point more, and weights are as much larger. */
const bits = 13;
const spread = 8;
/** What people say counts eight times as much as what is replayed, and the more so the more they have said. */
const replayWeight = 1 / 8;
/** From so many answers on, what is replayed counts less and less. */
const replayedFully = 50;
/** A question with fewer answers keeps what it has. */
const leastAnswers = 10;
/** One without built-in weights needs so many of either side. */
const leastOfSide = 8;
/** From so many answers on, and of either side, probabilities and cut are fitted anew. */
const refitFrom = { answers: 200, side: 40 } as const;
const folds = 5;
const rounds = { whole: 30, fold: 15 } as const;

interface Reading {
  odds: (name: HeadName) => number;
  vector: NudgeExample['vector'];
  answers: HeadAnswers;
}

/** Deterministic: the same posts in the same order give the same bytes. */
export function learnTeamModel(model: Model, { posts, replayed, base, seed }: Lesson): TeamModel {
  const vectoriser = new Vectoriser(model.header.bits, model.rarity);
  const read = (post: TaughtPost): Reading => {
    const { vector, cues } = vectoriser.read(post);
    return {
      odds: builtInOdds(model, { vector, cues }),
      vector: folded(vector, model.header.bits, bits),
      answers: post.answers,
    };
  };
  const taught = posts.map(read);
  const others = replayed.map(read);
  const learnt: { head: TeamHead; weights: Float64Array }[] = [];
  for (const name of headNames) {
    const known = examplesOf(name, taught, 1);
    const yes = known.filter(({ positive }) => positive).length;
    const side = Math.min(yes, known.length - yes);
    const builtIn = model.header.heads.find((head) => head.name === name);
    if (known.length < leastAnswers || (builtIn === undefined && side < leastOfSide)) continue;
    const weight = replayWeight * Math.min(1, replayedFully / known.length);
    const all = { known, others: examplesOf(name, others, weight) };
    let nudge = train([...all.known, ...all.others], { seed, mostRounds: rounds.whole });
    let cut = builtIn?.cut ?? 0.5;
    const isRefitted = known.length >= refitFrom.answers && side >= refitFrom.side;
    if (isRefitted) ({ nudge, cut } = refit(name, nudge, unseenOdds(all, seed)));
    const { weights, bias, factor } = nudge;
    learnt.push({ weights, head: { name, step: 1, bias, factor, cut, isRefitted } });
  }
  return pack(
    { format: 1, lang: model.header.lang, bits, base, heads: learnt.map(({ head }) => head) },
    learnt,
  );
}

function examplesOf(name: HeadName, readings: readonly Reading[], weight: number): NudgeExample[] {
  return readings.flatMap(({ odds, vector, answers }) => {
    const positive = answers[name];
    return positive === undefined ? [] : [{ vector, before: odds(name), positive, weight }];
  });
}

function train(examples: readonly NudgeExample[], options: { seed: number; mostRounds: number }): Nudge {
  const { seed, mostRounds } = options;
  return trainNudge(examples, { size: 1 << bits, spread, random: seededRandom(seed), mostRounds });
}

/** Log-odds of each known answer by what was learnt without it. */
function unseenOdds(
  { known, others }: { known: readonly NudgeExample[]; others: readonly NudgeExample[] },
  seed: number,
): Seen[] {
  const seen: Seen[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const rest = known.filter((_, n) => n % folds !== fold);
    const part = train([...rest, ...others], { seed: seed + fold + 1, mostRounds: rounds.fold });
    for (const [n, example] of known.entries()) {
      if (n % folds === fold) seen.push({ margin: nudgedOdds(part, example), positive: example.positive });
    }
  }
  return seen;
}

/** The same order of posts with probabilities that fit what was not seen, and the cut that is best there. */
function refit(name: HeadName, nudge: Nudge, seen: readonly Seen[]): { nudge: Nudge; cut: number } {
  const { weights, bias, factor } = nudge;
  const sigmoid = fitSigmoid(seen);
  // A slope the other way would turn the order round, which so little cannot justify.
  const slope = Math.min(-0.1, sigmoid.slope);
  const fitted = { slope, offset: sigmoid.offset };
  const cut = bestCut(
    seen.map(({ margin, positive }) => ({ probability: probabilityOf(fitted, margin), positive })),
    recallCounts[name],
  );
  return {
    cut,
    nudge: {
      weights: weights.map((weight) => weight * -slope),
      bias: bias * -slope - fitted.offset,
      factor: factor * -slope,
    },
  };
}

function pack(
  header: TeamModel['header'],
  learnt: readonly { head: TeamHead; weights: Float64Array }[],
): TeamModel {
  const bytes = new Int8Array((1 << bits) * learnt.length);
  for (const [at, { head, weights }] of learnt.entries()) {
    const most = weights.reduce((sum, weight) => Math.max(sum, Math.abs(weight)), 0);
    head.step = most === 0 ? 1 : most / 127;
    for (const [bucket, weight] of weights.entries()) {
      bytes[bucket * learnt.length + at] = Math.round(weight / head.step);
    }
  }
  return { header, weights: bytes };
}
