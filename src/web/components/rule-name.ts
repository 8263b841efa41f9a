// What a rule of the guideline is called.
import type { MessageId, Translator } from '../i18n/translator.ts';

/** Rules that a later version dropped have a number only. */
export function ruleName(t: Translator['t'], rule: string): string {
  return /^R(?:0[1-9]|1\d|20)$/u.test(rule) ? t(`rule.${rule}` as MessageId) : rule;
}
