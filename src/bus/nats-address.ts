// The address of NATS as its client wants it: servers, user and password apart, TLS where the scheme says so.
import type { NodeConnectionOptions } from '@nats-io/transport-node';

/** From `nats://user:password@host:4222` or `tls://token@host`, several with commas; who signs in stands in the first. */
export function natsOptions(
  urls: string,
): Pick<NodeConnectionOptions, 'servers' | 'user' | 'pass' | 'token' | 'tls'> {
  const all = urls.split(',').map((each) => new URL(each.trim()));
  const [first] = all;
  const user = decodeURIComponent(first?.username ?? '');
  const pass = decodeURIComponent(first?.password ?? '');
  const isToken = user !== '' && pass === '';
  return {
    servers: all.map(({ host }) => host),
    ...(isToken ? { token: user } : {}),
    ...(pass === '' ? {} : { user, pass }),
    ...(first?.protocol === 'tls:' ? { tls: {} } : {}),
  };
}
