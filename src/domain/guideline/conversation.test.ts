// Proves who counts as having turned to us, by where they wrote and not by where our answer goes.
import { describe, expect, it } from 'vitest';
import { checkDraft } from './check.ts';
import type { DraftContext } from './context.ts';
import { turnsToUs } from './conversation.ts';
import { emptyGuideline } from './usual.ts';

const context: DraftContext = {
  lang: 'en',
  channel: 'dm',
  isFirstContact: true,
  persona: { name: 'Acme', emoji: 'none', register: 'polite', signature: '' },
  isOpen: true,
  agent: null,
  post: { author: 'taro', text: 'acme is down', isReply: false },
  thread: [],
  newer: [],
  recentReplies: [],
  draft: 'We are sorry. What do you see?',
  account: 'acme_help',
  person: { hasSeen: true, name: 'Taro', contacts7d: 0, optedOut: true, lastOutcome: null },
};
const levelOfWish = (given: DraftContext) =>
  checkDraft(given, emptyGuideline).find(({ reason }) => reason === 'optedOut')?.level;

describe('turnsToUs', () => {
  it('takes nobody’s public post for a word to us because we would answer it in a DM', () => {
    expect(turnsToUs({ ...context, answersDm: false })).toBe(false);
    expect(levelOfWish({ ...context, answersDm: false })).toBe('block');
    const called = { ...context, answersDm: false, post: { ...context.post, text: '@acme_help it is down' } };
    expect(levelOfWish(called)).toBe('warn');
  });

  it('takes their DM for one, wherever our answer goes', () => {
    for (const channel of ['dm', 'public'] as const) {
      expect(levelOfWish({ ...context, channel, answersDm: true })).toBe('warn');
    }
  });

  it('takes a draft in a DM for an answer to one where nobody says', () => {
    expect(levelOfWish(context)).toBe('warn');
    expect(levelOfWish({ ...context, channel: 'public' })).toBe('block');
  });
});
