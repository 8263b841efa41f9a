// What the people of the practice network feel in a reply.
import { describe, expect, it } from 'vitest';
import { alike, readReply, type ReplySeen } from './reply-traits.ts';
import type { Trait } from './story.ts';

function read(text: string, seen: Partial<ReplySeen> = {}): Trait[] {
  const lang = seen.lang ?? (/[ぁ-んァ-ン]/u.test(text) ? 'ja' : 'en');
  return readReply({ text, visibility: 'public', earlier: [], waitedMinutes: 3, ...seen, lang });
}

const samples: readonly [string, Trait[]][] = [
  [
    'ご不便をおかけして申し訳ございません。いつ頃から止まるようになりましたか？',
    ['asks', 'apologises', 'listens'],
  ],
  [
    '申し訳ありません。詳しくうかがいたいので、DMをお送りいただけますでしょうか。',
    ['asks', 'apologises', 'invites_dm'],
  ],
  ['こちらのページで再設定できます https://example.com/help', ['links', 'explains']],
  ['お買い上げありがとうございます！とても嬉しいです。', ['thanks']],
  ['今ならクーポンで20%割引です！ぜひどうぞ。', ['sells']],
  ['それは仕様です。説明書に記載しております。', ['blames']],
  ['恐れ入りますが、ご注文番号をこちらにご記入ください。', ['asks_personal']],
  ['確認します。', ['curt']],
  [
    "We're so sorry about this, that must be frustrating. Could you tell us which store it was?",
    ['asks', 'apologises', 'listens'],
  ],
  ['Sorry about the mix-up! Please send us a DM and we will sort it out.', ['apologises', 'invites_dm']],
  ['Try restarting it from the settings menu, then log in again.', ['explains']],
  ['Please reply with your order number and phone number.', ['asks_personal']],
  ['Thank you so much for the kind words about it!', ['thanks']],
  ['Great news: 20% off if you upgrade to our premium plan today', ['sells']],
  ['This works as designed. You should have read the manual.', ['blames']],
  ['We will look.', ['curt']],
];

describe('readReply', () => {
  it.each(samples)('%s', (text, expected) => {
    const found = read(text);
    for (const trait of expected) expect(found).toContain(trait);
    for (const trait of ['sells', 'blames', 'asks_personal', 'invites_dm', 'links'] as const) {
      if (!expected.includes(trait)) expect(found).not.toContain(trait);
    }
  });

  it('does not take an order number asked for in a DM, or with an invitation to one, as careless', () => {
    expect(read('ご注文番号を教えてください。', { visibility: 'dm' })).not.toContain('asks_personal');
    expect(read('注文番号をDMでお知らせください。')).not.toContain('asks_personal');
  });

  it('feels what was copied, not what only thanks in the same words', () => {
    const earlier = ['@mugi ご不便をおかけしております。お手数ですが状況を詳しく教えていただけますか。'];
    expect(
      read('@yunomi ご不便をおかけしております。お手数ですが状況を詳しく教えていただけますか？', { earlier }),
    ).toContain('copy_paste');
    expect(
      read('止まるのは夜だけでしょうか。お使いの機種も教えていただけますか。', { earlier }),
    ).not.toContain('copy_paste');
    expect(alike('ありがとうございます！', 'ありがとうございます！')).toBe(0);
  });

  it('feels a long wait and a foreign language', () => {
    expect(read('お待たせしました。', { waitedMinutes: 60 })).toContain('slow');
    expect(read('Sorry for the trouble, please restart the app.', { lang: 'ja' })).toContain(
      'wrong_language',
    );
    expect(read('申し訳ございません、確認いたします。', { lang: 'en' })).toContain('wrong_language');
    expect(
      read('Wi-Fi の設定をご確認ください https://example.com/wifi/settings/page', { lang: 'ja' }),
    ).not.toContain('wrong_language');
  });
});
