// Calls Discord's API as one bot. The token goes into a header, and nowhere else.
import type { z } from 'zod';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import type { RateState } from '../kit/rate-limit.ts';
import { rates, refusalOf, refusals } from './errors.ts';

export interface DiscordOptions {
  /** Without a slash at the end. */
  apiUrl?: string;
}

export const WEB = 'https://discord.com';
const apiUrlOf = ({ apiUrl }: DiscordOptions): string => apiUrl ?? `${WEB}/api/v10`;

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface DiscordCall<T> {
  method: HttpCall['method'];
  /** After the address of the API, with its slash. */
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: HttpCall['body'];
  /** What the answer looks like. */
  result: z.ZodType<T>;
  repeat?: 'harmless' | 'harmful';
  doing: string;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Answers for a refusal that the caller knows how to take; null: it is thrown. */
  unless?: (answer: HttpAnswer) => T | null;
}

export interface DiscordClient {
  <T>(call: DiscordCall<T>): Promise<T>;
  /** What the last answer said about the limit of its kind of requests. */
  rate(): RateState | null;
}

/** What is needed to speak as a bot. */
export type Bot = Pick<AccountSession, 'secrets'>;

const pathOf = (path: string, query: Readonly<Record<string, string>> | undefined): string =>
  query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`;

/** Makes a client. It throws as `createHttp` does, and refusals as `refusalOf` names them. */
export function createClient(
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  options: DiscordOptions,
  { secrets }: Bot,
): DiscordClient {
  let last: RateState | null = null;
  const onRate = (state: RateState): void => {
    last = state;
  };
  const http = createHttp({ fetch: deps.fetch, now: deps.now, network: 'Discord', rates, onRate });
  const read = readAnswer('Discord');
  const headers = {
    authorization: `Bot ${secrets['token'] ?? ''}`,
    // Programs name themselves in this form, or are taken for browsers and stopped.
    'user-agent': 'DiscordBot (Kizuki, 1)',
  };
  async function call<T>(asked: DiscordCall<T>): Promise<T> {
    const {
      method,
      path,
      query,
      body,
      result,
      repeat = 'harmless',
      doing,
      timeoutMs,
      signal,
      unless,
    } = asked;
    last = null;
    const answer = await http({
      method,
      url: apiUrlOf(options) + pathOf(path, query),
      headers,
      repeat,
      doing,
      accept: refusals,
      timeoutMs: timeoutMs ?? TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.status < 300) return read(result, answer, { doing, repeat });
    const taken = unless?.(answer) ?? null;
    if (taken !== null) return taken;
    throw refusalOf(answer, { doing, repeat, nowMs: deps.now() });
  }
  return Object.assign(call, { rate: () => last });
}
