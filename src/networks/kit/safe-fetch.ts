// A fetch that cannot be led into the operator's own network: the address really connected to is checked, each time.
import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, Dispatcher1Wrapper, buildConnector } from 'undici';
import { BlockedAddressError, createAddressRule } from './address.ts';
import type { Fetch } from './ports.ts';

/** Finds all addresses of a name; the system's resolver unless a test puts its own. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

export interface SafeFetchOptions {
  /** Addresses, ranges and host names that are allowed though they are not public. */
  allow: readonly string[];
  resolve?: Resolve;
  connectTimeoutMs?: number;
}

export interface SafeFetch {
  fetch: Fetch;
  /**
   * For sockets made without `fetch` (WebSocket): refuses a forbidden IP literal, which no resolver is ever asked
   * about; throws BlockedAddressError. Names are refused by `lookup`.
   */
  checkHost(host: string): void;
  /** For `net.connect` and `tls.connect`: gives only permitted addresses. */
  lookup: LookupFunction;
  /** Closes idle connections; running calls end first. */
  close(): Promise<void>;
}

const resolveBySystem: Resolve = (host) =>
  new Promise((found, failed) => {
    systemLookup(host, { all: true }, (error, addresses) =>
      error === null ? found(addresses) : failed(error),
    );
  });

/** Makes a guarded fetch with its own connection pool. Throws when an entry of `allow` cannot be understood. */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const rule = createAddressRule(options.allow);
  const resolve = options.resolve ?? resolveBySystem;

  function checkHost(host: string): void {
    const bare = host.replace(/^\[|\]$/g, '');
    if (isIP(bare) !== 0 && !rule.permits(bare, bare)) throw new BlockedAddressError(bare, bare);
  }

  const lookup: LookupFunction = (host, lookupOptions, done) => {
    const fail = (error: unknown): void => {
      done(error instanceof Error ? error : new Error(String(error)), '', 0);
    };
    resolve(host).then((addresses) => {
      const permitted = addresses.filter(({ address }) => rule.permits(host, address));
      const [first] = permitted;
      if (first === undefined) {
        const [refused] = addresses;
        fail(
          refused === undefined
            ? Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })
            : new BlockedAddressError(host, refused.address),
        );
      } else if (lookupOptions.all === true) done(null, permitted);
      else done(null, first.address, first.family);
    }, fail);
  };

  const connector = buildConnector({ timeout: options.connectTimeoutMs ?? 10_000, lookup });
  const agent = new Agent({
    connect(target, done) {
      try {
        checkHost(target.hostname);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)), null);
        return;
      }
      connector(target, (...outcome) => {
        const [error, socket] = outcome;
        // On failure the connector passes the error alone. The check is the second lock: whatever the way here, this is
        // the address that answers.
        if (error !== null || rule.permits(target.hostname, socket.remoteAddress ?? '')) {
          done(...outcome);
          return;
        }
        socket.destroy();
        done(new BlockedAddressError(target.hostname, socket.remoteAddress ?? 'an unknown address'), null);
      });
    },
  });
  const dispatcher = new Dispatcher1Wrapper(agent);

  const guarded: Fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!/^https?:/i.test(url)) {
      return Promise.reject(
        new TypeError(`Only http and https addresses can be fetched, not ${url.slice(0, 100)}`),
      );
    }
    // The runtime's fetch takes a dispatcher; its types describe the version it carries, not the one installed.
    return globalThis.fetch(input, { ...init, dispatcher } as unknown as RequestInit);
  };

  return { fetch: guarded, checkHost, lookup, close: () => agent.close() };
}
