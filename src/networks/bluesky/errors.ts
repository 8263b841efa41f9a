// Turns what a Bluesky server answers, or fails to answer, into the program's own errors.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { transportError } from '../kit/http.ts';
import { readRate, readRetryAfterMs, type RateDialect } from '../kit/rate-limit.ts';

/** What is lost when no answer comes: nothing (a read), nothing (the key makes a repeat harmless), or certainty. */
export type CallNature = 'read' | 'keyed_write' | 'write';

const answerBody = z.object({ error: z.string().optional(), message: z.string().optional() });

/** A refusal as the server worded it. */
export interface Refusal {
  status: number;
  /** The XRPC error name, empty where there was none. */
  name: string;
  message: string;
}

const EXPIRED = new Set([
  'ExpiredToken',
  'InvalidToken',
  'AuthenticationRequired',
  'AuthMissing',
  'invalid_token',
]);
const DEAD_ACCOUNT = new Set([
  'AccountTakedown',
  'AccountDeactivated',
  'AccountSuspended',
  'AccountNotFound',
]);
const GONE = new Set(['NotFound', 'RecordNotFound', 'RepoNotFound', 'RepoTakendown', 'RepoDeactivated']);
/** Reads an error answer's body without trusting its shape. */
export function readRefusal(status: number, body: string): Refusal {
  try {
    const parsed = answerBody.safeParse(JSON.parse(body));
    if (parsed.success) return { status, name: parsed.data.error ?? '', message: parsed.data.message ?? '' };
  } catch {
    // Proxies answer in HTML; the status alone has to do.
  }
  return { status, name: '', message: body.slice(0, 200) };
}

/** Whether the token is good, but not for this call: an app password without the right to direct messages. */
export function lacksRight(refusal: Refusal): boolean {
  return (
    refusal.name !== 'ExpiredToken' &&
    /token (?:method|scope)|privileged|missing.*scope/iu.test(refusal.message)
  );
}

/** Whether the access token, and not the request, was refused. */
export function isTokenRefused(refusal: Refusal): boolean {
  if (lacksRight(refusal)) return false;
  return refusal.status === 401 || (refusal.status === 400 && EXPIRED.has(refusal.name));
}

/** Whether the server says there is no such record, post or message. */
export function isGone(refusal: Refusal): boolean {
  if (GONE.has(refusal.name)) return true;
  return refusal.status === 400 && /could not locate record|could not find|not found/iu.test(refusal.message);
}

/** Bluesky tells its limits as a point in time. */
export const RATES: RateDialect = { kind: 'epoch', prefix: 'ratelimit-' };
const WAIT_UNTOLD_MS = 60_000;

/** How long the server asks to wait, in milliseconds, at least 1,000. */
export function waitMsOf(headers: Headers, nowMs: number): number {
  const resetAtMs = readRate(headers, RATES, nowMs)?.resetAtMs ?? null;
  const untilResetMs = resetAtMs === null ? WAIT_UNTOLD_MS : resetAtMs - nowMs;
  return Math.max(1000, readRetryAfterMs(headers, nowMs) ?? untilResetMs);
}

/** The error for an answer that is no success. `where` names the call. */
export function refusalError(
  refusal: Refusal,
  input: { nature: CallNature; where: string; headers: Headers; nowMs: number },
): AppError {
  const { nature, where } = input;
  const said =
    [refusal.name, refusal.message].filter((part) => part !== '').join(': ') || `HTTP ${refusal.status}`;
  const details = { where, data: { status: refusal.status, error: refusal.name } };
  if (refusal.status === 429) {
    const waitMs = waitMsOf(input.headers, input.nowMs);
    return new AppError(
      'network_rate_limited',
      `Bluesky asks to wait ${Math.ceil(waitMs / 1000)} s: ${said}`,
      {
        ...details,
        retryAfterMs: waitMs,
      },
    );
  }
  if (refusal.status >= 500) {
    // A gateway does not know what the server behind it did; the server itself does.
    const isGateway = refusal.status === 502 || refusal.status === 504;
    const isUnknown = nature === 'write' ? refusal.status !== 503 : nature === 'keyed_write' && isGateway;
    return isUnknown
      ? new AppError('send_fate_unknown', `The server failed and may still have done it: ${said}`, details)
      : new AppError('network_unavailable', `The server failed; try again later: ${said}`, details);
  }
  if (DEAD_ACCOUNT.has(refusal.name) || isTokenRefused(refusal)) {
    return new AppError(
      'account_token_dead',
      `Bluesky no longer accepts this account; connect it again: ${said}`,
      details,
    );
  }
  if (lacksRight(refusal)) {
    return new AppError(
      'network_rejected',
      `The account was connected without the right to do this (direct messages need it ticked); connect it again: ${said}`,
      details,
    );
  }
  if (isGone(refusal))
    return new AppError('network_post_gone', `It is no longer on Bluesky: ${said}`, details);
  return new AppError('network_rejected', `Bluesky refused the request: ${said}`, details);
}

/** The error for a request that got no answer. AppErrors (the address guard's, the token's) pass unchanged. */
export function lostError(error: unknown, nature: CallNature, where: string): AppError {
  if (error instanceof AppError) return error;
  return transportError(error, {
    network: 'Bluesky',
    doing: where,
    repeat: nature === 'read' ? 'harmless' : 'harmful',
  });
}
