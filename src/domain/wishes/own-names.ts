// The names by which people call whom they ask: the campaign's and the company's own, whatever company it is.
import { foldText } from '../listening/fold.ts';

export interface OwnNames {
  keys: ReadonlySet<string>;
  /** Blanks divide the longest of them into so many words. */
  mostWords: number;
}

export const noNames: OwnNames = { keys: new Set(), mostWords: 0 };

/** Nobody's name has more words; what is written of an account may be a sentence. */
const longestName = 5;

/** Without case, width, blanks and marks: “Acme-Foods” and “ACME Foods” are one. */
const keyOf = (written: string): string => foldText(written).replaceAll(/[^\p{L}\p{M}\p{N}ー]+/gu, '');

/** @param written Names as somebody wrote them: of brands, of accounts, from hashtags. */
export function ownNames(written: readonly string[]): OwnNames {
  const names = written
    .map((name) => name.trim().split(/\s+/u))
    .filter((words) => words.length <= longestName);
  const keys = names.map((words) => keyOf(words.join(''))).filter((key) => Array.from(key).length > 1);
  return { keys: new Set(keys), mostWords: Math.max(0, ...names.map((words) => words.length)) };
}

export const isOwnName = (written: string, { keys }: OwnNames): boolean => keys.has(keyOf(written));

/** What a handle says: its first label, and that without its last part (acme_jp), which says for whom or where. */
export function namesOfHandle(handle: string): string[] {
  const label = /^@?(?<label>[^@.]+)/u.exec(handle)?.groups?.['label'] ?? '';
  const whole = label.replaceAll(/[_-]+/gu, ' ').trim();
  const shorter = whole.split(' ').slice(0, -1).join(' ');
  return shorter.length > 2 && !/^(?:the|my|we)$/iu.test(shorter) ? [whole, shorter] : [whole];
}

/** The Latin word that a hashtag of another script begins or ends with: acmeお願い. A tag in one script has no seam to cut at. */
export function namesOfTag(tag: string): string[] {
  const found =
    /^(?<first>[\p{sc=Latin}\p{N}]+)(?=[^\p{sc=Latin}\p{N}_])|(?<=[^\p{sc=Latin}\p{N}_])(?<last>[\p{sc=Latin}\p{N}]+)$/u.exec(
      tag,
    );
  const name = found?.groups?.['first'] ?? found?.groups?.['last'] ?? '';
  return /\p{L}{2}/u.test(name) ? [name] : [];
}
