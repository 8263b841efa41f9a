// The address of a server from what a person enters, for networks that are many servers.
import { AppError } from '../../domain/errors.ts';

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
  const wrong = (why: string): AppError =>
    new AppError('network_rejected', `"${entered.slice(0, 100)}" ${why}; enter it like ${example}`, {
      where: 'server',
    });
  if (text === '' || !URL.canParse(withScheme)) throw wrong('is not the address of a server');
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('is not a web address');
  if (url.protocol === 'http:' && !plainHost.test(url.hostname)) {
    throw wrong('would send passwords unencrypted (http)');
  }
  return `${url.protocol}//${url.host}`;
}
