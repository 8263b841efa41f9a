// Calls the Google Play Developer API as one service account: its key signs for a token, which holds for an hour.
import { AppError } from '../../domain/errors.ts';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { readPrivateKey, signJwt } from '../kit/signed-jwt.ts';
import { refusal, refusals, tokenRefusal } from './errors.ts';
import { tokenSchema } from './schemas.ts';

const API_URL = 'https://androidpublisher.googleapis.com';
/** Also who the signed word is for, wherever it is sent. */
const TOKEN_URL = 'https://oauth2.googleapis.com/token';
const SCOPE = 'https://www.googleapis.com/auth/androidpublisher';
/** As long as Google lets the signed word hold. */
const LIFE_S = 3_600;
/** A token is renewed so long before its end. */
const EARLY_MS = 5 * 60_000;
const MOST_TOKENS = 1_000;

export interface GooglePlayOptions {
  /** Without a slash at the end; tokens are then asked for there too, at `/token`. */
  apiUrl?: string | null;
  /** How often the list is read; for tests. */
  everyMs?: number;
}

export const apiUrlOf = ({ apiUrl }: GooglePlayOptions): string => apiUrl ?? API_URL;
const tokenUrlOf = ({ apiUrl }: GooglePlayOptions): string =>
  apiUrl === null || apiUrl === undefined ? TOKEN_URL : `${apiUrl}/token`;

/** Reads an answer's body; see `readAnswer`. */
export const readBody = readAnswer('Google Play');

interface Token {
  value: string;
  untilMs: number;
}

/** Tokens by the key that they were given for: one for all that a process asks. */
export class Tokens {
  readonly #kept = new Map<string, Promise<Token>>();
  readonly #deps: Pick<NetworkDeps, 'fetch' | 'now'>;
  readonly #options: GooglePlayOptions;

  constructor(deps: Pick<NetworkDeps, 'fetch' | 'now'>, options: GooglePlayOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  /** Errors: `account_token_dead`, `network_unavailable`. */
  async find(secrets: Record<string, string>): Promise<string> {
    const key = keyOf(secrets);
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      const known = await kept.catch(() => null);
      if (known !== null && known.untilMs - EARLY_MS > this.#deps.now()) return known.value;
      // Of several who want a new one only the first asks.
      if (this.#kept.get(key) !== kept) return this.find(secrets);
    }
    if (this.#kept.size >= MOST_TOKENS) this.#kept.clear();
    const asked = this.#ask(secrets);
    this.#kept.set(key, asked);
    try {
      return (await asked).value;
    } catch (error) {
      if (this.#kept.get(key) === asked) this.#kept.delete(key);
      throw error;
    }
  }

  /** One that is refused; another that was given since stays. */
  async forget(secrets: Record<string, string>, value: string): Promise<void> {
    const kept = this.#kept.get(keyOf(secrets));
    const known = await kept?.catch(() => null);
    if (known?.value === value && this.#kept.get(keyOf(secrets)) === kept) this.#kept.delete(keyOf(secrets));
  }

  async #ask(secrets: Record<string, string>): Promise<Token> {
    const key = readPrivateKey(secrets['privateKey'] ?? '', 'RS256');
    if (key === null) {
      throw new AppError('account_token_dead', 'The key of the service account is none. Connect it again.');
    }
    const nowMs = this.#deps.now();
    const iat = Math.floor(nowMs / 1_000);
    const claims = { iss: secrets['clientEmail'], scope: SCOPE, aud: TOKEN_URL, iat, exp: iat + LIFE_S };
    const assertion = signJwt(key, { algorithm: 'RS256', keyId: secrets['keyId'] ?? null, claims });
    const http = createHttp({ ...this.#deps, network: 'Google', rates: { kind: 'none' } });
    const call = { method: 'POST', doing: 'asking for a token', repeat: 'harmless' } as const;
    const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
    const answer = await http({ ...call, url: tokenUrlOf(this.#options), body: { form }, accept: refusals });
    if (answer.status >= 300) throw tokenRefusal(answer);
    const { access_token: value, expires_in: seconds } = readBody(tokenSchema, answer, call);
    return { value, untilMs: nowMs + seconds * 1_000 };
  }
}

const keyOf = (secrets: Record<string, string>): string =>
  `${secrets['clientEmail'] ?? ''} ${secrets['privateKey'] ?? ''}`;

export interface PlayCall extends Pick<HttpCall, 'method' | 'body' | 'repeat' | 'doing' | 'signal'> {
  /** After the app’s `reviews`. */
  path: string;
  query?: Record<string, string>;
  isReply?: boolean;
}
export type PlayClient = (call: PlayCall) => Promise<HttpAnswer>;

/** Makes a client for the reviews of one app. It throws as `createHttp` does, and `account_token_dead`. */
export function createClient(
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  options: GooglePlayOptions,
  tokens: Tokens,
  { secrets, nativeId }: Pick<AccountSession, 'secrets' | 'nativeId'>,
): PlayClient {
  const http = createHttp({ ...deps, network: 'Google Play', rates: { kind: 'none' } });
  const app = `${apiUrlOf(options)}/androidpublisher/v3/applications/${encodeURIComponent(nativeId)}/reviews`;
  return async ({ path, query = {}, isReply = false, ...call }) => {
    const asked = new URLSearchParams(query).toString();
    const url = `${app}${path}${asked === '' ? '' : `?${asked}`}`;
    const once = (token: string): Promise<HttpAnswer> =>
      http({ ...call, url, headers: { authorization: `Bearer ${token}` }, accept: refusals });
    const token = await tokens.find(secrets);
    let answer = await once(token);
    // A token may be taken back before its end; nothing was done with it then.
    if (answer.status === 401) {
      await tokens.forget(secrets, token);
      answer = await once(await tokens.find(secrets));
    }
    if (answer.status >= 300) throw refusal(answer, { ...call, isReply, nowMs: deps.now() });
    return answer;
  };
}
