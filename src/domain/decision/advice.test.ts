// Advice on whether to speak, held against decisions as a support team would take them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../case/case.ts';
import { origins } from '../ledger/ledger.ts';
import { permissions } from '../post/policy.ts';
import { against } from './advice-choice.ts';
import { adviceName, adviceText } from './advice-reasons.ts';
import { advise, codes, rows, type Given } from './advice-given.ts';
import { codesOf, isFor } from './advice.ts';

describe('speaks', () => {
  it.each<[string, Given, string]>([
    ['to who is stuck', { text: '充電できない', judgements: rows('help .95', 'speak=yes') }, 'stuck'],
    [
      'to who complains',
      { text: 'ひどい音', judgements: rows('complaint .9', 'sentiment=negative .9') },
      'complains',
    ],
    ['to who asks', { text: 'フィルターどこで買える？', judgements: rows('question .92') }, 'asks'],
    [
      'to who is about to leave',
      { text: 'もう解約する', judgements: rows('churn .8', 'complaint .7') },
      'leaves',
    ],
    ['to who is happy', { text: '吸引力すごい', judgements: rows('praise .9', 'speak=yes') }, 'praises'],
    ['to who wishes', { text: '青い色も出して', judgements: rows('idea .9') }, 'wishes'],
    [
      'in danger, whatever the load',
      {
        text: '煙が出てる',
        judgements: rows('help .8', 'urgency=3 .9'),
        load: { open: 90, nearBreach: 6, people: 2 },
      },
      'urgent',
    ],
    [
      'to who wrote to us, although judged silent',
      {
        text: '@aozora いつもお世話になってます',
        origin: 'mention',
        judgements: rows('speak=no', 'about=no .6'),
      },
      'cameToUs',
    ],
    [
      'to who opted out and writes to us now',
      {
        text: '@aozora 直りません',
        origin: 'mention',
        judgements: rows('help .9'),
        history: { optedOut: true },
        permission: { dm: 'none' },
      },
      'cameToUs',
    ],
    [
      'by hand where the network wants that',
      {
        text: '充電できない',
        judgements: rows('help .95'),
        permission: { reply: 'open_in_network' },
      },
      'stuck',
    ],
    ['to who is rude and stuck', { text: '動かねえ', judgements: rows('help .9', 'abuse=rude .8') }, 'stuck'],
    [
      'to who was helped before',
      {
        text: 'フィルター欲しいかも',
        judgements: rows('idea .6'),
        history: { lastOutcome: 'thanked', isKnown: true },
      },
      'wentWellBefore',
    ],
    [
      'with an invitation where we cannot write first',
      {
        text: '二重に引き落とされた',
        judgements: rows('complaint .9', 'speak=private'),
        permission: { dm: 'none' },
      },
      'inviteToDm',
    ],
  ])('%s', (_, given, reason) => {
    const advice = advise(given);
    expect(advice).toMatchObject({ advice: 'speak', silence: null });
    expect(codes(advice)).toContain(reason);
  });
});

describe('goes private', () => {
  it.each<[string, Given, string]>([
    [
      'about money',
      { text: '二重に引き落とされた', judgements: rows('complaint .9', 'speak=private') },
      'judgedPrivate',
    ],
    [
      'where personal data stands',
      { text: '電話090-1234-5678にかけて', judgements: rows('help .9') },
      'personalData',
    ],
    [
      'where no reply is allowed',
      { text: '動かない', judgements: rows('help .9'), permission: { reply: 'none' } },
      'onlyPrivate',
    ],
  ])('%s', (_, given, reason) => {
    const advice = advise(given);
    expect(advice.advice).toBe('private');
    expect(codes(advice)).toContain(reason);
  });

  it('is no advice in a DM', () => {
    const given = {
      text: '電話090-1234-5678にかけて',
      judgements: rows('speak=private'),
      origin: 'dm' as const,
    };
    expect(advise(given).advice).toBe('speak');
  });
});

describe('stays silent', () => {
  it.each<[string, Given, string, string]>([
    ['where nothing is known', {}, '', 'would_not_help'],
    ['about others', { text: '青空がきれい', judgements: rows('about=no .95') }, 'notAbout', 'not_about_us'],
    ['on spam', { text: '稼げる', judgements: rows('spam .97') }, 'spam', 'spam'],
    [
      'on harassment',
      { text: 'x', judgements: rows('abuse=harassment .9', 'complaint .4') },
      'harasses',
      'abusive',
    ],
    [
      'where they want no companies',
      {
        text: '青空の掃除機うるさい。企業からのリプ不要',
        judgements: rows('complaint .9', 'speak=yes'),
      },
      'leftAlone',
      'asked_not_to',
    ],
    [
      'where they mourn',
      { text: '母の葬儀。青空の炊飯器で赤飯', judgements: rows('praise .4') },
      'mourning',
      'would_not_help',
    ],
    [
      'among friends',
      {
        text: 'うちもだよ〜',
        post: { isReply: true },
        thread: [{ author: 'hana', text: '青空の掃除機こわれた' }],
        judgements: rows('complaint .5'),
      },
      'breaksIn',
      'among_friends',
    ],
    [
      'on a repost',
      { text: '青空が新製品', post: { isRepost: true }, judgements: rows('praise .5') },
      'passedOn',
      'not_about_us',
    ],
    [
      'for who opted out, in whatever trouble',
      {
        text: '煙が出てる',
        judgements: rows('help .9', 'urgency=3 .9'),
        history: { optedOut: true },
      },
      'optedOut',
      'asked_not_to',
    ],
    [
      'for who declined last time',
      {
        text: '色もっと欲しい',
        judgements: rows('idea .9'),
        history: { lastOutcome: 'declined', isKnown: true },
      },
      'declinedBefore',
      'asked_not_to',
    ],
    [
      'after many contacts',
      { text: '吸引力いい', judgements: rows('praise .9'), history: { contacts7d: 4 } },
      'contactedOften',
      'would_not_help',
    ],
    [
      'where the network forbids it',
      {
        text: '動かない',
        judgements: rows('help .9'),
        permission: { reply: 'none', dm: 'none' },
      },
      'forbidden',
      'would_not_help',
    ],
    [
      'on old praise',
      { text: '吸引力いい', judgements: rows('praise .9'), post: { ageMinutes: 8 * 24 * 60 } },
      'old',
      'would_not_help',
    ],
    [
      'on praise while others wait',
      {
        text: '吸引力いい',
        judgements: rows('praise .9'),
        load: { open: 60, nearBreach: 3, people: 3 },
      },
      'othersWait',
      'would_not_help',
    ],
  ])('%s', (_, given, reason, silence) => {
    const advice = advise(given);
    expect(advice).toMatchObject({ advice: 'silent', silence });
    if (reason !== '') expect(codes(advice)).toContain(reason);
  });
});

describe('how strongly', () => {
  it('is without doubt where somebody or the network forbids it, and none where nothing is known', () => {
    expect(advise({ judgements: rows('help .9'), history: { optedOut: true } }).strength).toBe(1);
    expect(advise({}).strength).toBe(0);
  });

  it('grows with what speaks for it', () => {
    const one = advise({ judgements: rows('idea .9') }).strength;
    const two = advise({ judgements: rows('idea .9', 'question .9') }).strength;
    const surer = advise({ judgements: rows('idea .9', 'question .99') }).strength;
    expect(two).toBeGreaterThan(one);
    expect(surer).toBeGreaterThanOrEqual(two);
  });

  it('says the strongest reason for it first, and those against it last', () => {
    const { reasons } = advise({ judgements: rows('help .95', 'abuse=rude .9', 'idea .5') });
    expect(reasons.map(({ code }) => code)).toEqual(['stuck', 'wishes', 'rude']);
  });

  it('says first that it is urgent, however unsure: the list has put it before all others', () => {
    const { reasons } = advise({ judgements: rows('question .95', 'urgency=3 .3') });
    expect(reasons.map(({ code }) => code)).toEqual(['maybeUrgent', 'asks']);
  });
});

it('keeps codes without words: what speaks for it first, and after a mark what speaks against it', () => {
  const mixed = advise({ text: '電話090-1234-5678に', judgements: rows('help .95', 'abuse=rude .9') });
  expect(mixed.advice).toBe('private');
  expect(codesOf(mixed)).toEqual(['personalData', 'stuck', against, 'rude']);
  expect(codesOf(advise({ judgements: rows('help .95') }))).toEqual(['stuck']);
  expect(isFor({ speaksFor: 'speak' }, 'private')).toBe(true);
  expect(isFor({ speaksFor: 'private' }, 'speak')).toBe(false);
  expect(adviceName('contactedOften', 'en')).toContain('…');
  expect(adviceName('no such code', 'en')).toBe('no such code');
});

it('gives reasons in both languages, with nothing left open', () => {
  const all = advise({
    text: '企業からのリプ不要。電話090-1234-5678',
    judgements: rows('help .95', 'urgency=2 .8', 'abuse=rude .9', 'spam .2', 'speak=private'),
    history: { contacts7d: 4, lastOutcome: 'declined' },
    permission: { reply: 'open_in_network', dm: 'none' },
    load: { open: 99, nearBreach: 2, people: 1 },
    post: { ageMinutes: 9_000 },
  });
  expect(all.reasons.length).toBeGreaterThan(8);
  for (const { code, params } of all.reasons) {
    const [ja, en] = [adviceText(code, params, 'ja'), adviceText(code, params, 'en')];
    expect(ja).toMatch(/[\p{sc=Hiragana}]/u);
    expect(en).toMatch(/[a-z]/u);
    expect(`${ja}${en}`).not.toMatch(/[{}]/u);
  }
  expect(adviceText('stuck', { percent: '95' }, 'ja')).toBe('困っています（95%）。');
});

it('never throws, never leaves a range, never advises against the network or who opted out', () => {
  const judged = [
    'help',
    'complaint',
    'question',
    'praise',
    'idea',
    'spam',
    'churn',
    'urgency=3',
    'abuse=harassment',
    'speak=no',
    'speak=private',
    'about=no',
  ];
  fc.assert(
    fc.property(
      fc.record({
        text: fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('リプ不要です', '直った', '@aozora 助けて', 'RT @a: b'),
        ),
        origin: fc.constantFrom(...origins),
        said: fc.subarray(judged),
        contacts7d: fc.nat(9),
        optedOut: fc.boolean(),
        lastOutcome: fc.constantFrom(null, ...outcomes),
        reply: fc.constantFrom(...permissions),
        dm: fc.constantFrom(...permissions),
        lang: fc.constantFrom('ja', 'en', 'th', null),
      }),
      ({ text, origin, said, contacts7d, optedOut, lastOutcome, reply, dm, lang }) => {
        const { advice, strength, silence } = advise({
          text,
          origin,
          lang,
          judgements: rows(...said),
          history: { contacts7d, optedOut, lastOutcome },
          permission: { reply, dm },
        });
        expect(strength).toBeGreaterThanOrEqual(0);
        expect(strength).toBeLessThanOrEqual(1);
        expect(silence === null).toBe(advice !== 'silent');
        if (optedOut && origin === 'found') expect(advice).toBe('silent');
        if (dm === 'none') expect(advice).not.toBe('private');
        if ((origin === 'dm' ? dm : reply) === 'none') expect(advice).not.toBe('speak');
      },
    ),
  );
});
