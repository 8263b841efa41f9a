// The mail of a reply: its headers, its thread, and that nothing written by others becomes a header of ours.
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import type { PublishRequest } from '../kit/network.ts';
import { checkAutomatic, composeMail, letterOf } from './compose.ts';
import type { Settings } from './settings.ts';

const settings: Settings = {
  address: 'support@acme.example',
  name: 'ACME サポート',
  imap: { host: 'imap.acme.example', port: 993 },
  smtp: { host: 'smtp.acme.example', port: 465 },
  user: 'support@acme.example',
  password: 'x',
  plusAddress: true,
  copyToSelf: true,
};
const request = (ref: Record<string, string>, over: Partial<PublishRequest> = {}): PublishRequest => ({
  idempotencyKey: 'key',
  visibility: 'dm',
  text: 'お待たせしました。\n再起動をお試しください。',
  images: [],
  replyTo: {
    nativeId: 'm2@example.com',
    root: 'm1@example.com',
    conversation: '0123456789abcdef0123',
    author: { nativeId: 'taro@example.com', handle: 'taro@example.com', displayName: 'Taro' },
    ref,
  },
  ...over,
});
const made = async (asked: PublishRequest, by = settings) =>
  PostalMime.parse(await composeMail(asked, letterOf(asked, by), by, Date.parse('2026-11-20T03:00:00Z')));

test('it answers in the thread, under a name that its key alone decides', async () => {
  const mail = await made(request({ subject: 'Re: 起動しません', references: 'm1@example.com' }));
  expect(mail).toMatchObject({
    subject: 'Re: 起動しません',
    from: { name: 'ACME サポート', address: 'support@acme.example' },
    to: [{ address: 'taro@example.com' }],
    replyTo: [{ address: 'support+k.0123456789abcdef0123@acme.example' }],
    inReplyTo: '<m2@example.com>',
    references: '<m1@example.com> <m2@example.com>',
  });
  expect(mail.text?.trim()).toBe('お待たせしました。\n再起動をお試しください。');
  expect(mail.messageId).toMatch(/^<kizuki\.0123456789abcdef0123\.[0-9a-f]{32}@acme\.example>$/u);
  const again = await made(request({ subject: 'another' }));
  expect(again.messageId).toBe(mail.messageId);
  const other = await made(request({}, { idempotencyKey: 'other' }));
  expect(other.messageId).not.toBe(mail.messageId);
});

test('a mail that nobody decided on says so, and no other does', async () => {
  const headersOf = async (asked: PublishRequest) => (await made(asked)).headers.map(({ key }) => key);
  expect(await headersOf(request({}))).not.toContain('auto-submitted');
  expect(await headersOf(request({}, { isAutomatic: true }))).toEqual(
    expect.arrayContaining(['auto-submitted', 'x-auto-response-suppress']),
  );
});

const from = (asked: PublishRequest, author: string): PublishRequest => {
  if (asked.replyTo === undefined) throw new Error('it answers something');
  return {
    ...asked,
    replyTo: { ...asked.replyTo, author: { nativeId: author, handle: author, displayName: '' } },
  };
};

test('it goes to Reply-To only within the domain of From, on in our own mail to whom that went, and to nobody else', () => {
  const to = (ref: Record<string, string>, author = 'taro@example.com'): string =>
    letterOf(from(request(ref), author), settings).to;
  expect(to({})).toBe('taro@example.com');
  expect(to({ answerTo: 'office@example.com' })).toBe('office@example.com');
  expect(to({ answerTo: 'victim@elsewhere.example' })).toBe('taro@example.com');
  expect(to({ answerTo: 'victim@sub.example.com' })).toBe('taro@example.com');
  expect(to({ to: 'taro@example.com' }, 'support@acme.example')).toBe('taro@example.com');
  expect(() => to({}, 'support@acme.example')).toThrow(/no address to answer to/u);
  expect(() => to({}, 'a@b.example\r\nBcc: victim@example.com')).toThrow(/no address/u);
  expect(to({ answerTo: 'a@b.example\r\nBcc: victim@elsewhere.example' })).toBe('taro@example.com');
});

test('a program answers a person at the address they wrote from, and nobody else', () => {
  const check = (ref: Record<string, string>, author = 'taro@example.com') => {
    checkAutomatic(from(request(ref, { isAutomatic: true }), author), settings);
  };
  check({});
  check({ answerTo: 'Taro@example.com' });
  check({}, 'administrator.listman@example.com');
  const refused = /No automatic answer/u;
  expect(() => check({ answerTo: 'office@example.com' })).toThrow(refused);
  expect(() => check({ answerTo: 'victim@elsewhere.example' })).toThrow(refused);
  expect(() => check({ automatic: 'precedence' })).toThrow(refused);
  const programs = [
    'no-reply',
    'noreply+1',
    'shop-donotreply',
    'mailer-daemon',
    'dev-request',
    'owner-dev',
    'bounces+x=y',
  ];
  for (const name of programs) expect(() => check({}, `${name}@example.com`)).toThrow(refused);
  expect(() => check({ to: 'taro@example.com' }, settings.address)).toThrow(refused);
  checkAutomatic(from(request({ answerTo: 'office@example.com' }), 'no-reply@example.com'), settings);
});

test('whatever others wrote, the headers are ours and no more', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      'a\r\nBcc: victim@example.com',
      'a\nX-Evil: 1\n\nbody',
      '=?utf-8?Q?a=0D=0ABcc:_v@e.example?=',
    ),
  );
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, hostile, async (subject, references, nativeId, alt) => {
      const asked = request({ subject, references });
      if (asked.replyTo === undefined) throw new Error('it answers something');
      const images = [{ bytes: new Uint8Array([1]), mimeType: 'image/png', alt, width: 1, height: 1 }];
      const mail = await made({ ...asked, images, replyTo: { ...asked.replyTo, nativeId } });
      const names = mail.headers.map(({ key }) => key);
      expect(names).not.toContain('bcc');
      expect(names).not.toContain('x-evil');
      expect(names.filter((name) => name === 'to')).toHaveLength(1);
      expect(mail.to).toEqual([{ name: '', address: 'taro@example.com' }]);
    }),
    { numRuns: 100 },
  );
});
