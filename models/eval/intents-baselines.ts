// What the intents engine is compared with: one plain linear model over the features of judging, and similarity alone.
import { countFeatures } from '../../src/domain/intents/features.ts';
import { Nearest } from '../../src/domain/intents/nearest.ts';
import { trainSeparators } from '../../src/domain/intents/separators.ts';
import { makeSpace, stack } from '../../src/domain/intents/space.ts';
import type { IntentAnswer } from '../../src/domain/intents/model.ts';
import type { IntentExample } from '../../src/domain/intents/train.ts';
import { rarityOf, Vectoriser, weighed } from '../../src/domain/judgement/vectors.ts';

export type Said = IntentAnswer;

const bits = 17;

function labelsOf(learnt: readonly IntentExample[]): { labels: string[]; truths: Int32Array } {
  const labels = [...new Set(learnt.map(({ label }) => label))].filter((label) => label !== 'oos').toSorted();
  // What is out of scope is of no label, and is learnt as that.
  return { labels, truths: Int32Array.from(learnt, ({ label }) => labels.indexOf(label)) };
}

function bestOf(scores: Float32Array | Float64Array, labels: readonly string[]): Said {
  let best = 0;
  for (const [label, score] of scores.entries()) if (score > (scores[best] ?? 0)) best = label;
  const name = labels[best] ?? '';
  return { label: name, p: 1 / (1 + Math.exp(-4 * (scores[best] ?? 0))), best: name };
}

/** Words, pairs and runs of characters in one vector; a separator for each label; the highest margin is the answer. */
export function askPlain(learnt: readonly IntentExample[], asked: readonly IntentExample[]): Said[] {
  const { labels, truths } = labelsOf(learnt);
  const reader = new Vectoriser(bits, null);
  const read = (text: string) => {
    const isJapanese = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(text);
    return reader.read({ text, lang: isJapanese ? 'ja' : 'en', brand: [] }).vector;
  };
  const plain = learnt.map(({ text }) => read(text));
  const rarity = rarityOf(plain, bits);
  const rows = stack(plain.map((vector) => weighed(vector, rarity)));
  const weights = new Float32Array(rows.count).fill(1);
  const features = 1 << bits;
  const count = labels.length;
  const [separators = new Float32Array(0)] = trainSeparators(
    { rows, truths, weights, labels: count, features },
    [1],
    1,
  );
  return asked.map(({ text }) => {
    const { buckets, values } = weighed(read(text), rarity);
    const scores = Float64Array.from(separators.subarray(features * count));
    for (const [at, bucket] of buckets.entries()) {
      for (let label = 0; label < count; label += 1) {
        scores[label] = (scores[label] ?? 0) + (values[at] ?? 0) * (separators[bucket * count + label] ?? 0);
      }
    }
    return bestOf(scores, labels);
  });
}

/** The label whose nearest examples share most words with the text. */
export function askNearest(learnt: readonly IntentExample[], asked: readonly IntentExample[]): Said[] {
  const inside = learnt.filter(({ label }) => label !== 'oos');
  const { labels, truths } = labelsOf(inside);
  const counted = inside.map(({ text }) => countFeatures(text));
  const space = makeSpace(counted, Infinity);
  const words = counted.map((one) => space.place(one).words);
  const nearest = new Nearest(words, truths, labels.length, space.size);
  return asked.map(({ text }) =>
    bestOf(nearest.similaritiesTo(space.place(countFeatures(text)).words), labels),
  );
}
