// What an account decides about its posting rules: how much each weighs, and words of its own.
import { z } from 'zod';
import { ruleIds } from './finding.ts';
import { wordLimits } from './usual.ts';

/** How much a rule weighs for an account; `off` is never asked. */
export const ruleWeights = ['off', 'warn', 'block'] as const;
export type RuleWeight = (typeof ruleWeights)[number];

const tooLong = `a word has at most ${wordLimits.length} characters`;
const tooMany = `a list has at most ${wordLimits.count} words`;

const word = z
  .string()
  .trim()
  .min(1, 'an empty word says nothing: take it out')
  .max(wordLimits.length, tooLong)
  .regex(/^[^\p{Cc}]*$/u, 'a word stands on one line');
const wordList = z
  .array(word)
  .max(wordLimits.count, tooMany)
  .refine((words) => new Set(words).size === words.length, 'a word stands there twice')
  .default([]);

const spelling = z
  .strictObject({ wrong: word, right: word })
  .refine(({ wrong, right }) => wrong !== right, 'wrong and right are the same');

export const guidelineWords = z.strictObject({
  /** Never said by this account. */
  forbidden: wordList,
  /** One of these, at least, stands in every reply. */
  wanted: wordList,
  /** Known inside only: names of projects, of partners, of what is not announced. */
  confidential: wordList,
  /** Names as they are written, letter by letter. */
  spellings: z
    .array(spelling)
    .max(wordLimits.count, tooMany)
    .refine(
      (list) => new Set(list.map(({ wrong }) => wrong)).size === list.length,
      'the same wrong spelling stands there twice',
    )
    .refine((list) => {
      const wrong = new Set(list.map((one) => one.wrong));
      return !list.some(({ right }) => wrong.has(right));
    }, 'what is right in one place is wrong in another')
    .default([]),
});
export type GuidelineWords = z.infer<typeof guidelineWords>;

/** Whole, with nothing besides: a misspelt rule or list is an error, and not a rule that is silently off. */
export const guidelineSettings = z
  .strictObject({
    /** A rule that is not named weighs as it usually does. */
    levels: z.partialRecord(z.enum(ruleIds), z.enum(ruleWeights)).default({}),
    words: guidelineWords.prefault({}),
  })
  .refine(({ words }) => {
    const never = new Set([...words.forbidden, ...words.confidential]);
    const must = [...words.wanted, ...words.spellings.map(({ right }) => right)];
    return !must.some((one) => never.has(one));
  }, 'a word is forbidden or confidential, and wanted or the right spelling as well');
export type GuidelineSettings = z.infer<typeof guidelineSettings>;

/** A stored guideline that nobody can read: nothing is sent by it. `fault` says where and what. */
export interface BrokenGuideline {
  fault: string;
}

/** What was stored, or what is wrong with it, the first fault with its place. Never throws. */
export function readGuideline(stored: unknown): GuidelineSettings | BrokenGuideline {
  const read = guidelineSettings.safeParse(stored);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined ? '' : issue.path.join('.');
  return { fault: `${where === '' ? '' : `${where}: `}${issue?.message ?? 'cannot be read'}` };
}
