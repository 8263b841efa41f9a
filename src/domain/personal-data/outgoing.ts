// A post's text as it may leave this program: without personal data, other people's accounts and addresses of pages.
import { mention } from './mention.ts';
import { maskPersonalData } from './personal-data.ts';

/** A joiner within a number or an address would hide it from everybody but its reader. */
const invisible = /\p{Cf}+/gu;
const control = /[\p{Cc}\p{Co}\p{Cs}]+/gu;
const link = /(?:https?:\/\/|www\.)[^\s<>"'「」（）]+/giu;
/** As networks shorten addresses: without the scheme. A name without a path may be the company's, and stays. */
const shortLink = /(?<![\w@＠.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}(?::\d{1,5})?\/[^\s<>"'「」（）]+/giu;
/** A handle as people write it without a sign before it. */
const bareHandle = /(?<![\w@＠.-])[a-z0-9-]{1,63}\.bsky\.social(?![\w-])/giu;
/** Whatever so long a number is, judging does without it. */
const longNumber = /\p{Nd}(?:[ .()/-]{0,2}\p{Nd}){6,}/gu;
const space = /\s+/gu;
/** More says nothing new of a post and only costs. In UTF-16 units. */
const mostText = 4_000;

const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/[@\s]/gu, '');

/**
 * The text with `[kind]` where something stood that nobody else needs: kinds of personal data, `[link]`, `[account]`, `[number]`.
 * Accounts whose name is one of `brand` stay, for they say whom a post is for. Never longer than 4,000 UTF-16 units.
 */
export function textToLeave(text: string, brand: readonly string[]): string {
  const ours = new Set(brand.map(folded));
  const covered = (found: string): string => (ours.has(folded(found)) ? found : '[account]');
  const shown = text.toWellFormed().replaceAll(invisible, '').replaceAll(control, keepLines);
  return maskPersonalData(shown)
    .replaceAll(link, '[link]')
    .replaceAll(shortLink, '[link]')
    .replaceAll(mention, covered)
    .replaceAll(bareHandle, covered)
    .replaceAll(longNumber, '[number]')
    .replaceAll(space, ' ')
    .trim()
    .slice(0, mostText)
    .toWellFormed();
}

const keepLines = (found: string): string => (found.includes('\n') ? '\n' : ' ');
