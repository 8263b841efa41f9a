// The way to a mail server: its address must be one we may connect to, and the way there encrypted.
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { AppError } from '../../domain/errors.ts';
import { BlockedAddressError } from '../kit/address.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { blockedServer } from '../kit/refused-input.ts';
import type { Place } from './settings.ts';

export interface Way {
  /** The address to connect to, as it was checked: a name could lead elsewhere a moment later. */
  address: string;
  port: number;
  /** What the certificate must name. */
  serverName: string;
  /** `tls`: encrypted from the first byte · `upgrade`: by STARTTLS, or not at all · `plain`: this machine. */
  encryption: 'tls' | 'upgrade' | 'plain';
}

const implicit = new Set([465, 993]);

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return /^(?:127\.|::1$|::ffff:127\.)/u.test(address);
}

/**
 * How to reach a server. Only this machine may be spoken to without encryption, and only where an operator allowed its
 * address (KIZUKI_ALLOW_ADDRESSES). Errors: `network_rejected` for a forbidden address, `network_unavailable`.
 */
export async function wayTo(deps: Pick<NetworkDeps, 'socketGuard'>, { host, port }: Place): Promise<Way> {
  let address: string;
  try {
    deps.socketGuard?.checkHost(host);
    address = isIP(host) === 0 ? await resolve(deps.socketGuard?.lookup ?? systemLookup, host) : host;
  } catch (error) {
    if (error instanceof BlockedAddressError) {
      throw blockedServer('server', error);
    }
    const why = error instanceof Error ? error.message : String(error);
    const reason = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new AppError('network_unavailable', `The mail server ${host} cannot be found: ${why}`, {
      cause: error,
      data: { reason },
    });
  }
  const encryption = implicit.has(port) ? 'tls' : isLoopback(address) ? 'plain' : 'upgrade';
  return { address, port, serverName: host, encryption };
}

function resolve(lookup: LookupFunction, host: string): Promise<string> {
  return new Promise((found, failed) => {
    lookup(host, {}, (error, address) => {
      if (error !== null) failed(error);
      else if (typeof address === 'string') found(address);
      else found(address[0]?.address ?? host);
    });
  });
}
