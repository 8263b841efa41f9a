// Signs an account in: by OAuth 2 with PKCE and the operator's own app, or with OAuth 1.0a keys made on X's developer page.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import type { AccountSession, Connected, OAuthStart } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { readBody, userParams, type Clients } from './client.ts';
import { scopesOf } from './messages.ts';
import { normaliseUser } from './normalise.ts';
import { oneSchema } from './schemas.ts';

/** The least that listening, reading and answering need, in public and in private. */
const SCOPES = [
  'tweet.read',
  'tweet.write',
  'users.read',
  'dm.read',
  'dm.write',
  'media.write',
  'offline.access',
].join(' ');
/** The tokens are renewed with less than this left, whoever uses them. */
const RENEW_WITH_MS = 3_600_000;

/** A session of somebody whose id is not known yet. */
function newcomer(clients: Clients, secrets: Record<string, string>): AccountSession {
  const saveSecrets = (): Promise<void> => Promise.resolve();
  return { id: '', server: clients.webUrl, nativeId: '', handle: '', secrets, saveSecrets };
}

/** Asks who the tokens belong to. */
async function whoAmI(clients: Clients, account: AccountSession): Promise<Connected> {
  const doing = 'signing in';
  const answer = await clients.for(account).get('/2/users/me', userParams, { doing, isNeeded: true });
  const { data } = readBody(oneSchema, answer, { doing });
  let author: ReturnType<typeof normaliseUser>;
  try {
    author = normaliseUser(data);
  } catch (error) {
    throw new AppError('network_unavailable', 'X did not say who the account is', { cause: error });
  }
  return {
    server: clients.webUrl,
    nativeId: author.nativeId,
    handle: author.handle,
    displayName: author.displayName,
    ...(author.avatarUrl === undefined ? {} : { avatarUrl: author.avatarUrl }),
    secrets: account.secrets,
  };
}

const refusedKeys = {
  what: { ja: 'X がキーを受け付けませんでした', en: 'X refused the keys' },
  todo: {
    ja: '同じアプリの API キーとアクセストークンかどうか、開発者コンソールで確かめてください。',
    en: 'Check in the developer console that the API key and the access token are of the same app.',
  },
};
const refusedSignIn = {
  what: { ja: 'X がサインインを受け付けませんでした', en: 'X did not accept the sign-in' },
  todo: {
    ja: 'クライアント ID とクライアントシークレットを、開発者コンソールで確かめてください。',
    en: 'Check the client ID and the client secret in the developer console.',
  },
};

/** Names the field that was wrong, whatever X said about it; not where X was not reached. */
function blame(error: unknown, where: string, said: typeof refusedKeys): AppError {
  if (error instanceof AppError && error.code === 'network_unavailable') return error;
  return blamedInput(error, where, said);
}

function entered(fields: Record<string, string>, name: string, what: BothLanguages): string {
  const value = (fields[name] ?? '').trim();
  if (value !== '') return value;
  throw refusedInput(name, { ja: `${what.ja}を入力してください。`, en: `Enter ${what.en}` });
}

/** Connects with OAuth 1.0a keys; throws `network_rejected` with the field in `where`. */
export async function connectByKeys(clients: Clients, fields: Record<string, string>): Promise<Connected> {
  const secrets = {
    kind: 'oauth1',
    apiKey: entered(fields, 'api_key', { ja: 'API キー', en: 'the API key' }),
    apiSecret: entered(fields, 'api_secret', { ja: 'API キーシークレット', en: 'the API key secret' }),
    accessToken: entered(fields, 'access_token', { ja: 'アクセストークン', en: 'the access token' }),
    accessSecret: entered(fields, 'access_secret', {
      ja: 'アクセストークンシークレット',
      en: 'the access token secret',
    }),
  };
  try {
    const found = await whoAmI(clients, newcomer(clients, secrets));
    const scopes = await scopesOf(clients.for(newcomer(clients, secrets)));
    return { ...found, secrets: { ...found.secrets, scopes } };
  } catch (error) {
    throw blame(error, 'access_token', refusedKeys);
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The address where the person says yes. */
export async function oauthStart(
  clients: Clients,
  input: { fields: Record<string, string>; redirectUri: string; state: string },
): Promise<OAuthStart> {
  const clientId = entered(input.fields, 'client_id', { ja: 'クライアント ID', en: 'the client ID' });
  const clientSecret = entered(input.fields, 'client_secret', {
    ja: 'クライアントシークレット',
    en: 'the client secret',
  });
  const verifier = sha256([1, 2, 3, 4].map(() => clients.deps.randomId()).join(''));
  const url = new URL('/i/oauth2/authorize', clients.webUrl);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: input.redirectUri,
    scope: SCOPES,
    state: input.state,
    code_challenge: sha256(verifier),
    code_challenge_method: 'S256',
  })
    .toString()
    .replaceAll('+', '%20');
  const bearerToken = (input.fields['bearer_token'] ?? '').trim();
  const pending = { state: input.state, clientId, clientSecret, verifier };
  return { url: url.href, pending: bearerToken === '' ? pending : { ...pending, bearerToken } };
}

/** Trades the code for tokens; throws `network_rejected` when the person said no or the code does not hold. */
export async function oauthFinish(
  clients: Clients,
  input: { pending: Record<string, string>; params: Record<string, string>; redirectUri: string },
): Promise<Connected> {
  const { pending, params, redirectUri } = input;
  if (params['error'] !== undefined) {
    const why = (params['error_description'] ?? params['error']).slice(0, 200);
    throw new AppError('network_rejected', `X did not let us in: ${why}`, { where: 'client_id' });
  }
  const { clientId, clientSecret, verifier, state, bearerToken } = pending;
  const { code } = params;
  const isOurs = clientId !== undefined && clientSecret !== undefined && verifier !== undefined;
  if (!isOurs || code === undefined || code === '' || params['state'] !== state) {
    throw new AppError('network_rejected', 'The answer belongs to another sign-in. Begin again.', {
      where: 'client_id',
    });
  }
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  try {
    const tokens = await clients.sessions.trade({ clientId, clientSecret }, form);
    const secrets = bearerToken === undefined ? tokens : { ...tokens, bearerToken };
    return await whoAmI(clients, newcomer(clients, secrets));
  } catch (error) {
    throw blame(error, 'client_secret', refusedSignIn);
  }
}

/** Renews what runs out and finds out whether the account was taken back. Throws `account_token_dead`. */
export async function keepAlive(clients: Clients, account: AccountSession): Promise<void> {
  await clients.sessions.renew(account, RENEW_WITH_MS);
  const { nativeId } = await whoAmI(clients, account);
  if (nativeId !== account.nativeId) {
    throw new AppError(
      'account_token_dead',
      `The token belongs to another account than ${account.handle}. Connect it again.`,
    );
  }
}
