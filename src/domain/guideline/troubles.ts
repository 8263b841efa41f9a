// What a post says of its author's trouble, by the phrases that judging knows in eight languages (judgement/cues).
import { cuesOf, type CueName } from '../judgement/cues.ts';
import { normalise } from '../judgement/normalise.ts';

const troubles: ReadonlySet<CueName> = new Set([
  'stuck',
  'fault',
  'waits',
  'repeats',
  'danger',
  'outage',
  'leak',
  'stranded',
  'insults',
]);
/** Of these, what is harm already, and not only in the way. Words of waiting are in many a plain question as well. */
const harms: ReadonlySet<CueName> = new Set(['danger', 'leak', 'stranded']);
const pleased: ReadonlySet<CueName> = new Set(['praises', 'thanks', 'solved']);

export interface Troubles {
  isStuck: boolean;
  isHarmed: boolean;
  /** Says thanks, or something kind, and nothing else of these. */
  isPleased: boolean;
}

export function troublesOf(text: string, lang: string): Troubles {
  const names = new Set(cuesOf(normalise(text), lang).map(({ name }) => name));
  const has = (some: ReadonlySet<CueName>): boolean => [...names].some((name) => some.has(name));
  const isStuck = has(troubles);
  return { isStuck, isHarmed: has(harms), isPleased: has(pleased) && !isStuck };
}
