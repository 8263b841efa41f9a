// Payment cards: the lengths and beginnings that are given out, with Luhn's check, or any where the word stands beside it.
import { isLuhn } from './checksums.ts';
import { matches, onlyDigits, standsAlone, type Detector, type PersonalData } from './found.ts';

const written =
  /\d{4}( ?[-.] ?| |)\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|3[47]\d\d([ -]?)\d{6}\2\d{5}|3[0689]\d\d([ -]?)\d{6}\3\d{4}/gu;

/** Whether a network of cards gives out numbers that begin so and are so long. */
function isGivenOut(number: string): boolean {
  const first = Number(number.slice(0, 4));
  switch (number.length) {
    case 14:
      return /^3(?:0[0-5]|[689])/u.test(number);
    case 15:
      return /^3[47]/u.test(number);
    case 16:
      return (
        number.startsWith('4') ||
        (first >= 5100 && first <= 5599) ||
        (first >= 2221 && first <= 2720) ||
        (first >= 3528 && first <= 3589) ||
        /^(?:6011|65|64[4-9]|62|81|508|606|636|9792)/u.test(number)
      );
    case 19:
      return /^(?:62|4|6011|65)/u.test(number);
    default:
      return false;
  }
}

export const cards: Detector = ({ plain }, clues) => {
  const all: PersonalData[] = [];
  for (const { found, start, end } of matches(written, plain)) {
    const number = onlyDigits(found);
    if (!standsAlone(plain, start, end) && !/[:/]$/u.test(plain.slice(Math.max(0, start - 1), start)))
      continue;
    if (/^0+$/u.test(number)) continue;
    const said = clues.near('card', start, end, { before: 30, after: 10 });
    const real = isGivenOut(number) && isLuhn(number);
    // Long rows without groups are ids more often than cards.
    if (real && (said || number.length < 19 || number !== found)) {
      all.push({ kind: 'card', start, end, confidence: said ? 0.99 : 0.9 });
    } else if (clues.near('cardNumber', start, end, { before: 12, after: 6 })) {
      all.push({ kind: 'card', start, end, confidence: 0.7 });
    }
  }
  return all;
};
