// Signing in on the account's own server (OAuth with PAR, PKCE and DPoP), and requests with the tokens that come of it.
import { createHash, randomBytes } from 'node:crypto';
import type {
  NodeOAuthClient,
  NodeSavedSession,
  NodeSavedState,
  OAuthAuthorizationServerMetadata,
  OAuthProtectedResourceMetadata,
} from '@atproto/oauth-client-node';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, OAuthStart } from '../kit/network.ts';
import { lostError } from './errors.ts';
import type { Transport } from './xrpc.ts';

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

export interface OAuth {
  start(input: { subject: string; redirectUri: string; state: string }): Promise<OAuthStart>;
  /** Ends the flow; the secrets are what `transport` needs. */
  finish(input: {
    pending: Record<string, string>;
    params: Record<string, string>;
    redirectUri: string;
  }): Promise<{
    did: string;
    server: string;
    secrets: Record<string, string>;
  }>;
  transport(account: AccountSession): Transport;
  keepAlive(account: AccountSession): Promise<void>;
}

const savedSession = z.looseObject({ tokenSet: z.looseObject({ aud: z.string(), sub: z.string() }) });

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

function refusedSignIn(error: unknown): AppError {
  const lost = lostError(error, 'read', 'oauth');
  if (error instanceof AppError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  if (/fetch failed|ECONN|ENOTFOUND|timeout/iu.test(`${said} ${cause}`)) return lost;
  return new AppError('network_rejected', `Signing in did not work: ${said}${cause}`, {
    where: 'identifier',
    cause: error,
  });
}

function deadOrLost(error: unknown): AppError {
  const name = error instanceof Error ? error.constructor.name : '';
  if (
    ['TokenRefreshError', 'TokenRevokedError', 'TokenInvalidError', 'AuthMethodUnsatisfiableError'].includes(
      name,
    )
  ) {
    const said = error instanceof Error ? error.message : name;
    return new AppError(
      'account_token_dead',
      `Bluesky no longer accepts this account; connect it again: ${said}`,
      {
        cause: error,
      },
    );
  }
  return lostError(error, 'read', 'oauth');
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

/** OAuth for this process. */
export function createOAuth(deps: NetworkDeps, options: OAuthOptions): OAuth {
  const locks = new Map<string, Promise<unknown>>();
  const now = (): number => deps.now();
  const caches = {
    authorizationServerMetadataCache: createCache<OAuthAuthorizationServerMetadata>(now),
    protectedResourceMetadataCache: createCache<OAuthProtectedResourceMetadata | null>(now),
    dpopNonceCache: createCache<string>(now),
  };

  async function requestLock<T>(name: string, act: () => T | PromiseLike<T>): Promise<T> {
    const before = locks.get(name) ?? Promise.resolve();
    const running = before.then(act, act);
    const settled = running.then(
      () => {},
      () => {},
    );
    locks.set(name, settled);
    try {
      return await running;
    } finally {
      if (locks.get(name) === settled) locks.delete(name);
    }
  }

  async function makeClient(
    redirectUri: string,
    stores: {
      state?: Map<string, NodeSavedState>;
      session: {
        get(sub: string): Promise<NodeSavedSession | undefined>;
        set(sub: string, value: NodeSavedSession): Promise<void>;
      };
    },
  ): Promise<NodeOAuthClient> {
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
  }

  function readSession(secrets: Record<string, string>): NodeSavedSession {
    const raw: unknown = JSON.parse(secrets['session'] ?? '{}');
    savedSession.parse(raw);
    return raw as NodeSavedSession;
  }

  async function restore(account: AccountSession, refresh: boolean | 'auto') {
    const client = await makeClient(account.secrets['redirectUri'] ?? '', {
      session: {
        get: async () => readSession((await account.reloadSecrets?.()) ?? account.secrets),
        async set(_sub, value) {
          const secrets = { ...account.secrets, session: JSON.stringify(value) };
          await account.saveSecrets(secrets);
          account.secrets = secrets;
        },
      },
    });
    return await client.restore(account.nativeId, refresh);
  }

  return {
    async start({ subject, redirectUri, state }) {
      const states = new Map<string, NodeSavedState>();
      const session = { get: async () => undefined, set: async () => {} };
      try {
        const client = await makeClient(redirectUri, { state: states, session });
        // The library makes up the state that the network sends back; ours has to come back instead, since the
        // callback is found by it.
        client.runtime.generateNonce = async () => state;
        const url = await client.authorize(subject);
        const saved = states.get(state);
        if (saved === undefined) throw new AppError('internal', 'The OAuth library did not use our state.');
        return { url: url.href, pending: { state, saved: JSON.stringify(saved) } };
      } catch (error) {
        throw refusedSignIn(error);
      }
    },
    async finish({ pending, params, redirectUri }) {
      const state = pending['state'] ?? '';
      const saved: unknown = JSON.parse(pending['saved'] ?? 'null');
      const sessions = new Map<string, NodeSavedSession>();
      try {
        const client = await makeClient(redirectUri, {
          state: new Map([[state, saved as NodeSavedState]]),
          session: {
            get: async (sub) => sessions.get(sub),
            set: async (sub, value) => void sessions.set(sub, value),
          },
        });
        const { session } = await client.callback(new URLSearchParams(params));
        const stored = sessions.get(session.did);
        if (stored === undefined) throw new AppError('internal', 'The OAuth library kept no session.');
        return {
          did: session.did,
          server: stored.tokenSet.aud,
          secrets: { kind: 'oauth', redirectUri, session: JSON.stringify(stored) },
        };
      } catch (error) {
        throw refusedSignIn(error);
      }
    },
    transport(account) {
      let ready: ReturnType<typeof restore> | null = null;
      return async (path, init) => {
        ready ??= restore(account, 'auto');
        let session: Awaited<typeof ready>;
        try {
          session = await ready;
          // Renewing is done apart from sending, so that its failure is never mistaken for a send's.
          await session.getTokenInfo('auto');
        } catch (error) {
          ready = null;
          throw deadOrLost(error);
        }
        return await session.fetchHandler(path, init);
      };
    },
    async keepAlive(account) {
      try {
        await restore(account, true);
      } catch (error) {
        throw deadOrLost(error);
      }
    },
  };
}
