// How urgent a post is: the highest level that the model affirms, an expected level to order by, and what in the text speaks for it.
import type { Cue, CueName } from './cues.ts';
import type { Urgency } from './labels.ts';

/** Cues that say by themselves that something waits for an answer. */
const urgentCues: ReadonlySet<CueName> = new Set([
  'danger',
  'leak',
  'stranded',
  'outage',
  'deadline',
  'money',
  'waits',
  'repeats',
  'stuck',
  'threatens',
]);

export interface UrgencyScore {
  urgency: Urgency;
  /** The level that is to be expected, 0 to 3: for ordering posts of one level. */
  score: number;
  /** The phrases that stand for it, to be shown; what the rest of the text adds is in the model's reasons. */
  parts: Cue[];
}

export interface UrgencyInput {
  cues: readonly Cue[];
  /** The model's probabilities that the urgency is at least 1, 2 and 3, and whether it affirms each. */
  atLeast: readonly { probability: number; isYes: boolean }[];
  /** What is not about us cannot be urgent for us. */
  isOurs: boolean;
}

export function urgencyOf({ cues, atLeast, isOurs }: UrgencyInput): UrgencyScore {
  if (!isOurs) return { urgency: 0, score: 0, parts: [] };
  const level = atLeast.findLastIndex(({ isYes }) => isYes) + 1;
  const urgency = ([0, 1, 2, 3] as const)[level] ?? 0;
  const score = atLeast.reduce((sum, { probability }) => sum + probability, 0);
  return { urgency, score, parts: cues.filter(({ name }) => urgentCues.has(name)) };
}
