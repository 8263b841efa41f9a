// What phrases alone say of a post: the answer where too few labelled posts taught a model, and what models are measured against.
import type { Cue, CueName } from './cues.ts';
import type { HeadName } from './labels.ts';

/** A yes for any of these cues. What is not named here phrases do not tell. */
const affirming: Partial<Record<HeadName, readonly CueName[]>> = {
  help: ['stuck'],
  complaint: ['fault', 'waits', 'repeats'],
  question: ['asks'],
  praise: ['praises', 'thanks'],
  idea: ['wishes'],
  spam: ['offers'],
  negative: ['fault', 'waits', 'stuck', 'insults'],
  positive: ['praises', 'thanks'],
  urgent1: ['stuck', 'danger', 'leak', 'stranded', 'money', 'deadline', 'outage'],
  urgent2: ['danger', 'leak', 'stranded', 'money', 'deadline', 'outage'],
  urgent3: ['danger', 'leak', 'stranded'],
  churn: ['leaves'],
  rude: ['insults', 'threatens', 'demands'],
  harassment: ['threatens', 'demands'],
  private: ['money', 'private', 'leak'],
};

/** Praise does not go with what is broken. */
const denying: Partial<Record<HeadName, readonly CueName[]>> = {
  praise: ['fault', 'stuck'],
  positive: ['fault', 'waits', 'stuck', 'insults'],
};

/** Whether phrases affirm it; `about` and `silent` they never do. */
export function isSaidByCues(name: HeadName, cues: readonly Cue[]): boolean {
  const has = (some: readonly CueName[] = []): boolean => cues.some((cue) => some.includes(cue.name));
  return has(affirming[name]) && !has(denying[name]);
}
