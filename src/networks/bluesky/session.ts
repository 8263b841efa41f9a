// Signed-in requests: app passwords (tokens renewed here) and OAuth behind one transport, shared by all users of an account.
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { readLimited } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { isTokenRefused, lostError, readRefusal, refusalError } from './errors.ts';
import type { OAuth } from './oauth-session.ts';
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
/** Tokens and refusals are short; a server may not fill our memory with them. */
const ANSWER_MAX_BYTES = 1024 * 1024;

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

/** Takes over `given` where they are newer than what is held; whether they now are what is held. */
function adopt(known: Held, given: PasswordSecrets): boolean {
  if (given.refreshJwt === known.tokens.refreshJwt) return false;
  const isNewer = ageOf(given) > ageOf(known.tokens);
  if (isNewer || known.deadToken === known.tokens.refreshJwt) known.tokens = given;
  return known.tokens === given;
}

interface Answer {
  response: Response;
  body: string;
}

async function ask(deps: NetworkDeps, url: URL, bearer: string): Promise<Answer> {
  try {
    const response = await deps.fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      signal: AbortSignal.timeout(RENEW_TIMEOUT_MS),
    });
    return { response, body: await readLimited(response, ANSWER_MAX_BYTES) };
  } catch (error) {
    throw lostError(error, 'read', url.pathname);
  }
}

function answerError(deps: NetworkDeps, { response, body }: Answer, where: string): AppError {
  const refusal = readRefusal(response.status, body);
  return refusalError(refusal, { nature: 'read', where, headers: response.headers, nowMs: deps.now() });
}

async function renewOnce(deps: NetworkDeps, account: AccountSession, known: Held): Promise<void> {
  const stored = await account.reloadSecrets?.();
  if (stored !== undefined && adopt(known, readSecrets(stored))) return;
  const { service, refreshJwt } = known.tokens;
  if (known.deadToken === refreshJwt) throw dead('its session was ended');
  const where = 'com.atproto.server.refreshSession';
  const answer = await ask(deps, new URL(`/xrpc/${where}`, service), refreshJwt);
  if (!answer.response.ok) {
    const error = answerError(deps, answer, where);
    if (error.code === 'account_token_dead') known.deadToken = refreshJwt;
    throw error;
  }
  const next = renewed.parse(JSON.parse(answer.body));
  const tokens: PasswordSecrets = { kind: 'app_password', service, ...next };
  // Stored before use: were we to stop now, the next start would hold a token that still works.
  await account.saveSecrets({ ...tokens });
  known.tokens = tokens;
}

/** Renews once, however many ask for it at the same time. */
async function renew(deps: NetworkDeps, account: AccountSession, known: Held): Promise<void> {
  known.renewing ??= renewOnce(deps, account, known).finally(() => {
    known.renewing = null;
  });
  await known.renewing;
}

function passwordTransport(deps: NetworkDeps, account: AccountSession, hold: () => Held): Transport {
  async function send(known: Held, path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${known.tokens.accessJwt}`);
    return await deps.fetch(new URL(path, account.server), { ...init, headers });
  }
  return async (path, init) => {
    const known = hold();
    const isEnding = tokenTimes(known.tokens.accessJwt).expiresMs < deps.now() + RENEW_BEFORE_MS;
    if (isEnding) await renew(deps, account, known);
    const used = known.tokens.accessJwt;
    const response = await send(known, path, init);
    if (response.status !== 400 && response.status !== 401) return response;
    const body = await readLimited(response, ANSWER_MAX_BYTES);
    const again = new Response(body, { status: response.status, headers: response.headers });
    if (!isTokenRefused(readRefusal(response.status, body))) return again;
    if (known.tokens.accessJwt === used) await renew(deps, account, known);
    return await send(known, path, init);
  };
}

async function checkSession(deps: NetworkDeps, transport: Transport): Promise<void> {
  const where = 'com.atproto.server.getSession';
  let answer: Answer;
  try {
    const response = await transport(`/xrpc/${where}`, { signal: AbortSignal.timeout(RENEW_TIMEOUT_MS) });
    answer = { response, body: await readLimited(response, ANSWER_MAX_BYTES) };
  } catch (error) {
    throw lostError(error, 'read', where);
  }
  if (!answer.response.ok) throw answerError(deps, answer, where);
}

/** The sessions of this process. */
export function createSessions(deps: NetworkDeps, oauth: OAuth): Sessions {
  const held = new Map<string, Held>();

  /** The newest tokens known: another process may have renewed them, a person may have reconnected the account. */
  function hold(account: AccountSession): Held {
    const given = readSecrets(account.secrets);
    const known = held.get(account.id) ?? { tokens: given, renewing: null, deadToken: null };
    held.set(account.id, known);
    adopt(known, given);
    return known;
  }

  return {
    transport: (account) =>
      account.secrets['kind'] === 'oauth'
        ? oauth.transport(account)
        : passwordTransport(deps, account, () => hold(account)),
    async keepAlive(account) {
      if (account.secrets['kind'] === 'oauth') {
        await oauth.keepAlive(account);
        return;
      }
      const known = hold(account);
      known.deadToken = null;
      const isOld = deps.now() - tokenTimes(known.tokens.accessJwt).issuedMs > KEEP_YOUNG_MS;
      if (isOld) await renew(deps, account, known);
      else
        await checkSession(
          deps,
          passwordTransport(deps, account, () => hold(account)),
        );
    },
  };
}
