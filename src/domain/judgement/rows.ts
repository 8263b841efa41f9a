// What is kept of a judged post: one row for each judgement that says something.
import type { Judged } from './judge.ts';

export interface JudgementRow {
  kind: string;
  value: string;
  /** Null where it is decided by rules. */
  probability: number | null;
  /** Who says so: the built-in `model`, or whatever else said it. */
  method: string;
}

/** Whose word it is where no other model was asked: the built-in one's, that of what the team taught it, or a person's. */
export const ownMethods: ReadonlySet<string> = new Set(['model', 'team', 'person']);

type Said = Omit<JudgementRow, 'method'>;

/** Rows of kinds that hold, and of all other judgements whose answer is not the usual one; nothing where nothing is known. */
export function rowsOf(judged: Judged): JudgementRow[] {
  const { about, kinds, sentiment, urgency, churn, abuse, speak, p } = judged;
  if (about === null) return [];
  const rows: Said[] = kinds.map((kind) => ({ kind, value: 'yes', probability: p[kind] ?? null }));
  if (!about) rows.push({ kind: 'about', value: 'no', probability: p.about ?? null });
  if (sentiment !== null && sentiment !== 0) {
    const probability = (sentiment < 0 ? p.negative : p.positive) ?? null;
    rows.push({ kind: 'sentiment', value: sentiment < 0 ? 'negative' : 'positive', probability });
  }
  if (urgency !== null && urgency > 0) {
    const probability = [null, p.urgent1, p.urgent2, p.urgent3][urgency] ?? null;
    rows.push({ kind: 'urgency', value: String(urgency), probability });
  }
  if (churn === true) rows.push({ kind: 'churn', value: 'yes', probability: p.churn ?? null });
  if (abuse !== null && abuse !== 'none') {
    rows.push({
      kind: 'abuse',
      value: abuse,
      probability: (abuse === 'rude' ? p.rude : p.harassment) ?? null,
    });
  }
  if (speak !== null) rows.push({ kind: 'speak', value: speak, probability: null });
  return rows.map((row) => ({ ...row, method: 'model' }));
}
