// A sealed secret opens in its own place with its own key, and nowhere else.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { createSecretBox } from './secret-box.ts';

const place = { workspaceId: 'w1', table: 'account', rowId: 'a1' };
const secrets = { accessJwt: 'token-with-ümlaut', password: 'x'.repeat(5000) };
const keys = new Map([['k1', randomBytes(32)]]);

describe('the secret box', () => {
  test('gives back what was sealed', () => {
    const box = createSecretBox({ currentId: 'k1', keys }, randomBytes);
    const sealed = box.seal(secrets, place);
    expect(sealed.keyId).toBe('k1');
    expect(sealed.bytes.includes('token-with')).toBe(false);
    expect(box.open(sealed, place)).toEqual(secrets);
  });

  test('seals the same secret differently each time', () => {
    const box = createSecretBox({ currentId: 'k1', keys }, randomBytes);
    expect(box.seal(secrets, place).bytes.equals(box.seal(secrets, place).bytes)).toBe(false);
  });

  test.each([
    ['another workspace', { ...place, workspaceId: 'w2' }],
    ['another row', { ...place, rowId: 'a2' }],
    ['another table', { ...place, table: 'oauth_pending' }],
  ])('does not open in %s', (_name, elsewhere) => {
    const box = createSecretBox({ currentId: 'k1', keys }, randomBytes);
    expect(() => box.open(box.seal(secrets, place), elsewhere)).toThrow('altered or moved');
  });

  test('notices every flipped byte', () => {
    const box = createSecretBox({ currentId: 'k1', keys }, randomBytes);
    const sealed = box.seal({ a: 'b' }, place);
    for (let index = 0; index < sealed.bytes.length; index += 1) {
      const bytes = Buffer.from(sealed.bytes);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      expect(() => box.open({ ...sealed, bytes }, place)).toThrow(AppError);
    }
  });

  test('opens what an older key sealed while that key is still there, and seals with the new one', () => {
    const old = createSecretBox({ currentId: 'k1', keys }, randomBytes).seal(secrets, place);
    const both = new Map([...keys, ['k2', randomBytes(32)] as const]);
    const box = createSecretBox({ currentId: 'k2', keys: both }, randomBytes);
    expect(box.open(old, place)).toEqual(secrets);
    expect(box.seal(secrets, place).keyId).toBe('k2');
    const without = createSecretBox(
      { currentId: 'k2', keys: new Map([...both].filter(([id]) => id !== 'k1')) },
      randomBytes,
    );
    expect(() => without.open(old, place)).toThrow('"k1", which is not configured');
  });

  test('refuses a key of the wrong length', () => {
    expect(() =>
      createSecretBox({ currentId: 'k', keys: new Map([['k', randomBytes(31)]]) }, randomBytes),
    ).toThrow('has 31 bytes');
  });
});
