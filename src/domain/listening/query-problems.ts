// What can be wrong with a query: a stable code, a sentence, where it is, and what could be written instead.
import type { Place } from './query-node.ts';

/** Bounds, each with its own clear problem. */
export const queryBounds = { maxLength: 65_536, maxLeaves: 10_000, maxDepth: 64, maxDistance: 999 } as const;

/**
 * The sentences in English; the interface has them in its own languages under the same codes. `{words}` is what the
 * problem's place says.
 */
export const queryProblemMessages = {
  query_empty: 'Write at least one word to listen for.',
  query_too_long: 'This is too long: at most 65,536 characters. Divide it into several monitors.',
  query_too_many_leaves: 'There are too many words: at most 10,000. Divide them among several monitors.',
  query_too_deep: 'Brackets and NOTs nest too deep: at most 64 levels.',
  query_unclosed_quote: 'This quotation mark is never closed.',
  query_unclosed_group: 'This bracket is never closed.',
  query_unexpected_close: 'This bracket closes nothing.',
  query_missing_operand: 'Something is missing before or after this.',
  query_empty_operand: 'There is nothing in here.',
  query_unknown_field:
    'There is no field like {words}. To search for it as words, put it in quotation marks.',
  query_missing_value: 'A value is missing after {words}.',
  query_bad_lang: '{words} is not a language. Use two letters, such as lang:ja.',
  query_bad_network: '{words} is not the name of a network. Write it as in network:bluesky.',
  query_bad_kind: '{words} is no kind of post. There are is:reply, is:repost and is:quote.',
  query_bad_has: 'Nothing can be asked for as {words}. There are has:image, has:video and has:link.',
  query_bad_count: '{words} needs a whole number, such as min_followers:1000.',
  query_bad_url:
    '{words} is not a web address. Write the domain and, if you like, a path: url:example.com/help.',
  query_bad_account: '{words} is not a name of an account. Write it as in @acme or from:acme.bsky.social.',
  query_bad_tag: '{words} is not a hashtag. To search for it as words, put it in quotation marks.',
  query_bad_prefix:
    '* stands only at the end of a word of a script with spaces: crash*. Other scripts need none: 返金 is found in 返金額.',
  query_address: 'Addresses are not searched as words. To find links, use url:.',
  query_bad_near:
    'NEAR needs a distance from 0 to 999, such as NEAR/5. To search for the word, put it in quotation marks.',
  query_near_operand: 'NEAR joins words and phrases, or brackets of words with OR between them.',
  query_near_chain: 'NEAR joins two sides only. Write two NEARs side by side.',
  query_only_absence:
    'This would match nearly every post. Add a word, phrase, #tag, @handle, from:, to: or url: that must be there.',
} as const;

export type ProblemCode = keyof typeof queryProblemMessages;

export interface QueryProblem extends Place {
  code: ProblemCode;
  message: string;
  /** What to write in this place instead; null where no one thing would do. */
  suggestion: string | null;
}

/** More than these help nobody. */
const mostProblems = 100;

/** A suggestion, unless it is too long to be read before it is taken. */
export function short(suggestion: string): string | null {
  return suggestion.length > 300 ? null : suggestion;
}

/** Collects what is wrong with one query, so that all of it shows at once. */
export class ProblemList {
  readonly all: QueryProblem[] = [];
  readonly query: string;

  constructor(query: string) {
    this.query = query;
  }

  add(code: ProblemCode, { start, end }: Place, suggestion: string | null = null): void {
    if (this.all.length >= mostProblems) return;
    const words = this.query.slice(start, Math.min(end, start + 80));
    const message = queryProblemMessages[code].replace('{words}', () => words);
    this.all.push({ code, message, start, end, suggestion });
  }
}
