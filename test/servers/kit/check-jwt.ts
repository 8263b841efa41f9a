// Checks a signed token as who is shown one does: its signature by the public key, and what it claims.
import { verify, type KeyObject } from 'node:crypto';

export interface CheckedJwt {
  head: Record<string, unknown>;
  claims: Record<string, unknown>;
}

const part = (text: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

/** Null: it was signed by another key, or is no token. */
export function checkJwt(token: string, key: KeyObject): CheckedJwt | null {
  const [head, claims, signature = ''] = token.split('.');
  try {
    const signed = Buffer.from(`${head ?? ''}.${claims ?? ''}`);
    const by = { key, dsaEncoding: 'ieee-p1363' } as const;
    if (!verify('sha256', signed, by, Buffer.from(signature, 'base64url'))) return null;
    return { head: part(head), claims: part(claims) };
  } catch {
    return null;
  }
}
