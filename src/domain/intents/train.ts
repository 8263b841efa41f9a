// Trains an intents model from examples and FAQ texts: everything that is chosen is chosen on texts that training left out.
import { AppError } from '../errors.ts';
import { hashStart, hashText } from '../judgement/hash.ts';
import { normalise } from '../judgement/normalise.ts';
import { choose, type Mix } from './choose.ts';
import { askUnseen, costs, learn, textOf, type Learnt, type Text } from './folds.ts';
import { IntentModel } from './model.ts';

/** The label of examples that are out of scope. */
export const outOfScope = 'oos';

export interface IntentExample {
  text: string;
  /** `outOfScope` for a text that no label fits. */
  label: string;
}

/** A help article, or a question with its answer. */
export interface FaqText {
  label: string;
  title: string;
  /** May be empty. */
  body: string;
}

export interface IntentOptions {
  faq?: readonly FaqText[];
  /** How many of the answers shall be right, 0 to 1. */
  precision?: number;
  /** How many of the texts that will be asked about are taken to be out of scope, 0 to 1. */
  outsideShare?: number;
  seed?: number;
}

/** Of a body this much is read, in UTF-16 units; what it is about is said at the beginning. */
const mostBody = 1_000;
/** A body has many words beside the matter. */
const bodyWeight = 0.3;
/** With so many examples of a label its name says nothing new. */
const namesBelow = 50;

/** The words of a label's name, such as `card_arrival`; null for one without. */
function wordsOfName(label: string): string | null {
  const words = label.replaceAll(/[^\p{L}]+/gu, ' ').trim();
  return words.length < 2 ? null : words;
}

/** The same for texts that say the same. */
function groupOf(text: string, seed: number): number {
  return hashText(hashStart(seed), normalise(text)) >>> 4;
}

function textsOf(
  examples: readonly IntentExample[],
  faq: readonly FaqText[],
  labels: readonly string[],
  seed: number,
): Text[] {
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const numberOf = (label: string): number => numbers.get(label) ?? labels.length;
  const texts = examples.map(({ text, label }) => textOf(text, numberOf(label), groupOf(text, seed)));
  for (const { label, title, body } of faq) {
    texts.push(textOf(title, numberOf(label), groupOf(title, seed)));
    if (body.trim() !== '') texts.push(textOf(body.slice(0, mostBody), numberOf(label), null, bodyWeight));
  }
  if (texts.length / labels.length < namesBelow) {
    for (const [number, label] of labels.entries()) {
      const name = wordsOfName(label);
      if (name !== null) texts.push(textOf(name, number, null));
    }
  }
  return texts;
}

/** Weights of both methods as one, in a byte each. */
function packed({ separators, softmax }: Learnt, mix: Mix, count: number) {
  const linear = separators[0] ?? softmax;
  const both = softmax.map((weight, at) => mix.softmax * weight + mix.separators * (linear[at] ?? 0));
  const features = both.length / count - 1;
  const most = new Float64Array(count);
  for (let at = 0; at < features * count; at += 1) {
    most[at % count] = Math.max(most[at % count] ?? 0, Math.abs(both[at] ?? 0));
  }
  const steps = Array.from(most, (one) => (one === 0 ? 1 : one / 127));
  const weights = new Int8Array(features * count);
  for (let at = 0; at < weights.length; at += 1)
    weights[at] = Math.round((both[at] ?? 0) / (steps[at % count] ?? 1));
  return { weights, steps, biases: Array.from(both.subarray(features * count)) };
}

/**
 * Deterministic: the same examples in the same order give the same model. Errors: `invalid_input` with fewer than two
 * labels in scope, or with a precision or share that is none.
 */
export function trainIntents(examples: readonly IntentExample[], options: IntentOptions = {}): IntentModel {
  const { faq = [], precision = 0.9, outsideShare = 0.2, seed = 1 } = options;
  if (!(precision > 0 && precision < 1)) {
    throw new AppError('invalid_input', `A precision is between 0 and 1, such as 0.9, and not ${precision}.`);
  }
  if (!(outsideShare >= 0 && outsideShare < 1)) {
    throw new AppError('invalid_input', `A share is from 0 to below 1, and not ${outsideShare}.`);
  }
  const named = new Set([...examples, ...faq].map(({ label }) => label));
  const hasOutside = named.delete(outOfScope);
  const labels = [...named].toSorted();
  if (labels.length < 2) {
    throw new AppError(
      'invalid_input',
      `Intents are told apart by examples of at least two labels beside "${outOfScope}"; here ${labels.length === 1 ? `all are of ${JSON.stringify(labels[0])}` : 'are none'}.`,
    );
  }
  const texts = textsOf(examples, faq, labels, seed);
  const count = labels.length + (hasOutside ? 1 : 0);
  const chosen = choose(askUnseen(texts, count, seed), labels.length, precision, outsideShare);
  const learnt = learn(texts, count, [costs[chosen.mix.price] ?? costs[0]], seed);
  const { weights, steps, biases } = packed(learnt, chosen.mix, count);
  return new IntentModel({
    header: {
      labels,
      hasOutside,
      nearWeight: chosen.mix.near,
      certainty: chosen.certainty,
      threshold: chosen.threshold,
      measured: chosen.measured,
      steps,
      biases,
    },
    space: learnt.space,
    weights,
    nearest: learnt.nearest,
  });
}
