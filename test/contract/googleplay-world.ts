// The world of the Google Play tests: an app connected to a fake Google Play.
import type { GooglePlayOptions } from '../../src/networks/googleplay/client.ts';
import { createGooglePlay } from '../../src/networks/googleplay/network.ts';
import { readReview } from '../../src/networks/googleplay/normalise.ts';
import type { Network, NetworkDeps } from '../../src/networks/kit/network.ts';
import {
  googleError,
  shown,
  startGooglePlay,
  strangeKey,
  type FakeGooglePlay,
} from '../servers/googleplay.ts';
import { deps, storedAccount } from './deps.ts';
import { EVERY_MS, type ReviewWorld } from './review-bench.ts';

export interface GooglePlayWorld extends ReviewWorld {
  store: FakeGooglePlay;
  account: ReturnType<typeof storedAccount>;
  close(): Promise<void>;
}

export const fieldsOf = ({ keyFile, packageName }: FakeGooglePlay): Record<string, string> => ({
  service_account: keyFile,
  package_name: packageName,
});

/** A network that asks the fake; a new one has no tokens yet. */
export const networkOf = (
  store: FakeGooglePlay,
  { now = deps.now, ...more }: GooglePlayOptions & Partial<Pick<NetworkDeps, 'now'>> = {},
): Network => createGooglePlay({ ...deps, now }, { apiUrl: store.url, everyMs: EVERY_MS, ...more });

export async function startGooglePlayWorld(): Promise<GooglePlayWorld> {
  const store = await startGooglePlay();
  const network = networkOf(store);
  const account = storedAccount('account', await network.connect(fieldsOf(store)));
  const isReply = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && path.endsWith(':reply');
  return {
    store,
    network,
    account,
    read: (review) => readReview(shown(review), store.packageName),
    brokenRecord: { reviewId: null, authorName: 'x', comments: [] },
    moreThanAPage: 130,
    fail(fault) {
      const scope = { times: 1, when: isReply };
      if (fault === 'lost_answer') return store.faults.set({ kind: 'lostAnswer' }, scope);
      const { status, body } =
        fault === 'server_error'
          ? googleError(503, 'UNAVAILABLE', 'The service is currently unavailable.')
          : googleError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for quota metric.');
      const headers = fault === 'server_error' ? { 'retry-after': '1' } : {};
      store.faults.set({ kind: 'status', status, headers, body: JSON.stringify(body) }, scope);
    },
    dead() {
      const { private_key: privateKey } = JSON.parse(strangeKey()) as { private_key: string };
      const secrets = { ...account.secrets, privateKey, keyId: 'strange' };
      return { ...account, id: 'dead', secrets, reloadSecrets: () => Promise.resolve(secrets) };
    },
    close: () => store.close(),
  };
}
