// Signs an account in: by OAuth (an application is registered on each server), or with a token that a person made there.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps, OAuthStart } from '../kit/network.ts';
import {
  blamedInput,
  failedSignIn,
  noToken,
  notAServerOf,
  refusedInput,
  refusedToken,
} from '../kit/refused-input.ts';
import { readBody, serverAddress } from './client.ts';
import type { Client } from './client.ts';
import { fullHandle, normaliseAccount } from './normalise.ts';
import { accountSchema, appSchema, oauthServerSchema, tokenSchema } from './schemas.ts';

/** The least that listening, reading and answering need. */
const SCOPES = [
  'read:accounts',
  'read:statuses',
  'read:notifications',
  'read:search',
  'write:statuses',
  'write:media',
  'write:favourites',
].join(' ');

export interface Connecting {
  deps: NetworkDeps;
  /** A client for a server, with a token or as anyone. */
  clientFor(server: string, token?: string): Client;
}

/** Asks who the token belongs to. Servers answer a bad token with 401, 403 or (snac) 422. */
async function whoAmI(client: Client): Promise<Connected> {
  const doing = 'signing in';
  const answer = await client.get('/api/v1/accounts/verify_credentials', {}, { doing, accept: [422] });
  if (answer.status === 422) {
    throw new AppError(
      'account_token_dead',
      `${client.host} does not know the token. Connect the account again.`,
    );
  }
  const account = readBody(accountSchema, answer, { doing });
  const origin = await client.origin();
  const author = normaliseAccount(answer.body, origin);
  return {
    server: client.server,
    nativeId: author.nativeId,
    handle: fullHandle(account.acct, origin.domain),
    displayName: author.displayName,
    ...(author.avatarUrl === undefined ? {} : { avatarUrl: author.avatarUrl }),
    secrets: {},
  };
}

/** Connects with a token; throws `network_rejected` with the field in `where`. */
export async function connectByToken(on: Connecting, fields: Record<string, string>): Promise<Connected> {
  const server = serverAddress(fields['server'] ?? '');
  const token = (fields['token'] ?? '').trim();
  if (token === '') throw refusedInput('token', noToken);
  const client = on.clientFor(server, token);
  try {
    await client.instance();
  } catch (error) {
    throw blamedInput(error, 'server', notAServerOf('Mastodon', client.host));
  }
  try {
    return { ...(await whoAmI(client)), secrets: { accessToken: token } };
  } catch (error) {
    const isToken = error instanceof AppError && error.code === 'account_token_dead';
    throw blamedInput(
      error,
      isToken ? 'token' : 'server',
      isToken ? refusedToken : failedSignIn(client.host),
    );
  }
}

/** Whether the server takes a proof key with the code (PKCE with SHA-256). */
async function hasProofKeys(client: Client): Promise<boolean> {
  try {
    const path = '/.well-known/oauth-authorization-server';
    const answer = await client.get(path, {}, { doing: 'reading the server', accept: [404, 401, 403] });
    const parsed = oauthServerSchema.safeParse(answer.body);
    return parsed.success && parsed.data.code_challenge_methods_supported?.includes('S256') === true;
  } catch (error) {
    if (error instanceof AppError && error.class === 'limited') throw error;
    return false;
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Registers the application and gives the address where the person says yes. */
export async function oauthStart(
  on: Connecting,
  input: { fields: Record<string, string>; redirectUri: string; state: string },
): Promise<OAuthStart> {
  const server = serverAddress(input.fields['server'] ?? '');
  const client = on.clientFor(server);
  const doing = 'registering with the server';
  let app: { client_id: string; client_secret: string };
  let withProofKey: boolean;
  try {
    const json = { client_name: 'Kizuki', redirect_uris: input.redirectUri, scopes: SCOPES };
    const answer = await client.call({ method: 'POST', path: '/api/v1/apps', body: { json }, doing });
    app = readBody(appSchema, answer, { doing });
    withProofKey = await hasProofKeys(client);
  } catch (error) {
    throw blamedInput(error, 'server', notAServerOf('Mastodon', client.host));
  }
  const random = [1, 2, 3, 4].map(() => on.deps.randomId()).join('');
  const verifier = withProofKey ? sha256(random) : undefined;
  const url = new URL('/oauth/authorize', server);
  url.search = new URLSearchParams({
    client_id: app.client_id,
    redirect_uri: input.redirectUri,
    response_type: 'code',
    scope: SCOPES,
    state: input.state,
    ...(verifier === undefined ? {} : { code_challenge: sha256(verifier), code_challenge_method: 'S256' }),
  }).toString();
  return {
    url: url.href,
    pending: {
      server,
      state: input.state,
      clientId: app.client_id,
      clientSecret: app.client_secret,
      ...(verifier === undefined ? {} : { verifier }),
    },
  };
}

/** Trades the code for a token; throws `network_rejected` when the person said no or the code does not hold. */
export async function oauthFinish(
  on: Connecting,
  input: { pending: Record<string, string>; params: Record<string, string>; redirectUri: string },
): Promise<Connected> {
  const { pending, params } = input;
  const server = pending['server'];
  if (server === undefined)
    throw new AppError('network_rejected', 'The sign-in was not begun here. Begin again.');
  if (params['error'] !== undefined) {
    const why = (params['error_description'] ?? params['error']).slice(0, 200);
    throw new AppError('network_rejected', `The server did not let us in: ${why}`, { where: 'server' });
  }
  // A server that forgets the state (it is optional to it) is caught by the caller, who finds `pending` by it.
  const hasOtherState = params['state'] !== undefined && params['state'] !== pending['state'];
  const code = params['code'];
  if (code === undefined || code === '' || hasOtherState) {
    throw new AppError('network_rejected', 'The answer belongs to another sign-in. Begin again.', {
      where: 'server',
    });
  }
  const client = on.clientFor(server);
  const doing = 'signing in';
  const form = {
    grant_type: 'authorization_code',
    code,
    client_id: pending['clientId'] ?? '',
    client_secret: pending['clientSecret'] ?? '',
    redirect_uri: input.redirectUri,
    ...(pending['verifier'] === undefined ? {} : { code_verifier: pending['verifier'] }),
  };
  try {
    const answer = await client.call({ method: 'POST', path: '/oauth/token', body: { form }, doing });
    const token = readBody(tokenSchema, answer, { doing }).access_token;
    const secrets = { accessToken: token, clientId: form.client_id, clientSecret: form.client_secret };
    // Some servers give a token for any code: who it belongs to is asked before it counts.
    return { ...(await whoAmI(on.clientFor(server, token))), secrets };
  } catch (error) {
    throw blamedInput(error, 'server', failedSignIn(client.host));
  }
}

/** Tokens of Mastodon do not run out; this finds out whether one was revoked. Throws `account_token_dead`. */
export async function keepAlive(client: Client, account: AccountSession): Promise<void> {
  const { nativeId } = await whoAmI(client);
  if (nativeId !== account.nativeId) {
    throw new AppError(
      'account_token_dead',
      `The token belongs to another account than ${account.handle}. Connect it again.`,
    );
  }
}
