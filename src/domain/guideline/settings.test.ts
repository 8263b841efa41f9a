// An account's own guideline: what is read, what is refused, and that words of its own are found.
import { describe, expect, it } from 'vitest';
import { checkDraft } from './check.ts';
import type { DraftContext } from './context.ts';
import { guidelineSettings, readGuideline, type GuidelineSettings } from './settings.ts';
import { emptyGuideline } from './usual.ts';

const context: DraftContext = {
  lang: 'ja',
  channel: 'public',
  isFirstContact: false,
  persona: { name: '青空サポート', emoji: 'none', register: 'polite', signature: '' },
  isOpen: true,
  agent: null,
  post: { author: 'taro', text: 'アプリの色はどう変えますか？', isReply: false },
  thread: [],
  newer: [],
  recentReplies: [],
  draft: '',
};
const withWords = (words: Partial<GuidelineSettings['words']>): GuidelineSettings =>
  guidelineSettings.parse({ words });
const foundIn = (draft: string, words: Partial<GuidelineSettings['words']>) =>
  checkDraft({ ...context, draft }, withWords(words)).map(({ reason, level, span }) => ({
    reason,
    level,
    words: span === undefined ? null : draft.slice(...span),
  }));

describe('reading a guideline', () => {
  it('fills in what is not said', () => {
    expect(readGuideline({})).toEqual(emptyGuideline);
    expect(readGuideline({ levels: { R18: 'off' } })).toEqual({ ...emptyGuideline, levels: { R18: 'off' } });
  });

  it.each([
    ['nothing', null, /object/],
    ['a rule that there is not', { levels: { R21: 'off' } }, /levels/],
    ['a weight that there is not', { levels: { R18: 'no' } }, /^levels\.R18: /],
    ['a list under another name', { words: { banned: ['a'] } }, /words: .*banned/],
    ['an empty word', { words: { forbidden: ['a', ' '] } }, /^words\.forbidden\.1: an empty word/],
    ['a word without end', { words: { wanted: ['a'.repeat(101)] } }, /^words\.wanted\.0: .*100/],
    ['words without end', { words: { wanted: Array.from({ length: 501 }, (_, n) => `w${n}`) } }, /500/],
    ['a word on two lines', { words: { forbidden: ['a\nb'] } }, /one line/],
    ['a word twice', { words: { forbidden: ['a', 'a '] } }, /twice/],
    ['a spelling that changes nothing', { words: { spellings: [{ wrong: 'a', right: 'a' }] } }, /the same/],
    [
      'spellings in a circle',
      {
        words: {
          spellings: [
            { wrong: 'a', right: 'b' },
            { wrong: 'b', right: 'a' },
          ],
        },
      },
      /wrong in another/,
    ],
    ['a word that is wanted and forbidden', { words: { forbidden: ['a'], wanted: ['a'] } }, /forbidden/],
  ])('refuses %s, and says where', (_, stored, fault) => {
    expect(readGuideline(stored)).toEqual({ fault: expect.stringMatching(fault) as string });
  });

  it('sends nothing by a guideline that cannot be read', () => {
    const findings = checkDraft({ ...context, draft: '設定の「色」から選べます😀' }, { fault: 'levels: no' });
    expect(findings.map(({ rule, level, reason }) => `${rule} ${level} ${reason}`)).toEqual([
      'R17 block brokenGuideline',
      'R18 warn emoji',
    ]);
  });
});

describe('words of an account', () => {
  it('blocks what is forbidden and what is confidential, however it is written', () => {
    expect(
      foundIn('ＢＥＴＡ版の計画「オリオン」です', { forbidden: ['beta'], confidential: ['おりおん'] }),
    ).toEqual([
      { reason: 'forbidden', level: 'block', words: 'ＢＥＴＡ' },
      { reason: 'confidentialWord', level: 'block', words: 'オリオン' },
    ]);
  });

  it('takes a word of a spaced script as a whole', () => {
    expect(foundIn('My class passes', { forbidden: ['ass'] })).toEqual([]);
    expect(foundIn('An ass!', { forbidden: ['ass'] })).toHaveLength(1);
  });

  it('holds them when the rule is off, for who lists a word means it', () => {
    const settings = { ...withWords({ forbidden: ['最安'] }), levels: { R17: 'off' as const } };
    expect(checkDraft({ ...context, draft: '最安です' }, settings)).toHaveLength(1);
  });

  it('spells names right at one key', () => {
    const spellings = [{ wrong: 'Aozora', right: 'Aozora Cloud' }];
    const draft = 'AozoraとAozora Cloudと、Aozora。';
    const [first] = checkDraft({ ...context, draft }, withWords({ spellings }));
    expect(first?.fix).toEqual({
      kind: 'text',
      label: 'spellRight',
      draft: 'Aozora CloudとAozora Cloudと、Aozora Cloud。',
    });
    expect(foundIn('Aozora CloudとAozora Cloud。', { spellings })).toEqual([]);
    expect(foundIn('iphoneとiPhone', { spellings: [{ wrong: 'iphone', right: 'iPhone' }] })).toEqual([
      { reason: 'misspelt', level: 'warn', words: 'iphone' },
    ]);
  });

  it('asks for one of the words that are wanted', () => {
    const wanted = ['ありがとうございます', 'お知らせください'];
    expect(foundIn('設定から選べます。', { wanted }).map(({ reason }) => reason)).toEqual(['wantedMissing']);
    expect(foundIn('またお知らせください。', { wanted })).toEqual([]);
  });
});
