// Accounts at banks: IBANs by their check, others by the words beside them.
import { isIban, lengthOfIban } from './checksums.ts';
import type { Clue } from './clue-words.ts';
import type { Clues } from './clues.ts';
import { between } from './codes.ts';
import { isOpenBehind, matchAt, matches, onlyDigits, type Detector, type PersonalData } from './found.ts';

const iban = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}/gu;
const japanese = /(?:普通|当座|貯蓄|支店|本店)(?:預金)?(?:口座)?(?:番号)?[\s:(（・-]{0,3}(\d{6,8})(?!\d)/gu;
const postOffice = /記号[\s:・]{0,3}\d{5}(?:-\d)?[\s,、・/]{0,4}番号[\s:・]{0,3}\d{1,8}/gu;
const number = /\d{1,20}(?:[ .-]\d{1,12}){0,5}(?:-[\dXx])?/uy;
const british = /(?<!\d)\d{2}-\d{2}-\d{2}(?: |, ?| and | account ){1,2}(?:number )?\d{8}(?!\d)/giu;
const korean = /(?<![\d-])\d{3,6}-\d{2,6}-\d{4,8}(?:-\d{1,3})?(?![\d-])/gu;

function ibans(plain: string): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { found, start } of matches(iban, plain)) {
    const length = lengthOfIban(found.slice(0, 2).toUpperCase());
    if (length === undefined) continue;
    // Words may follow a number in groups: as many characters as its country's have, spaces apart.
    let end = start;
    for (let count = 0; count < length && end < start + found.length; end += 1) {
      if (/[A-Za-z0-9]/u.test(plain.charAt(end))) count += 1;
    }
    const compact = plain.slice(start, end).replaceAll(/[ -]/gu, '').toUpperCase();
    const isWhole = !/^[A-Za-z0-9]/u.test(plain.slice(end, end + 1));
    if (isWhole && isIban(compact)) all.push({ kind: 'bank-account', start, end, confidence: 0.99 });
    else if (
      isWhole &&
      compact.length === length &&
      /iban[\s:=]{0,3}(?:is |es |ist |est |é )?$/iu.test(plain.slice(Math.max(0, start - 12), start))
    ) {
      all.push({ kind: 'bank-account', start, end, confidence: 0.7 });
    }
  }
  return all;
}

/** “account number is 12345678”: at least `least` digits directly behind the word. */
function behindWord(clue: Clue, least: number, plain: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { end: at } of clues.places(clue)) {
    const start = at + (matchAt(between, plain, at)?.length ?? 0);
    const found = matchAt(number, plain, start);
    if (found === null || !isOpenBehind(plain, start + found.length)) continue;
    const count = onlyDigits(found).length;
    if (count < least || count > 20) continue;
    all.push({ kind: 'bank-account', start, end: start + found.length, confidence: 0.88 });
  }
  return all;
}

export const bankAccounts: Detector = ({ plain }, clues) => {
  const all = ibans(plain);
  for (const { found, start, end, groups } of matches(japanese, plain)) {
    const digits = groups[1] ?? '';
    if (!clues.near('bank', start, end, { before: 30, after: 4 })) continue;
    all.push({ kind: 'bank-account', start: start + found.length - digits.length, end, confidence: 0.9 });
  }
  for (const { start, end } of matches(postOffice, plain)) {
    all.push({ kind: 'bank-account', start, end, confidence: 0.9 });
  }
  for (const { start, end } of matches(british, plain)) {
    if (!clues.near('bankNumber', start, end, { before: 30 })) continue;
    all.push({ kind: 'bank-account', start, end, confidence: 0.9 });
  }
  for (const { found, start, end } of matches(korean, plain)) {
    const count = onlyDigits(found).length;
    if (count < 10 || count > 16 || !clues.near('bank', start, end, { before: 16, after: 8 })) continue;
    if (/^01[016-9]-/u.test(found)) continue;
    all.push({ kind: 'bank-account', start, end, confidence: 0.85 });
  }
  return [...all, ...behindWord('bankNumber', 6, plain, clues), ...behindWord('looseBank', 8, plain, clues)];
};
