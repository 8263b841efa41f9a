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
const ask = {
  actor: 'person',
  mentionedUs: false,
  wroteDmFirst: false,
  lastWroteAt: null,
  at: '2026-11-23T01:00:00Z',
} as const;

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

  it('a rule for a time after their last message ends to the second', () => {
    const windowed: PolicyRule[] = [
      { actions: ['dm'], actors: ['person'], permission: 'api', withinHours: 24, ...read },
      { actions: ['dm'], actors: ['person'], permission: 'none', why, ...read },
    ];
    const asked = { ...ask, action: 'dm', at: '2026-11-24T12:00:00.000Z' } as const;
    const last = (lastWroteAt: string | null) => askPolicy(windowed, { ...asked, lastWroteAt }).permission;
    expect(last('2026-11-23T12:00:00.001Z')).toBe('api');
    expect(last('2026-11-23T12:00:00.000Z')).toBe('none');
    expect(last(null)).toBe('none');
  });

  it('a comment under our own post is answered for so long after it; a longer time is had by who was granted it', () => {
    const rules: PolicyRule[] = [
      {
        actions: ['dm'],
        actors: ['person'],
        permission: 'api',
        onlyIf: 'under_our_post',
        postedWithinHours: 168,
        ...read,
      },
      {
        actions: ['like'],
        actors: ['person'],
        permission: 'api',
        withinHours: 168,
        onlyIfGranted: true,
        ...read,
      },
    ];
    const under = { ...ask, action: 'dm', underOurPost: true } as const;
    const said = (more: object) => askPolicy(rules, { ...under, ...more }).permission;
    expect(said({ postedAt: '2026-11-16T01:00:00.001Z' })).toBe('api');
    expect(said({ postedAt: '2026-11-16T01:00:00.000Z' })).toBe('none');
    expect(said({ postedAt: '2026-11-22T01:00:00Z', underOurPost: false })).toBe('none');
    expect(said({})).toBe('none');
    const late = { ...ask, action: 'like', lastWroteAt: '2026-11-20T01:00:00Z' } as const;
    expect(askPolicy(rules, late).permission).toBe('none');
    expect(askPolicy(rules, { ...late, hasLongWindow: true }).permission).toBe('api');
  });
});

const rule = fc.record<PolicyRule>(
  {
    actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1 }),
    actors: fc.uniqueArray(fc.constantFrom(...actors), { minLength: 1 }),
    permission: fc.constantFrom(...permissions),
    onlyIf: fc.constantFrom('mentioned_us', 'wrote_dm_first', 'under_our_post'),
    withinHours: fc.constantFrom(1, 24, 168),
    postedWithinHours: fc.constantFrom(1, 24, 168),
    onlyIfGranted: fc.constant(true),
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
  underOurPost: fc.boolean(),
  hasLongWindow: fc.boolean(),
  postedAt: fc.constantFrom(null, '2026-11-22T12:00:00Z', '2026-11-10T00:00:00Z'),
  lastWroteAt: fc.constantFrom(
    null,
    '2026-11-22T12:00:00Z',
    '2026-11-22T23:59:59.001Z',
    '2026-11-30T00:00:00Z',
  ),
  at: fc.constantFrom('2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', '2026-11-24T12:00:00Z'),
});

const hoursSince = (at: string, since: string | null): number =>
  since === null ? Number.POSITIVE_INFINITY : (Date.parse(at) - Date.parse(since)) / 3_600_000;

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
            (one.onlyIf !== 'wrote_dm_first' || asked.wroteDmFirst) &&
            (one.onlyIf !== 'under_our_post' || asked.underOurPost) &&
            (one.onlyIfGranted === undefined || asked.hasLongWindow) &&
            (one.withinHours === undefined || hoursSince(asked.at, asked.lastWroteAt) < one.withinHours) &&
            (one.postedWithinHours === undefined ||
              hoursSince(asked.at, asked.postedAt) < one.postedWithinHours),
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
