// Proves the policy gate: the first rule that fits decides, and silence means no.
import { expect, it } from 'vitest';
import { actions, actors, askPolicy, type PolicyRule } from './manifest.ts';

const strict: PolicyRule[] = [
  { action: 'reply', actor: 'person', permission: 'api', onlyIf: 'mentioned_us' },
  { action: 'reply', actor: 'person', permission: 'open_in_network', reason: 'not_summoned' },
  { action: 'dm', actor: 'person', permission: 'api', onlyIf: 'wrote_dm_first' },
];
const ask = { actor: 'person', mentionedUs: false, wroteDmFirst: false } as const;

it('asks the next rule where a condition does not hold', () => {
  expect(askPolicy(strict, { ...ask, action: 'reply', mentionedUs: true }).permission).toBe('api');
  expect(askPolicy(strict, { ...ask, action: 'reply' })).toEqual({
    permission: 'open_in_network',
    reason: 'not_summoned',
  });
});

it('forbids whatever no rule allows', () => {
  expect(askPolicy(strict, { ...ask, action: 'dm' }).permission).toBe('none');
  for (const action of actions) {
    for (const actor of actors) {
      expect(askPolicy([], { action, actor, mentionedUs: true, wroteDmFirst: true }).permission).toBe('none');
    }
  }
});
