// The tokens of an account: signs each request, and renews what runs out (OAuth 2) before it does, once for all processes.
import { AppError } from '../../domain/errors.ts';
import { createHttp } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { oauth1Header } from './oauth1.ts';
import { tokenSchema } from './schemas.ts';

/** An access token holds for two hours; with less than this left it is renewed before it is used. */
const MARGIN_MS = 10 * 60_000;
const DEFAULT_LIFE_MS = 2 * 3_600_000;

export interface Sessions {
  /** The `authorization` header of one request. Errors: `account_token_dead`, those of the network. */
  authorise(account: AccountSession, request: { method: string; url: string }): Promise<string>;
  /** Whether another process has renewed the tokens since; then they are the account's from here on. */
  hasNewer(account: AccountSession): Promise<boolean>;
  /** Renews an OAuth 2 token with less than `leftMs` to live. */
  renew(account: AccountSession, leftMs: number): Promise<void>;
  /** Trades a code or a refresh token; `known` are the app's own. */
  trade(known: AppKeys, form: Record<string, string>): Promise<Record<string, string>>;
}

export interface AppKeys {
  clientId: string;
  clientSecret: string;
}

const dead = (handle: string, said: string): AppError =>
  new AppError(
    'account_token_dead',
    `X no longer accepts the account ${handle}: ${said}. Connect the account again.`,
  );

/** Trades codes and refresh tokens at the token endpoint. */
function createTrade(deps: NetworkDeps, apiUrl: string): Sessions['trade'] {
  const http = createHttp({ fetch: deps.fetch, now: deps.now, network: 'X', rates: { kind: 'none' } });
  return async ({ clientId, clientSecret }, form) => {
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
    const answer = await http({
      method: 'POST',
      url: `${apiUrl}/2/oauth2/token`,
      headers: { authorization: `Basic ${basic.toString('base64')}` },
      body: { form: { ...form, client_id: clientId } },
      doing: 'signing in',
    });
    const parsed = tokenSchema.safeParse(answer.body);
    if (!parsed.success)
      throw new AppError('network_unavailable', 'X answered a sign-in with something else than a token');
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = parsed.data;
    const lifeMs = seconds === undefined ? DEFAULT_LIFE_MS : seconds * 1000;
    return {
      kind: 'oauth2',
      clientId,
      clientSecret,
      accessToken,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      expiresAtMs: String(deps.now() + lifeMs),
    };
  };
}

export function createSessions(deps: NetworkDeps, apiUrl: string): Sessions {
  const trade = createTrade(deps, apiUrl);
  /** Renewals of an account run one after the other. */
  const turns = new Map<string, Promise<void>>();

  /** What is stored now; taken over where it is not what this session has. */
  async function hasNewer(account: AccountSession): Promise<boolean> {
    const stored = (await account.reloadSecrets?.()) ?? account.secrets;
    if (stored['accessToken'] === account.secrets['accessToken']) return false;
    account.secrets = stored;
    return true;
  }

  const isPresent = ({ secrets }: AccountSession, leftMs: number): boolean =>
    secrets['kind'] !== 'oauth2' || Number(secrets['expiresAtMs']) - deps.now() > leftMs;

  async function renewInTurn(account: AccountSession, leftMs: number): Promise<void> {
    // Whoever had the turn before may have renewed them, here or in another process.
    if (!isPresent(account, leftMs)) await hasNewer(account);
    if (isPresent(account, leftMs)) return;
    const { clientId = '', clientSecret = '', refreshToken } = account.secrets;
    if (refreshToken === undefined) throw dead(account.handle, 'it gave no token to renew with');
    try {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
      const secrets = { refreshToken, ...(await trade({ clientId, clientSecret }, form)) };
      await account.saveSecrets(secrets);
      account.secrets = secrets;
    } catch (error) {
      const isRefused =
        error instanceof AppError && ['network_rejected', 'account_token_dead'].includes(error.code);
      if (!isRefused) throw error;
      // Another process may have used the refresh token first: what it stored counts.
      if ((await hasNewer(account)) && isPresent(account, leftMs)) return;
      throw dead(account.handle, error.message);
    }
  }

  async function renew(account: AccountSession, leftMs: number): Promise<void> {
    if (isPresent(account, leftMs)) return;
    const before = turns.get(account.id) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(() => renewInTurn(account, leftMs));
    turns.set(account.id, mine);
    try {
      await mine;
    } finally {
      if (turns.get(account.id) === mine) turns.delete(account.id);
    }
  }

  return {
    trade,
    hasNewer,
    renew,
    async authorise(account, { method, url }) {
      await renew(account, MARGIN_MS);
      const { kind, apiKey, apiSecret, accessToken, accessSecret } = account.secrets;
      if (accessToken === undefined) throw dead(account.handle, 'there is no token');
      if (kind === 'oauth2') return `Bearer ${accessToken}`;
      if (apiKey === undefined || apiSecret === undefined || accessSecret === undefined)
        throw dead(account.handle, 'its keys are not complete');
      const keys = { apiKey, apiSecret, accessToken, accessSecret };
      return oauth1Header(keys, { method, url, nonce: deps.randomId(), nowMs: deps.now() });
    },
  };
}
