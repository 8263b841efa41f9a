// Whom a draft calls, and whether that can be whom it answers.
import { describe, expect, it } from 'vitest';
import type { DraftContext } from './context.ts';
import { calledNames, isSomebodyElse } from './names.ts';

const context = (
  lang: string,
  given: Partial<DraftContext> & { author?: string; text?: string },
): DraftContext => ({
  lang,
  channel: 'public',
  isFirstContact: false,
  persona: { name: 'みどり家電', emoji: 'none', register: 'polite', signature: '（村井）' },
  isOpen: null,
  agent: null,
  thread: [],
  newer: [],
  recentReplies: [],
  draft: '',
  ...given,
  post: { author: given.author ?? 'mochi', text: given.text ?? '', isReply: false },
});
const person = (name: string): Pick<DraftContext, 'person'> => ({
  person: { hasSeen: null, name, contacts7d: null, optedOut: false, lastOutcome: null },
});

describe('calledNames', () => {
  it.each([
    ['ja', '佐藤様、ありがとうございます。', ['佐藤']],
    ['ja', 'お客様、皆さま、店員さん、担当者さん、お子さん', []],
    ['ja', '@haru 田中さん、届きましたか', ['田中']],
    ['en', 'Hi Emma, it is on its way.', ['Emma']],
    ['en', 'Sorry about that. Thank you, Sam.', ['Sam']],
    ['en', 'Dear Mr Tanaka, we are here.', ['Mr Tanaka']],
    ['en', 'Hi there, hello everyone. Thanks, all!', []],
  ])('in %s: %s', (lang, draft, names) => {
    const called = calledNames(draft, lang);
    expect(called.map(({ name }) => name)).toEqual(names);
    for (const { name, span } of called) expect(draft.slice(...span)).toBe(name);
  });
});

describe('isSomebodyElse', () => {
  it.each<[string, string, string, Parameters<typeof context>[1], boolean]>([
    ['ja', '佐藤', 'another handle', { author: 'tanaka_ryo' }, true],
    ['ja', '佐藤', 'their handle', { author: 'satou.yuki' }, false],
    ['ja', '佐藤', 'a handle that says nothing', { author: 'mochi' }, false],
    ['ja', '佐藤', 'their own words', { text: '佐藤と申します' }, false],
    ['ja', '佐藤', 'other words of theirs', { text: '井上です、まだですか' }, true],
    ['ja', '佐藤', 'a name that is shown', person('佐藤ゆき'), false],
    ['ja', '佐藤', 'another name that is shown', person('田中@リハビリ中'), true],
    ['ja', '佐藤', 'a nickname', person('☁もち☁'), false],
    ['ja', '村井', 'our own signature', { author: 'tanaka_ryo' }, false],
    ['ja', '佐藤', 'a reply to another', { recentReplies: ['佐藤様、届きましたか。'] }, true],
    ['en', 'Emma', 'another handle', { author: 'tom_x' }, true],
    ['en', 'Sam', 'a longer form', { author: 'samantha.lee' }, false],
    ['en', 'Emma', 'a name that is shown', { author: 'x1', ...person('Emma W.') }, false],
    ['en', 'Emma', 'another name that is shown', { author: 'x1', ...person('Tom B.') }, true],
    [
      'en',
      'Emma',
      'somebody of the thread',
      { author: 'tom_x', thread: [{ author: 'emma_w', text: 'hi' }] },
      false,
    ],
    ['en', 'Karen', 'their own words', { text: "it's Laura, any news?" }, true],
  ])('%s %s by %s', (lang, name, _, given, expected) => {
    expect(isSomebodyElse(name, context(lang, given))).toBe(expected);
  });
});
