// Connects a channel: a name by which it is known here, and the address that answers go to. Its key is made afterwards.
import { AppError } from '../../domain/errors.ts';
import type { Connected } from '../kit/network.ts';

/** Hosts where a plain connection is no leak: this machine, an inner network. */
const plainHost = /^(localhost|127\.[\d.]+|\[::1\]|[^.]+|.+\.(localhost|local|internal|lan|test))$/i;

const wrong = (where: string, message: string): AppError =>
  new AppError('network_rejected', message, { where });

/** Throws `network_rejected` naming the field. */
export async function connect(fields: Record<string, string>): Promise<Connected> {
  const name = (fields['name'] ?? '').trim().toLowerCase();
  const entered = (fields['url'] ?? '').trim();
  if (!/^[a-z0-9][a-z0-9_-]{1,39}$/.test(name)) {
    throw wrong(
      'name',
      'A channel’s name has 2 to 40 letters a–z, digits, - or _ (for example shop-inquiries).',
    );
  }
  const url = URL.canParse(entered) ? new URL(entered) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw wrong('url', 'Enter the address that answers go to, like https://shop.example.com/kizuki');
  }
  if (url.protocol === 'http:' && !plainHost.test(url.hostname)) {
    throw wrong('url', 'This address is not encrypted; use https://');
  }
  return {
    server: url.origin,
    nativeId: name,
    handle: name,
    displayName: name,
    secrets: { url: url.href },
  };
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(wrong('kind', 'A channel is connected by its name and address.'));
