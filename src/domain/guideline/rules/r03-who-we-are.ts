// R03: say who you are, to whoever hears from us for the first time.
import { foldText } from '../../listening/fold.ts';
import type { Rule } from '../finding.ts';

const folded = (text: string): string => foldText(text).replaceAll(/\s+/gu, ' ').trim();

export const r03: Rule = {
  id: 'R03',
  level: 'warn',
  check({ isFirstContact, persona: { name, signature }, draft }) {
    if (!isFirstContact) return [];
    const text = folded(draft);
    const isSaid = (what: string): boolean => folded(what) !== '' && text.includes(folded(what));
    if (isSaid(signature) || isSaid(name)) return [];
    if (folded(signature) !== '') return [{ reason: 'unsigned', params: { signature } }];
    return folded(name) === '' ? [] : [{ reason: 'unnamed', params: { name } }];
  },
};
