// Calls a Bot API server as one bot. The token stands in every address: addresses are never told, logged or handed on.
import { z } from 'zod';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { refusalOf, refusals } from './errors.ts';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 256 * 1024;

export interface TelegramCall<T> {
  /** A method of the API, as it is written there. */
  method: string;
  params?: Readonly<Record<string, unknown>>;
  /** What its `result` looks like. */
  result: z.ZodType<T>;
  repeat: 'harmless' | 'harmful';
  doing: string;
  timeoutMs?: number;
  maxBytes?: number;
  signal?: AbortSignal;
  /** Answers for a refusal that the caller knows how to take; null: it is thrown. */
  unless?: (answer: HttpAnswer) => Promise<T> | null;
}

export type TelegramClient = <T>(call: TelegramCall<T>) => Promise<T>;

/** What is needed to speak as a bot. */
export type Bot = Pick<AccountSession, 'server' | 'secrets'>;

/** What nothing of it is read. */
export const anything = z.unknown();

/** Makes a client. It throws as `createHttp` does, and refusals as `refusalOf` names them. */
export function createClient(deps: Pick<NetworkDeps, 'fetch' | 'now'>, bot: Bot): TelegramClient {
  const http = createHttp({ fetch: deps.fetch, now: deps.now, network: 'Telegram', rates: { kind: 'none' } });
  const read = readAnswer('Telegram');
  const base = `${bot.server}/bot${bot.secrets['token'] ?? ''}`;
  return async ({ method, params = {}, result, repeat, doing, unless, ...rest }) => {
    const answer = await http({
      method: 'POST',
      url: `${base}/${method}`,
      body: { json: params },
      repeat,
      doing,
      accept: refusals,
      timeoutMs: rest.timeoutMs ?? TIMEOUT_MS,
      maxBytes: rest.maxBytes ?? MAX_ANSWER_BYTES,
      ...(rest.signal === undefined ? {} : { signal: rest.signal }),
    });
    if (answer.status < 300) {
      return read(z.object({ ok: z.literal(true), result }), answer, { doing, repeat }).result;
    }
    const taken = unless?.(answer) ?? null;
    if (taken !== null) return taken;
    throw refusalOf(answer, { doing, repeat, nowMs: deps.now() });
  };
}
