// Checks a draft by all posting rules that an account has not turned off. What cannot be checked is not sent.
import { blanksIn } from '../drafting/blanks.ts';
import type { DraftContext } from './context.ts';
import type { Finding, Found, Rule } from './finding.ts';
import { withMends } from './mends.ts';
import { checkOwnWords } from './own-words.ts';
import { checkPersona } from './persona-findings.ts';
import { r01 } from './rules/r01-slack.ts';
import { r02 } from './rules/r02-whom.ts';
import { r03 } from './rules/r03-who-we-are.ts';
import { r04 } from './rules/r04-selling.ts';
import { r05 } from './rules/r05-their-interest.ts';
import { r06 } from './rules/r06-listening.ts';
import { r07 } from './rules/r07-sincerity.ts';
import { r08 } from './rules/r08-quick.ts';
import { r09 } from './rules/r09-whether.ts';
import { r10 } from './rules/r10-since.ts';
import { r11 } from './rules/r11-copied.ts';
import { r12 } from './rules/r12-dialogue.ts';
import { r13 } from './rules/r13-answer.ts';
import { r14 } from './rules/r14-breaking-in.ts';
import { r15 } from './rules/r15-ease.ts';
import { r16 } from './rules/r16-familiar.ts';
import { r17 } from './rules/r17-words.ts';
import { r18 } from './rules/r18-emoji.ts';
import { r19 } from './rules/r19-continues.ts';
import { r20 } from './rules/r20-hours.ts';
import type { BrokenGuideline, GuidelineSettings, RuleWeight } from './settings.ts';
import { emptyGuideline } from './usual.ts';

export const rules: readonly Rule[] = [
  r01,
  r02,
  r03,
  r04,
  r05,
  r06,
  r07,
  r08,
  r09,
  r10,
  r11,
  r12,
  r13,
  r14,
  r15,
  r16,
  r17,
  r18,
  r19,
  r20,
];

/**
 * All findings, blocks first, then by rule. A rule that throws is a block with its reason, and so is a guideline that
 * cannot be read; all rules are asked as they usually weigh then. Never throws.
 */
export function checkDraft(
  context: DraftContext,
  settings: GuidelineSettings | BrokenGuideline = emptyGuideline,
  asked: readonly Rule[] = rules,
): Finding[] {
  const { levels, words } = 'fault' in settings ? emptyGuideline : settings;
  const findings = asked.flatMap((rule) => findingsOf(rule, context, levels[rule.id]));
  findings.push(
    ...safely(() => checkOwnWords(words, context.draft)),
    ...safely(() => checkPersona(context)),
    ...leftBlank(context.draft),
  );
  if ('fault' in settings) {
    const { fault } = settings;
    findings.push({ rule: 'R17', level: 'block', reason: 'brokenGuideline', params: { fault } });
  }
  const sorted = findings.toSorted((a, b) => Number(b.level === 'block') - Number(a.level === 'block'));
  try {
    return withMends(sorted, context);
  } catch {
    // A mend is a help: what was found stands without it.
    return sorted;
  }
}

const faultOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function findingsOf(rule: Rule, context: DraftContext, wanted: RuleWeight | undefined): Finding[] {
  if (wanted === 'off') return [];
  try {
    const findings = rule.check(context).map((found) => ({
      ...found,
      rule: rule.id,
      level: wanted ?? found.level ?? rule.level,
    }));
    const isGuessing = context.acts !== undefined && findings.some(({ level }) => level === 'block');
    return isGuessing ? guessesWarn(rule, context, findings) : findings;
  } catch (error) {
    return [{ rule: rule.id, level: 'block', reason: 'broken', params: { fault: faultOf(error) } }];
  }
}

const saidOf = ({ reason, span, params }: Found): string => JSON.stringify([reason, span, params]);

/** What only the model of acts finds warns: its word alone stops nobody. */
function guessesWarn(rule: Rule, { acts: _, ...known }: DraftContext, findings: Finding[]): Finding[] {
  const certain = new Set(rule.check(known).map(saidOf));
  return findings.map((finding) => (certain.has(saidOf(finding)) ? finding : { ...finding, level: 'warn' }));
}

/** A blank says to everybody that it came out of a drawer: it stops the reply whatever the account decides. */
function leftBlank(draft: string): Finding[] {
  return blanksIn(draft).map(({ label, span }) => ({
    rule: 'R11',
    level: 'block',
    reason: 'blankLeft',
    params: { words: label },
    span,
  }));
}

/** What a guideline's own words and its persona say; a check that throws is a block. */
function safely(check: () => Finding[]): Finding[] {
  try {
    return check();
  } catch (error) {
    return [{ rule: 'R17', level: 'block', reason: 'broken', params: { fault: faultOf(error) } }];
  }
}
