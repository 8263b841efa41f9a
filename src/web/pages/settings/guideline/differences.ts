// What is different between two versions of a guideline, one line for each thing that was decided otherwise.
import { ruleIds, type RuleId } from '../../../../domain/guideline/finding.ts';
import type { GuidelineSettings, RuleWeight } from '../../../../domain/guideline/settings.ts';

export interface Decided {
  settings: GuidelineSettings;
}

export const wordLists = ['forbidden', 'wanted', 'confidential'] as const;
export type WordList = (typeof wordLists)[number];

export type Change =
  /** Null: as it usually is. */
  | { of: 'rule'; rule: RuleId; from: RuleWeight | null; to: RuleWeight | null }
  | { of: 'words'; list: WordList | 'spellings'; added: string[]; removed: string[] };

const spelt = (settings: GuidelineSettings): string[] =>
  settings.words.spellings.map(({ wrong, right }) => `${wrong} → ${right}`);

/** In the order of the page. */
export function changesBetween(before: Decided, after: Decided): Change[] {
  const rules = ruleIds.flatMap((rule): Change[] => {
    const [from, to] = [before.settings.levels[rule] ?? null, after.settings.levels[rule] ?? null];
    return from === to ? [] : [{ of: 'rule', rule, from, to }];
  });
  const lists = [...wordLists, 'spellings' as const].flatMap((list): Change[] => {
    const [from, to] = [before, after].map(({ settings }) =>
      list === 'spellings' ? spelt(settings) : settings.words[list],
    ) as [string[], string[]];
    const added = to.filter((word) => !from.includes(word));
    const removed = from.filter((word) => !to.includes(word));
    return added.length + removed.length === 0 ? [] : [{ of: 'words', list, added, removed }];
  });
  return [...rules, ...lists];
}
