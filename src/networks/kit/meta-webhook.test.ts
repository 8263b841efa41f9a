// Proves what lets a call of Meta in, and what Meta is answered when it asks whether we are there.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { answerMeta, isSignedByMeta, metaVerifyToken, readMetaCall, signForMeta } from './meta-webhook.ts';

const secret = '0123456789abcdef0123456789abcdef';
const body = Buffer.from(
  JSON.stringify({ object: 'page', entry: [{ id: '1', changes: [{ field: 'feed', value: 7 }] }] }),
);
const call = (signature: string | undefined, of: Uint8Array = body) => ({
  headers: { 'x-hub-signature-256': signature },
  body: of,
});
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'nothing was refused';
};

describe('a signature', () => {
  it('is the one of Meta’s own guide', () => {
    // HMAC-SHA256 of RFC 4231, test case 2.
    expect(signForMeta('Jefe', Buffer.from('what do ya want for nothing?'))).toBe(
      'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('fits one body and one secret only', () => {
    const right = signForMeta(secret, body);
    expect(isSignedByMeta(secret, call(right))).toBe(true);
    const wrong = [
      undefined,
      '',
      'sha256=',
      right.slice(7),
      right.toUpperCase(),
      right.slice(0, -1),
      `${right}0`,
    ];
    for (const one of wrong) expect(isSignedByMeta(secret, call(one))).toBe(false);
    expect(isSignedByMeta(secret, call(right, Buffer.concat([body, Buffer.from(' ')])))).toBe(false);
    expect(isSignedByMeta('f'.repeat(32), call(right))).toBe(false);
    // No secret signs nothing.
    expect(isSignedByMeta('', call(signForMeta('', body)))).toBe(false);
  });
});

describe('a call', () => {
  const signed = (of: Uint8Array) => call(signForMeta(secret, of), of);

  it('is read once it is signed', () => {
    expect(readMetaCall(secret, 'page', signed(body))).toEqual([{ entryId: '1', field: 'feed', value: 7 }]);
    expect(codeOf(() => readMetaCall(secret, 'page', call('sha256=00')))).toBe('sign_in_failed');
  });

  it('that cannot be read, or is of something else, is refused', () => {
    const texts = [
      '',
      'null',
      '[]',
      '{"object":"page"}',
      body.toString().slice(0, -2),
      '{"object":"page","entry":[{}]}',
    ];
    for (const text of texts) {
      expect(codeOf(() => readMetaCall(secret, 'page', signed(Buffer.from(text))))).toBe('invalid_input');
    }
    expect(codeOf(() => readMetaCall(secret, 'page', signed(Buffer.from([0x7b, 0xff, 0x7d]))))).toBe(
      'invalid_input',
    );
    expect(codeOf(() => readMetaCall(secret, 'instagram', signed(body)))).toBe('invalid_input');
  });
});

describe('the question whether we are there', () => {
  const token = metaVerifyToken(secret, '106540352242922');
  const asked = { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' };

  it('is answered for the token of the account alone', () => {
    expect(answerMeta(token, asked)).toBe('1158201444');
    expect(metaVerifyToken(secret, '106540352242922')).toBe(token);
    const others = [
      '',
      token.slice(1),
      metaVerifyToken(secret, '1'),
      metaVerifyToken('f'.repeat(32), '106540352242922'),
    ];
    for (const one of others) {
      expect(codeOf(() => answerMeta(token, { ...asked, 'hub.verify_token': one }))).toBe('sign_in_failed');
    }
    expect(token).not.toContain(secret.slice(0, 8));
  });

  it('is answered with a challenge and nothing that a page could be made of', () => {
    const wrong = [{}, { ...asked, 'hub.mode': 'unsubscribe' }, { ...asked, 'hub.challenge': '<script>' }];
    for (const query of [...wrong, { ...asked, 'hub.challenge': ['1', '2'] }]) {
      expect(codeOf(() => answerMeta(token, query))).toBe('invalid_input');
    }
  });
});
