// Signs a request as OAuth 1.0a asks (RFC 5849, HMAC-SHA1): tokens made by hand on X's developer page, which never run out.
import { createHmac } from 'node:crypto';

export interface OAuth1Keys {
  apiKey: string;
  apiSecret: string;
  accessToken: string;
  accessSecret: string;
}

export interface OAuth1Request {
  method: string;
  url: string;
  /** Random, once. */
  nonce: string;
  /** Epoch milliseconds. */
  nowMs: number;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The `authorization` header. Bodies are no part of the signature: those that are sent are JSON or multipart. */
export function oauth1Header(keys: OAuth1Keys, { method, url, nonce, nowMs }: OAuth1Request): string {
  const target = new URL(url);
  const own: [string, string][] = [
    ['oauth_consumer_key', keys.apiKey],
    ['oauth_nonce', nonce.replaceAll(/[^a-zA-Z0-9]/gu, '')],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(Math.floor(nowMs / 1000))],
    ['oauth_token', keys.accessToken],
    ['oauth_version', '1.0'],
  ];
  const pairs = [...target.searchParams, ...own].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const base = [method, `${target.origin}${target.pathname}`, pairs.toSorted().join('&')]
    .map(encode)
    .join('&');
  const key = `${encode(keys.apiSecret)}&${encode(keys.accessSecret)}`;
  const signature = createHmac('sha1', key).update(base).digest('base64');
  const parts = [...own, ['oauth_signature', signature] as const];
  return `OAuth ${parts.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}`;
}
