// The one way to call a network's HTTP API: JSON in and out, a time limit, a size limit, and every failure named.
import { AppError } from '../../domain/errors.ts';
import type { ErrorDetails } from '../../domain/errors.ts';
import type { Fetch } from './ports.ts';
import { readRate, readRetryAfterMs } from './rate-limit.ts';
import type { RateDialect, RateState } from './rate-limit.ts';
import { BlockedAddressError } from './address.ts';
import { blockedServer } from './refused-input.ts';

export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: { json: unknown } | { form: Record<string, string> } | { bytes: Uint8Array; mimeType: string };
  /** `harmful`: carrying it out twice does harm, so a lost answer becomes `send_fate_unknown`. */
  repeat?: 'harmless' | 'harmful';
  /** For the whole call, answer's body included. */
  timeoutMs?: number;
  /** Size of the answer's body at most. */
  maxBytes?: number;
  signal?: AbortSignal;
  /** Statuses beside 2xx that the caller reads itself. */
  accept?: readonly number[];
  /** What is being done, for messages: `reading the thread`. */
  doing: string;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined where the body is empty. */
  body: unknown;
}

export interface HttpDeps {
  fetch: Fetch;
  now(): number;
  /** The network's name as people know it, for messages. */
  network: string;
  rates: RateDialect;
  /** Told after each answer that speaks about limits. */
  onRate?(state: RateState): void;
}

export type Http = (call: HttpCall) => Promise<HttpAnswer>;

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 8 * 1024 * 1024;
const ERROR_TEXT_LENGTH = 300;

/** Codes of failures that come before a request can have reached the other side. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EPROTO',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
]);

/** The innermost code and text of a failed fetch, whose real reason hides in `cause`. */
function reasonOf(error: unknown): { code: string; text: string } {
  let inner: unknown = error;
  for (let depth = 0; depth < 5; depth += 1) {
    const next: unknown = inner instanceof Error ? inner.cause : undefined;
    if (!(next instanceof Error)) break;
    inner = next;
  }
  const code = inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const text = inner instanceof Error ? inner.message || code : String(inner);
  return { code, text };
}

const wasCut = (error: unknown): boolean =>
  ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(reasonOf(error).code);

function blockedIn(error: unknown): BlockedAddressError | null {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth += 1) {
    if (inner instanceof BlockedAddressError) return inner;
  }
  return null;
}

/** Names a failure without an answer (no connection, cut off, too late). Pure; for clients that do not use `createHttp`. */
export function transportError(
  error: unknown,
  context: { network: string; doing: string; repeat: 'harmless' | 'harmful' },
): AppError {
  const blocked = blockedIn(error);
  if (blocked !== null) {
    return blockedServer('server', blocked);
  }
  const { code, text } = reasonOf(error);
  const wasNeverSent = neverSent.has(code) || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_');
  if (context.repeat === 'harmful' && !wasNeverSent) {
    return new AppError(
      'send_fate_unknown',
      `${context.network} gave no answer while ${context.doing} (${text}); it may have been carried out. Look it up first.`,
      { cause: error },
    );
  }
  return new AppError(
    'network_unavailable',
    `${context.network} cannot be reached while ${context.doing}: ${text}`,
    {
      cause: error,
      data: { reason: code },
    },
  );
}

/** Telegram's addresses hold the bot's token, and what stands before a server quotes the address that it does not know. */
export const withoutBotToken = (text: string): string => text.replaceAll(/bot\d+(?::|%3A)[\w-]+/gi, 'bot…');

/** What the network wrote about its refusal, short and on one line; empty when it wrote nothing readable. */
export function refusalText(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const fields = body as Record<string, unknown>;
  const parts = [
    fields['error'],
    fields['error_description'],
    fields['message'],
    fields['title'],
    fields['detail'],
  ].filter((part): part is string => typeof part === 'string' && part !== '');
  return withoutBotToken([...new Set(parts)].join(': '))
    .replaceAll(/\s+/g, ' ')
    .slice(0, ERROR_TEXT_LENGTH);
}

const aboutToken = /token|scope|authenticated user|login|suspended|disabled/i;

/** Names an answer outside 2xx. Pure; for clients that do not use `createHttp`. */
export function statusError(
  answer: { status: number; headers: { get(name: string): string | null }; body: unknown },
  context: {
    network: string;
    doing: string;
    repeat: 'harmless' | 'harmful';
    nowMs: number;
    rates: RateDialect;
  },
): AppError {
  const { status, headers, body } = answer;
  const said = refusalText(body);
  const text = `${context.network} answered ${status} while ${context.doing}${said === '' ? '' : `: ${said}`}`;
  const data: ErrorDetails = { data: { status, ...(said === '' ? {} : { said }) } };
  if (status === 401 || (status === 403 && aboutToken.test(said))) {
    return new AppError('account_token_dead', `${text}. Connect the account again.`, data);
  }
  if (status === 404 || status === 410) return new AppError('network_post_gone', text, data);
  const retryAfterMs = readRetryAfterMs(headers, context.nowMs);
  if (status === 429) {
    const resetAtMs = readRate(headers, context.rates, context.nowMs)?.resetAtMs ?? null;
    const waitMs = retryAfterMs ?? (resetAtMs === null ? 60_000 : Math.max(1000, resetAtMs - context.nowMs));
    return new AppError('network_rate_limited', `${text}. Waiting before the next try.`, {
      ...data,
      retryAfterMs: waitMs,
    });
  }
  if (status >= 500 || status === 408) {
    // 501 and a 503 with a time to come back are refusals; behind any other the work may have been done.
    const isRefusal = status === 501 || (status === 503 && retryAfterMs !== null);
    if (context.repeat === 'harmful' && !isRefusal) {
      return new AppError(
        'send_fate_unknown',
        `${text}; it may have been carried out. Look it up first.`,
        data,
      );
    }
    return new AppError('network_unavailable', text, {
      ...data,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    });
  }
  return new AppError('network_rejected', text, data);
}

function encodeBody(body: HttpCall['body']): {
  init: string | Uint8Array<ArrayBuffer> | null;
  mimeType: string | null;
} {
  if (body === undefined) return { init: null, mimeType: null };
  if ('json' in body) return { init: JSON.stringify(body.json), mimeType: 'application/json' };
  if ('form' in body) {
    return { init: new URLSearchParams(body.form).toString(), mimeType: 'application/x-www-form-urlencoded' };
  }
  return { init: new Uint8Array(body.bytes), mimeType: body.mimeType };
}

/** Reads a body up to `maxBytes`; longer ones throw, and the connection is given up. */
export async function readLimited(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel().catch(() => {});
      throw new Error(`the answer is longer than ${maxBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}

/**
 * Makes the caller. It throws AppError only: `network_unavailable`, `send_fate_unknown`, `account_token_dead`,
 * `network_post_gone`, `network_rate_limited`, `network_rejected`; and the reason of `signal` when the caller gave up
 * on something that may be repeated.
 */
export function createHttp(deps: HttpDeps): Http {
  return async (call) => {
    const repeat = call.repeat ?? 'harmless';
    const context = { network: deps.network, doing: call.doing, repeat };
    const timeout = AbortSignal.timeout(call.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const signal = call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]);
    const { init, mimeType } = encodeBody(call.body);
    const attempt = async (): Promise<{ response: Response; text: string }> => {
      const response = await deps.fetch(call.url, {
        method: call.method,
        headers: {
          accept: 'application/json',
          ...(mimeType === null ? {} : { 'content-type': mimeType }),
          ...call.headers,
        },
        body: init,
        // A write that follows a redirect can become a GET, or reach a server that was never asked for.
        redirect: call.method === 'GET' ? 'follow' : 'manual',
        signal,
      });
      return { response, text: await readLimited(response, call.maxBytes ?? DEFAULT_MAX_BYTES) };
    };
    let done: { response: Response; text: string };
    try {
      // Some servers close idle connections without a word: what is met on an old connection deserves a new one.
      done = await attempt().catch((error: unknown) => {
        if (repeat === 'harmful' || signal.aborted || !wasCut(error)) throw error;
        return attempt();
      });
    } catch (error) {
      if (call.signal?.aborted === true && repeat === 'harmless') throw call.signal.reason;
      throw transportError(error, context);
    }
    const { response, text } = done;
    const nowMs = deps.now();
    const state = readRate(response.headers, deps.rates, nowMs);
    if (state !== null) deps.onRate?.(state);
    const parsed = parseJson(text);
    const { status, headers } = response;
    const isAccepted = (status >= 200 && status < 300) || call.accept?.includes(status) === true;
    if (!isAccepted) {
      const body = parsed.ok ? parsed.value : undefined;
      throw statusError({ status, headers, body }, { ...context, nowMs, rates: deps.rates });
    }
    if (parsed.ok) return { status, headers, body: parsed.value };
    // Of a status the caller reads itself, the body is often a page for people.
    if (status >= 300) return { status, headers, body: undefined };
    throw unreadable(context, 'it is not JSON');
  };
}

/** An answer that came but cannot be read: a read may be tried again, a write was probably carried out. */
export function unreadable(
  context: { network: string; doing: string; repeat: 'harmless' | 'harmful' },
  why: string,
): AppError {
  const text = `${context.network}'s answer while ${context.doing} cannot be read: ${why}`;
  return context.repeat === 'harmful'
    ? new AppError('send_fate_unknown', `${text}. Look it up first.`)
    : new AppError('network_unavailable', text);
}
