// Why a model said yes: the words that weighed most, each with what its features gave together.
import type { Model } from './model.ts';
import { Vectoriser, type PostToJudge } from './vectors.ts';
import { wordsOf } from './words.ts';
import { masks } from './normalise.ts';

export interface Reason {
  /** A word as the models read it (lower case, one width); names, numbers and addresses by what they are. */
  word: string;
  /** What it added to the margin; below 0 it spoke against. */
  weight: number;
}

const names: ReadonlyMap<string, string> = new Map(
  Object.entries(masks).map(([name, mask]) => [mask, `(${name})`]),
);

/** The words that weighed most for a head, at most `most`, the heaviest first; those against it are left out. */
export function reasonsFor(model: Model, head: string, post: PostToJudge, most = 3): Reason[] {
  const { bits, heads } = model.header;
  const at = heads.findIndex(({ name }) => name === head);
  const step = heads[at]?.step ?? 0;
  if (at === -1) return [];
  const reader = new Vectoriser(bits, model.rarity);
  const { vector } = reader.read(post);
  const { text, places } = reader.placesOf(post);
  const words = wordsOf(text, post.lang ?? '');
  const given = new Float64Array(words.length);
  for (const [n, bucket] of vector.buckets.entries()) {
    const weight = (vector.values[n] ?? 0) * (model.weights[bucket * heads.length + at] ?? 0) * step;
    const where = places.get(bucket) ?? [];
    if (weight === 0) continue;
    for (const { start, end } of where) {
      // A feature's weight is shared by its places, and there by the words that it stands in.
      const touched = words.flatMap((word, index) => (word.start < end && word.end > start ? [index] : []));
      for (const index of touched)
        given[index] = (given[index] ?? 0) + weight / where.length / touched.length;
    }
  }
  const byWord = new Map<string, number>();
  for (const [index, { text: word }] of words.entries()) {
    byWord.set(word, (byWord.get(word) ?? 0) + (given[index] ?? 0));
  }
  return [...byWord]
    .map(([word, weight]): Reason => ({ word: names.get(word) ?? word, weight }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, most);
}
