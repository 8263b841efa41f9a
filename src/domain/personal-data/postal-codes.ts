// Postal codes, where a sign or a word says that they are one.
import { matchAt, matches, standsAlone, type Detector, type PersonalData } from './found.ts';

const japanese =
  /〒 ?(\d{3}-? ?\d{4})(?!\d)|(?<![\d-])(\d{3}-\d{4})(?=[ \n]{0,2}(?:北海道|東京都|京都府|大阪府|[\p{sc=Han}]{2,3}県))/gu;
const joined = /(?:[\s:=は는은이是为]|is|es|é|est|ist|番号|number|code|my|が|の){0,6}/iuy;
const code =
  /(?:\d{3}-\d{4}|\d{5}-\d{3,4}|\d{4}-\d{3}|[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}|[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d|\d{4,8})(?![\dA-Za-z]|[-.,]\d)/uy;
const british = /(?<![A-Za-z\d])[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![A-Za-z\d])/gu;

export const postalCodes: Detector = ({ plain }, clues) => {
  const all: PersonalData[] = [];
  for (const { start, end, groups } of matches(japanese, plain)) {
    const found = groups[1] ?? groups[2] ?? '';
    const at = groups[1] === undefined ? start : end - found.length;
    all.push({ kind: 'postal-code', start: at, end, confidence: 0.93 });
  }
  for (const { end: at } of clues.places('postal')) {
    const start = at + (matchAt(joined, plain, at)?.length ?? 0);
    const found = matchAt(code, plain, start);
    if (found === null || !standsAlone(plain, start, start + found.length)) continue;
    all.push({ kind: 'postal-code', start, end: start + found.length, confidence: 0.9 });
  }
  for (const { start, end } of matches(british, plain)) {
    if (
      !clues.near('address', start, end, { before: 40 }) &&
      !clues.near('postal', start, end, { before: 20, after: 8 })
    )
      continue;
    all.push({ kind: 'postal-code', start, end, confidence: 0.75 });
  }
  return all;
};
