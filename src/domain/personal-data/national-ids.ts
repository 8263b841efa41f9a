// Numbers that a state or an insurer gives a person: by their check where it is strong, by the word beside them else.
import {
  isChineseId,
  isCpf,
  isDni,
  isFrenchId,
  isGermanTaxId,
  isKoreanId,
  isMyNumber,
  isNif,
} from './checksums.ts';
import type { Clue } from './clue-words.ts';
import type { Clues } from './clues.ts';
import {
  matches,
  onlyDigits,
  standsAlone,
  type Detector,
  type PersonalData,
  type PersonalDataKind,
} from './found.ts';

interface Rule {
  kind: PersonalDataKind;
  pattern: RegExp;
  /** Its check, over what was found without separators, in capitals; none for what has none. */
  isReal?: (compact: string) => boolean;
  /** The word that says what it is, and how far before it may stand, in UTF-16 units. */
  clue?: Clue;
  before?: number;
  /** How far behind it may stand; not at all when left out. */
  after?: number;
  /** Whether a real one needs no word, and a word needs no real one. */
  realIsEnough?: boolean;
  wordIsEnough?: boolean;
}

const rules: readonly Rule[] = [
  {
    kind: 'my-number',
    pattern: /\d{4}([- ]?)\d{4}\1\d{4}/gu,
    isReal: isMyNumber,
    clue: 'myNumber',
    before: 24,
    after: 6,
    wordIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}|(?!000|666|9)\d{9}/gu,
    clue: 'socialSecurity',
    before: 24,
    wordIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /\d{3}\.\d{3}\.\d{3}-\d{2}/gu,
    isReal: isCpf,
    clue: 'cpf',
    before: 16,
    realIsEnough: true,
    wordIsEnough: true,
  },
  { kind: 'national-id', pattern: /\d{11}/gu, isReal: isCpf, clue: 'cpf', before: 16 },
  {
    kind: 'national-id',
    pattern: /(?:\d{8}|\d{2}\.\d{3}\.\d{3})[- ]?[A-Za-z]/gu,
    isReal: isDni,
    clue: 'dni',
    before: 20,
    realIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /[XYZxyz][- ]?\d{7}[- ]?[A-Za-z]/gu,
    isReal: isDni,
    clue: 'dni',
    before: 20,
    realIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /\d{6} ?- ?[1-8]\d{6}/gu,
    isReal: isKoreanId,
    clue: 'nationalId',
    before: 16,
    realIsEnough: true,
  },
  { kind: 'national-id', pattern: /\d{13}/gu, isReal: isKoreanId, clue: 'nationalId', before: 16 },
  {
    kind: 'national-id',
    pattern: /\d{17}[\dXx]/gu,
    isReal: isChineseId,
    clue: 'nationalId',
    before: 16,
    realIsEnough: true,
    wordIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /[1-478] ?\d{2} ?\d{2} ?\d[\dABab] ?\d{3} ?\d{3} ?\d{2}/gu,
    isReal: isFrenchId,
    clue: 'nationalId',
    before: 24,
    realIsEnough: true,
    wordIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /\d{2} ?\d{3} ?\d{3} ?\d{3}/gu,
    isReal: isGermanTaxId,
    clue: 'nationalId',
    before: 24,
    wordIsEnough: true,
  },
  { kind: 'national-id', pattern: /\d{3} ?\d{3} ?\d{3}/gu, isReal: isNif, clue: 'nif', before: 14 },
  {
    kind: 'national-id',
    pattern: /(?![DFIQUV])[A-Z](?![DFIQUVO])[A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]/gu,
    clue: 'nationalId',
    before: 24,
    wordIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d/gu,
    isReal: () => true,
    realIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /\d{2}\.\d{3}\.\d{3}-[\dXx]/gu,
    clue: 'nationalId',
    before: 12,
    wordIsEnough: true,
  },
  {
    kind: 'national-id',
    pattern: /\d{2,4}[- ]?\d{3,7}(?:[- ]?\d{1,4})?|\d{2} ?\d{6} ?[A-Z] ?\d{3}/gu,
    clue: 'insurance',
    before: 14,
    wordIsEnough: true,
  },
  {
    kind: 'passport',
    pattern:
      /(?<![A-Za-z])[A-Za-z]{1,2} ?\d{6,8}|(?<![A-Za-z])[A-Za-z]{3}\d{6}|\d{8,9}|\d{2}[A-Z]{2}\d{5}|[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}/gu,
    clue: 'passport',
    before: 16,
    wordIsEnough: true,
  },
  {
    kind: 'licence',
    pattern:
      /\d{12}|\d{4} \d{4} \d{4}|[A-Z]\d{7,14}|\d{2}-\d{2}-\d{6}-\d{2}|[A-Z]{5}\d{6}[A-Z\d]{5}|[A-Z]\d{3}-\d{4}-\d{4}|\d{9,11}|[A-Z]\d{2}[A-Z\d]{8}/gu,
    clue: 'licence',
    before: 16,
    wordIsEnough: true,
  },
];

/** Patterns that begin and end where a word does: the others would be looked at digit by digit in a long row. */
const wholeRules = rules.map((rule) => ({
  ...rule,
  pattern: new RegExp(String.raw`(?<!\w)(?:${rule.pattern.source})(?!\w)`, 'gu'),
}));

function byRule(rule: Rule, plain: string, clues: Clues): PersonalData[] {
  const all: PersonalData[] = [];
  for (const { found, start, end } of matches(rule.pattern, plain)) {
    if (!standsAlone(plain, start, end)) continue;
    const compact = found.replaceAll(/[^A-Za-z0-9]/gu, '').toUpperCase();
    const said =
      rule.clue !== undefined &&
      clues.near(rule.clue, start, end, { before: rule.before ?? 0, after: rule.after ?? 0 });
    const real = rule.isReal?.(compact) ?? false;
    if (onlyDigits(found).length < 4 || /^(\d)\1+$/u.test(compact)) continue;
    if (real && (said || rule.realIsEnough === true)) {
      all.push({ kind: rule.kind, start, end, confidence: said ? 0.99 : 0.92 });
    } else if (said && rule.wordIsEnough === true) {
      all.push({ kind: rule.kind, start, end, confidence: 0.9 });
    }
  }
  return all;
}

export const nationalIds: Detector = ({ plain }, clues) =>
  wholeRules.flatMap((rule) => byRule(rule, plain, clues));
