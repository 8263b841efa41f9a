// Opens X's stream: an answer that is read as it comes, and not when it has ended.
import { AppError } from '../../domain/errors.ts';
import { readLimited, statusError, transportError } from '../kit/http.ts';
import type { NetworkDeps } from '../kit/network.ts';
import type { RateDialect } from '../kit/rate-limit.ts';

/** Until a stream begins to answer. */
const OPEN_WITHIN_MS = 30_000;
const MAX_REFUSAL_BYTES = 64 * 1024;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The stream, once X has begun to answer. It throws what calls of `createHttp` throw. */
export async function openStream(
  { deps, rates }: { deps: NetworkDeps; rates: RateDialect },
  call: { url: string; authorization: string; doing: string; signal?: AbortSignal },
): Promise<Response> {
  const { url, authorization, doing, signal } = call;
  const context = { network: 'X', doing, repeat: 'harmless' } as const;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('no answer came in time')), OPEN_WITHIN_MS);
  const headers = { authorization, accept: 'application/json' };
  const until = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
  try {
    const response = await deps.fetch(url, { headers, signal: until });
    if (response.ok) return response;
    const body = parsed(await readLimited(response, MAX_REFUSAL_BYTES));
    const answer = { status: response.status, headers: response.headers, body };
    throw statusError(answer, { ...context, nowMs: deps.now(), rates });
  } catch (error) {
    throw error instanceof AppError ? error : transportError(error, context);
  } finally {
    clearTimeout(timer);
  }
}
