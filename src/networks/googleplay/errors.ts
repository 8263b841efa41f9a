// What Google's refusals mean: an API answers with a code, a status by name and reasons; the place that gives tokens with two words.
import { AppError } from '../../domain/errors.ts';
import { statusError, unreadable } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';

const NETWORK = 'Google Play';
/** Its quotas are counted by the hour and the day; nobody says when they begin anew. */
const QUOTA_WAIT_MS = 15 * 60_000;

const inner = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Said {
  message: string;
  status: string;
  reasons: string[];
}

/** As code.google.com's `google.rpc.Status` in JSON. */
function saidIn(body: unknown): Said {
  const error = inner(body, 'error');
  const errors: unknown = inner(error, 'errors');
  const list: unknown[] = Array.isArray(errors) ? errors : [];
  return {
    message: text(inner(error, 'message')).replaceAll(/\s+/g, ' ').slice(0, 300),
    status: text(inner(error, 'status')),
    reasons: list.map((one) => text(inner(one, 'reason'))),
  };
}

const isQuota = ({ status, reasons, message }: Said): boolean =>
  status === 'RESOURCE_EXHAUSTED' ||
  reasons.some((reason) => /(?:rateLimit|quota|dailyLimit)\w*Exceeded/i.test(reason)) ||
  /quota exceeded/i.test(message);

/** Statuses that `refusal` reads. */
export const refusals = [400, 401, 403, 404, 429, 500, 502, 503, 504] as const;

/** Of an answer outside 2xx. `isReply`: one review was answered, and what is refused is about that alone. */
export function refusal(
  { status, headers, body }: HttpAnswer,
  call: Pick<HttpCall, 'doing' | 'repeat'> & { nowMs: number; isReply: boolean },
): AppError {
  const said = saidIn(body);
  const what = `${NETWORK} answered ${String(status)} while ${call.doing}${said.message === '' ? '' : `: ${said.message}`}`;
  const data = { status, ...(said.message === '' ? {} : { said: said.message }) };
  if (status === 429 || (status === 403 && isQuota(said))) {
    const asked = Number(headers.get('retry-after'));
    const retryAfterMs = Number.isFinite(asked) && asked > 0 ? asked * 1_000 : QUOTA_WAIT_MS;
    return new AppError('network_rate_limited', `${what}. Waiting before the next try.`, {
      data,
      retryAfterMs,
    });
  }
  // Some reviews cannot be answered, with the same right that answers the others.
  if (status === 403 && call.isReply) return new AppError('network_rejected', what, { data });
  if (status === 401 || status === 403) {
    return new AppError('account_token_dead', `${what}. Connect the account again.`, { data });
  }
  const shown = { status, headers, body: { message: said.message } };
  return statusError(shown, {
    network: NETWORK,
    doing: call.doing,
    repeat: call.repeat ?? 'harmless',
    nowMs: call.nowMs,
    rates: { kind: 'none' },
  });
}

/** Of the place that gives tokens: `invalid_grant` and the like are about the key; what is away comes back. */
export function tokenRefusal({ status, body }: HttpAnswer): AppError {
  const said = [text(inner(body, 'error')), text(inner(body, 'error_description'))]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, 300);
  if (status >= 500 || status === 429) {
    return unreadable({ network: 'Google', doing: 'asking for a token', repeat: 'harmless' }, String(status));
  }
  const message = `Google gave no token (${said === '' ? String(status) : said}). Connect the account again.`;
  return new AppError('account_token_dead', message, { data: { status, said } });
}
