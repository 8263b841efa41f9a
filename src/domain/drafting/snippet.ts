// A snippet: words that a reply may begin with, kept by a workspace; a starting point and not a finished text.
import { z } from 'zod';
import { snippetLimits } from './find-snippets.ts';

const oneLine = /^[^\p{Cc}]*$/u;
/** ISO 639-1, in small letters. */
export const lang = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z]{2}$/u, 'a language is two letters, such as ja or en');

/** What a snippet says and how it is found; whose it is besides: a brand’s or an account’s, or everybody’s. */
export const snippetWords = z.strictObject({
  name: z.string().trim().min(1).max(snippetLimits.name).regex(oneLine, 'a name stands on one line'),
  /** Typed to find it at once. */
  key: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(snippetLimits.key)
    .regex(/^[\p{L}\p{M}\p{N}_-]+$/u, 'a key has letters, digits, - and _ only, and no spaces'),
  text: z
    .string()
    .trim()
    .min(1)
    .max(snippetLimits.text)
    .transform((text) => text.replaceAll(/\r\n?/gu, '\n')),
  tags: z
    .array(z.string().trim().min(1).max(snippetLimits.tag).regex(oneLine, 'a tag stands on one line'))
    .max(snippetLimits.tags)
    .transform((tags) => [...new Set(tags)])
    .default([]),
  /** ISO 639-1; null: for replies in any language. */
  lang: lang.nullable().default(null),
});
export type SnippetWords = z.infer<typeof snippetWords>;
