// Checks a draft by all posting rules that an account has not turned off. What cannot be checked is not sent.
import type { DraftContext } from './context.ts';
import type { Finding, Level, Rule, RuleId } from './finding.ts';
import { r01 } from './rules/r01-slack.ts';
import { r03 } from './rules/r03-who-we-are.ts';
import { r04 } from './rules/r04-selling.ts';
import { r05 } from './rules/r05-their-interest.ts';
import { r06 } from './rules/r06-listening.ts';
import { r07 } from './rules/r07-sincerity.ts';
import { r10 } from './rules/r10-since.ts';
import { r11 } from './rules/r11-copied.ts';
import { r14 } from './rules/r14-breaking-in.ts';
import { r15 } from './rules/r15-ease.ts';
import { r16 } from './rules/r16-familiar.ts';
import { r17 } from './rules/r17-words.ts';
import { r18 } from './rules/r18-emoji.ts';
import { r20 } from './rules/r20-hours.ts';

export const rules: readonly Rule[] = [r01, r03, r04, r05, r06, r07, r10, r11, r14, r15, r16, r17, r18, r20];

/** What an account has decided; a rule that is not named weighs as it usually does. */
export type GuidelineSettings = Partial<Record<RuleId, Level | 'off'>>;

/** All findings, blocks first, then by rule. A rule that throws is a block with its reason. Never throws. */
export function checkDraft(
  context: DraftContext,
  settings: GuidelineSettings = {},
  asked: readonly Rule[] = rules,
): Finding[] {
  const findings = asked.flatMap((rule) => findingsOf(rule, context, settings[rule.id]));
  return findings.toSorted((a, b) => Number(b.level === 'block') - Number(a.level === 'block'));
}

function findingsOf(rule: Rule, context: DraftContext, wanted: Level | 'off' | undefined): Finding[] {
  if (wanted === 'off') return [];
  try {
    return rule.check(context).map((found) => ({
      ...found,
      rule: rule.id,
      level: wanted ?? found.level ?? rule.level,
    }));
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return [{ rule: rule.id, level: 'block', reason: 'broken', params: { fault } }];
  }
}
