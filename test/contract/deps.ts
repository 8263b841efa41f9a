// What networks are given in tests: the real clock and network, and a log that keeps quiet.
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountSession, Connected, NetworkDeps } from '../../src/networks/kit/network.ts';

let passing = Number.POSITIVE_INFINITY;

/** Of the requests that networks make from now on, the one after so many is refused with 429, once. */
export function refuseOneAfter(requests: number): void {
  passing = requests;
}

export const deps: NetworkDeps = {
  async fetch(input, init) {
    passing -= 1;
    if (passing >= 0) return globalThis.fetch(input, init);
    passing = Number.POSITIVE_INFINITY;
    const headers = { 'content-type': 'application/json', 'retry-after': '1' };
    return new Response('{"error":"RateLimitExceeded"}', { status: 429, headers });
  },
  log: { info() {}, warn() {}, error() {} },
  now: () => Date.now(),
  randomId: () => crypto.randomUUID(),
  async sleep(ms, signal) {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** A stored account: secrets are kept as the database would keep them. */
export function storedAccount(
  id: string,
  connected: Connected,
): AccountSession & { saved: Record<string, string>[] } {
  const saved: Record<string, string>[] = [];
  let current = connected.secrets;
  return {
    id,
    server: connected.server,
    nativeId: connected.nativeId,
    handle: connected.handle,
    secrets: connected.secrets,
    saved,
    async saveSecrets(secrets) {
      current = secrets;
      saved.push(secrets);
    },
    reloadSecrets: async () => current,
  };
}
