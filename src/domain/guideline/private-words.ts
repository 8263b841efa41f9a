// What of a draft repeats what was said in direct messages: numbers, personal data, and long runs of the same words.
import { findPersonalData } from '../personal-data/personal-data.ts';
import type { DraftSpan } from './finding.ts';

/** What was said in a case where only one person reads it, and what everybody could read. */
export interface SaidInPrivate {
  /** What they wrote to us in DMs. */
  theirs: readonly string[];
  /** What we wrote to them in DMs. */
  ours: readonly string[];
  /** What they, or we, said in public, with their names there: nobody learns that from us. */
  inPublic: readonly string[];
}

/** Runs so long are nobody's by chance; in characters that count. Of ours more, because we have our usual sentences. */
const longest = {
  theirs: { dense: 12, spaced: 24 },
  ours: { dense: 24, spaced: 60 },
} as const;
type Lengths = (typeof longest)[keyof typeof longest];

/** Japanese, Chinese, Korean: a character is worth several of an alphabet. */
const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]/u;
const counts = /[\p{L}\p{N}\p{M}]/u;
/** Years, and a hundred (of percent), tell nothing. */
const common = /^(?:(?:19|20)\d\d|100)$/u;
/** Letters and digits that are one code, whatever signs stand within. */
const code = /[a-z0-9][a-z0-9._,\-#]*/gu;
/** What everybody writes to everybody. */
const courtesies =
  /よろしくお願い(?:いた|致)?し(?:ます|申し上げます)|お願い(?:いた|致)し(?:ます|たいです)|(?:ご[^\s。、]{1,6})?ありがとうござい(?:ます|ました)|申し訳(?:ございません|ありません)(?:でした)?|ご(?:不便|迷惑|心配)をおかけ(?:して|いたしまして|しました)|お(?:手数|待たせ)(?:を?おかけ)?(?:して|しました|いたしました)|お世話になっております|\bthank(?:s| you)(?: (?:so|very) much)?(?: (?:again|for (?:your|the|all|letting|getting|reaching)\b[^.!?,\n]{0,30}))?|\b(?:we(?:'re| are)|i(?:'m| am))? ?(?:so |very |really )?sorry (?:for|about|to hear)(?: (?:the|that|this|your))?(?: (?:inconvenience|trouble|delay|wait))?|\bplease let (?:us|me) know\b(?: if (?:you|there)[^.!?,\n]{0,30})?|\blook(?:ing)? forward to (?:hearing from )?you\b/giu;

/** A text as it is compared: only what counts, in one form, each unit with where it stands in the original. */
interface Plain {
  text: string;
  at: number[];
}

function plainOf(text: string): Plain {
  const plain: Plain = { text: '', at: [] };
  let at = 0;
  for (const character of text) {
    for (const one of character.normalize('NFKC').toLowerCase()) {
      if (!counts.test(one)) continue;
      plain.text += one;
      for (let unit = 0; unit < one.length; unit += 1) plain.at.push(at);
    }
    at += character.length;
  }
  return plain;
}

/** The same length as the original, so that places stay. */
function inOneForm(text: string): string {
  return Array.from(text, (character) => {
    const folded = character.normalize('NFKC').toLowerCase();
    return folded.length === character.length ? folded : character;
  }).join('');
}

interface Code {
  text: string;
  span: DraftSpan;
}

/** Numbers from three digits on, and what has letters and digits from five characters on. */
function codesIn(text: string): Code[] {
  return Array.from(inOneForm(text).matchAll(code), (match) => {
    const found = match[0].replace(/[._,\-#]+$/u, '');
    return {
      text: found.replaceAll(/[._,\-#]/gu, ''),
      span: [match.index, match.index + found.length] as const,
    };
  }).filter(({ text: found }) => {
    const digits = found.replaceAll(/\D/gu, '').length;
    return !common.test(found) && (digits >= 3 || (digits > 0 && found.length >= 5));
  });
}

const digitsEnd = 4;

/** The same one, or its beginning or end: of a card people write the last four digits. */
function isCodeOf(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= digitsEnd && (long.startsWith(short) || long.endsWith(short));
}

function repeatedCodes(draft: string, { theirs, ours, inPublic }: SaidInPrivate): DraftSpan[] {
  const inDraft = codesIn(draft);
  if (inDraft.length === 0) return [];
  const open = new Set(inPublic.flatMap((text) => codesIn(text).map((one) => one.text)));
  const kept = [...theirs, ...ours]
    .flatMap((text) => codesIn(text).map((one) => one.text))
    .filter((one) => !open.has(one));
  return inDraft
    .filter((one) => !open.has(one.text) && kept.some((other) => isCodeOf(one.text, other)))
    .map(({ span }) => span);
}

/** Names, addresses and the like, which a draft may repeat without the words that gave them away in the DM. */
function repeatedData(draft: Plain, { theirs, ours }: SaidInPrivate, open: readonly string[]): DraftSpan[] {
  const kept = new Set(
    [...theirs, ...ours].flatMap((text) =>
      findPersonalData(text).map(({ start, end }) => plainOf(text.slice(start, end)).text),
    ),
  );
  return [...kept].flatMap((value) => {
    // A letter alone is nobody's name; what was said in public is known.
    if (value.length < (dense.test(value) ? 2 : 3) || open.some((text) => text.includes(value))) return [];
    return placesIn(draft, value);
  });
}

function placesIn({ text, at }: Plain, value: string): DraftSpan[] {
  const spans: DraftSpan[] = [];
  for (let from = text.indexOf(value); from !== -1; from = text.indexOf(value, from + value.length)) {
    spans.push(spanOf(at, from, from + value.length));
  }
  return spans;
}

function spanOf(at: readonly number[], from: number, to: number): DraftSpan {
  return [at[from] ?? 0, (at[to - 1] ?? 0) + 1];
}

/** So many characters of an alphabet one of these is worth. */
function weightOf(text: string, { dense: few, spaced }: Lengths): number {
  let weight = 0;
  for (const one of text) weight += dense.test(one) ? spaced / few : 1;
  return weight;
}

/** The runs of a draft that stand in a text too and are long enough, but for those that stand in public. */
function repeatedRuns(draft: Plain, said: Plain, open: readonly string[], lengths: Lengths): DraftSpan[] {
  const spans: DraftSpan[] = [];
  const seed = lengths.dense / 2;
  for (let from = 0; from + seed <= draft.text.length; from += 1) {
    let place = said.text.indexOf(draft.text.slice(from, from + seed));
    let most = 0;
    while (place !== -1) {
      let length = seed;
      while (
        from + length < draft.text.length &&
        place + length < said.text.length &&
        draft.text[from + length] === said.text[place + length]
      )
        length += 1;
      most = Math.max(most, length);
      place = said.text.indexOf(draft.text.slice(from, from + seed), place + 1);
    }
    if (most === 0) continue;
    const run = draft.text.slice(from, from + most);
    if (weightOf(run, lengths) < lengths.spaced) continue;
    if (!open.some((text) => text.includes(run))) spans.push(spanOf(draft.at, from, from + most));
    from += most - 1;
  }
  return spans;
}

/** Where a draft repeats what was said in private, in order, each place once. */
export function repeatsOf(draft: string, said: SaidInPrivate): DraftSpan[] {
  if (draft.trim() === '' || (said.theirs.length === 0 && said.ours.length === 0)) return [];
  const own = plainOf(draft);
  const open = said.inPublic.map((text) => plainOf(text).text);
  const runsOf = (texts: readonly string[], lengths: Lengths): DraftSpan[] =>
    texts.flatMap((text) =>
      text
        .replaceAll(courtesies, '\n')
        // A run does not go on from one sentence over a courtesy to the next.
        .split('\n')
        .flatMap((part) => repeatedRuns(own, plainOf(part), open, lengths)),
    );
  return joined([
    ...repeatedCodes(draft, said),
    ...repeatedData(own, said, open),
    ...runsOf(said.theirs, longest.theirs),
    ...runsOf(said.ours, longest.ours),
  ]);
}

/** Places that overlap become one. */
function joined(spans: readonly DraftSpan[]): DraftSpan[] {
  const all: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}
