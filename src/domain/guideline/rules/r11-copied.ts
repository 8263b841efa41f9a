// R11: no copy and paste. How alike a draft is to a recent reply, or to what replies begin with, by the runs of characters they share.
import { betweenBlanks } from '../../drafting/blanks.ts';
import { foldText } from '../../listening/fold.ts';
import type { Found, Rule } from '../finding.ts';

const runLength = 4;
/** Shorter texts are alike by themselves: thanks, greetings. In characters after folding. */
const shortest = 16;
/** Of all runs of either, so many in both. */
const mostShared = 0.6;

/** A short reply that stands in a long one is a phrase. In runs. */
const leastWhole = 24;
const mostOfReply = 0.8;

/** What every reply has, and what makes none alike: handles, addresses, numbers, signs. */
const common = /https?:\/\/\S+|[@＠][\w.-]+|\p{N}+|[\p{P}\p{S}\p{Z}\p{C}]+/gu;

const plainOf = (text: string, leftOut: string): string =>
  foldText(text).replaceAll(leftOut, '').replaceAll(common, '');

function runsOf(text: string, leftOut: string): Set<string> | null {
  const units = Array.from(plainOf(text, leftOut));
  if (units.length < shortest) return null;
  return new Set(units.slice(0, 1 - runLength).map((_, at) => units.slice(at, at + runLength).join('')));
}

/** The words of a text; of scripts without spaces, pairs of characters: who turns a reply round keeps them. */
const fewestWords = 8;
const mostWords = 0.68;
function wordsOf(text: string, leftOut: string): Set<string> {
  const plain = foldText(text).replaceAll(leftOut, ' ').replaceAll(common, ' ');
  const words = plain.match(/[a-zß-ÿ]{3,}/gu) ?? [];
  const units = Array.from(plain.replaceAll(/[\sa-z]+/gu, ''));
  return new Set(
    words.length >= fewestWords ? words : units.slice(0, -1).map((unit, at) => unit + (units[at + 1] ?? '')),
  );
}

/** As `mostShared` counts, so that one cut serves both. */
function wordsShared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (Math.min(one.size, other.size) < fewestWords) return 0;
  return (shared(one, other) / mostWords) * mostShared;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const run of one) if (other.has(run)) both += 1;
  return both / (one.size + other.size - both);
}

/** The same reply with some words put before it: nearly all of it is in the draft, and most of the draft is it. */
function wholeShared(own: ReadonlySet<string>, reply: ReadonlySet<string>): number {
  let both = 0;
  for (const run of reply) if (own.has(run)) both += 1;
  const [ofReply, ofDraft] = [both / reply.size, both / own.size];
  return reply.size >= leastWhole && ofReply >= mostOfReply
    ? Math.max(ofDraft, mostShared * (ofDraft >= 0.45 ? 1 : 0))
    : 0;
}

/** Of all that either of two texts has, how much both have, from 0 to 1; 0 where one is too short to tell. */
export function sharedWith(one: string, other: string): number {
  const [runs, others] = [runsOf(one, ''), runsOf(other, '')];
  return runs === null || others === null ? 0 : Math.max(shared(runs, others), wholeShared(runs, others));
}

/** Of a draft, so much that stands in what it began with: nearly nothing of its own. */
const mostOfDraft = 0.75;

/** Templates are the same from key to key; what is made of them is kept, and thrown away before there is too much. */
const runsOfTemplates = new Map<string, ReadonlySet<string> | null>();
const mostKept = 500;

function templateRuns(template: string): ReadonlySet<string> | null {
  const kept = runsOfTemplates.get(template);
  if (kept !== undefined) return kept;
  const runs = runsOf(betweenBlanks(template).join(''), '');
  if (runsOfTemplates.size >= mostKept) runsOfTemplates.clear();
  runsOfTemplates.set(template, runs);
  return runs;
}

/** The most of a draft that one template has of it. */
function fromTemplate(own: ReadonlySet<string>, templates: readonly string[]): number {
  let most = 0;
  for (const template of templates) {
    const runs = templateRuns(template);
    if (runs === null) continue;
    let both = 0;
    for (const run of own) if (runs.has(run)) both += 1;
    most = Math.max(most, both / own.size);
  }
  return most;
}

const address = /https?:\/\/\S+/gu;
/** Of a reply with a link, so much at least says something of its own. In characters after folding. */
const leastBesideLink = 8;

/** As an article begins a reply: a blank for one's own words, its title, its address. */
const ofArticle = /^\{[^{}\n]+\}\n[^\n]+\nhttps?:\/\/\S+$/u;

/** The link that it began with, and hardly more than its title beside it. A link that nobody knows is for R12. */
function isOnlyArticle(draft: string, leftOut: string, templates: readonly string[]): boolean {
  const addresses = draft.match(address);
  if (addresses === null) return false;
  const titles = templates
    .filter((template) => ofArticle.test(template) && addresses.some((one) => template.includes(one)))
    .flatMap((template) => betweenBlanks(template))
    .map((part) => plainOf(part, ''))
    .filter((title) => title !== '');
  if (titles.length === 0) return false;
  const own = titles.reduce((left, title) => left.replaceAll(title, ''), plainOf(draft, leftOut));
  return Array.from(own).length < leastBesideLink;
}

const percent = (share: number): string => String(Math.round(share * 100));

export const r11: Rule = {
  id: 'R11',
  level: 'warn',
  check({ draft, recentReplies, templates = [], persona: { signature } }) {
    const leftOut = foldText(signature);
    if (isOnlyArticle(draft, leftOut, templates)) return [{ reason: 'onlyArticle' }];
    const own = runsOf(draft, leftOut);
    if (own === null) return [];
    let most = 0;
    const ownWords = wordsOf(draft, leftOut);
    for (const reply of recentReplies) {
      const runs = runsOf(reply, leftOut);
      if (runs !== null)
        most = Math.max(
          most,
          shared(own, runs),
          wholeShared(own, runs),
          wordsShared(ownWords, wordsOf(reply, leftOut)),
        );
    }
    const found: Found[] = [];
    if (most >= mostShared) found.push({ reason: 'copied', params: { share: percent(most) } });
    const begun = fromTemplate(own, templates);
    if (begun >= mostOfDraft) found.push({ reason: 'onlySnippet', params: { share: percent(begun) } });
    return found;
  },
};
