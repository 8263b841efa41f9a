// Trains a language's model from labelled posts: all heads over the same vectors, each with its own cut and measured quality.
import { calibrationError, probabilityOf } from './calibrate.ts';
import { trainHead, type LabelledVector } from './head.ts';
import { headNames, type HeadName } from './labels.ts';
import { bestCut, qualityOf, type Answer, type Quality } from './metrics.ts';
import { packModel, type Model } from './model.ts';
import { rarityOf, Vectoriser, type PostToJudge } from './vectors.ts';

/** A post with the answers that are known of it; a head learns from those that have its answer. */
export interface TrainingPost extends PostToJudge {
  answers: Partial<Record<HeadName, boolean>>;
  /** How much it counts; 1 for the usual one. */
  weight: number;
  /** Posts of one group (a source, near-duplicates) are never on both sides of a fold. */
  group: number;
  /** Whether quality and cuts are measured on it; not on posts from elsewhere that only help to learn. */
  isOurs: boolean;
}

export interface TrainOptions {
  bits: number;
  seed: number;
  cost?: number;
  folds?: number;
}

export interface HeadQuality extends Quality {
  cut: number;
  /** Expected calibration error. */
  ece: number;
}

export interface Trained {
  model: Model;
  /** Measured on folds left out, of our own posts. */
  quality: Map<HeadName, HeadQuality>;
}

/** What must not be overlooked is rather said too often. */
export const recallCounts: Partial<Record<HeadName, number>> = { urgent3: 2, help: 1.2 };

/** What is not about the company is put aside, so a no has to be sure: its precision counts twice its recall. */
const noCounts: Partial<Record<HeadName, number>> = { about: 0.5 };

/** Where a head's yes begins. */
export function cutOf(name: HeadName, answers: readonly Answer[]): number {
  const no = noCounts[name];
  if (no === undefined) return bestCut(answers, recallCounts[name]);
  const denied = answers.map(({ probability, positive }) => ({
    probability: 1 - probability,
    positive: !positive,
  }));
  return 1 - bestCut(denied, no);
}

/** What is as unlikely as this counts as sure where something is put aside, so that it must have come true as seldom. */
const [unlikely, leastSeen] = [0.15, 10];

/**
 * The lowest probability that can be believed: where what was thought unlikely came true more often than that, so often.
 * 0 where it did not, or was not seen often enough to tell.
 */
export function leastOf(answers: readonly Answer[]): number {
  const seen = answers.filter(({ probability }) => probability <= unlikely);
  const share = seen.filter(({ positive }) => positive).length / Math.max(1, seen.length);
  return seen.length >= leastSeen && share > unlikely ? Math.round(share * 1000) / 1000 : 0;
}

/** With fewer answers of either side, phrases alone tell better (`cue-rules.ts`). */
const leastAnswers = 25;

/** Deterministic: the same posts in the same order give the same bytes. */
export function trainModel(lang: string, posts: readonly TrainingPost[], options: TrainOptions): Trained {
  const { bits } = options;
  const plain = new Vectoriser(bits, null);
  const rarity = rarityOf(
    posts.map((post) => plain.read(post).vector),
    bits,
  );
  const reader = new Vectoriser(bits, rarity);
  const vectors = posts.map((post) => reader.read(post).vector);
  const heads = new Map<HeadName, ReturnType<typeof trainHead>['head'] & { cut: number; least: number }>();
  const quality = new Map<HeadName, HeadQuality>();
  for (const name of headNames) {
    const examples: LabelledVector[] = [];
    const ours: boolean[] = [];
    for (const [n, { answers, weight, group, isOurs }] of posts.entries()) {
      const positive = answers[name];
      const vector = vectors[n];
      if (positive === undefined || vector === undefined) continue;
      examples.push({ vector, positive, weight, group });
      ours.push(isOurs);
    }
    const yes = examples.filter(({ positive }) => positive).length;
    if (yes < leastAnswers || examples.length - yes < leastAnswers) continue;
    const { head, unseen } = trainHead(examples, options);
    const answers = examples.flatMap(({ positive }, n) =>
      ours[n] === true ? [{ probability: probabilityOf(head.sigmoid, unseen[n] ?? 0), positive }] : [],
    );
    const cut = cutOf(name, answers);
    heads.set(name, { ...head, cut, least: leastOf(answers) });
    quality.set(name, { ...qualityOf(answers, cut), cut, ece: calibrationError(answers) });
  }
  return { model: packModel(lang, bits, rarity, heads), quality };
}
