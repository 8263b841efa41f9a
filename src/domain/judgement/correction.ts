// What a person may say of a post's judgement: its values, what rows say of it, and which questions of the models it answers.
import { postNeeds, type AbuseLevel, type HeadName, type SpeakChoice } from './labels.ts';
import type { JudgementRow } from './rows.ts';

const yesOrNo = ['yes', 'no'] as const;

/** By judgement, all that may be said; the first of each two is the one that lists show. */
export const judgementValues = {
  about: yesOrNo,
  help: yesOrNo,
  complaint: yesOrNo,
  question: yesOrNo,
  praise: yesOrNo,
  idea: yesOrNo,
  spam: yesOrNo,
  sentiment: ['negative', 'neutral', 'positive'],
  urgency: ['0', '1', '2', '3'],
  churn: yesOrNo,
  abuse: ['none', 'rude', 'harassment'] satisfies AbuseLevel[],
  speak: ['yes', 'private', 'no'] satisfies SpeakChoice[],
} as const;

export type JudgementKind = keyof typeof judgementValues;
export const judgementKinds = Object.keys(judgementValues) as readonly JudgementKind[];

/** What a person said of one judgement of a post. */
export interface Correction {
  kind: JudgementKind;
  value: string;
}

export function isValueOf(kind: JudgementKind, value: string): boolean {
  return (judgementValues[kind] as readonly string[]).includes(value);
}

/** The answer that rows leave out, because it is the usual one; null where none is usual. */
const usual: Readonly<Record<JudgementKind, string | null>> = {
  about: 'yes',
  help: 'no',
  complaint: 'no',
  question: 'no',
  praise: 'no',
  idea: 'no',
  spam: 'no',
  sentiment: 'neutral',
  urgency: '0',
  churn: 'no',
  abuse: 'none',
  speak: null,
};

/** What the rows of a post say of one judgement; null where the post was not judged. */
export function valueIn(
  rows: readonly Pick<JudgementRow, 'kind' | 'value'>[],
  kind: JudgementKind,
): string | null {
  const row = rows.find((one) => one.kind === kind);
  if (row !== undefined) return row.value;
  // Whoever judges a post says whether to speak: without that nobody did.
  return rows.some((one) => one.kind === 'speak') ? usual[kind] : null;
}

export type HeadAnswers = Partial<Record<HeadName, boolean>>;

const isNeed = (kind: JudgementKind): kind is (typeof postNeeds)[number] =>
  (postNeeds as readonly string[]).includes(kind);

/** The answers to the models' questions that lie in what was said of one judgement. */
export function answersIn({ kind, value }: Correction): HeadAnswers {
  if (isNeed(kind)) return { [kind]: value === 'yes' };
  switch (kind) {
    case 'about':
    case 'churn':
      return { [kind]: value === 'yes' };
    case 'sentiment':
      return { negative: value === 'negative', positive: value === 'positive' };
    case 'urgency':
      return { urgent1: value >= '1', urgent2: value >= '2', urgent3: value >= '3' };
    case 'abuse':
      return { rude: value !== 'none', harassment: value === 'harassment' };
    case 'speak':
      return { silent: value === 'no', private: value === 'private' };
  }
}

/** All answers that lie in what was said of a post. */
export function answersOfPost(said: readonly Correction[]): HeadAnswers {
  return Object.assign({}, ...said.map(answersIn)) as HeadAnswers;
}

/** The questions that a judgement is put together from. */
export function headsOf(kind: JudgementKind): HeadName[] {
  return Object.keys(answersIn({ kind, value: judgementValues[kind][0] })) as HeadName[];
}
