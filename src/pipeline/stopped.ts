// The refusal of what the guideline stops, with all that was found, in both languages.
import { AppError } from '../domain/errors.ts';
import type { Finding } from '../domain/guideline/finding.ts';
import { reasonText } from '../domain/guideline/reasons.ts';

/** A finding as it leaves the program. */
type ToldFinding = Finding & { why: { ja: string; en: string } };

/** `mayOverride`: whether whoever sends may pass over it with a reason. */
export function stopped(findings: readonly Finding[], mayOverride: boolean): AppError {
  return new AppError('guideline_blocks', blockMessage(findings), {
    where: 'body.text',
    data: { findings: findings.map(told), mayOverride },
  });
}

function told(finding: Finding): ToldFinding {
  const why = (lang: string): string => reasonText(finding.reason, finding.params ?? {}, lang);
  return { ...finding, why: { ja: why('ja'), en: why('en') } };
}

function blockMessage(findings: readonly Finding[]): string {
  const [first] = findings;
  const why =
    first === undefined ? '' : ` ${first.rule}: ${reasonText(first.reason, first.params ?? {}, 'en')}`;
  return `The guideline of this account stops the reply.${why}`;
}
