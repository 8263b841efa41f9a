// Dates of birth: a whole date beside the word that says it is one.
import { isDay } from './checksums.ts';
import { matches, type Detector, type PersonalData } from './found.ts';

const month =
  '(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|février|mar(?:ch|s|zo|ço)?|märz|apr(?:il)?|avril|may|mai|maio|mayo|june?|juni|juin|junio|junho|july?|juli|juillet|julio|julho|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|setembro|oct(?:ober|obre|ubre)?|okt(?:ober)?|outubro|nov(?:ember|embre|iembre|embro)?|d[eé]c(?:ember|embre)?|dez(?:ember|embro)?|diciembre|enero|febrero|abril|janeiro|fevereiro)';
const date = new RegExp(
  [
    String.raw`(?:19|20)\d{2} ?[-/.年년] ?\d{1,2} ?[-/.月월] ?\d{1,2}(?: ?[日일]|(?!\d))`,
    String.raw`(?:明治|大正|昭和|平成|令和|[HSR])(?:\d{1,2}|元)[年./-] ?\d{1,2}[月./-] ?\d{1,2}日?`,
    String.raw`(?<!\d)\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:(?:19|20)\d{2}|\d{2})(?!\d)`,
    String.raw`(?<![a-z])${month}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}`,
    String.raw`(?<!\d)\d{1,2}(?:st|nd|rd|th|er|º|\.)? (?:of |de |d')?${month}\.?,?(?: de| del)? (?:19|20)\d{2}`,
    String.raw`(?<!\d)(?:19|20)\d{6}(?!\d)`,
  ].join('|'),
  'giu',
);
/** Behind a date, in Japanese, Chinese and Korean. */
const bornBehind =
  /^(?:です。)?(?:に)?(?:生まれ(?!の[^\d\s])|うまれ|生(?![\p{sc=Han}まれ])| ?출생| ?생(?!일|각|방|산|중))/u;
/** The words that need somebody to be meant: not a singer, not a company. */
const oneself =
  /(?:私|僕|俺|自分|わたし|本人|\bi was born|\bmy birthday|\bmy (?:dob|date)|nací|nasci|je suis née?|ich bin|我|저는|제)/iu;
const strong =
  /(?:生年月日|誕生年月日|date of birth|\bdob\b|d\.o\.b|birth ?date|出生日期|出生年月日|생년월일|fecha de nacimiento|data de nascimento|date de naissance|geburtsdatum|geb\. am|\bnasc\b)/iu;

/** Whether a row of eight digits is a day. */
const isRealRow = (found: string): boolean =>
  !/^\d{8}$/u.test(found) ||
  isDay(Number(found.slice(0, 4)), Number(found.slice(4, 6)), Number(found.slice(6)));

export const birthDates: Detector = ({ plain }, clues) => {
  const all: PersonalData[] = [];
  for (const { found, start, end } of matches(date, plain)) {
    if (!isRealRow(found)) continue;
    const around = plain.slice(Math.max(0, start - 30), end + 30);
    const said = clues.near('birth', start, end, { before: 10 });
    if (said && (strong.test(around) || oneself.test(plain.slice(Math.max(0, start - 30), start)))) {
      all.push({ kind: 'birth-date', start, end, confidence: 0.95 });
    } else if (bornBehind.test(plain.slice(end, end + 10))) {
      all.push({ kind: 'birth-date', start, end, confidence: 0.75 });
    }
  }
  return all;
};
