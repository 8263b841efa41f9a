// Says whether a server may be reached at all, by the same rule that later guards every connection to it.
import { BlockedAddressError } from '../networks/kit/address.ts';
import type { SafeFetch } from '../networks/kit/safe-fetch.ts';
import type { CheckHost } from '../server/ports.ts';

const lookupMs = 3_000;

/**
 * Null where nothing speaks against the host. A name that cannot be found just now is let through: the resolver may be
 * what fails, and each connection is checked anyway.
 */
export function createHostCheck(guard: Pick<SafeFetch, 'checkHost' | 'lookup'>): CheckHost {
  return async (host) => {
    try {
      guard.checkHost(host);
      await found(guard, host.replace(/^\[|\]$/gu, ''));
      return null;
    } catch (error) {
      return error instanceof BlockedAddressError ? error.why : null;
    }
  };
}

function found(guard: Pick<SafeFetch, 'lookup'>, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(resolve, lookupMs);
  guard.lookup(host, { all: true }, (error) => {
    if (error === null) resolve();
    else reject(error);
  });
  return promise.finally(() => {
    clearTimeout(late);
  });
}
