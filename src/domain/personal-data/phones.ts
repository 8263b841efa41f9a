// Telephone numbers of people: by a country's shape where that is certain, by the words beside them where it is not.
import type { Clues } from './clues.ts';
import {
  isOpenBefore,
  isOpenBehind,
  matches,
  onlyDigits,
  type Detector,
  type PersonalData,
} from './found.ts';

interface Shape {
  pattern: RegExp;
  /** Counts of digits that it may have; the pattern's own when left out. */
  digits?: readonly number[];
  /** Whether it is one without a word that says so. */
  certain: boolean;
}

const s = '(?: ?[-.] ?| )';

const shapes: readonly Shape[] = [
  // Japan
  {
    pattern: new RegExp(String.raw`\(?0[5-9]0\)?(?:${s}|[()])?\d{4}(?:${s}|[()])\d{4}`, 'gu'),
    digits: [11],
    certain: true,
  },
  { pattern: /0[5-9]0\d{8}/gu, certain: true },
  { pattern: /0[1-9]\d{0,3}-\d{1,4}-\d{4}/gu, digits: [10], certain: true },
  {
    pattern: /\(0[1-9]\d{0,3}\) ?\d{1,4}-\d{4}|0[1-9]\d{0,3}\(\d{1,4}\)-?\d{4}/gu,
    digits: [10],
    certain: true,
  },
  { pattern: /0[1-9]\d{0,3} \d{1,4} \d{4}|0[1-9]\d{8}/gu, digits: [10], certain: false },
  // Korea
  {
    pattern: new RegExp(String.raw`01[016789]${s}\d{3,4}${s}\d{4}|010\d{8}`, 'gu'),
    digits: [10, 11],
    certain: true,
  },
  { pattern: /0(?:2|[3-6]\d)[-)] ?\d{3,4}-\d{4}/gu, digits: [9, 10, 11], certain: true },
  // China
  { pattern: /1[3-9]\d([- ]?)\d{4}\1\d{4}/gu, digits: [11], certain: false },
  { pattern: /0\d{2,3}-\d{7,8}/gu, digits: [11, 12], certain: true },
  // North America
  { pattern: /(?:1[-. ])?\([2-9]\d\d\) ?[2-9]\d\d[-. ]\d{4}/gu, certain: true },
  { pattern: /(?:1([-.]))?[2-9]\d\d([-.])[2-9]\d\d\2\d{4}/gu, certain: true },
  { pattern: /(?:1 ?)?[2-9]\d\d[ -]?[2-9]\d\d[ -]?\d{4}/gu, digits: [10, 11], certain: false },
  // India
  { pattern: /[6-9]\d{4}[ -]?\d{5}/gu, certain: false },
  // France, Spain, Portugal and Brazil, Germany, Great Britain
  { pattern: /0[1-9]([.-])\d\d(?:\1\d\d){3}|(?<!\d )0[67](?: \d\d){4}(?! \d)/gu, certain: true },
  { pattern: /(?<!\d )0[1-9](?: \d\d){4}(?! \d)/gu, certain: false },
  { pattern: /[6-9]\d\d([ .-])\d{3}\1\d{3}|[6-9]\d\d(?: \d\d){3}|[6-9]\d{8}/gu, digits: [9], certain: false },
  {
    pattern: /\([1-9]\d\) ?9?\d{4}[- ]\d{4}|[1-9]\d 9 ?\d{4}-\d{4}|[1-9]\d 9\d{8}|\([1-9]\d\) ?9\d{8}/gu,
    certain: true,
  },
  { pattern: /[1-9]\d ?9\d{4}[- ]?\d{4}|9\d{4}-\d{4}|[2-5]\d{3}-\d{4}/gu, certain: false },
  { pattern: /01[567]\d(?: ?[-/] ?| )\d{3,8}(?: \d{2,5}){0,2}/gu, digits: [11, 12], certain: true },
  {
    pattern: /\(?0[1-9]\d{1,4}\)?(?: ?[-/] ?| )\d{2,9}(?:[ -]\d{2,5}){0,3}|0[1-9]\d{8,10}/gu,
    digits: [9, 10, 11, 12],
    certain: false,
  },
  { pattern: /07\d{3} \d{3} ?\d{3}|0[12]\d{1,3} \d{3,4} \d{4}/gu, digits: [10, 11], certain: true },
  { pattern: /07\d{9}/gu, certain: false },
];

/** Patterns that begin and end where a row of digits does: the others would be looked at digit by digit in a long row. */
const wholeShapes = shapes.map((shape) => ({
  ...shape,
  pattern: new RegExp(String.raw`(?<!\d)(?:${shape.pattern.source})(?!\d)`, 'gu'),
}));

const abroad =
  /(?:\+|(?<![\d.])00)[1-9]\d{0,3}(?: ?\(0\) ?|[ .()-]{1,2})?\d{1,12}(?:[ .()-]{1,2}\d{1,12}){0,6}/gu;
/** Digits, the country's code among them, of numbers in the countries whose plan is fixed. */
const abroadDigits: readonly { code: string; counts: readonly number[] }[] = (
  '1:11 7:11 20:12 27:11 30:12 31:11 32:10,11 33:11 34:11 351:12 353:11,12 36:11 380:12 39:11,12,13 ' +
  '41:11 420:12 43:10,11,12,13 44:12 45:10 46:10,11,12 47:10 48:11 49:10,11,12,13,14 502:11 506:11 ' +
  '507:10,11 509:11 51:11 52:12,13 54:12,13 55:12,13 56:11 57:12 58:12 593:11,12 60:11,12 61:11 ' +
  '62:11,12,13 63:12 64:10,11,12 65:10 66:11 81:11,12 82:10,11,12 84:11,12 852:11 86:12,13 880:13 ' +
  '886:11,12 90:12 91:12 92:12 94:11 966:12 971:11,12 972:11,12 977:13 98:12 234:13 254:12'
)
  .split(' ')
  .map((plan) => {
    const [code = '', counts = ''] = plan.split(':');
    return { code, counts: counts.split(',').map(Number) };
  });
const anyNumber = /\(?\d{2,6}\)?(?:[ .-]{1,2}\d{2,6}){1,4}|(?<!\d)\d{7,13}(?!\d)/gu;

/** Numbers of companies that cost the caller nothing or much: nobody's own. */
const nobodys =
  /^(?:0120|0570|0990|0180|08[47]\d{8}$|09[1-9]\d{8}$|18(?:00|88|77|66|55|44|33)\d{7}$|080[0-9]\d{6}$|15\d{6}$|16\d{6}$)/u;
/** A free number of eleven digits begins as a mobile number does; its groups tell them apart. */
const freeGroup = /^\(?(?:0800|(?:1[-. ])?\(?(?:8(?:00|88|77|66|55|44|33)|900))[-. )]/u;
const looksLikeDate =
  /^(?:19|20)\d\d[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:0?[1-9]|[12]\d|3[01])$|^\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d$|^(?:19|20)\d\d ?- ?(?:19|20)\d\d$/u;
const amountBehind =
  /^ ?(?:円|えん|万|億|千|個|件|人|回|点|枚|本|台|位|年|再生|フォロワ|ドル|元|块|人民币|원|개|명|억|만|km|kg|mb|gb|ms|eur|usd|jpy|dollars?|euros?|次|播放|粉丝|浏览|views|followers|people|votes|€|％)/iu;
/** “phone sold 1234567890”: another word stands between. */
const wordBetween = / (?!tel|zap|fax|sms|cell|phone)[a-z]{3,} $/iu;
/** Letters directly before a number belong to it (AB090…) unless they say what it is. */
const sayingLetters = /(?:tel|phone|fax|cell|mob|no|zap)$/iu;

function isCut(text: string, start: number, end: number): boolean {
  const isOpen = isOpenBefore(text, start) || sayingLetters.test(text.slice(Math.max(0, start - 6), start));
  return !isOpen || !isOpenBehind(text, end);
}

/** Whether a word beside it says that it is something else. */
function isOther(clues: Clues, start: number, end: number): boolean {
  return (
    clues.near('otherNumber', start, end, { before: 6 }) ||
    (clues.near('order', start, end, { before: 8 }) && !clues.near('phone', start, end, { before: 4 })) ||
    clues.near('bankNumber', start, end, { before: 6 })
  );
}

function byShape(digits: string, clues: Clues): PersonalData[] {
  const isChinese = /\p{sc=Han}/u.test(digits) && !/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(digits);
  const all: PersonalData[] = [];
  for (const shape of wholeShapes) {
    for (const { found, start, end } of matches(shape.pattern, digits)) {
      const plain = onlyDigits(found);
      if (shape.digits !== undefined && !shape.digits.includes(plain.length)) continue;
      if (
        nobodys.test(plain) ||
        freeGroup.test(found) ||
        looksLikeDate.test(found) ||
        isCut(digits, start, end)
      )
        continue;
      if (amountBehind.test(digits.slice(end, end + 12)) || isOther(clues, start, end)) continue;
      const said = clues.near('phone', start, end, { before: 24, after: 12 });
      const chinese = isChinese && plain.length === 11 && /^1[3-9]/u.test(plain);
      if (shape.certain || said || chinese) {
        all.push({ kind: 'phone', start, end, confidence: said ? 0.95 : shape.certain ? 0.85 : 0.7 });
      }
    }
  }
  return all;
}

function fromAbroad(digits: string): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { found, start, end } of matches(abroad, digits)) {
    const plain = onlyDigits(found.replace('(0)', '')).replace(/^00/u, '');
    if (
      /[\w+]$/u.test(digits.slice(Math.max(0, start - 1), start)) ||
      /^[\w%]/u.test(digits.slice(end, end + 1))
    )
      continue;
    const plan = abroadDigits.find(
      ({ code, counts }) => plain.startsWith(code) && counts.includes(plain.length),
    );
    if (plan === undefined || (plan.code === '1' && nobodys.test(plain))) continue;
    all.push({ kind: 'phone', start, end, confidence: 0.95 });
  }
  return all;
}

/** A number directly behind “電話番号は” or “call me at”, whatever its shape. */
function byWord(digits: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { found, start, end } of matches(anyNumber, digits)) {
    if (!clues.near('directPhone', start, end, { before: 6 })) continue;
    const count = onlyDigits(found).length;
    if (count < 7 || count > 13 || looksLikeDate.test(found) || isCut(digits, start, end)) continue;
    if (
      nobodys.test(onlyDigits(found)) ||
      freeGroup.test(found) ||
      amountBehind.test(digits.slice(end, end + 12))
    )
      continue;
    if (isOther(clues, start, end) || wordBetween.test(digits.slice(Math.max(0, start - 8), start))) continue;
    all.push({ kind: 'phone', start, end, confidence: 0.8 });
  }
  return all;
}

export const phones: Detector = ({ digits }, clues) => [
  ...byShape(digits, clues),
  ...fromAbroad(digits),
  ...byWord(digits, clues),
];
