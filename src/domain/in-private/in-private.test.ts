// Proves that an invitation says what the network needs, differently each time, by the guideline, and is known as one.
import { describe, expect, test } from 'vitest';
import { checkDraft } from '../guideline/check.ts';
import type { DraftContext } from '../guideline/context.ts';
import { measureLength } from '../post/length.ts';
import type { NetworkManifest } from '../post/manifest.ts';
import { invitesToDm } from './invites.ts';
import { dmPage, privateWay } from './way.ts';
import { invitationText, settledText } from './words.ts';

const dm = (more: Partial<NetworkManifest['dm']> = {}): NetworkManifest['dm'] => ({
  takesPictures: true,
  weBegin: 'always',
  why: '',
  ...more,
});

describe('the way into private', () => {
  test.each([
    ['where we may begin we write', dm(), 'api', false, 'write'],
    ['but not where this account may not', dm(), 'none', false, 'invite'],
    ['where they must write first we ask', dm({ weBegin: 'never' }), 'api', false, 'invite'],
    ['and write once they did', dm({ weBegin: 'never' }), 'api', true, 'write'],
    [
      'whether they follow us nobody knows: we ask',
      dm({ weBegin: 'if_they_follow' }),
      'api',
      false,
      'invite',
    ],
    ['before the network is known we ask', undefined, null, false, 'invite'],
  ] as const)('%s', (_, of, permission, hasWritten, expected) => {
    expect(privateWay({ dm: of, permission, hasWritten })).toBe(expected);
  });

  test('the page is that of our account', () => {
    const page = 'https://x.com/messages/compose?recipient_id={nativeId}';
    expect(dmPage(dm({ page }), { handle: 'acme', nativeId: '42' })).toBe(
      'https://x.com/messages/compose?recipient_id=42',
    );
    expect(dmPage(dm({ page }), { handle: 'acme' })).toBeNull();
    expect(dmPage(dm(), { handle: 'acme' })).toBeNull();
    expect(dmPage(dm({ page: 'https://a.example/{handle}' }), { handle: 'a b' })).toBe(
      'https://a.example/a%20b',
    );
  });
});

const posts = {
  ja: ['電源が入らなくて困っています', '青い方の色も見てみたいです'],
  en: ['it will not turn on and I am stuck', 'I would like to see the blue one'],
} as const;

function contextOf(lang: 'ja' | 'en', register: 'polite' | 'friendly', post: string): DraftContext {
  return {
    lang,
    channel: 'public',
    isFirstContact: true,
    persona: { name: 'Minamo', emoji: 'none', register, signature: '' },
    isOpen: true,
    agent: null,
    post: { author: 'mika', text: post, isReply: false },
    thread: [],
    newer: [],
    recentReplies: [],
    draft: '',
  };
}

describe.each(['ja', 'en'] as const)('words in %s', (lang) => {
  describe.each(['polite', 'friendly'] as const)('%s', (register) => {
    test.each(posts[lang])('none of them is stopped or minded: %s', (post) => {
      for (let turn = 0; turn < 25; turn += 1) {
        const said = { lang, register, recentReplies: [], turn, name: 'Minamo' };
        const invitation = invitationText({ ...said, post, page: 'https://bsky.app/profile/minamo.example' });
        const findings = checkDraft({ ...contextOf(lang, register, post), draft: invitation });
        expect([invitation, findings.map(({ rule, reason }) => [rule, reason])]).toEqual([invitation, []]);
        expect([invitation, invitesToDm(invitation)]).toEqual([invitation, true]);
        expect(measureLength(invitation, { unit: 'weighted', max: 280, urlLength: 23 })).toMatchObject({
          fits: true,
        });
        const end = settledText(said);
        const minded = checkDraft({ ...contextOf(lang, register, post), isFirstContact: false, draft: end });
        expect([end, minded.map(({ rule, reason }) => [rule, reason])]).toEqual([end, []]);
        expect([end, invitesToDm(end)]).toEqual([end, false]);
      }
    });
  });

  test('twenty in a row are all said differently enough for R11', () => {
    const recentReplies: string[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const said = { lang, register: 'polite', recentReplies: recentReplies.slice(0, 20), turn: 7 } as const;
      const draft = invitationText({ ...said, post: posts[lang][0], page: null, name: null });
      const context = { ...contextOf(lang, 'polite', posts[lang][0]), isFirstContact: false };
      const findings = checkDraft({ ...context, recentReplies: said.recentReplies, draft });
      expect(findings.filter(({ rule }) => rule === 'R11')).toEqual([]);
      recentReplies.unshift(draft);
    }
  });
});

describe('an invitation is known, whoever wrote it', () => {
  test.each([
    'Please send us the booking number in a DM.',
    'Could you DM us your order number?',
    'お手数ですが、注文番号をDMでお知らせください。',
    'ＤＭにてご連絡いただけますでしょうか。',
  ])('%s', (text) => expect(invitesToDm(text)).toBe(true));
  test.each([
    'Thank you for your DM.',
    'We have sent you a DM.',
    'DMをいただき、ありがとうございました。',
    'DMでお返事いたしました。',
    'お困りのところ申し訳ございません。どの画面でしょうか。',
  ])('not one: %s', (text) => expect(invitesToDm(text)).toBe(false));
});
