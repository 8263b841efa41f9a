// The language of a post: by its script where that is enough, then by a detector, then by what its author's client declared.

/** Tells the language of a text (ISO 639-1), or null when it cannot. */
export type DetectLanguage = (text: string) => string | null;

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const hangul = /\p{Script=Hangul}/gu;
const han = /\p{Script=Han}/gu;
/** A word of a script that writes spaces. */
const spacedWords =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]+/gu;
const letters = /\p{L}/gu;
const noise = /https?:\/\/\S+|[@#＃＠][\p{L}\p{N}_.@-]+/gu;
/** Below this many letters a statistical detector guesses; the author's client knows better. */
const minLetters = 12;
/** Languages that are written in Chinese characters alone. */
const inHan: ReadonlySet<string> = new Set(['ja', 'zh']);

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Whether all that tells a language in it are Chinese characters: no kana, and not more names than characters. */
export function isHanOnly(text: string): boolean {
  const characters = count(text, han);
  return characters > 0 && count(text, kana) === 0 && characters >= count(text, spacedWords);
}

/**
 * Kana is Japanese and hangul Korean, unless it is a name in a sentence of spaced words. A client that declares a language
 * which has no such characters (an English interface) is not believed.
 */
export function tellLanguage(
  post: { text: string; langHint?: string | undefined },
  detect: DetectLanguage,
): string | null {
  const text = post.text.replace(noise, ' ');
  const words = count(text, spacedWords);
  const kanaCount = count(text, kana);
  if (kanaCount > 0 && kanaCount >= words) return 'ja';
  const hangulCount = count(text, hangul);
  if (hangulCount > 0 && hangulCount >= words) return 'ko';
  const declared = post.langHint?.slice(0, 2).toLowerCase() ?? null;
  const hint = declared !== null && isHanOnly(text) && !inHan.has(declared) ? null : declared;
  const letterCount = count(text, letters);
  if (letterCount < minLetters) return hint ?? (letterCount > 0 ? detect(text) : null);
  return detect(text) ?? hint;
}
