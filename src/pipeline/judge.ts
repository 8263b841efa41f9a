// Judging as a stage: the language of a post, then what its language's model says of it.
import type { JudgementRow } from '../domain/judgement/rows.ts';

/** Tells the language of a text (ISO 639-1), or null when it cannot. Filled by src/main. */
export type DetectLanguage = (text: string) => string | null;

/** Says of a post what is to be kept; `brand` are the names of whom it is for. Filled by src/main. */
export type JudgePost = (post: {
  text: string;
  lang: string | null;
  brand: readonly string[];
}) => JudgementRow[];

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const hangul = /\p{Script=Hangul}/gu;
/** A word of a script that writes spaces. */
const spacedWords =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]+/gu;
const letters = /\p{L}/gu;
const noise = /https?:\/\/\S+|[@#＃＠][\p{L}\p{N}_.@-]+/gu;
/** Below this many letters a statistical detector guesses; the author's client knows better. */
const minLetters = 12;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * Script first: kana is Japanese and hangul Korean, unless it is a name in a sentence of spaced words. Then the detector,
 * then what the author's client declared.
 */
export function judgeLanguage(
  post: { text: string; langHint?: string | undefined },
  detect: DetectLanguage,
): string | null {
  const text = post.text.replace(noise, ' ');
  const words = count(text, spacedWords);
  const kanaCount = count(text, kana);
  if (kanaCount > 0 && kanaCount >= words) return 'ja';
  const hangulCount = count(text, hangul);
  if (hangulCount > 0 && hangulCount >= words) return 'ko';
  const hint = post.langHint?.slice(0, 2).toLowerCase() ?? null;
  const letterCount = count(text, letters);
  if (letterCount < minLetters) return hint ?? (letterCount > 0 ? detect(text) : null);
  return detect(text) ?? hint;
}
