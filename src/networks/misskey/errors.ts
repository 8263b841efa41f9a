// Names what Misskey refuses: its codes say more than the status, which differs between its versions. Pure.
import { AppError } from '../../domain/errors.ts';
import { statusError } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';
import { readRetryAfterMs } from '../kit/rate-limit.ts';
import { refusalSchema } from './schemas.ts';

/** Statuses under which Misskey writes a code; all others are no word of its own. */
export const refusals = [400, 401, 403, 404, 410, 413, 415, 422, 429] as const;

const DEFAULT_WAIT_MS = 60_000;

/** A person must sign in again, or allow more. */
const deadToken = new Set([
  'AUTHENTICATION_FAILED',
  'CREDENTIAL_REQUIRED',
  'PERMISSION_DENIED',
  'YOUR_ACCOUNT_SUSPENDED',
  'YOUR_ACCOUNT_MOVED',
]);

const gone = new Set([
  'NO_SUCH_NOTE',
  'NO_SUCH_REPLY_TARGET',
  'NO_SUCH_RENOTE_TARGET',
  'NO_SUCH_USER',
  'NO_SUCH_OBJECT',
]);

/** The error for an answer under one of `refusals`. */
export function refusalOf(
  answer: HttpAnswer,
  context: { network: string; doing: string; repeat?: HttpCall['repeat']; nowMs: number; hasToken: boolean },
): AppError {
  const { status, headers } = answer;
  const { network, doing, nowMs } = context;
  const parsed = refusalSchema.safeParse(answer.body);
  if (!parsed.success) {
    const repeat = context.repeat ?? 'harmless';
    return statusError(answer, { network, doing, repeat, nowMs, rates: { kind: 'none' } });
  }
  const { code, message = '', info } = parsed.data.error;
  const said = [code, message]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, 300);
  const text = `${network} answered ${status} while ${doing}: ${said}`;
  const data = { data: { status, said } };
  if (code === 'RATE_LIMIT_EXCEEDED' || status === 429) {
    const resetMs = info?.resetMs;
    const byInfo = resetMs === undefined ? null : Math.max(1000, resetMs - nowMs);
    // A wait of 0 s is one of less than a second.
    const byHeader = readRetryAfterMs(headers, nowMs);
    const retryAfterMs = byInfo ?? (byHeader === null ? DEFAULT_WAIT_MS : Math.max(1000, byHeader));
    return new AppError('network_rate_limited', `${text}. Waiting before the next try.`, {
      ...data,
      retryAfterMs,
    });
  }
  if (deadToken.has(code)) {
    if (context.hasToken)
      return new AppError('account_token_dead', `${text}. Connect the account again.`, data);
    const why = `${network} shows this only to those who are signed in; connect an account of that server and choose it`;
    return new AppError('network_rejected', why, { ...data, where: 'account' });
  }
  if (gone.has(code)) return new AppError('network_post_gone', text, data);
  return new AppError('network_rejected', text, data);
}
