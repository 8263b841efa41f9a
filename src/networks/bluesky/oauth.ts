// What Bluesky's OAuth library needs of us: who we are, what we learned of servers, and where sessions are kept.
import { createHash, randomBytes } from 'node:crypto';
import type {
  NodeOAuthClient,
  NodeSavedSession,
  NodeSavedState,
  OAuthAuthorizationServerMetadata,
  OAuthProtectedResourceMetadata,
} from '@atproto/oauth-client-node';
import { AppError } from '../../domain/errors.ts';
import type { NetworkDeps } from '../kit/network.ts';

export interface OAuthOptions {
  /** Resolves handles: a PDS or AppView that answers `com.atproto.identity.resolveHandle`. */
  handleResolver?: string;
  plcUrl?: string;
  /** Servers without TLS: for test networks only. */
  allowHttp?: boolean;
  /** Private JWK (ES256, with `kid`) that makes us a confidential client, whose sessions last; needs an https address. */
  privateJwk?: string;
}

// Loaded when the first account needs it: the library takes 40 MB that most installations never use.
const loadLibrary = async () => await import('@atproto/oauth-client-node');

export const OAUTH_SCOPE = 'atproto transition:generic transition:chat.bsky';
/** Where, under our public address, our client metadata must be served when it is https. */
export const CLIENT_METADATA_PATH = '/oauth/bluesky/client-metadata.json';
const DEFAULT_RESOLVER = 'https://public.api.bsky.app';

/**
 * What the authorization server is told about us. For `http://127.0.0.1` the network's loopback rule applies (the
 * metadata is inside the client id); for https it is the document to serve at `CLIENT_METADATA_PATH`.
 * @throws AppError `invalid_input` for any other redirect address.
 */
export async function clientMetadata(redirectUri: string, privateJwk: string | undefined) {
  const { protocol, hostname, origin } = new URL(redirectUri);
  const common = {
    redirect_uris: [redirectUri] as [string],
    scope: OAUTH_SCOPE,
    grant_types: ['authorization_code', 'refresh_token'] as ['authorization_code', 'refresh_token'],
    response_types: ['code'] as ['code'],
    dpop_bound_access_tokens: true,
  };
  if (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]')) {
    const query = new URLSearchParams({ redirect_uri: redirectUri, scope: OAUTH_SCOPE });
    return {
      ...common,
      client_id: `http://localhost?${query.toString()}`,
      application_type: 'native' as const,
      token_endpoint_auth_method: 'none' as const,
    };
  }
  if (protocol !== 'https:') {
    throw new AppError(
      'invalid_input',
      'Bluesky signs in only to an https address, or to http://127.0.0.1: open Kizuki under one of these.',
      { where: 'redirectUri' },
    );
  }
  const web = {
    ...common,
    client_id: `${origin}${CLIENT_METADATA_PATH}`,
    client_name: 'Kizuki',
    client_uri: origin,
    application_type: 'web' as const,
  };
  if (privateJwk === undefined) return { ...web, token_endpoint_auth_method: 'none' as const };
  const { JoseKey } = await loadLibrary();
  const key = await JoseKey.fromImportable(privateJwk);
  const { publicJwk } = key;
  return {
    ...web,
    token_endpoint_auth_method: 'private_key_jwt' as const,
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: publicJwk === undefined ? [] : [publicJwk] },
  };
}

const CACHED_MAX = 200;
const CACHED_MS = 60_000;

/** What was learned of servers, shared by all accounts: without it each send would ask for metadata and a nonce first. */
function createCache<Value>(now: () => number) {
  const kept = new Map<string, { value: Value; untilMs: number }>();
  return {
    get(key: string): Value | undefined {
      const found = kept.get(key);
      return found === undefined || found.untilMs < now() ? undefined : found.value;
    },
    set(key: string, value: Value): void {
      if (kept.size >= CACHED_MAX) kept.clear();
      kept.set(key, { value, untilMs: now() + CACHED_MS });
    },
    del(key: string): void {
      kept.delete(key);
    },
  };
}

/** Runs what has the same name one after the other. */
function createLock() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(name: string, act: () => T | PromiseLike<T>): Promise<T> => {
    const before = last.get(name) ?? Promise.resolve();
    const running = before.then(act, act);
    const settled = running.then(
      () => {},
      () => {},
    );
    last.set(name, settled);
    try {
      return await running;
    } finally {
      if (last.get(name) === settled) last.delete(name);
    }
  };
}

export interface OAuthStores {
  state?: Map<string, NodeSavedState>;
  session: {
    get(sub: string): Promise<NodeSavedSession | undefined>;
    set(sub: string, value: NodeSavedSession): Promise<void>;
  };
}

export type MakeOAuthClient = (redirectUri: string, stores: OAuthStores) => Promise<NodeOAuthClient>;

/** Makes clients that share what one of them learned of servers, and never renew one session twice at once. */
export function createOAuthClients(deps: NetworkDeps, options: OAuthOptions): MakeOAuthClient {
  const now = (): number => deps.now();
  const requestLock = createLock();
  const caches = {
    authorizationServerMetadataCache: createCache<OAuthAuthorizationServerMetadata>(now),
    protectedResourceMetadataCache: createCache<OAuthProtectedResourceMetadata | null>(now),
    dpopNonceCache: createCache<string>(now),
  };
  return async (redirectUri, stores) => {
    const { privateJwk } = options;
    const state = stores.state ?? new Map<string, NodeSavedState>();
    const { JoseKey, NodeOAuthClient: Client } = await loadLibrary();
    return new Client({
      clientMetadata: await clientMetadata(redirectUri, privateJwk),
      ...(privateJwk !== undefined && redirectUri.startsWith('https:')
        ? { keyset: [await JoseKey.fromImportable(privateJwk)] }
        : {}),
      handleResolver: options.handleResolver ?? DEFAULT_RESOLVER,
      ...(options.plcUrl === undefined ? {} : { plcDirectoryUrl: options.plcUrl }),
      allowHttp: options.allowHttp ?? false,
      fetch: deps.fetch,
      ...caches,
      runtimeImplementation: {
        requestLock,
        createKey: async (algs) => await JoseKey.generate(algs),
        getRandomValues: (length) => randomBytes(length),
        digest: (bytes, algorithm) => createHash(algorithm.name).update(bytes).digest(),
      },
      stateStore: {
        get: async (key) => state.get(key),
        set: async (key, value) => void state.set(key, value),
        del: async (key) => void state.delete(key),
      },
      // Whether a dead session is forgotten is a person's decision, so `del` leaves the stored one alone.
      sessionStore: { ...stores.session, del: async () => {} },
    });
  };
}
