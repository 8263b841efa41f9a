// How good the judgements are on our own posts: whole trades are left out in turn, so that no company is on both sides.
import { calibrationError } from '../../src/domain/judgement/calibrate.ts';
import { isSaidByCues } from '../../src/domain/judgement/cue-rules.ts';
import { Judge, type Judged } from '../../src/domain/judgement/judge.ts';
import { headNames, postNeeds, type HeadName, type LabelledPost } from '../../src/domain/judgement/labels.ts';
import { trainModel, type TrainingPost } from '../../src/domain/judgement/train.ts';
import { trainingPost } from '../kit/own.ts';

export interface Pair {
  post: LabelledPost;
  judged: Judged;
}

const folds = 5;

/** Each post judged by a model that saw nothing of its trade. `others` help to learn, and are not judged. */
export function judgeUnseen(
  lang: string,
  posts: readonly LabelledPost[],
  others: readonly TrainingPost[],
  options: { bits: number; seed: number },
): Pair[] {
  const trades = [...new Set(posts.map(({ trade }) => trade))].toSorted();
  const foldOf = (post: LabelledPost): number => trades.indexOf(post.trade) % folds;
  const pairs: Pair[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const seen = posts.filter((post) => foldOf(post) !== fold).map(trainingPost);
    const { model } = trainModel(lang, [...seen, ...others], options);
    const judge = new Judge([model]);
    for (const post of posts) if (foldOf(post) === fold) pairs.push({ post, judged: judge.judge(post) });
  }
  return pairs;
}

interface Rates {
  precision: number;
  recall: number;
  f1: number;
}

export function ratesOf(answers: readonly (readonly [is: boolean, said: boolean])[]): Rates {
  const right = answers.filter(([is, said]) => is && said).length;
  const said = answers.filter(([, one]) => one).length;
  const all = answers.filter(([is]) => is).length;
  const precision = said === 0 ? 0 : right / said;
  const recall = all === 0 ? 0 : right / all;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
const shown = (value: number): string => value.toFixed(3);
const rates = ({ precision, recall, f1 }: Rates): string =>
  `F1 ${shown(f1)} (precision ${shown(precision)}, recall ${shown(recall)})`;

export interface ClassRates {
  accuracy: number;
  macroF1: number;
  /** Each class that occurs, by name. */
  f1: { name: string; f1: number }[];
}

/** Of values that several classes have, as [is, said]. */
export function classRates(pairs: readonly (readonly [string, string])[]): ClassRates {
  const names = [...new Set(pairs.map(([is]) => is))].toSorted();
  const f1 = names.map((name) => ({
    name,
    f1: ratesOf(pairs.map(([is, said]) => [is === name, said === name] as const)).f1,
  }));
  const accuracy = pairs.filter(([is, said]) => is === said).length / pairs.length;
  return { accuracy, macroF1: mean(f1.map((one) => one.f1)), f1 };
}

function classes(pairs: readonly (readonly [string, string])[]): string {
  const { accuracy, macroF1 } = classRates(pairs);
  return `accuracy ${shown(accuracy)}, macro-F1 ${shown(macroF1)}`;
}

/** How far the heads' probabilities are from what people said: each head's expected calibration error, and their mean. */
export function calibrationOf(pairs: readonly Pair[]): string {
  const errors = headNames.flatMap((name) => {
    const seen = pairs.flatMap(({ post, judged }) => {
      const [positive, probability] = [trainingPost(post, 0).answers[name], judged.p[name]];
      return positive === undefined || probability === undefined ? [] : [{ positive, probability }];
    });
    return seen.length === 0 ? [] : [{ name, error: calibrationError(seen) }];
  });
  const each = errors.map(({ name, error }) => `${name} ${shown(error)}`).join(', ');
  return `mean ${shown(mean(errors.map(({ error }) => error)))}: ${each}`;
}

export function reportOf(pairs: readonly Pair[]): string[] {
  const rate = (is: (post: LabelledPost) => boolean, said: (judged: Judged) => boolean): Rates =>
    ratesOf(pairs.map(({ post, judged }) => [is(post), said(judged)] as const));
  // Whatever names nobody is taken to be about us.
  const named = pairs.filter(({ post }) => post.brand.length > 0);
  const kinds = postNeeds.map((kind) =>
    rate(
      (post) => post.kinds.includes(kind),
      (judged) => judged.kinds.includes(kind),
    ),
  );
  const each = postNeeds.map((kind, n) => `${kind} ${shown(kinds[n]?.f1 ?? 0)}`).join(', ');
  return [
    `about us            ${rates(
      ratesOf(named.map(({ post, judged }) => [post.about, judged.about === true] as const)),
    )}`,
    `not about us        ${rates(
      rate(
        (post) => !post.about,
        (judged) => judged.about === false,
      ),
    )}`,
    `kinds               macro-F1 ${shown(mean(kinds.map(({ f1 }) => f1)))}: ${each}`,
    `sentiment           ${classes(pairs.map(({ post, judged }) => [String(post.sentiment), String(judged.sentiment ?? 0)] as const))}`,
    `urgency             ${classes(pairs.map(({ post, judged }) => [String(post.urgency), String(judged.urgency ?? 0)] as const))}`,
    `urgency 3           ${rates(
      rate(
        (post) => post.urgency === 3,
        (judged) => judged.urgency === 3,
      ),
    )}`,
    `urgency 2 or 3      ${rates(
      rate(
        (post) => post.urgency >= 2,
        (judged) => (judged.urgency ?? 0) >= 2,
      ),
    )}`,
    `churn               ${rates(
      rate(
        (post) => post.churn,
        (judged) => judged.churn === true,
      ),
    )}`,
    `harassment          ${rates(
      rate(
        (post) => post.abuse === 'harassment',
        (judged) => judged.abuse === 'harassment',
      ),
    )}`,
    `rude or harassment  ${rates(
      rate(
        (post) => post.abuse !== 'none',
        (judged) => (judged.abuse ?? 'none') !== 'none',
      ),
    )}`,
    `speak               ${classes(pairs.map(({ post, judged }) => [post.speak, judged.speak ?? 'no'] as const))}`,
    `speak: no           ${rates(
      rate(
        (post) => post.speak === 'no',
        (judged) => judged.speak === 'no',
      ),
    )}`,
  ];
}

/** Phrases alone, without any model: what a lexicon would say. */
export function byCuesAlone(judged: Judged): Judged {
  const says = (name: HeadName): boolean => isSaidByCues(name, judged.cues);
  const abuse = says('harassment') ? 'harassment' : says('rude') ? 'rude' : 'none';
  const level = (['urgent1', 'urgent2', 'urgent3'] as const).findLastIndex((name) => says(name)) + 1;
  return {
    ...judged,
    about: true,
    kinds: postNeeds.filter((kind) => says(kind)),
    sentiment: says('negative') ? -1 : says('positive') ? 1 : 0,
    urgency: ([0, 1, 2, 3] as const)[level] ?? 0,
    churn: says('churn'),
    abuse,
    speak: says('spam') || abuse === 'harassment' ? 'no' : says('private') ? 'private' : 'yes',
  };
}
