// One call to an AT Protocol server: query or procedure, with deadline, error mapping and the answer checked.
import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { readLimited } from '../kit/http.ts';
import { describeFault } from '../kit/fault.ts';
import { lostError, readRefusal, refusalError, type CallNature } from './errors.ts';

/** Sends one request to a fixed server; `path` begins with `/xrpc/`. Adds what authorises it. */
export type Transport = (path: string, init: RequestInit) => Promise<Response>;

export interface XrpcCall<T> {
  /** The method's NSID. */
  method: string;
  /** Query parameters; arrays are repeated, undefined is left out. */
  params?: Record<string, string | number | readonly string[] | undefined>;
  /** JSON input; makes it a procedure. */
  body?: unknown;
  /** Raw input (a blob). */
  bytes?: { data: Uint8Array; mimeType: string };
  headers?: Record<string, string>;
  /** `read` unless said otherwise. */
  nature?: CallNature;
  answer: z.ZodType<T>;
}

export interface Xrpc {
  call<T>(request: XrpcCall<T>): Promise<T>;
}

export interface XrpcInput {
  transport: Transport;
  now(): number;
  timeoutMs: number;
  /** Sees every answer's headers: the rate limits stand there. */
  onHeaders?(method: string, headers: Headers): void;
  signal?: AbortSignal;
}

const ANSWER_MAX_BYTES = 16 * 1024 * 1024;

function pathOf(request: Pick<XrpcCall<unknown>, 'method' | 'params'>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.params ?? {})) {
    if (value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [value]) query.append(name, String(one));
  }
  const text = query.toString();
  return `/xrpc/${request.method}${text === '' ? '' : `?${text}`}`;
}

function initOf(request: XrpcCall<unknown>, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', ...request.headers };
  if (request.bytes !== undefined) {
    const body = new Uint8Array(request.bytes.data);
    return { method: 'POST', headers: { ...headers, 'content-type': request.bytes.mimeType }, body, signal };
  }
  if (request.body !== undefined) {
    const body = JSON.stringify(request.body);
    return { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body, signal };
  }
  return { method: 'GET', headers, signal };
}

/** A client over `transport`. Its `call` throws only AppErrors (see errors.ts). */
export function createXrpc(input: XrpcInput): Xrpc {
  return {
    async call(request) {
      const nature = request.nature ?? 'read';
      const where = request.method;
      const deadline = AbortSignal.timeout(input.timeoutMs);
      const signal = input.signal === undefined ? deadline : AbortSignal.any([deadline, input.signal]);
      let response: Response;
      let body: string;
      try {
        response = await input.transport(pathOf(request), initOf(request, signal));
        body = await readLimited(response, ANSWER_MAX_BYTES);
      } catch (error) {
        input.signal?.throwIfAborted();
        throw lostError(error, nature, where);
      }
      input.onHeaders?.(request.method, response.headers);
      if (!response.ok) {
        const refusal = readRefusal(response.status, body);
        throw refusalError(refusal, { nature, where, headers: response.headers, nowMs: input.now() });
      }
      return readAnswer(request, body, nature);
    },
  };
}

function readAnswer<T>(request: XrpcCall<T>, body: string, nature: CallNature): T {
  let json: unknown;
  try {
    json = body === '' ? {} : JSON.parse(body);
  } catch (error) {
    throw lostError(error, nature, request.method);
  }
  const parsed = request.answer.safeParse(json);
  if (parsed.success) return parsed.data;
  const code = nature === 'read' ? 'network_unavailable' : 'send_fate_unknown';
  throw new AppError(code, `The server's answer makes no sense: ${describeFault(parsed.error)}`, {
    where: request.method,
  });
}

/** Requests without an account. */
export function publicTransport(fetch: typeof globalThis.fetch, server: string): Transport {
  return async (path, init) => await fetch(new URL(path, server), init);
}
