// Signing in on the account's own server (OAuth with PAR, PKCE and DPoP), and requests with the tokens that come of it.
import type { NodeSavedSession, NodeSavedState } from '@atproto/oauth-client-node';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, OAuthStart } from '../kit/network.ts';
import { lostError } from './errors.ts';
import { createOAuthClients, type MakeOAuthClient, type OAuthOptions } from './oauth.ts';
import type { Transport } from './xrpc.ts';

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

const SAVE_TRIES = 5;
const SAVE_WAIT_MS = 500;

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

function readSession(secrets: Record<string, string>): NodeSavedSession {
  const raw: unknown = JSON.parse(secrets['session'] ?? '{}');
  savedSession.parse(raw);
  return raw as NodeSavedSession;
}

/** Tries again while the database is away: the library revokes a session it cannot store. */
async function save(
  deps: NetworkDeps,
  account: AccountSession,
  secrets: Record<string, string>,
): Promise<void> {
  for (let n = 1; ; n += 1) {
    try {
      await account.saveSecrets(secrets);
      account.secrets = secrets;
      return;
    } catch (error) {
      if (n === SAVE_TRIES) throw error;
      await deps.sleep(SAVE_WAIT_MS * 2 ** n);
    }
  }
}

async function start(
  makeClient: MakeOAuthClient,
  { subject, redirectUri, state }: { subject: string; redirectUri: string; state: string },
): Promise<OAuthStart> {
  const states = new Map<string, NodeSavedState>();
  const session = { get: async () => undefined, set: async () => {} };
  try {
    const client = await makeClient(redirectUri, { state: states, session });
    // The library makes up the state that the network sends back; ours has to come back instead, since the
    // callback is found by it.
    const { runtime } = client;
    const generateNonce = runtime.generateNonce.bind(runtime);
    runtime.generateNonce = async () => {
      runtime.generateNonce = generateNonce;
      return state;
    };
    const url = await client.authorize(subject);
    const saved = states.get(state);
    if (saved === undefined) throw new AppError('internal', 'The OAuth library did not use our state.');
    return { url: url.href, pending: { state, saved: JSON.stringify(saved) } };
  } catch (error) {
    throw refusedSignIn(error);
  }
}

async function finish(
  makeClient: MakeOAuthClient,
  { pending, params, redirectUri }: Parameters<OAuth['finish']>[0],
): ReturnType<OAuth['finish']> {
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
}

/** OAuth for this process. */
export function createOAuth(deps: NetworkDeps, options: OAuthOptions): OAuth {
  const makeClient = createOAuthClients(deps, options);

  async function restore(account: AccountSession, refresh: boolean | 'auto') {
    const client = await makeClient(account.secrets['redirectUri'] ?? '', {
      session: {
        get: async () => readSession((await account.reloadSecrets?.()) ?? account.secrets),
        set: async (_sub, value) =>
          await save(deps, account, { ...account.secrets, session: JSON.stringify(value) }),
      },
    });
    return await client.restore(account.nativeId, refresh);
  }

  return {
    start: async (input) => await start(makeClient, input),
    finish: async (input) => await finish(makeClient, input),
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
