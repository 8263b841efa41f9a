// What a profile lacks for a support account, and the hours that profiles say in their own words.
import { describe, expect, it, test } from 'vitest';
import { officeHours } from '../kpi/business-hours.ts';
import { checkProfile, profileFindings, type ProfileFacts } from './check.ts';
import { hoursSaid } from './hours-said.ts';
import { languagesIn, type Profile } from './profile.ts';
import { findingWords } from './words.ts';

const good: Profile = {
  handle: 'help@social.example',
  url: 'https://social.example/@help',
  name: 'Minamo サポート',
  description:
    'Minamo の公式サポートです。平日 9:00〜18:00 に担当者がお答えします。\nOfficial support of Minamo, answered by our team.',
  fields: [
    { name: 'お問い合わせ', value: 'minamo.example/help' },
    { name: 'News', value: '@minamo' },
  ],
  links: ['https://minamo.example/help'],
  hasPicture: true,
  isBot: false,
};
const brand: Profile = {
  ...good,
  handle: 'minamo@social.example',
  url: 'https://social.example/@minamo',
  description: 'お困りの方は @help へ。',
  fields: [],
  links: [],
};
const facts: ProfileFacts = {
  profile: good,
  writtenIn: ['ja', 'en'],
  brandName: 'Minamo',
  hours: { timeZone: 'Asia/Tokyo', businessHours: officeHours },
  answersIn: ['ja', 'en'],
  isAutomatic: true,
  hasPeople: true,
  brandAccount: { handle: 'minamo@social.example', profile: brand },
};
const codesOf = (more: Partial<Profile>, other: Partial<ProfileFacts> = {}) =>
  checkProfile({ ...facts, ...other, profile: { ...good, ...more } }).map(({ code }) => code);

describe('the check of a profile', () => {
  it('finds nothing where all is said', () => {
    expect(checkProfile(facts)).toEqual([]);
  });

  it('says one thing of an empty description, with a whole one to copy', () => {
    const found = checkProfile({
      ...facts,
      profile: { ...good, name: '', description: '', fields: [], links: [], hasPicture: false },
      brandAccount: null,
    });
    expect(found.map(({ code }) => code)).toEqual(['noDescription', 'noName', 'noPicture']);
    expect(found[0]?.copy).toEqual([
      {
        lang: 'ja',
        text: 'Minamoの公式サポートです。月–金 9:00–18:00（日本時間）に、担当者がお答えします。そのほかの窓口：https://…',
      },
      {
        lang: 'en',
        text: 'Official support of Minamo. Our team answers: Monday to Friday 9:00–18:00 (Japan time). Other ways to reach us: https://…',
      },
    ]);
  });

  it('holds the hours against those that are set', () => {
    const hours = (description: string) => codesOf({ description: `Minamo 公式サポート ${description}` });
    expect(hours('よろしくお願いします')).toEqual(['noHours']);
    expect(hours('平日10時〜19時')).toEqual(['otherHours']);
    expect(hours('毎日9:00–18:00')).toEqual(['otherHours']);
    expect(hours('月〜金 9時から18時まで')).toEqual([]);
    expect(hours('We answer Mon–Fri 9am–6pm')).toEqual([]);
    expect(codesOf({ description: 'Minamo 公式サポート' }, { hours: null })).toEqual([]);
  });

  it('takes a day with a break for said when its beginning and end are', () => {
    const week = officeHours.week.map((spans) =>
      spans.length === 0
        ? []
        : ([
            [540, 720],
            [780, 1080],
          ] as [number, number][]),
    );
    const businessHours = { week, otherDays: [] };
    expect(codesOf({}, { hours: { timeZone: 'Asia/Tokyo', businessHours } })).toEqual([]);
  });

  it('wants every language that answers are given in', () => {
    const [found] = checkProfile({ ...facts, answersIn: ['ja', 'en', 'fr'] });
    expect(found).toEqual({ code: 'noLanguage', about: 'fr', copy: [] });
    expect(findingWords({ code: 'noLanguage', about: 'fr' }, 'ja').says).toContain('フランス語でも');
  });

  it('wants another way to reach the team; the two accounts themselves are none', () => {
    const without = {
      fields: [{ name: 'News', value: '@minamo' }],
      links: ['https://social.example/@minamo/'],
    };
    expect(codesOf(without)).toEqual(['noOtherWay']);
    for (const way of ['0120-123-456', 'help@minamo.example', 'minamo.example/help'])
      expect(codesOf({ ...without, description: `${good.description}\n${way}` }), way).toEqual([]);
  });

  it('wants the brand account and this one to lead to each other', () => {
    const alone = { ...brand, description: 'ニュースです。' };
    const named = (profile: Profile | null) => ({
      brandAccount: { handle: 'minamo@social.example', profile },
    });
    expect(codesOf({}, named(alone))).toEqual(['notLinkedFromBrand']);
    expect(codesOf({}, named({ ...alone, links: ['https://social.example/@help'] }))).toEqual([]);
    expect(codesOf({ fields: [good.fields?.[0] ?? { name: '', value: '' }] })).toEqual(['brandNotLinked']);
    expect(codesOf({}, named(null))).toEqual(['brandUnread']);
    // Another account whose name begins like ours is not ours.
    expect(codesOf({}, named({ ...alone, description: '@help_me もどうぞ' }))).toEqual([
      'notLinkedFromBrand',
    ]);
  });

  it('wants the label where only the program posts, and none where people answer', () => {
    expect(codesOf({}, { hasPeople: false })).toEqual(['noBotLabel']);
    expect(codesOf({ isBot: true }, { hasPeople: false })).toEqual([]);
    expect(codesOf({ isBot: true })).toEqual(['botLabel']);
    expect(codesOf({ isBot: null }, { hasPeople: false })).toEqual([]);
  });

  it.each(profileFindings)('has words for %s in both languages', (code) => {
    for (const lang of ['ja', 'en'] as const) {
      const { says, todo } = findingWords({ code, about: 'en' }, lang);
      expect(says + todo).not.toMatch(/[{}]/);
      expect(says.length * todo.length).toBeGreaterThan(0);
    }
  });
});

test.each([
  ['平日 9:00–18:00', [[540, 1080]], [0, 1, 2, 3, 4]],
  ['月〜土 10時から19時半', [[600, 1170]], [0, 1, 2, 3, 4, 5]],
  [
    '９：００～１２：００、１３：００～１７：００',
    [
      [540, 720],
      [780, 1020],
    ],
    null,
  ],
  ['午前10時〜午後6時（土日祝休み）', [[600, 1080]], null],
  ['Mon-Fri, 9-5pm', [[540, 1020]], [0, 1, 2, 3, 4]],
  ['every day from 1–5 pm', [[780, 1020]], [0, 1, 2, 3, 4, 5, 6]],
  ['22:00–2:00', [[1320, 1560]], null],
  ['月〜金と土曜 9:00-12:00', [[540, 720]], null],
  ['2026-11-24 / 03-1234-5678 / 10-20', [], null],
])('hours are read from “%s”', (text, spans, days) => {
  expect(hoursSaid(text)).toEqual({ spans, always: false, days });
});

test('around the clock is an hour of its own', () => {
  expect(hoursSaid('24時間365日').always).toBe(true);
  expect(hoursSaid('We are here 24/7')).toMatchObject({ always: true, days: [0, 1, 2, 3, 4, 5, 6] });
});

test('a profile may say the same in several languages', () => {
  const detect = (part: string): string => (/\bthe\b/u.test(part) ? 'en' : 'fr');
  expect(languagesIn('公式サポートです / we answer the questions\nNous répondons ici', detect)).toEqual([
    'ja',
    'en',
    'fr',
  ]);
  expect(languagesIn('Minamo', detect)).toEqual([]);
});
