// The same method on public sets, each split by us: it says how good the method is, not how good our models are.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { classProbabilities, trainClasses } from '../../src/domain/judgement/classes.ts';
import { rarityOf, Vectoriser, weighed } from '../../src/domain/judgement/vectors.ts';
import { sharedFolder } from '../kit/shared.ts';
import { ratesOf } from './own.ts';

interface PublicRow {
  what: string;
  file: string;
  /** As judgement.md has it: the baseline and the goal. */
  goal: string;
  /** Label → what it is taken for; itself where nothing is said. */
  merge?: Record<string, string>;
}

export const publicRows: readonly PublicRow[] = [
  { what: 'sentiment, airlines (en)', file: 'airline-sentiment', goal: '.831/.773 → .84/.785' },
  { what: 'sentiment, hotels (ja)', file: 'sentiment-ja-hotel', goal: '.825/.773 → .84/.80' },
  { what: 'ideas (en)', file: 'idea-en', goal: 'F1 of ideas .62 → .68' },
  { what: 'offensive (en)', file: 'abuse-en-offensive', goal: 'macro-F1 .723 → .75' },
  { what: 'offensive (zh)', file: 'abuse-zh-cold', goal: 'macro-F1 .794 → .81' },
  { what: 'offensive (de)', file: 'abuse-de-germeval2018', goal: '' },
  { what: 'spam (en)', file: 'spam-sms', goal: '' },
];

/** One of five, by the number of its line: the same every time. */
const isTest = (n: number): boolean => (Math.imul(n + 1, 2_654_435_761) >>> 0) % 5 === 0;

/** Null where the set is not there. */
export async function measureElsewhere(row: PublicRow, bits: number): Promise<string | null> {
  const file = path.join(sharedFolder, `${row.file}.train.ndjson`);
  if (!existsSync(file)) return null;
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const posts = lines.map((line) => JSON.parse(line) as { text: string; label: unknown; lang?: string });
  const reader = new Vectoriser(bits, null);
  const plain = posts.map(({ text, lang = 'en' }) => reader.read({ text, lang, brand: [] }).vector);
  const rarity = rarityOf(
    plain.filter((_, n) => !isTest(n)),
    bits,
  );
  const vectors = plain.map((vector) => weighed(vector, rarity));
  const examples = vectors.flatMap((vector, n) =>
    isTest(n) ? [] : [{ vector, label: String(posts[n]?.label), weight: 1, group: n }],
  );
  const trained = trainClasses(examples, { bits, seed: 1, cost: 0.5 });
  const pairs = vectors.flatMap((vector, n) => {
    if (!isTest(n)) return [];
    const probabilities = classProbabilities(trained, vector);
    const best = probabilities.indexOf(Math.max(...probabilities));
    return [[String(posts[n]?.label), trained.labels[best] ?? ''] as const];
  });
  const right = pairs.filter(([is, said]) => is === said).length / pairs.length;
  const f1 = trained.labels.map(
    (label) => ratesOf(pairs.map(([is, said]) => [is === label, said === label] as const)).f1,
  );
  const macro = f1.reduce((sum, one) => sum + one, 0) / f1.length;
  const each = trained.labels.map((label, n) => `${label} ${(f1[n] ?? 0).toFixed(3)}`).join(', ');
  return `accuracy ${right.toFixed(3)}, macro-F1 ${macro.toFixed(3)} (${each}), ${pairs.length} posts kept apart`;
}
