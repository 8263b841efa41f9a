// What networks are given in tests: the real clock and network, and a log that keeps quiet.
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountSession, Connected, NetworkDeps } from '../../src/networks/kit/network.ts';

export const deps: NetworkDeps = {
  fetch: globalThis.fetch,
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
