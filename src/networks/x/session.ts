// The tokens of an account: signs each request, and renews what runs out (OAuth 2) before it does, once for all processes.
import { AppError } from '../../domain/errors.ts';
import { createHttp } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { oauth1Header } from './oauth1.ts';
import { tokenSchema } from './schemas.ts';

/** An access token holds for two hours; with less than this left it is renewed before it is used. */
const MARGIN_MS = 10 * 60_000;
const DEFAULT_LIFE_MS = 2 * 3_600_000;
/** What another process trades is stored a moment later: the waits before each look at it. */
const LOOK_AGAIN_MS = [0, 100, 300, 900];
const SAVE_AGAIN_MS = [0, 100, 500];

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

/** Whether X itself refused to renew (RFC 6749, 5.2); a proxy's refusal, or one without a reason, says nothing. */
function isOAuthRefusal(error: AppError): boolean {
  const { status, said } = error.data ?? {};
  const isError = typeof said === 'string' && /^(?:invalid_|unauthorized_client)/u.test(said);
  return (status === 400 || status === 401) && isError;
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
    const {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: seconds,
      scope,
    } = parsed.data;
    const lifeMs = seconds === undefined ? DEFAULT_LIFE_MS : seconds * 1000;
    return {
      kind: 'oauth2',
      clientId,
      clientSecret,
      accessToken,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(scope === undefined ? {} : { scopes: scope }),
      expiresAtMs: String(deps.now() + lifeMs),
    };
  };
}

type Kept = { usedUp: string; secrets: Record<string, string> };

/** Keeps what was traded until it is stored. */
function createKeeper(deps: NetworkDeps) {
  /** Tokens that were traded and could not be stored, by account; `usedUp` is the refresh token they replace. */
  const unsaved = new Map<string, Kept>();

  /** Stores what could not be stored before; what fails again is kept for the next call, as the tokens hold. */
  async function saveKept(account: AccountSession): Promise<void> {
    const kept = unsaved.get(account.id);
    if (kept === undefined) return;
    for (const ms of SAVE_AGAIN_MS) {
      await deps.sleep(ms);
      try {
        const stored = await account.reloadSecrets?.();
        // Connected anew in the meantime: those count.
        if (stored !== undefined && stored['refreshToken'] !== kept.usedUp) {
          account.secrets = stored;
        } else {
          account.secrets = kept.secrets;
          await account.saveSecrets(kept.secrets);
        }
        unsaved.delete(account.id);
        return;
      } catch {
        account.secrets = kept.secrets;
      }
    }
  }
  return { unsaved, saveKept };
}

/** Renews the tokens of one account at a time, beside other processes that do the same. */
function createRenewal(deps: NetworkDeps, trade: Sessions['trade']) {
  const { unsaved, saveKept } = createKeeper(deps);

  /** What is stored now; taken over where it is not what this session has. */
  async function hasNewer(account: AccountSession): Promise<boolean> {
    // What is stored is older than what this process holds.
    if (unsaved.has(account.id)) return false;
    const stored = (await account.reloadSecrets?.()) ?? account.secrets;
    if (stored['accessToken'] === account.secrets['accessToken']) return false;
    account.secrets = stored;
    return true;
  }

  const isPresent = ({ secrets }: AccountSession, leftMs: number): boolean =>
    secrets['kind'] !== 'oauth2' || Number(secrets['expiresAtMs']) - deps.now() > leftMs;

  async function renewInTurn(account: AccountSession, leftMs: number): Promise<void> {
    await saveKept(account);
    // Whoever had the turn before may have renewed them, here or in another process.
    if (!isPresent(account, leftMs)) await hasNewer(account);
    if (isPresent(account, leftMs)) return;
    const { clientId = '', clientSecret = '', refreshToken } = account.secrets;
    if (refreshToken === undefined) throw dead(account.handle, 'it gave no token to renew with');
    try {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
      const { bearerToken, scopes } = account.secrets;
      const secrets = {
        refreshToken,
        ...(bearerToken === undefined ? {} : { bearerToken }),
        ...(scopes === undefined ? {} : { scopes }),
        ...(await trade({ clientId, clientSecret }, form)),
      };
      // The old refresh token is used up: these are the account's, stored or not.
      account.secrets = secrets;
      // An account that is being connected has no id, and is stored as a whole.
      if (account.id !== '') unsaved.set(account.id, { usedUp: refreshToken, secrets });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!['network_rejected', 'account_token_dead'].includes(error.code)) throw error;
      if (!isOAuthRefusal(error))
        throw new AppError('network_unavailable', `The tokens were not renewed: ${error.message}`);
      // Another process may have used the refresh token first: what it stores counts.
      for (const ms of account.reloadSecrets === undefined ? [] : LOOK_AGAIN_MS) {
        await deps.sleep(ms);
        if ((await hasNewer(account)) && isPresent(account, leftMs)) return;
      }
      throw dead(account.handle, error.message);
    }
    await saveKept(account);
  }
  /** Nothing is to be done for an account: its tokens hold, and are stored. */
  const isSettled = (account: AccountSession, leftMs: number): boolean =>
    isPresent(account, leftMs) && !unsaved.has(account.id);
  return { hasNewer, renewInTurn, isSettled };
}

/** Signs requests of accounts, and renews their tokens before they run out. */
export function createSessions(deps: NetworkDeps, apiUrl: string): Sessions {
  const trade = createTrade(deps, apiUrl);
  const { hasNewer, renewInTurn, isSettled } = createRenewal(deps, trade);
  /** Renewals of an account run one after the other. */
  const turns = new Map<string, Promise<void>>();

  async function renew(account: AccountSession, leftMs: number): Promise<void> {
    if (isSettled(account, leftMs)) return;
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
