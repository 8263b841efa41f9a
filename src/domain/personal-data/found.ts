// What a detector gives back, and the small tools all detectors share.
import type { Clues } from './clues.ts';
import type { Reading } from './reading.ts';

/** Every kind of personal data that is looked for. */
export const personalDataKinds = [
  'email',
  'phone',
  'card',
  'address',
  'postal-code',
  'order-number',
  'bank-account',
  'my-number',
  'national-id',
  'passport',
  'licence',
  'birth-date',
  'name',
] as const;

export type PersonalDataKind = (typeof personalDataKinds)[number];

export interface PersonalData {
  kind: PersonalDataKind;
  /** Where it begins and ends in the original text, in UTF-16 units. */
  start: number;
  end: number;
  /** How sure it is, from 0 to 1: a rule's own certainty, not a measured probability. */
  confidence: number;
}

/** Finds one sort of data; its offsets are those of the folded text. */
export type Detector = (reading: Reading, clues: Clues) => PersonalData[];

export const onlyDigits = (text: string): string => text.replaceAll(/\D/gu, '');

/** Every match of a global pattern, with its place. */
export function* matches(
  pattern: RegExp,
  text: string,
): Generator<{ found: string; start: number; end: number; groups: readonly (string | undefined)[] }> {
  for (const match of text.matchAll(pattern)) {
    yield { found: match[0], start: match.index, end: match.index + match[0].length, groups: match };
  }
}

/** What a sticky pattern finds exactly at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Whether nothing before a number belongs to it: no letter, sign or further group of digits. */
export function isOpenBefore(text: string, start: number): boolean {
  return !/[\w$€£¥#@=^%+]$|\d[-.,:/*×]$/u.test(text.slice(Math.max(0, start - 2), start));
}

/** Whether nothing behind a number belongs to it. A full stop only counts with a digit on its other side. */
export function isOpenBehind(text: string, end: number): boolean {
  return !/^(?:[\w%°^]|[-.,:/*×]\d)/u.test(text.slice(end, end + 2));
}

export const standsAlone = (text: string, start: number, end: number): boolean =>
  isOpenBefore(text, start) && isOpenBehind(text, end);
