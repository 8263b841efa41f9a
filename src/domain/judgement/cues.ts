// Phrases that say something by themselves, by language: a request, a danger, a threat. They are features, and reasons.
import { deCues } from './cues/de.ts';
import { enCues } from './cues/en.ts';
import { esCues } from './cues/es.ts';
import { frCues } from './cues/fr.ts';
import { jaCues } from './cues/ja.ts';
import { koCues } from './cues/ko.ts';
import { ptCues } from './cues/pt.ts';
import { zhCues } from './cues/zh.ts';

/** What a phrase may say. */
export const cueNames = [
  'asks',
  'stuck',
  'fault',
  'waits',
  'repeats',
  'wishes',
  'praises',
  'thanks',
  'solved',
  'money',
  'danger',
  'deadline',
  'outage',
  'leak',
  'stranded',
  'leaves',
  'insults',
  'threatens',
  'demands',
  'offers',
  'private',
] as const;
export type CueName = (typeof cueNames)[number];

export interface Cue {
  name: CueName;
  /** [start, end) in the normalised text. */
  start: number;
  end: number;
}

/** Patterns over normalised text (lower case, NFKC); a cue that a language has no phrases for is left out. */
export type CuePatterns = Partial<Record<CueName, RegExp>>;

const byLanguage: Readonly<Record<string, CuePatterns>> = {
  ja: jaCues,
  en: enCues,
  zh: zhCues,
  ko: koCues,
  es: esCues,
  pt: ptCues,
  fr: frCues,
  de: deCues,
};

/** The cues of a normalised text, by name and then by place. */
export function cuesOf(text: string, lang: string): Cue[] {
  const patterns = byLanguage[lang];
  if (patterns === undefined) return [];
  const found: Cue[] = [];
  for (const name of cueNames) {
    const pattern = patterns[name];
    if (pattern === undefined) continue;
    for (const { 0: phrase, index } of text.matchAll(pattern)) {
      found.push({ name, start: index, end: index + phrase.length });
    }
  }
  return found;
}
