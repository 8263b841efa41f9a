// What the interface asks of a network's rules by itself; policy.ts reads rules by zod, which a page may not run.
import type { PolicyRule } from './policy.ts';

/** Whether a person can reply in public at all, here or on the network's own page. */
export const hasPublicReplies = (rules: readonly PolicyRule[]): boolean =>
  rules.some(
    ({ actions, actors, permission }) =>
      permission !== 'none' && actions.includes('reply') && actors.includes('person'),
  );
