// The address of a server from what a person enters, for networks that are many servers.
import type { AppError } from '../../domain/errors.ts';
import { refusedInput } from './refused-input.ts';

/** Hosts where a plain connection is no leak: this machine, an inner network, Tor. */
const plainHost = /^(localhost|[\d.]+|\[[\da-f:.]+\]|[^.]+|.+\.(localhost|local|internal|lan|onion|test))$/i;

/**
 * The server's address from what a person enters: `mastodon.social`, `https://mastodon.social/@name`, `@name@host`.
 * Throws `network_rejected` for what is no address (saying how one looks), and for a plain one to a public host (the token
 * would be readable).
 */
export function addressOf(entered: string, example: string): string {
  const text = entered.trim();
  const bare = /^@?[^@/\s]+@([^@/\s]+)$/.exec(text)?.[1] ?? text;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`;
  const wrong = (en: string, ja: string): AppError =>
    refusedInput('server', {
      ja: `「${entered.slice(0, 100)}」は${ja}。${example} のように入力してください。`,
      en: `"${entered.slice(0, 100)}" ${en}; enter it like ${example}`,
    });
  if (text === '' || !URL.canParse(withScheme)) {
    throw wrong('is not the address of a server', 'サーバーのアドレスではありません');
  }
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw wrong('is not a web address', 'Web のアドレスではありません');
  }
  if (url.protocol === 'http:' && !plainHost.test(url.hostname)) {
    throw wrong('would send passwords unencrypted (http)', '暗号化されません（http）');
  }
  return `${url.protocol}//${url.host}`;
}
