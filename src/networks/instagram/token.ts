// The token of an account: it holds for sixty days, and is exchanged for a new one long before, on a schedule.
import { AppError } from '../../domain/errors.ts';
import { createHttp } from '../kit/http.ts';
import { graphRefusal, graphStatuses } from '../kit/meta-errors.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { apiUrlOf, readBody } from './client.ts';
import type { InstagramOptions } from './client.ts';
import { meanings } from './errors.ts';
import { tokenSchema } from './schemas.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Instagram exchanges no token that is younger than a day. */
const YOUNG_MS = DAY_MS + 60 * 60_000;
/** Weekly: many weeks are left to try again in. */
const RENEW_EVERY_MS = 7 * DAY_MS;
const LIFE_MS = 60 * DAY_MS;

/** What is kept of a token that somebody entered: how old it is nobody knows. */
export const enteredToken = (accessToken: string, nowMs: number): Record<string, string> => ({
  accessToken,
  renewAfterMs: String(nowMs + YOUNG_MS),
});

/**
 * Exchanges the token where it is time. One that another process exchanged is taken over. Errors: `account_token_dead`, those of the
 * network.
 */
export async function renewToken(
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  options: InstagramOptions,
  account: AccountSession,
): Promise<void> {
  const stored = (await account.reloadSecrets?.()) ?? account.secrets;
  account.secrets = stored;
  const now = deps.now();
  if (now < Number(stored['renewAfterMs'] ?? 0)) return;
  const http = createHttp({
    fetch: deps.fetch,
    now: deps.now,
    network: 'Instagram',
    rates: { kind: 'none' },
  });
  const asked = new URLSearchParams({
    grant_type: 'ig_refresh_token',
    access_token: stored['accessToken'] ?? '',
  });
  const call = { method: 'GET', doing: 'renewing the token', repeat: 'harmless' } as const;
  const url = `${apiUrlOf(options)}/refresh_access_token?${asked.toString()}`;
  const answer = await http({ ...call, url, accept: graphStatuses });
  if (answer.status >= 300) {
    throw graphRefusal(answer, { ...call, network: 'Instagram', nowMs: now, meanings });
  }
  const { access_token: accessToken, expires_in: seconds } = readBody(tokenSchema, answer, call);
  const secrets = {
    ...stored,
    accessToken,
    renewAfterMs: String(now + RENEW_EVERY_MS),
    expiresAtMs: String(now + (seconds === undefined ? LIFE_MS : seconds * 1_000)),
  };
  account.secrets = secrets;
  await account.saveSecrets(secrets);
}

/** Whether a failure leaves the token as it is: it is tried again, and holds until then. */
export const isForAnotherTime = (error: unknown): boolean =>
  error instanceof AppError && error.code !== 'account_token_dead';
