// An account's public profile as everybody sees it on the network, and what it would be looked at for.
import { z } from 'zod';

export const profileSchema = z.object({
  handle: z.string(),
  /** Its page on the network. */
  url: z.string().nullable(),
  /** Empty where the account gave none, also where the network shows the handle in its place. */
  name: z.string(),
  description: z.string(),
  /** Null: the network has no such lines. */
  fields: z.array(z.object({ name: z.string(), value: z.string() })).nullable(),
  /** Addresses that its description and fields lead to, also where they are not written out. */
  links: z.array(z.string()),
  /** Null: nobody has a picture on this network. */
  hasPicture: z.boolean().nullable(),
  /** Null: the network has no label for programs. */
  isBot: z.boolean().nullable(),
});
export type Profile = z.infer<typeof profileSchema>;

/** Everything that is written in a profile, a line for each part. */
export function wordsOf({ name, description, fields }: Profile): string {
  const lines = (fields ?? []).map((field) => `${field.name}: ${field.value}`);
  return [name, description, ...lines].filter((line) => line !== '').join('\n');
}

const shortestTold = 12;

/**
 * The languages (ISO 639-1) that a text is written in, part by part: profiles say the same thing twice. `detect` answers for one
 * part; kana and hangul answer for themselves.
 */
export function languagesIn(text: string, detect: (part: string) => string | null): string[] {
  const found = new Set<string>();
  for (const part of text.split(/[\n/／|｜。！!？?]|\.\s/u)) {
    if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(part)) found.add('ja');
    if (/\p{sc=Hangul}/u.test(part)) found.add('ko');
    const rest = part.replaceAll(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}\p{sc=Hangul}]/gu, '').trim();
    const told = /\p{sc=Han}/u.test(part) && rest.length < shortestTold ? part.trim() : rest;
    if (told.length < shortestTold || (found.has('ja') && /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(told)))
      continue;
    const lang = detect(told);
    if (lang !== null) found.add(lang);
  }
  return [...found];
}
