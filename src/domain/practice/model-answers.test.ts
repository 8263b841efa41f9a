// Proves that what is shown as a good answer would go out: there is one for each story, and no rule finds fault with it.
import { describe, expect, it } from 'vitest';
import { checkDraft } from '../guideline/check.ts';
import { modelAnswer } from './model-answers.ts';
import { setIds, storySets } from './sets.ts';
import { storyById, stories } from './stories/registry.ts';
import { practiceLanguages } from './story.ts';

const fills = {
  product: 'Aoba',
  lookalike: 'aobako',
  company: 'Minamo',
  us: '@minamo',
  order: 'N-1',
  trade: 'any',
} as const;

describe('the good answer of a story', () => {
  it.each(stories.filter(({ advice }) => advice === 'speak'))('of $id breaks no rule', ({ id, lang }) => {
    const draft = modelAnswer(id, fills) ?? '';
    expect(draft).not.toBe('');
    expect(draft).not.toMatch(/[{}]/u);
    const findings = checkDraft({
      lang,
      channel: 'public',
      isFirstContact: true,
      persona: { name: 'Minamo', emoji: 'none', register: 'polite', signature: '' },
      isOpen: true,
      agent: null,
      post: { author: 'a', text: '', isReply: false },
      thread: [],
      newer: [],
      recentReplies: [],
      draft,
    });
    expect(findings.map(({ rule, reason }) => `${rule} ${reason}`)).toEqual([]);
  });

  it('is none where silence is right', () => {
    for (const { id, advice } of stories) expect(modelAnswer(id, fills) === null).toBe(advice !== 'speak');
  });
});

it('has sets of stories that there are', () => {
  for (const set of setIds) {
    for (const lang of practiceLanguages) {
      expect(storySets[set][lang].map((id) => storyById(id)?.lang)).toEqual(
        storySets[set][lang].map(() => lang),
      );
    }
  }
});
