// What a person can say of a post's judgements: the key of each answer, what a key changes, and how the post looks right after.
import { judgementValues, valueIn, type JudgementKind } from '../../../domain/judgement/correction.ts';
import type { LedgerEntryView } from '../../../contract/views.ts';
import type { Judgement } from '../judgements.ts';

/** One answer to one judgement; a value of null takes back what a person said. */
export interface Answer {
  kind: JudgementKind;
  value: string | null;
}

/** Judgements with yes and no, by the key that turns the one into the other. */
export const turningKeys = {
  n: 'about',
  h: 'help',
  c: 'complaint',
  q: 'question',
  p: 'praise',
  i: 'idea',
  s: 'spam',
  l: 'churn',
} as const satisfies Record<string, JudgementKind>;

/** Judgements with more values: each value by its key. */
export const valueKeys = {
  urgency: { '0': '0', '1': '1', '2': '2', '3': '3' },
  sentiment: { d: 'negative', m: 'neutral', g: 'positive' },
  abuse: { o: 'none', r: 'rude', a: 'harassment' },
  speak: { y: 'yes', v: 'private', x: 'no' },
} as const satisfies Partial<Record<JudgementKind, Record<string, string>>>;

/** Says that all that is shown is right. */
export const confirmKey = 'e';

const isKind = (kind: string): kind is JudgementKind => kind in judgementValues;

/** What is said of a judgement now; the usual where nothing was said and so nothing stands in the rows. */
export function valueNow(judgements: readonly Judgement[], kind: JudgementKind): string {
  // Posts nobody judged can be judged by people all the same: then the usual answers are where they begin.
  const spoken = judgements.some((row) => row.kind === 'speak') ? judgements : [...judgements, unspoken];
  return valueIn(spoken, kind) ?? 'yes';
}
const unspoken = { kind: 'speak', value: 'yes' };

/** What the key of the open menu says of a post; nothing where it has no meaning. */
export function answersOfKey(key: string, judgements: readonly Judgement[]): Answer[] {
  if (key === confirmKey) return confirmations(judgements);
  const turned = Object.entries(turningKeys).find(([letter]) => letter === key);
  if (turned !== undefined) {
    const kind = turned[1];
    return [{ kind, value: valueNow(judgements, kind) === 'yes' ? 'no' : 'yes' }];
  }
  for (const [kind, values] of Object.entries(valueKeys) as [JudgementKind, Record<string, string>][]) {
    if (Object.hasOwn(values, key)) return [{ kind, value: values[key] ?? null }];
  }
  return [];
}

/** All that is shown, said to be right: what a person said already is not said again. */
export function confirmations(judgements: readonly Judgement[]): Answer[] {
  const isSaid = judgements.some(({ kind, method }) => kind === 'about' && method === 'person');
  const isJudged = judgements.some(({ kind }) => kind === 'speak');
  const rows = judgements.flatMap(({ kind, value, method }) =>
    isKind(kind) && method !== 'person' ? [{ kind, value }] : [],
  );
  // That it is about us is not written beside a post, and yet is what a look at it says first.
  const about = isJudged && !isSaid && rows.every(({ kind }) => kind !== 'about');
  return about ? [{ kind: 'about', value: 'yes' }, ...rows] : rows;
}

/** What has to be said to return to what people said before; in the same order. */
export function answersBefore(answers: readonly Answer[], judgements: readonly Judgement[]): Answer[] {
  return answers.map(({ kind }) => {
    const row = judgements.find((one) => one.kind === kind && one.method === 'person');
    return { kind, value: row?.value ?? null };
  });
}

/** A correction on its way: the answer, and what stood there before anybody said anything. */
export interface OnItsWay extends Answer {
  /** Shown where an answer is taken back, until the server says what its models say. */
  before: readonly Judgement[];
}

/** The entry as it will be, as far as that is known here. */
export function withAnswers(entry: LedgerEntryView, answers: readonly OnItsWay[]): LedgerEntryView {
  let { judgements } = entry;
  for (const { kind, value, before } of answers) {
    const rest = judgements.filter((row) => row.kind !== kind);
    const stands =
      value === null
        ? before.filter((row) => row.kind === kind)
        : [{ kind, value, probability: null, method: 'person' }];
    judgements = [...rest, ...stands];
  }
  return answers.length === 0 ? entry : { ...entry, judgements };
}
