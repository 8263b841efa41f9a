// One request to a language model's endpoint: JSON in and out, bounded in time and size, every failure named.
import type { Failure } from './asked.ts';

export interface EndpointDeps {
  fetch: typeof globalThis.fetch;
  now(): number;
}

export interface EndpointCall {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

export type Reply =
  | { body: unknown }
  | {
      failed: Failure;
      retryAfterMs?: number;
      /** The status, and the endpoint's own short name of the error: never its words, which may quote the post. */
      status?: number;
      problem?: string;
    };

const longestReplyBytes = 262_144;

/** Never throws. Redirects are not followed: the key and the post are for the address that was configured. */
export async function callEndpoint(
  { fetch, now }: EndpointDeps,
  { url, headers, body }: EndpointCall,
  signal: AbortSignal,
): Promise<Reply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    const parsed = parse(await readBounded(response));
    if (response.ok) return parsed === undefined ? { failed: 'garbled' } : { body: parsed };
    return failureOf(response, parsed, now());
  } catch {
    return { failed: signal.aborted ? 'late' : 'down' };
  }
}

function failureOf({ status, headers }: Response, body: unknown, nowMs: number): Reply {
  const problem = nameOf(body);
  const retryAfterMs = readRetryAfterMs(headers.get('retry-after'), nowMs);
  const more = {
    status,
    ...(problem === null ? {} : { problem }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
  if (status === 429) return { failed: 'limited', ...more };
  if (status >= 500 || status === 408) return { failed: 'down', ...more };
  return { failed: 'refused', ...more };
}

/** `error.type` or `error.code`, where it is a name and no sentence. */
function nameOf(body: unknown): string | null {
  const error = fieldOf(body, 'error');
  for (const name of [fieldOf(error, 'type'), fieldOf(error, 'code')]) {
    if (typeof name === 'string' && /^[a-z0-9_.-]{1,60}$/iu.test(name)) return name;
  }
  return null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** In seconds, or as a date (RFC 9110, 10.2.3). */
function readRetryAfterMs(text: string | null, nowMs: number): number | null {
  if (text === null || text.trim() === '') return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : Math.max(0, time - nowMs);
}

/** Empty where there is more than fits. */
async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestReplyBytes) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
