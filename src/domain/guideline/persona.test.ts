// Personas: what may be written down of one, what its replies end with, and what it says of a draft.
import { describe, expect, test } from 'vitest';
import { checkDraft } from './check.ts';
import type { DraftContext, Persona } from './context.ts';
import { isPassable } from './persona-findings.ts';
import { lacksInitials, signatureOf } from './persona-signature.ts';
import { guidelinePersona, readPersona } from './persona.ts';
import { guidelineSettings } from './settings.ts';
import { personaLimits, usualPersona } from './usual.ts';

const context = (persona: Partial<Persona>, draft: string): DraftContext => ({
  lang: 'ja',
  channel: 'public',
  isFirstContact: false,
  persona: { name: 'りそにゃ', emoji: 'allowed', register: 'friendly', signature: '', ...persona },
  isOpen: true,
  agent: null,
  post: { author: 'taro', text: 'カレンダーはいつもらえますか？', isReply: false },
  thread: [],
  newer: [],
  recentReplies: [],
  draft,
});
/** With every rule off: what is left is the persona's own. */
const off = guidelineSettings.parse({ levels: { R03: 'off', R17: 'off' } });
const found = (persona: Partial<Persona>, draft: string) =>
  checkDraft(context(persona, draft), off)
    .filter(({ reason }) => /^persona|^initials/u.test(reason))
    .map(({ rule, level, reason, span }) => ({
      rule,
      level,
      reason,
      ...(span && { words: draft.slice(...span) }),
    }));

describe('what is written down', () => {
  test('nothing is the usual persona; a misspelt field, two lines in a name and too much are faults with a place', () => {
    expect(readPersona({})).toEqual(usualPersona);
    expect(readPersona({ nmae: 'x' })).toHaveProperty('fault');
    expect(readPersona({ name: 'a\nb' })).toMatchObject({
      fault: expect.stringMatching(/^persona\.name/u) as string,
    });
    const examples = Array.from({ length: personaLimits.examples + 1 }, () => ({ kind: 'good', text: 'x' }));
    expect(readPersona({ examples })).toHaveProperty('fault');
    expect(readPersona({ limits: [{ words: [] }] })).toHaveProperty('fault');
    expect(readPersona({ speakers: [] })).toHaveProperty('fault');
    expect(readPersona(null)).toHaveProperty('fault');
  });

  test('what guidelines held before reads on', () => {
    expect(readPersona({ name: 'Aoi', emoji: 'allowed', register: 'friendly' })).toEqual({
      ...usualPersona,
      name: 'Aoi',
      emoji: 'allowed',
      register: 'friendly',
    });
    expect(guidelinePersona.parse(usualPersona)).toEqual(usualPersona);
  });
});

describe('the signature', () => {
  test.each([
    ['^{initials}', 'KT', '— Ken', '^KT'],
    ['（まりな・{initials}）', 'K', '', '（まりな・K）'],
    ['まりなより', '', '— Ken', 'まりなより'],
    ['', 'KT', '— Ken', '— Ken'],
    // Who has no initials signs as they do elsewhere.
    ['^{initials}', '', '— Ken', '— Ken'],
    // A dollar sign is a letter like any other.
    ['^{initials}', '$&', '', '^$&'],
  ])('%s of %s', (signature, initials, own, expected) => {
    expect(signatureOf(signature, initials, own)).toBe(expected);
  });

  test('lacks initials only where it asks for them', () => {
    expect(lacksInitials('^{initials}', '')).toBe(true);
    expect(lacksInitials('^{initials}', 'K')).toBe(false);
    expect(lacksInitials('まりな', '')).toBe(false);
  });
});

describe('what it says of a draft', () => {
  const limits = [
    { words: ['株価', 'stock price'], instead: '窓口をご案内する' },
    { words: ['選挙'], instead: '' },
  ];

  test('limits stop a reply at the words, however they are written, also where the rules are off', () => {
    expect(found({ limits }, '今日の株価はどうかにゃ')).toEqual([
      { rule: 'R17', level: 'block', reason: 'personaLimitInstead', words: '株価' },
    ]);
    expect(found({ limits }, 'Ｓｔｏｃｋ　Ｐｒｉｃｅ and 選挙')).toMatchObject([
      { reason: 'personaLimitInstead' },
      { reason: 'personaLimit', words: '選挙' },
    ]);
    expect(found({ limits }, 'カレンダーは12月からにゃ')).toEqual([]);
    expect(found({ limits }, 'our stockpriced goods')).toEqual([]);
  });

  test('nothing goes out as one that nobody answers for, or that the writer may not speak as', () => {
    expect(found({ stops: 'ownerless' }, 'はい')).toEqual([
      { rule: 'R03', level: 'block', reason: 'personaOwnerless' },
    ]);
    expect(found({ stops: 'notSpeaker', lacksInitials: true }, 'はい')).toEqual([
      { rule: 'R03', level: 'block', reason: 'personaNotYours' },
    ]);
    expect(found({ stops: null, lacksInitials: true }, 'はい')).toEqual([
      { rule: 'R03', level: 'warn', reason: 'initialsMissing' },
    ]);
    expect(found({}, 'はい')).toEqual([]);
  });

  test('a limit can be passed over with a reason; who may speak cannot', () => {
    expect(isPassable({ reason: 'personaLimit' })).toBe(true);
    expect(isPassable({ reason: 'personaOwnerless' })).toBe(false);
    expect(isPassable({ reason: 'personaNotYours' })).toBe(false);
  });

  test('the writer’s initials are a signature like any other to the rule that asks who writes', () => {
    const signed = { signature: '（りそにゃ・K）' };
    const reasons = (draft: string) =>
      checkDraft({ ...context(signed, draft), isFirstContact: true }).map(({ reason }) => reason);
    expect(reasons('12月からです。\n（りそにゃ・K）')).not.toContain('unsigned');
    expect(reasons('12月からです。')).toContain('unsigned');
  });
});
