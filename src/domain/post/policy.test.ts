// Proves the policy gate: the first rule that holds and fits decides, silence means no, and nobody gets more by asking otherwise.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, actors, askPolicy, callsOn, permissions, type PolicyRule } from './policy.ts';

const read = { since: '2026-01-01', source: 'https://example.com/rules' };
const why = { ja: '呼ばれていません。', en: 'It was not called.' };
const strict: PolicyRule[] = [
  { actions: ['reply'], actors: ['person'], permission: 'api', onlyIf: 'mentioned_us', ...read },
  { actions: ['reply'], actors: ['person'], permission: 'open_in_network', why, ...read },
  { actions: ['dm'], actors: ['person'], permission: 'api', onlyIf: 'wrote_dm_first', ...read },
];
const ask = { actor: 'person', mentionedUs: false, wroteDmFirst: false, at: '2026-11-23T01:00:00Z' } as const;

describe('a question', () => {
  it('goes to the next rule where a condition does not hold', () => {
    expect(askPolicy(strict, { ...ask, action: 'reply', mentionedUs: true }).permission).toBe('api');
    const answer = { permission: 'open_in_network', why, since: '2026-01-01' };
    expect(askPolicy(strict, { ...ask, action: 'reply' })).toEqual(answer);
  });

  it('is answered no, with words, where no rule speaks of it', () => {
    expect(askPolicy(strict, { ...ask, action: 'dm' })).toMatchObject({ permission: 'none', since: null });
    expect(askPolicy(strict, { ...ask, action: 'dm' }).why?.ja).not.toBe('');
  });

  it('meets a change of the rules on its day, and not before', () => {
    const changed: PolicyRule[] = [
      { actions: ['reply'], actors: ['person'], permission: 'none', why, ...read, since: '2026-12-01' },
      ...strict,
    ];
    const mention = { ...ask, action: 'reply', mentionedUs: true } as const;
    expect(askPolicy(changed, { ...mention, at: '2026-11-30T23:59:59.999Z' }).permission).toBe('api');
    const after = askPolicy(changed, { ...mention, at: '2026-12-01T00:00:00.000Z' });
    expect(after).toEqual({ permission: 'none', why, since: '2026-12-01' });
  });
});

const rule = fc.record<PolicyRule>(
  {
    actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1 }),
    actors: fc.uniqueArray(fc.constantFrom(...actors), { minLength: 1 }),
    permission: fc.constantFrom(...permissions),
    onlyIf: fc.constantFrom('mentioned_us', 'wrote_dm_first'),
    since: fc.constantFrom('2026-01-01', '2026-11-23', '2026-11-24', '2027-01-01'),
    source: fc.constant('https://example.com/rules'),
  },
  { requiredKeys: ['actions', 'actors', 'permission', 'since', 'source'] },
);
const question = fc.record({
  action: fc.constantFrom(...actions),
  actor: fc.constantFrom(...actors),
  mentionedUs: fc.boolean(),
  wroteDmFirst: fc.boolean(),
  at: fc.constantFrom('2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', '2026-11-24T12:00:00Z'),
});

describe('whatever the rules', () => {
  it('only what a rule that holds and fits allows is allowed', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), question, (policy, asked) => {
        const { permission } = askPolicy(policy, asked);
        if (permission === 'none') return;
        const allowing = policy.filter(
          (one) =>
            one.permission === permission &&
            one.since <= asked.at.slice(0, 10) &&
            one.actions.includes(asked.action) &&
            one.actors.includes(asked.actor) &&
            (one.onlyIf !== 'mentioned_us' || asked.mentionedUs) &&
            (one.onlyIf !== 'wrote_dm_first' || asked.wroteDmFirst),
        );
        expect(allowing.length).toBeGreaterThan(0);
      }),
    );
  });

  it('a rule that forbids, put first, is passed by nobody', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), question, (policy, asked) => {
        const forbids: PolicyRule = {
          actions: [asked.action],
          actors: [asked.actor],
          permission: 'none',
          why,
          ...read,
        };
        expect(askPolicy([forbids, ...policy], asked)).toMatchObject({ permission: 'none', why });
      }),
    );
  });
});

it('a post calls on an account by its id or its handle', () => {
  const account = { nativeId: 'did:plc:us', handle: 'us.example' };
  expect(callsOn({ mentions: [{ nativeId: 'did:plc:us' }] }, account)).toBe(true);
  expect(callsOn({ mentions: [{ handle: 'us.example' }] }, account)).toBe(true);
  expect(callsOn({ mentions: [{ handle: 'Us.Example' }] }, account)).toBe(true);
  expect(callsOn({ mentions: [{ nativeId: 'did:plc:other', handle: 'other.example' }] }, account)).toBe(
    false,
  );
  expect(callsOn({ mentions: [] }, account)).toBe(false);
});
