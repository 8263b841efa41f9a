// Signs an account in: by MiAuth (a page of the server where a person says yes), or with a token that they made there.
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
import { splitNativeId } from '../kit/scoped-id.ts';
import { readBody, serverAddress } from './client.ts';
import type { Client } from './client.ts';
import { normaliseUser } from './normalise.ts';
import { checkedSchema } from './schemas.ts';

/** The least that listening, reading and answering need. */
const PERMISSIONS = [
  'read:account',
  'read:notifications',
  'read:reactions',
  'write:notes',
  'write:reactions',
  'write:drive',
  // For antennas that look for what monitors look for; Misskey has no narrower permission for them.
  'write:account',
] as const;

export interface Connecting {
  deps: NetworkDeps;
  /** A client for a server, with a token or as anyone. */
  clientFor(server: string, token?: string): Client;
}

/** Asks who the token belongs to. */
async function whoAmI(client: Client): Promise<Connected> {
  const answer = await client.ask('i', {}, { doing: 'signing in' });
  const author = normaliseUser(answer.body, await client.origin());
  return {
    server: client.server,
    nativeId: author.nativeId,
    handle: author.handle,
    displayName: author.displayName,
    ...(author.avatarUrl === undefined ? {} : { avatarUrl: author.avatarUrl }),
    secrets: {},
  };
}

/** Reads what the server says about itself: who is no Misskey server cannot. */
async function expectMisskey(client: Client): Promise<void> {
  let version: string | undefined;
  try {
    ({ version } = await client.meta());
  } catch (error) {
    throw blamedInput(error, 'server', notAServerOf('Misskey', client.host));
  }
  if (version === undefined) {
    throw blamedInput(new Error('it tells no version'), 'server', notAServerOf('Misskey', client.host));
  }
}

/** Connects with a token; throws `network_rejected` with the field in `where`. */
export async function connectByToken(on: Connecting, fields: Record<string, string>): Promise<Connected> {
  const server = serverAddress(fields['server'] ?? '');
  const token = (fields['token'] ?? '').trim();
  if (token === '') throw refusedInput('token', noToken);
  const client = on.clientFor(server, token);
  await expectMisskey(on.clientFor(server));
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

/** Gives the page where the person says yes. The session is a secret: whoever knows it may ask for the token once. */
export async function oauthStart(
  on: Connecting,
  input: { fields: Record<string, string>; redirectUri: string; state: string },
): Promise<OAuthStart> {
  const server = serverAddress(input.fields['server'] ?? '');
  await expectMisskey(on.clientFor(server));
  const session = on.deps.randomId();
  // MiAuth knows no state: it goes along in the address of the way back, to which the server adds the session.
  const callback = new URL(input.redirectUri);
  callback.searchParams.set('state', input.state);
  const url = new URL(`/miauth/${encodeURIComponent(session)}`, server);
  url.search = new URLSearchParams({
    name: 'Kizuki',
    callback: callback.href,
    permission: PERMISSIONS.join(','),
  }).toString();
  return { url: url.href, pending: { server, session, state: input.state } };
}

/** Fetches the token; throws `network_rejected` when nobody said yes, or another sign-in came back. */
export async function oauthFinish(
  on: Connecting,
  input: { pending: Record<string, string>; params: Record<string, string> },
): Promise<Connected> {
  const { server, session, state } = input.pending;
  if (server === undefined || session === undefined)
    throw new AppError('network_rejected', 'The sign-in was not begun here. Begin again.');
  if (input.params['session'] !== session || input.params['state'] !== state) {
    throw new AppError('network_rejected', 'The answer belongs to another sign-in. Begin again.', {
      where: 'server',
    });
  }
  const client = on.clientFor(server);
  const doing = 'signing in';
  try {
    const path = `/api/miauth/${encodeURIComponent(session)}/check`;
    const { ok, token } = readBody(checkedSchema, await client.call({ path, body: { json: {} }, doing }), {
      doing,
    });
    if (!ok || token === undefined) {
      throw new AppError('network_rejected', 'it was not allowed there, or the answer was fetched already');
    }
    return { ...(await whoAmI(on.clientFor(server, token))), secrets: { accessToken: token } };
  } catch (error) {
    throw blamedInput(error, 'server', failedSignIn(client.host));
  }
}

/** Tokens of Misskey do not run out; this finds out whether one was revoked. Throws `account_token_dead`. */
export async function keepAlive(client: Client, account: AccountSession): Promise<void> {
  const { nativeId } = await whoAmI(client);
  if (nativeId === account.nativeId) return;
  const own = splitNativeId(account.nativeId)?.host ?? account.server;
  throw new AppError(
    'account_token_dead',
    `The token belongs to another account of ${own} than ${account.handle}. Connect it again.`,
  );
}
