// What a posting rule finds in a draft, and what a rule is.
import type { DraftContext } from './context.ts';
import type { Fix } from './fixes.ts';
import type { ReasonCode } from './reasons.ts';

/** The posting rules, by the numbers under which the field knows them. */
export const ruleIds = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R06',
  'R07',
  'R08',
  'R09',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
  'R17',
  'R18',
  'R19',
  'R20',
] as const;
export type RuleId = (typeof ruleIds)[number];

/** `block`: it is not sent as it is · `warn`: it is said, and a person decides. */
export type Level = 'block' | 'warn';

/** [start, end) of the draft, in UTF-16 units. */
export type DraftSpan = readonly [number, number];

/** What a rule found; why is a message with its parameters (reasons.ts). */
export interface Found {
  reason: ReasonCode;
  params?: Readonly<Record<string, string>>;
  /** The words it is about; left out where it is about all of the draft, or about what is missing. */
  span?: DraftSpan;
  /** Where it weighs more than the rule usually does. */
  level?: Level;
  /** Where one key mends it: all that the finding's rule finds of this kind, and not only this one. */
  fix?: Fix;
}

/** What a person is told. */
export interface Finding extends Found {
  rule: RuleId;
  level: Level;
}

/** One posting rule: pure, and quick enough to be asked as one types. */
export interface Rule {
  id: RuleId;
  /** How much a finding weighs unless the account says otherwise. */
  level: Level;
  check(context: DraftContext): readonly Found[];
}
