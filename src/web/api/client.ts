// The typed client: one function for every endpoint of the contract.
import type { z } from 'zod';
import type { Method } from '../../contract/endpoint.ts';
import type { EndpointName, endpoints } from '../../contract/endpoints.ts';
import { errorCodes, type ErrorCode } from '../../domain/errors.ts';
import { ApiError } from './errors.ts';

type Table = typeof endpoints;
export type Reply<N extends EndpointName> = z.output<Table[N]['reply']>;
type Empty = Record<string, never>;

/** A part of a request: left out when the endpoint takes none, optional when everything in it is. */
type Part<K extends string, T> = [T] extends [Empty]
  ? { [k in K]?: undefined }
  : Partial<T> extends T
    ? { [k in K]?: T }
    : { [k in K]: T };

export type CallInput<N extends EndpointName> = Part<'params', z.input<Table[N]['params']>> &
  Part<'query', z.input<Table[N]['query']>> &
  Part<'body', z.input<Table[N]['body']>>;
export type QueryInput<N extends EndpointName> = z.input<Table[N]['query']>;
export type BodyInput<N extends EndpointName> = z.input<Table[N]['body']>;

export interface CallOptions {
  /** The version of the row as it was read: the change is refused when it moved on. */
  ifMatch?: number;
  /** The same key gives the same answer without doing it twice. */
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
  /** Lets the request outlive the page, for the last save of a draft. */
  keepalive?: boolean;
}

export interface ClientPorts {
  routes: Record<EndpointName, { method: Method; path: string }>;
  fetch: typeof fetch;
  /** The token of the session that proves a change comes from our own pages; null while signed out. */
  csrfToken: () => string | null;
  /** Told once for each call that the server refused for want of a session. */
  onSignedOut: () => void;
}

export interface Client {
  call: <N extends EndpointName>(name: N, input: CallInput<N>, options?: CallOptions) => Promise<Reply<N>>;
  /** Uploads one picture; answers its id and size. */
  upload: (file: File, signal?: AbortSignal) => Promise<Uploaded>;
}

export interface Uploaded {
  id: string;
  width: number;
  height: number;
  mimeType: string;
  bytes: number;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Fills `:param` places and appends the query; what is undefined or null is left out. */
export function addressOf(
  path: string,
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(textOf(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, textOf(value));
  }
  const text = search.toString();
  return `/api${filled}${text === '' ? '' : `?${text}`}`;
}

function isCode(value: unknown): value is ErrorCode {
  return errorCodes.some((code) => code === value);
}

const byStatus: Record<number, ErrorCode> = {
  400: 'invalid_input',
  401: 'sign_in_required',
  403: 'not_allowed',
  404: 'not_found',
  413: 'payload_too_large',
  429: 'too_many_requests',
  503: 'database_unavailable',
};

/** Reads a problem+json answer; an answer of another shape (a proxy's page) is known by its status. */
async function problemOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = isCode(fields['code']) ? fields['code'] : (byStatus[response.status] ?? 'internal');
  const data = fields['data'];
  return new ApiError({
    code,
    status: response.status,
    detail: typeof fields['detail'] === 'string' ? fields['detail'] : response.statusText,
    where: typeof fields['where'] === 'string' ? fields['where'] : undefined,
    retryAfterMs: typeof fields['retryAfterMs'] === 'number' ? fields['retryAfterMs'] : undefined,
    data: typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined,
  });
}

/** Makes the client. Throws nothing itself; every call rejects with an ApiError, or with the signal's AbortError. */
export function createClient(ports: ClientPorts): Client {
  async function send(address: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const token = ports.csrfToken();
    if (token !== null && init.method !== 'GET') headers.set('x-csrf-token', token);
    let response: Response;
    try {
      response = await ports.fetch(address, { ...init, headers, credentials: 'same-origin' });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ApiError({ code: 'offline', status: 0, detail: 'The server could not be reached.' }, error);
    }
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.code === 'sign_in_required') ports.onSignedOut();
    throw problem;
  }

  return {
    async call(name, input, options = {}) {
      const route = ports.routes[name];
      const headers: Record<string, string> = { accept: 'application/json' };
      if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;
      if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
      const init: RequestInit = { method: route.method, headers };
      if (input.body !== undefined) {
        headers['content-type'] = 'application/json';
        init.body = JSON.stringify(input.body);
      }
      if (options.signal !== undefined) init.signal = options.signal;
      if (options.keepalive === true) init.keepalive = true;
      const params: Record<string, unknown> | undefined = input.params;
      const query: Record<string, unknown> | undefined = input.query;
      const response = await send(addressOf(route.path, params, query), init);
      if (response.status === 204) return {} as Reply<typeof name>;
      return (await response.json()) as Reply<typeof name>;
    },
    async upload(file, signal) {
      const form = new FormData();
      form.set('file', file);
      const init: RequestInit = { method: 'POST', body: form };
      if (signal !== undefined) init.signal = signal;
      return (await (await send('/api/attachments', init)).json()) as Uploaded;
    },
  };
}
