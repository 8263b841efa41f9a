// Proves that a send is told from other posts by its text, and that only X's own addresses leave a text.
import { expect, test } from 'vitest';
import { postSchema } from './schemas.ts';
import { plainText, sameText } from './text.ts';

test.each([
  ['@bob thanks', { text: '@alice thanks' }, false, 'no'],
  ['thanks', { text: '@alice @bob thanks' }, true, 'yes'],
  ['@bob thanks', { text: '@alice @bob thanks' }, true, 'yes'],
  ['@bob thanks', { text: '@alice thanks' }, true, 'no'],
  ['see https://x.com/us/status/123', { text: 'see', quotes: '123' }, false, 'yes'],
  ['see https://x.com/us/status/123', { text: 'see' }, false, 'perhaps'],
  ['see https://x.com/us/status/123/photo/1', { text: 'see' }, false, 'perhaps'],
  ['see https://evil.example/us/status/123', { text: 'see', quotes: '123' }, false, 'no'],
  ['see https://a.example/', { text: 'see https://a.example' }, false, 'yes'],
] as const)('%s became %o (reply: %s): %s', (wanted, read, isReply, same) => {
  expect(sameText(wanted, read, isReply)).toBe(same);
});

test.each([
  ['https://x.com/us/status/123', 'see'],
  ['https://twitter.com/i/web/status/123', 'see'],
  ['https://x.com/us/status/9/photo/1', 'see'],
  ['https://evil.example/us/status/123', 'see https://evil.example/us/status/123'],
  ['https://evil.example/status/1/photo/1', 'see https://evil.example/status/1/photo/1'],
  [
    'https://evil.example/?https://x.com/us/status/123',
    'see https://evil.example/?https://x.com/us/status/123',
  ],
])('of %s, what is left', (target, left) => {
  const urls = [{ url: 'https://t.co/a', expanded_url: target }];
  const raw = postSchema.parse({ id: '5', text: 'see https://t.co/a', author_id: '7', entities: { urls } });
  expect(plainText(raw, '123').text).toBe(left);
});
