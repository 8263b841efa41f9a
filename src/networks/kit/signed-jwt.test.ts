// Signed tokens, checked with the public key as who is shown one does; and keys as people paste them.
import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPrivateKey, signJwt } from './signed-jwt.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pemOf = (pair: typeof rsa, type: 'pkcs1' | 'pkcs8' = 'pkcs8'): string =>
  pair.privateKey.export({ type, format: 'pem' }).toString();
const pairs = { RS256: rsa, ES256: ec } as const;

describe.each(['RS256', 'ES256'] as const)('%s', (algorithm) => {
  test('holds for the public key, and for nothing else', () => {
    const pem = pemOf(pairs[algorithm]);
    const key = readPrivateKey(pem, algorithm);
    if (key === null) throw new Error('it is a key');
    const token = signJwt(key, { algorithm, keyId: 'k', claims: { iss: 'あ', exp: 1 } });
    const [head = '', claims = '', signature = ''] = token.split('.');
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(head)).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k' });
    expect(read(claims)).toEqual({ iss: 'あ', exp: 1 });
    const holds = (text: string): boolean =>
      verify(
        'sha256',
        Buffer.from(text),
        { key: pairs[algorithm].publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect(holds(`${head}.${claims}`)).toBe(true);
    expect(holds(`${head}.${claims}x`)).toBe(false);
  });

  test.each([
    ['with lines of another system', (pem: string) => pem.replaceAll('\n', '\r\n')],
    ['without lines', (pem: string) => pem.replaceAll('\n', '')],
    ['with spaces for lines', (pem: string) => pem.replaceAll('\n', ' ')],
    ['with lines written out', (pem: string) => pem.replaceAll('\n', String.raw`\n`)],
    ['with words around', (pem: string) => `key:\n${pem}\nend`],
  ])('a key %s is read', (_how, changed) => {
    expect(readPrivateKey(changed(pemOf(pairs[algorithm])), algorithm)).not.toBeNull();
  });

  test('another kind of key is none', () => {
    const other = algorithm === 'RS256' ? ec : rsa;
    const curve = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const publicPem = pairs[algorithm].publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (const pem of [pemOf(other), pemOf(curve), publicPem, '', 'x', '-----BEGIN PRIVATE KEY-----']) {
      expect(readPrivateKey(pem, algorithm)).toBeNull();
    }
  });
});

test('the older form of an RSA key is read, too', () => {
  expect(readPrivateKey(pemOf(rsa, 'pkcs1'), 'RS256')).not.toBeNull();
});
