// Calls LINE's Messaging API as one official account.
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { refusalOf } from './errors.ts';

export interface LineOptions {
  /** Without a slash at the end. */
  apiUrl?: string | null;
  /** How often the inbox is looked into; for tests. */
  everyMs?: number;
}

export const apiUrlOf = ({ apiUrl }: LineOptions): string => apiUrl ?? 'https://api.line.me';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 256 * 1024;
/** Statuses whose body says why; the rest is named by the kit. */
const refusals = [400, 403, 409, 429] as const;

/** Reads an answer's body; see `readAnswer`. */
export const readBody = readAnswer('LINE');

export interface LineCall {
  method: 'GET' | 'POST';
  /** After the address of the API, with its slash. */
  path: string;
  json?: unknown;
  retryKey?: string;
  repeat: 'harmless' | 'harmful';
  doing: string;
  timeoutMs?: number;
  /** Refusals that the caller reads itself. */
  accept?: readonly (typeof refusals)[number][];
  signal?: AbortSignal;
}

export type LineClient = (call: LineCall) => Promise<HttpAnswer>;

/** Makes a client. It throws as `createHttp` does, and refusals as `refusalOf` names them. */
export function createClient(deps: NetworkDeps, options: LineOptions, accessToken: string): LineClient {
  const http = createHttp({
    fetch: deps.fetch,
    now: deps.now,
    network: 'LINE',
    rates: { kind: 'none' },
  });
  return async ({ method, path, json, retryKey, repeat, doing, accept = [], ...rest }) => {
    const call: HttpCall = {
      method,
      url: apiUrlOf(options) + path,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(retryKey === undefined ? {} : { 'x-line-retry-key': retryKey }),
      },
      ...(json === undefined ? {} : { body: { json } }),
      repeat,
      doing,
      accept: refusals,
      timeoutMs: rest.timeoutMs ?? TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      ...(rest.signal === undefined ? {} : { signal: rest.signal }),
    };
    const answer = await http(call);
    if (answer.status < 300 || accept.some((status) => status === answer.status)) return answer;
    throw refusalOf(answer, { doing, repeat, nowMs: deps.now() });
  };
}
