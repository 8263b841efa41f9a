// Nothing personal is left of a text that leaves, however it was written, and what it says stays.
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import bought from './cases/bought.json' with { type: 'json' };
import known from './cases/known.json' with { type: 'json' };
import later from './cases/later.json' with { type: 'json' };
import lived from './cases/lived.json' with { type: 'json' };
import paid from './cases/paid.json' with { type: 'json' };
import reached from './cases/reached.json' with { type: 'json' };
import { readMarked } from './marked.ts';
import { textToLeave } from './outgoing.ts';

it.each([
  ['call me at 090-0000-1234 please', 'call me at [phone] please'],
  ['taro@mail.example に返信して', '[email] に返信して'],
  ['@acme_help @hanako_77 broke again', '@acme_help [account] broke again'],
  ['see https://acme.example/r?token=abc123 and www.foo.example', 'see [link] and [link]'],
  ['see x.com/taro_yamada/status/1 now', 'see [link] now'],
  ['書いた bsky.app/profile/taro.bsky.social... 見て', '書いた [link] 見て'],
  ['ask taro.bsky.social, not acme.bsky.social', 'ask [account], not acme.bsky.social'],
  ['昨日@taro_yamadaに聞いた', '昨日[account]に聞いた'],
  ['.@taro_yamada and ．＠taro_yamada', '.[account] and ．[account]'],
  ['昨日@acme_helpに聞いた', '昨日@acme_helpに聞いた'],
  ['@山田太郎 と @José_R', '[account] と [account]'],
  ['書いたx.com/taro_yamada/status/1 と詳しくはtaro.bsky.socialへ', '書いた[link] と詳しくは[account]へ'],
  ['bought on acme.co.jp and/or in the shop', 'bought on acme.co.jp and/or in the shop'],
  ['カード 4242 4242 4242 4242 が使えない', 'カード [card] が使えない'],
  ['09\u200b0-00\u200b00-1234 まで電話', '[phone] まで電話'],
  ['the shelf says 778899001122', 'the shelf says [number]'],
  ['charged 3,980 yen twice on May 3', 'charged 3,980 yen twice on May 3'],
  ['a\u0000b\n\n c\u001b[2J', 'a b c [2J'],
])('%j leaves as %j', (text, left) => {
  expect(textToLeave(text, ['Acme_Help', 'Acme', 'acme.bsky.social'])).toBe(left);
});

const marked = [bought, known, later, lived, paid, reached].flatMap((file) => Object.values(file).flat());

test('nothing that was marked as personal data is left of the texts it was marked in', () => {
  expect(marked.length).toBeGreaterThan(400);
  const left = marked.flatMap((one) => {
    const { text, spans } = readMarked(one);
    const shown = textToLeave(text, []);
    return spans.map(({ start, end }) => text.slice(start, end)).filter((data) => shown.includes(data));
  });
  expect(left).toEqual([]);
});

test('any text can be asked for, and is never longer than is sent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 6_000 }), fc.array(fc.string()), (text, brand) => {
      const left = textToLeave(text, brand);
      expect(left.length).toBeLessThanOrEqual(4_000);
      expect(left.isWellFormed()).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a number stays hidden wherever it stands', () => {
  const words = fc.constantFrom('電話は', ' call ', '\n', '。', 'x', '\u200b', '😭', 'tel:');
  fc.assert(
    fc.property(fc.array(words), fc.array(words), (before, after) => {
      expect(textToLeave(`${before.join('')} 090-0000-1234 ${after.join('')}`, [])).not.toContain('1234');
    }),
  );
});
