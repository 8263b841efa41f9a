// The language detector behind the judging stage: eld, which needs no download.
import { eld } from 'eld/small';
import type { DetectLanguage } from '../pipeline/judge.ts';

/** ISO 639-1, or null where eld is not sure. */
export const detectLanguage: DetectLanguage = (text) => {
  const result = eld.detect(text);
  return result.isReliable() && result.language !== '' ? result.language : null;
};
