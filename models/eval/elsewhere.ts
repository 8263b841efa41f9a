// Public sets, each split by us: how good the method is there, beside phrases alone and our models as they are shipped.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { calibrationError } from '../../src/domain/judgement/calibrate.ts';
import { classProbabilities, trainClasses } from '../../src/domain/judgement/classes.ts';
import { isSaidByCues } from '../../src/domain/judgement/cue-rules.ts';
import { cuesOf } from '../../src/domain/judgement/cues.ts';
import type { Judge } from '../../src/domain/judgement/judge.ts';
import { rarityOf, Vectoriser } from '../../src/domain/judgement/vectors.ts';
import { publicSets, sharedFolder } from '../kit/shared.ts';
import { classRates, type ClassRates } from './own.ts';

/** What a set's labels say; phrases alone and our own heads can be asked the first two. */
type Asks = 'sentiment' | 'offence' | 'other';

interface PublicRow {
  what: string;
  file: string;
  asks: Asks;
  /** As judgement.md has it: the baseline and the goal. */
  goal: string;
  /** One model for each language of the set; the figure is their mean. */
  isByLanguage?: true;
}

export const publicRows: readonly PublicRow[] = [
  {
    what: 'sentiment, airlines (en)',
    file: 'airline-sentiment',
    asks: 'sentiment',
    goal: '.831/.773 → .84/.785',
  },
  {
    what: 'sentiment, hotels (ja)',
    file: 'sentiment-ja-hotel',
    asks: 'sentiment',
    goal: '.825/.773 → .84/.80',
  },
  {
    what: 'sentiment, 8 languages',
    file: 'sentiment-8lang',
    asks: 'sentiment',
    goal: 'mean macro-F1 .562 → .61',
    isByLanguage: true,
  },
  { what: 'ideas (en)', file: 'idea-en', asks: 'other', goal: 'F1 of ideas .62 → .68' },
  { what: 'offensive (en)', file: 'abuse-en-offensive', asks: 'offence', goal: 'macro-F1 .723 → .75' },
  { what: 'offensive (zh)', file: 'abuse-zh-cold', asks: 'offence', goal: 'macro-F1 .794 → .81' },
  { what: 'offensive (de)', file: 'abuse-de-germeval2018', asks: 'offence', goal: '' },
  { what: 'offensive (pt)', file: 'abuse-pt-toldbr', asks: 'offence', goal: '' },
  { what: 'hate, offence (ko)', file: 'abuse-ko-kohate', asks: 'other', goal: '' },
  { what: 'spam (en)', file: 'spam-sms', asks: 'other', goal: '' },
];

/** Rows of judgement.md for which there is no public set here, and what stands for each. */
export const rowsWithoutSet: readonly (readonly [what: string, insteadOf: string])[] = [
  ['complaint, .841/.821 → .86/.84', 'kinds of our own posts'],
  ['said to a brand or not, AUC .940', 'about us, of our own posts'],
  ['unseen English tweets of products, .70 → .75', 'the shipped model on tweets to airlines'],
  ['churn, en .823 → .87, de .759 → .82', 'churn of our own posts'],
];

interface SetPost {
  text: string;
  label: unknown;
  lang?: string;
}

/** One of five, by the number of its line: the same every time. */
const isTest = (n: number): boolean => (Math.imul(n + 1, 2_654_435_761) >>> 0) % 5 === 0;

const shown = (value: number): string => value.toFixed(3);

function printed({ accuracy, macroF1, f1 }: ClassRates): string {
  const each = f1.map((one) => `${one.name} ${shown(one.f1)}`).join(', ');
  return `accuracy ${shown(accuracy)}, macro-F1 ${shown(macroF1)} (${each})`;
}

interface Measured {
  method: ClassRates;
  /** Expected calibration error of the likeliest class. */
  error: number;
  phrases: ClassRates | null;
  shipped: ClassRates | null;
  kept: number;
}

/** Learns from four fifths of `posts`, and asks of the rest. */
function measure(posts: readonly SetPost[], bits: number, asks: Asks, shipped: Judge | null): Measured {
  const all = posts.map(({ text, lang = 'en' }) => ({ text, lang, brand: [] }));
  const unweighed = new Vectoriser(bits, null);
  const plain = all.map((post) => unweighed.read(post).vector);
  const rarity = rarityOf(
    plain.filter((_, n) => !isTest(n)),
    bits,
  );
  const reader = new Vectoriser(bits, rarity);
  const vectors = all.map((post) => reader.read(post).vector);
  const examples = vectors.flatMap((vector, n) =>
    isTest(n) ? [] : [{ vector, label: String(posts[n]?.label), weight: 1, group: n }],
  );
  const trained = trainClasses(examples, { bits, seed: 1, cost: 0.5 });
  const kept = vectors.flatMap((vector, n) => {
    const post = posts[n];
    return post === undefined || !isTest(n) ? [] : [{ post, vector, is: String(post.label) }];
  });
  const answers = kept.map(({ is, vector }) => {
    const probabilities = classProbabilities(trained, vector);
    const best = probabilities.indexOf(Math.max(...probabilities));
    return { is, said: trained.labels[best] ?? '', probability: probabilities[best] ?? 0 };
  });
  const by = (say: (post: SetPost) => string): ClassRates =>
    classRates(kept.map(({ post, is }) => [is, say(post)] as const));
  return {
    method: classRates(answers.map(({ is, said }) => [is, said] as const)),
    error: calibrationError(
      answers.map(({ is, said, probability }) => ({ probability, positive: is === said })),
    ),
    phrases: asks === 'other' ? null : by((post) => byPhrases(post, asks)),
    shipped: asks === 'other' || shipped === null ? null : by((post) => byShipped(post, asks, shipped)),
    kept: kept.length,
  };
}

function byPhrases({ text, lang = 'en' }: SetPost, asks: Asks): string {
  const cues = cuesOf(text.normalize('NFKC').toLowerCase(), lang);
  if (asks === 'offence') return isSaidByCues('rude', cues) ? 'offensive' : 'ok';
  return isSaidByCues('negative', cues)
    ? 'negative'
    : isSaidByCues('positive', cues)
      ? 'positive'
      : 'neutral';
}

function byShipped({ text, lang = 'en' }: SetPost, asks: Asks, judge: Judge): string {
  const { sentiment, abuse } = judge.judge({ text, lang, brand: [] });
  if (asks === 'offence') return (abuse ?? 'none') === 'none' ? 'ok' : 'offensive';
  return ['negative', 'neutral', 'positive'][(sentiment ?? 0) + 1] ?? '';
}

/**
 * The lines of one row, null where its set is not there. `shipped` is asked where it learnt nothing from the set and
 * knows its language.
 */
export async function measureElsewhere(
  row: PublicRow,
  bits: number,
  shipped: Judge,
): Promise<string[] | null> {
  const file = path.join(sharedFolder, `${row.file}.train.ndjson`);
  if (!existsSync(file)) return null;
  const posts = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SetPost);
  const isLearnt = publicSets.some((set) => set.file === path.basename(file));
  const parts = row.isByLanguage
    ? [...Map.groupBy(posts, ({ lang = 'en' }) => lang)]
    : ([['', posts]] as const);
  const measured = parts.map(([name, some]) => {
    const lang = name === '' ? (some[0]?.lang ?? 'en') : name;
    const asked = isLearnt || !shipped.languages.includes(lang) ? null : shipped;
    return { name, ...measure(some, bits, row.asks, asked) };
  });
  const lines = measured.flatMap(({ name, method, error, phrases, shipped: ours, kept }) => [
    `${name === '' ? '' : `${name}: `}${printed(method)}, calibration error ${shown(error)}, ${kept} posts kept apart`,
    ...(phrases === null ? [] : [`  phrases alone: ${printed(phrases)}`]),
    ...(ours === null ? [] : [`  our model as shipped, which has seen none of it: ${printed(ours)}`]),
  ]);
  if (!row.isByLanguage) return lines;
  const mean = measured.reduce((sum, { method }) => sum + method.macroF1, 0) / measured.length;
  return [`mean macro-F1 ${shown(mean)}`, ...lines];
}
