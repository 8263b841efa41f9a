// Numbers of orders, bookings and parcels: a code beside the word that says what it is.
import type { Clue } from './clue-words.ts';
import type { Clues } from './clues.ts';
import { isPostalItem } from './checksums.ts';
import {
  isOpenBefore,
  matchAt,
  matches,
  onlyDigits,
  standsAlone,
  type Detector,
  type PersonalData,
} from './found.ts';

/** What may stand between such a word and its number. */
export const between =
  /(?:[\s:=#'"“”‘’「」『』【】()[\]<>*,、~_;・-]|(?:number|num|nr|no|id|code|is|was|it's|ref|es|é|est|ist|lautet|der|die|mit|with|del|de|do|da|is:|number:|número|numéro|numero)(?!\p{L}|-\w)\.?|\.(?= )|n[º°]\.?|№|番号|コード|ナンバー|は|が|の|も|です|ですが|編號|编号|号码|號碼|号|是|为|為|번호|는|은|이|가){0,10}/iuy;
const code = /[A-Za-z0-9]{1,30}(?:[-_/][A-Za-z0-9]{1,30}){0,6}(?: \d{2,5}(?![\dA-Za-z])){0,5}/uy;
const codeAnywhere = /(?<![A-Za-z0-9-])[A-Za-z0-9]{1,30}(?:[-_][A-Za-z0-9]{1,30}){0,6}(?![A-Za-z0-9])/gu;

const unitBehind =
  /^(?:(?:円|万|億|個|件|人|回|点|枚|本(?!町|人)|台|年|月|日|時|分|元|块|원|개|명)| ?[%€$£]| (?:units?|pcs|pieces|masks|items|people|users|orders|dollars|euros|points|years?|days?|hours?|minutes?|copies|customers|bottles|pairs|boxes|of|more|yen|pounds|kg|miles|seats|tickets|euro|reais|pesos|unidades|personas|pessoas|personnes|mal|stück)(?![a-z]))/iu;
const dateLike =
  /^(?:(?:19|20)\d\d[-/_]\d{1,2}[-/_]\d{1,2}|\d{1,2}[-/_]\d{1,2}[-/_](?:19|20)?\d\d|(?:19|20)\d\d)$/u;
/** Goods have names of capitals and digits too (“order RTX4090”); of these, only codes that change between them are meant. */
const isMixed = (found: string, word: string): boolean =>
  /^[A-Z0-9-]{6,20}$/u.test(found) &&
  (/[A-Z]\d+[A-Z]+\d/u.test(found) ||
    (/^(?:ref|booking|reserv|invoice|tracking|réserv|buchung)/iu.test(word) && /[A-Z].*\d{3}/u.test(found)));
const bookings =
  /^(?:booking|reservation|conf|record|localizador|código de reserva|numéro de rés|buchungs|PNR|予約|確認|预订|예약)/u;
/** Shapes that only one thing has: the orders of great shops, parcels of great carriers. */
const ownShape =
  /(?<![\w-])(?:\d{3}-\d{7}-\d{7}|\d{6}-\d{8}-\d{10}|1Z[0-9A-Z]{6}\d{10}|TBA\d{12}|SF\d{13}|JJD\d{16,20}|D\d{2}-\d{7}-\d{7})(?![\w-])/gu;
const postalItem = /(?<![\w-])[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}(?![\w-])/gu;

function isCode(found: string, least: number): boolean {
  const count = onlyDigits(found).length;
  return count >= least && !dateLike.test(found);
}

/** A booking's code without many digits: capitals and digits, or six capitals where the words are not all in capitals. */
function isLocator(found: string, word: string): boolean {
  if (/^(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,10}$/u.test(found)) return true;
  return /^(?:[A-Z]{6}|(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{6})$/u.test(found) && bookings.test(word);
}

function codeBehind(text: string, at: number): { start: number; end: number; joined: string } | null {
  const joined = matchAt(between, text, at) ?? '';
  const start = at + joined.length;
  const found = matchAt(code, text, start);
  if (found === null) return null;
  let end = start + found.length;
  // Groups of digits belong together where the whole is of digits; words behind a code do not.
  if (/[A-Za-z]/u.test(found) && found.includes(' ')) end = start + found.indexOf(' ');
  return { start, end, joined };
}

function behindWord(text: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { start: from, end: at } of clues.places('order')) {
    const behind = codeBehind(text, at);
    if (behind === null) continue;
    const found = text.slice(behind.start, behind.end);
    if (
      isLocator(found, text.slice(from, at)) ||
      (isCode(found, 4) && !unitBehind.test(text.slice(behind.end, behind.end + 12)))
    ) {
      all.push({ kind: 'order-number', start: behind.start, end: behind.end, confidence: 0.9 });
    }
  }
  return all;
}

/** “order 370795561790”, “注文 #48213”: the word alone asks for more digits, or for a number sign. */
function behindLooseWord(text: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { start: from, end: at } of clues.places('looseOrder')) {
    const behind = codeBehind(text, at);
    if (behind === null || /[()\s]{2}|[はがも、,]/u.test(behind.joined)) continue;
    const found = text.slice(behind.start, behind.end);
    const isNumbered = /[#№º°]|\bno\b|\bn[uú]m|番号|\bnr\b/iu.test(behind.joined);
    const least = isNumbered ? 4 : 6;
    const word = text.slice(from, at);
    if (!(isCode(found, least) || isMixed(found, word)) || (!isNumbered && /^\d+0000?$/u.test(found)))
      continue;
    if (unitBehind.test(text.slice(behind.end, behind.end + 12))) continue;
    if (!isOpenBefore(` ${text.slice(behind.start - 1, behind.start)}`.replace('#', ' '), 2)) continue;
    all.push({
      kind: 'order-number',
      start: behind.start,
      end: behind.end,
      confidence: isNumbered ? 0.85 : 0.75,
    });
  }
  return all;
}

/** “USPS 9400 1000 …”: a carrier's name and a long number. */
function behindCarrier(text: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { end: at } of clues.places('carrier')) {
    const behind = codeBehind(text, at);
    if (behind === null) continue;
    if (onlyDigits(text.slice(behind.start, behind.end)).length < 10) continue;
    all.push({ kind: 'order-number', start: behind.start, end: behind.end, confidence: 0.7 });
  }
  return all;
}

/** “12345678 is my order number”, “注文番号ですが、…12345678”: a little further off, and of more digits. */
function aroundWord(text: string, plain: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { found, start, end } of matches(codeAnywhere, plain)) {
    if (!isCode(found, 6) || /^\d{1,3}(?:-\d{1,2}){2}$/u.test(found)) continue;
    if (
      /[.,$€£¥]$/u.test(text.slice(Math.max(0, start - 1), start)) ||
      /^[.,]\d/u.test(text.slice(end, end + 2))
    )
      continue;
    if (unitBehind.test(text.slice(end, end + 12))) continue;
    if (clues.near('order', start, end, { before: 16, after: 14 })) {
      all.push({ kind: 'order-number', start, end, confidence: 0.65 });
    } else if (
      text.slice(Math.max(0, start - 1), start).endsWith('#') &&
      clues.near('looseOrder', start, end, { before: 50, after: 20 })
    ) {
      all.push({ kind: 'order-number', start, end, confidence: 0.65 });
    }
  }
  return all;
}

function byShape(plain: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { start, end } of matches(ownShape, plain)) {
    all.push({ kind: 'order-number', start, end, confidence: 0.9 });
  }
  for (const { found, start, end } of matches(postalItem, plain)) {
    const said = clues.near('looseOrder', start, end, { before: 40, after: 20 });
    if (isPostalItem(found.replaceAll(' ', '')) || said)
      all.push({ kind: 'order-number', start, end, confidence: 0.9 });
  }
  const parcel: readonly Clue[] = ['looseOrder', 'order'];
  for (const { start, end } of matches(/\d{4}([- ])\d{4}\1\d{4}/gu, plain)) {
    if (!standsAlone(plain, start, end)) continue;
    if (parcel.some((clue) => clues.near(clue, start, end, { before: 24, after: 12 }))) {
      all.push({ kind: 'order-number', start, end, confidence: 0.8 });
    }
  }
  return all;
}

export const codes: Detector = ({ plain }, clues) => [
  ...behindWord(plain, clues),
  ...behindLooseWord(plain, clues),
  ...behindCarrier(plain, clues),
  ...aroundWord(plain, plain, clues),
  ...byShape(plain, clues),
];
