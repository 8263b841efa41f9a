// The language detector behind the judging stage: eld, which needs no download.
import type { DetectLanguage } from '../pipeline/judge.ts';

let loading: Promise<DetectLanguage> | null = null;

/**
 * Loads the detector, once. Its tables take 140 MB of memory, so a program that listens to nothing does without them. It
 * answers ISO 639-1, or null where it is not sure.
 */
export function loadDetector(): Promise<DetectLanguage> {
  loading ??= import('eld/small').then(({ eld }) => (text) => {
    const result = eld.detect(text);
    return result.isReliable() && result.language !== '' ? result.language : null;
  });
  return loading;
}
