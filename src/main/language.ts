// The language detector: our own model where there are only Chinese characters, else eld, which needs no download.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readModel } from '../domain/judgement/model.ts';
import { HanReader } from '../domain/language/han.ts';
import { isHanOnly, type DetectLanguage } from '../domain/language/tell.ts';

const hanFile = path.join(import.meta.dirname, '../../models/language/han.bin');
/** Of those that are judged; a doubtful text is more likely one of them than of fifty others. */
const expected: ReadonlySet<string> = new Set(['de', 'en', 'es', 'fr', 'ja', 'ko', 'pt', 'zh']);
/** A doubtful answer is taken where its score is at least so much of the best. */
const nearBest = 0.9;

let loading: Promise<DetectLanguage> | null = null;

async function load(): Promise<DetectLanguage> {
  const [{ eld }, bytes] = await Promise.all([import('eld/small'), readFile(hanFile)]);
  const han = new HanReader(readModel(bytes));
  return (text) => {
    if (isHanOnly(text)) return han.tell(text);
    const result = eld.detect(text);
    if (result.language === '') return null;
    if (result.isReliable()) return result.language;
    const scores = result.getScores();
    const best = scores[result.language] ?? 0;
    const likely = Object.entries(scores).filter(
      ([lang, score]) => expected.has(lang) && score >= nearBest * best,
    );
    return likely.toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? null;
  };
}

/**
 * Loads the detector, once. Its tables take 140 MB of memory, so a program that listens to nothing does without them. It
 * answers ISO 639-1, or null where it is not sure.
 */
export function loadDetector(): Promise<DetectLanguage> {
  loading ??= load();
  return loading;
}
