// Which language's phrases a draft is read by: seen from its letters, and otherwise that of whom it answers.

const kana = /[\p{sc=Hiragana}\p{sc=Katakana}]/u;
const japanese = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;
const latin = /\p{sc=Latin}{2}/u;

/** ISO 639-1. `asked` is the language of the post, null where nobody knows: then English. */
export function draftLanguage(draft: string, asked: string | null): string {
  if (kana.test(draft)) return 'ja';
  // Who was asked in Japanese and answers in Latin letters answers in English, for all we can see.
  if (asked === 'ja') return latin.test(draft) && !japanese.test(draft) ? 'en' : 'ja';
  return asked ?? 'en';
}
