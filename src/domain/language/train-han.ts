// Learns from words of both languages which Chinese characters are whose; the same words give the same bytes.
import { trainHead, type LabelledVector } from '../judgement/head.ts';
import { packModel, type Model } from '../judgement/model.ts';
import { hanHead, HanVectors } from './han.ts';

/** A word that is said often teaches more, though not as often as it is said. */
const countPower = 0.7;
const mostWeight = 20;

/** One example for each different word, in the order in which it is first said; together they weigh `total`. */
function examplesOf(
  words: Iterable<string>,
  positive: boolean,
  total: number,
  vectors: HanVectors,
): LabelledVector[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sum = [...counts.values()].reduce((all, count) => all + count ** countPower, 0);
  return [...counts].map(([word, count], group) => ({
    vector: vectors.read(word),
    positive,
    weight: Math.min(mostWeight, (count ** countPower * total) / sum),
    group,
  }));
}

/** `words` are what of each language's texts is Chinese characters; both weigh alike as a whole. */
export function trainHan(
  words: { chinese: readonly string[]; japanese: readonly string[] },
  { bits, seed }: { bits: number; seed: number },
): Model {
  const vectors = new HanVectors(bits);
  const total = Math.max(new Set(words.chinese).size, new Set(words.japanese).size);
  const examples = [
    ...examplesOf(words.japanese, false, total, vectors),
    ...examplesOf(words.chinese, true, total, vectors),
  ];
  const { head } = trainHead(examples, { bits, seed, mostBalance: 1 });
  // There are more different Chinese words; who writes them is as likely as who writes the others.
  const chinese = examples.filter(({ positive }) => positive).length;
  const offset = head.sigmoid.offset + Math.log(chinese / Math.max(1, examples.length - chinese));
  const rarity = new Float32Array(2 ** bits).fill(1);
  return packModel(
    '',
    bits,
    rarity,
    new Map([[hanHead, { ...head, sigmoid: { ...head.sigmoid, offset }, cut: 0.5 }]]),
  );
}
