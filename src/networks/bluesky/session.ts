// Signed-in requests: app passwords (tokens renewed here) and OAuth behind one transport, shared by all users of an account.
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { isTokenRefused, lostError, readRefusal, refusalError } from './errors.ts';
import type { OAuth } from './oauth.ts';
import type { Transport } from './xrpc.ts';

/** What an account connected by app password keeps. The password itself is not kept: the tokens renew themselves. */
export interface PasswordSecrets {
  kind: 'app_password';
  /** Where the session was made and is renewed (for bsky.social not the server the account lives on). */
  service: string;
  accessJwt: string;
  refreshJwt: string;
}

export interface Sessions {
  /** Requests as the account, to its own server. Throws `account_token_dead` when a person must reconnect it. */
  transport(account: AccountSession): Transport;
  /** Renews what is due; finds out early that an account was revoked. */
  keepAlive(account: AccountSession): Promise<void>;
}

const RENEW_BEFORE_MS = 60_000;
/** A token younger than this is only checked, not renewed, by `keepAlive`. */
const KEEP_YOUNG_MS = 15 * 60_000;
const RENEW_TIMEOUT_MS = 30_000;

const passwordSecrets = z.object({
  service: z.string(),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
});
const renewed = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1) });
const claims = z.object({ exp: z.number().optional(), iat: z.number().optional() });

/** Times of a JWT in milliseconds; its signature is the server's business. */
export function tokenTimes(jwt: string): { issuedMs: number; expiresMs: number } {
  try {
    const payload: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { exp, iat } = claims.parse(payload);
    return {
      issuedMs: (iat ?? 0) * 1000,
      expiresMs: exp === undefined ? Number.POSITIVE_INFINITY : exp * 1000,
    };
  } catch {
    return { issuedMs: 0, expiresMs: Number.POSITIVE_INFINITY };
  }
}

/** Orders the tokens of one account; servers that leave out when a token was issued still say when it ends. */
function ageOf({ refreshJwt }: PasswordSecrets): number {
  const { issuedMs, expiresMs } = tokenTimes(refreshJwt);
  return issuedMs > 0 || !Number.isFinite(expiresMs) ? issuedMs : expiresMs;
}

interface Held {
  tokens: PasswordSecrets;
  renewing: Promise<void> | null;
  /** The refresh token the server called dead: not tried again until another comes. */
  deadToken: string | null;
}

function dead(why: string): AppError {
  return new AppError(
    'account_token_dead',
    `Bluesky no longer accepts this account; connect it again: ${why}`,
  );
}

function readSecrets(secrets: Record<string, string>): PasswordSecrets {
  const parsed = passwordSecrets.safeParse(secrets);
  if (!parsed.success) throw dead('its stored tokens are incomplete');
  return { kind: 'app_password', ...parsed.data };
}

/** The sessions of this process. */
export function createSessions(deps: NetworkDeps, oauth: OAuth): Sessions {
  const held = new Map<string, Held>();

  /** The newest tokens known: another process may have renewed them, a person may have reconnected the account. */
  function hold(account: AccountSession): Held {
    const given = readSecrets(account.secrets);
    const known = held.get(account.id);
    if (known === undefined) {
      const fresh: Held = { tokens: given, renewing: null, deadToken: null };
      held.set(account.id, fresh);
      return fresh;
    }
    adopt(known, given);
    return known;
  }

  function adopt(known: Held, given: PasswordSecrets): boolean {
    if (given.refreshJwt === known.tokens.refreshJwt) return false;
    const isNewer = ageOf(given) > ageOf(known.tokens);
    if (isNewer || known.deadToken === known.tokens.refreshJwt) known.tokens = given;
    return known.tokens === given;
  }

  async function renewOnce(account: AccountSession, known: Held): Promise<void> {
    const stored = await account.reloadSecrets?.();
    if (stored !== undefined && adopt(known, readSecrets(stored))) return;
    const { service, refreshJwt } = known.tokens;
    if (known.deadToken === refreshJwt) throw dead('its session was ended');
    const where = 'com.atproto.server.refreshSession';
    let response: Response;
    let body: string;
    try {
      response = await deps.fetch(new URL(`/xrpc/${where}`, service), {
        method: 'POST',
        headers: { authorization: `Bearer ${refreshJwt}` },
        signal: AbortSignal.timeout(RENEW_TIMEOUT_MS),
      });
      body = await response.text();
    } catch (error) {
      throw lostError(error, 'read', where);
    }
    if (!response.ok) {
      const refusal = readRefusal(response.status, body);
      const error = refusalError(refusal, {
        nature: 'read',
        where,
        headers: response.headers,
        nowMs: deps.now(),
      });
      if (error.code === 'account_token_dead') known.deadToken = refreshJwt;
      throw error;
    }
    const { accessJwt, refreshJwt: nextRefreshJwt } = renewed.parse(JSON.parse(body));
    const tokens: PasswordSecrets = { kind: 'app_password', service, accessJwt, refreshJwt: nextRefreshJwt };
    // Stored before use: were we to stop now, the next start would hold a token that still works.
    await account.saveSecrets({ ...tokens });
    known.tokens = tokens;
  }

  async function renew(account: AccountSession, known: Held): Promise<void> {
    known.renewing ??= renewOnce(account, known).finally(() => {
      known.renewing = null;
    });
    await known.renewing;
  }

  async function send(
    account: AccountSession,
    known: Held,
    path: string,
    init: RequestInit,
  ): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${known.tokens.accessJwt}`);
    return await deps.fetch(new URL(path, account.server), { ...init, headers });
  }

  function passwordTransport(account: AccountSession): Transport {
    return async (path, init) => {
      const known = hold(account);
      if (tokenTimes(known.tokens.accessJwt).expiresMs < deps.now() + RENEW_BEFORE_MS)
        await renew(account, known);
      const used = known.tokens.accessJwt;
      const response = await send(account, known, path, init);
      if (response.status !== 400 && response.status !== 401) return response;
      const body = await response.text();
      const again = new Response(body, { status: response.status, headers: response.headers });
      if (!isTokenRefused(readRefusal(response.status, body))) return again;
      if (known.tokens.accessJwt === used) await renew(account, known);
      return await send(account, known, path, init);
    };
  }

  return {
    transport: (account) =>
      account.secrets['kind'] === 'oauth' ? oauth.transport(account) : passwordTransport(account),
    async keepAlive(account) {
      if (account.secrets['kind'] === 'oauth') {
        await oauth.keepAlive(account);
        return;
      }
      const known = hold(account);
      known.deadToken = null;
      if (deps.now() - tokenTimes(known.tokens.accessJwt).issuedMs > KEEP_YOUNG_MS) {
        await renew(account, known);
        return;
      }
      const where = 'com.atproto.server.getSession';
      const response = await passwordTransport(account)(`/xrpc/${where}`, { method: 'GET' }).catch(
        (error: unknown) => {
          throw lostError(error, 'read', where);
        },
      );
      const body = await response.text();
      if (response.ok) return;
      const refusal = readRefusal(response.status, body);
      throw refusalError(refusal, { nature: 'read', where, headers: response.headers, nowMs: deps.now() });
    },
  };
}
