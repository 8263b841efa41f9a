// A token that is signed with a key of ours and that somebody else checks: JSON Web Tokens by RSA (RS256) and elliptic curves (ES256).
import { createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type JwtAlgorithm = 'RS256' | 'ES256';

/** The key in a PEM whose line breaks may have been lost on the way into a field; null for what is no key of that kind. */
export function readPrivateKey(pem: string, algorithm: JwtAlgorithm): KeyObject | null {
  const [, label = '', inside = ''] =
    /-----BEGIN ([A-Z ]*PRIVATE KEY)-----([\s\S]*?)-----END \1-----/.exec(pem) ?? [];
  if (label === '') return null;
  const lines = inside.replaceAll(/\s+|\\n/g, '').match(/.{1,64}/g) ?? [];
  try {
    const key = createPrivateKey(`-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`);
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
    const fits =
      algorithm === 'RS256' ? type === 'rsa' : type === 'ec' && details?.namedCurve === 'prime256v1';
    return fits ? key : null;
  } catch {
    return null;
  }
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** `claims` as they stand; times in them are seconds since 1970. */
export function signJwt(
  key: KeyObject,
  { algorithm, keyId, claims }: { algorithm: JwtAlgorithm; keyId: string | null; claims: object },
): string {
  const head = { alg: algorithm, typ: 'JWT', ...(keyId === null ? {} : { kid: keyId }) };
  const signed = `${encoded(head)}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
