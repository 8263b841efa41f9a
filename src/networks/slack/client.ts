// Calls Slack's Web API as one app. The token goes into a header, and nowhere else.
import type { z } from 'zod';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { rates, refusalOf, wordIn } from './errors.ts';

export interface SlackOptions {
  /** Without a slash at the end. */
  apiUrl?: string | null;
  /** How often the inbox is looked into, and Slack asked for what it did not tell; for tests. */
  everyMs?: number;
  catchUpEveryMs?: number;
}

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const SCOPES_HEADER = 'x-oauth-scopes';

export interface SlackCall<T> {
  /** Slack's name for it: `chat.postMessage`. */
  method: string;
  /** `read`: asked for by its address · `write`: handed over as JSON. */
  read?: Readonly<Record<string, string>>;
  write?: Readonly<Record<string, unknown>>;
  /** What the answer looks like. */
  result: z.ZodType<T>;
  repeat?: 'harmless' | 'harmful';
  doing: string;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Answers for a refusal that the caller knows how to take, by Slack's word for it; null: it is thrown. */
  unless?: (said: string) => T | null;
}

export interface SlackClient {
  <T>(call: SlackCall<T>): Promise<T>;
  /** What the token is allowed, as the last answer said; null where it did not. */
  scopes(): readonly string[] | null;
}

/** What is needed to speak as an app. */
export type App = Pick<AccountSession, 'secrets'>;

/** Makes a client. It throws as `createHttp` does, and refusals as `refusalOf` names them. */
export function createClient(
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  { apiUrl }: SlackOptions,
  { secrets }: App,
): SlackClient {
  const http = createHttp({ fetch: deps.fetch, now: deps.now, network: 'Slack', rates });
  const parse = readAnswer('Slack');
  const authorization = `Bearer ${secrets['token'] ?? ''}`;
  let scopes: readonly string[] | null = null;
  async function call<T>(asked: SlackCall<T>): Promise<T> {
    const { method, read, write, result, repeat = 'harmless', doing, timeoutMs, signal, unless } = asked;
    const query = read === undefined ? '' : `?${new URLSearchParams(read).toString()}`;
    const answer = await http({
      method: write === undefined ? 'GET' : 'POST',
      url: `${apiUrl ?? 'https://slack.com/api'}/${method}${query}`,
      headers: {
        authorization,
        ...(write === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(write === undefined ? {} : { body: { json: write } }),
      repeat,
      doing,
      timeoutMs: timeoutMs ?? TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      ...(signal === undefined ? {} : { signal }),
    });
    scopes = answer.headers.get(SCOPES_HEADER)?.split(/[\s,]+/) ?? null;
    const said = wordIn(answer);
    if (said === null) return parse(result, answer, { doing, repeat });
    const taken = unless?.(said) ?? null;
    if (taken !== null) return taken;
    throw refusalOf(answer, { doing, repeat, nowMs: deps.now() });
  }
  return Object.assign(call, { scopes: () => scopes });
}
