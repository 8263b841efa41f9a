// Judging as a stage: for now the language of a post, and nothing else.

/** Tells the language of a text (ISO 639-1), or null when it cannot. Filled by src/main. */
export type DetectLanguage = (text: string) => string | null;

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const hangul = /\p{Script=Hangul}/u;
const letters = /\p{L}/gu;
const noise = /https?:\/\/\S+|[@#＃＠][\p{L}\p{N}_.@-]+/gu;
/** Below this many letters a statistical detector guesses; the author's client knows better. */
const minLetters = 12;

/** Script first (kana is Japanese, hangul Korean), then the detector, then what the author's client declared. */
export function judgeLanguage(
  post: { text: string; langHint?: string | undefined },
  detect: DetectLanguage,
): string | null {
  const text = post.text.replace(noise, ' ');
  if (kana.test(text)) return 'ja';
  if (hangul.test(text)) return 'ko';
  const hint = post.langHint?.slice(0, 2).toLowerCase() ?? null;
  const count = text.match(letters)?.length ?? 0;
  if (count < minLetters) return hint ?? (count > 0 ? detect(text) : null);
  return detect(text) ?? hint;
}
