// Personal data in a text: where it stands, of what kind it is, and the text without it.
import { eastAddresses } from './addresses-east.ts';
import { westAddresses } from './addresses-west.ts';
import { bankAccounts } from './bank-accounts.ts';
import { birthDates } from './birth-dates.ts';
import { cards } from './cards.ts';
import { findClues } from './clues.ts';
import { codes } from './codes.ts';
import { emails } from './emails.ts';
import type { Detector, PersonalData, PersonalDataKind } from './found.ts';
import { names } from './names.ts';
import { nationalIds } from './national-ids.ts';
import { phones } from './phones.ts';
import { postalCodes } from './postal-codes.ts';
import { read } from './reading.ts';

const detectors: readonly Detector[] = [
  emails,
  cards,
  bankAccounts,
  nationalIds,
  phones,
  codes,
  birthDates,
  eastAddresses,
  westAddresses,
  postalCodes,
];

const someNumber = /[\d〇零一二三四五六七八九十]/u;
const someLetterBox = /@|アット|あっと|골뱅이|\b(?:at|arroba|arobase)\b|[★☆●■◎♥]/iu;

/** The surest first, then the longest, then the first; of those that overlap, one stays. */
function apart(found: readonly PersonalData[]): PersonalData[] {
  const ranked = found.toSorted(
    (a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  // Where something taken stands, by blocks of the text, so that many findings cost no comparison of all with all.
  const block = 256;
  const taken = new Map<number, PersonalData[]>();
  const kept: PersonalData[] = [];
  for (const one of ranked) {
    const blocks: number[] = [];
    for (let at = Math.floor(one.start / block); at <= Math.floor(one.end / block); at += 1) blocks.push(at);
    const isFree = blocks.every((at) =>
      (taken.get(at) ?? []).every((other) => other.end <= one.start || other.start >= one.end),
    );
    if (!isFree) continue;
    kept.push(one);
    for (const at of blocks) {
      const there = taken.get(at);
      if (there === undefined) taken.set(at, [one]);
      else there.push(one);
    }
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/**
 * Finds personal data of people: numbers by which they are reached, paid, known to a state or to a company, and where they
 * live. What companies publish of themselves (free numbers) is none. Offsets are UTF-16 units of `text`; the spans are in
 * order and do not overlap. Never throws; linear in the length of the text.
 */
export function findPersonalData(text: string): PersonalData[] {
  const reading = read(text);
  const clues = findClues(reading.lower);
  const asked = someNumber.test(reading.text)
    ? detectors
    : someLetterBox.test(reading.text)
      ? [emails, codes]
      : [codes];
  const found = [...asked, names].flatMap((detector) => detector(reading, clues));
  return apart(found.filter(({ start, end }) => end > start)).map(({ kind, start, end, confidence }) => ({
    kind,
    start: reading.startOf(start),
    end: reading.endOf(end),
    confidence,
  }));
}

/**
 * The text with its kind in brackets where personal data stood: “call me at [phone]”. `found` are spans of this text as
 * `findPersonalData` gives them; `label` says what a kind is called.
 */
export function maskPersonalData(
  text: string,
  found: readonly Pick<PersonalData, 'kind' | 'start' | 'end'>[] = findPersonalData(text),
  label: (kind: PersonalDataKind) => string = (kind) => kind,
): string {
  let masked = '';
  let at = 0;
  for (const { kind, start, end } of found) {
    masked += `${text.slice(at, start)}[${label(kind)}]`;
    at = end;
  }
  return masked + text.slice(at);
}
