// Trains the guideline's model of a language from labelled sentences: one head for each act, over the same vectors.
import { probabilityOf } from '../judgement/calibrate.ts';
import { trainHead, type LabelledVector, type TrainedHead } from '../judgement/head.ts';
import { qualityOf, type Quality } from '../judgement/metrics.ts';
import { packModel, type Model } from '../judgement/model.ts';
import { rarityOf, weighed } from '../judgement/vectors.ts';
import { postActs, replyActs, type Act } from './acts.ts';
import { SaidReader } from './said-vector.ts';

/** A sentence or post, and what is known of what it does. */
export interface Said {
  text: string;
  lang: string;
  answers: Partial<Record<Act, boolean>>;
  weight: number;
  /** Whether quality and cuts are measured on it. */
  isOurs: boolean;
}

export interface ActsOptions {
  bits: number;
  seed: number;
}

export interface TrainedActs {
  model: Model;
  /** On folds left out. */
  quality: Map<Act, Quality & { cut: number }>;
}

/**
 * From which probability on a sentence does it: where the drafts that rules are mended by are told apart best, with few good
 * ones objected to. What keeps a rule from speaking up (that they were heard, that somebody is sorry) begins lower.
 */
const cuts: Readonly<Record<Act, number>> = {
  sells: 0.72,
  costs: 0.68,
  hears: 0.3,
  sorry: 0.3,
  blames: 0.67,
  familiar: 0.92,
  promises: 0.5,
  legal: 0.5,
  inside: 0.38,
  asks: 0.85,
  fills: 0.55,
  refuses: 0.5,
  settled: 0.45,
  harm: 0.68,
  trouble: 0.2,
  glad: 0.5,
  alone: 0.35,
};

/** Deterministic: the same sentences in the same order give the same bytes. */
export function trainActs(said: readonly Said[], { bits, seed }: ActsOptions): TrainedActs {
  const reader = new SaidReader(bits, null);
  const plain = said.map(({ text, lang }) => reader.read(text, lang));
  const rarity = rarityOf(plain, bits);
  const vectors = plain.map((vector) => weighed(vector, rarity));
  const heads = new Map<string, TrainedHead['head'] & { cut: number }>();
  const quality = new Map<Act, Quality & { cut: number }>();
  for (const act of [...replyActs, ...postActs]) {
    const examples: LabelledVector[] = [];
    const ours: boolean[] = [];
    for (const [at, { answers, weight, isOurs }] of said.entries()) {
      const positive = answers[act];
      const vector = vectors[at];
      if (positive === undefined || vector === undefined) continue;
      // Lines beside each other are of one mind, but not alike: each is a group of its own.
      examples.push({ vector, positive, weight, group: examples.length });
      ours.push(isOurs);
    }
    const { head, unseen } = trainHead(examples, { bits, seed, folds: 10 });
    const answers = examples.flatMap(({ positive }, at) =>
      ours[at] === true
        ? [
            {
              probability: probabilityOf(head.sigmoid, unseen[at] ?? 0),
              positive,
            },
          ]
        : [],
    );
    const cut = cuts[act];
    heads.set(act, { ...head, cut });
    quality.set(act, { ...qualityOf(answers, cut), cut });
  }
  return { model: packModel('', bits, rarity, heads), quality };
}
