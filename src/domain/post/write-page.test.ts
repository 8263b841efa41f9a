// Proves that a text comes to the network's page as it was written, and can change nothing else of the address.
import { expect, it } from 'vitest';
import { writePage } from './write-page.ts';

const template = 'https://x.com/intent/tweet?in_reply_to={nativeId}&text={text}';

it.each(['お困りですか？ &text=x#y', '$& $1 {nativeId} 100%', '改行\nと+と"', '👩‍👩‍👧 が🇯🇵で ︎☎️'])(
  'keeps %j',
  (text) => {
    const url = new URL(writePage(template, { nativeId: '1991', text }));
    expect(Object.fromEntries(url.searchParams)).toEqual({ in_reply_to: '1991', text });
    expect(url.pathname + url.hash).toBe('/intent/tweet');
  },
);

it('has an address while half an emoji stands there', () => {
  const url = new URL(writePage(template, { nativeId: '1', text: 'a\ud83d' }));
  expect(url.searchParams.get('text')).toBe('a\ufffd');
});
