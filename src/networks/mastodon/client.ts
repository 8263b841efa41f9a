// Calls one Mastodon server as one account (or as nobody), and knows what that server says about itself.
import { AppError } from '../../domain/errors.ts';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import type { RateDialect, RateState } from '../kit/rate-limit.ts';
import { addressOf } from '../kit/server-address.ts';
import type { Origin } from './normalise.ts';
import { instanceSchema } from './schemas.ts';
import type { Instance } from './schemas.ts';

export const rateDialect: RateDialect = { kind: 'iso', prefix: 'x-ratelimit-' };

const INSTANCE_FRESH_MS = 10 * 60_000;
const INSTANCES_KEPT = 200;

export interface Client {
  /** The server's address without a slash at its end. */
  server: string;
  host: string;
  token: string | undefined;
  /** What the last answer said about the limit of 300 calls in 5 minutes. */
  rate: RateState | null;
  get(path: string, params: Record<string, string>, options: CallOptions): Promise<HttpAnswer>;
  call(call: Omit<HttpCall, 'url'> & { path: string }): Promise<HttpAnswer>;
  /** What the server says about itself, at most ten minutes old. Empty for a server that says nothing. */
  instance(): Promise<Instance>;
  origin(): Promise<Origin>;
}

export interface CallOptions {
  doing: string;
  signal?: AbortSignal;
  accept?: readonly number[];
}

/** What servers said about themselves, shared by all clients of a process. */
export class InstanceCache {
  readonly #known = new Map<string, { instance: Instance; atMs: number }>();

  get(server: string, nowMs: number): Instance | null {
    const known = this.#known.get(server);
    return known !== undefined && nowMs - known.atMs < INSTANCE_FRESH_MS ? known.instance : null;
  }

  set(server: string, instance: Instance, nowMs: number): void {
    if (this.#known.size >= INSTANCES_KEPT) this.#known.clear();
    this.#known.set(server, { instance, atMs: nowMs });
  }
}

/** The address of a server; see `addressOf`. */
export const serverAddress = (entered: string): string => addressOf(entered, 'https://mastodon.social');

/** Reads an answer's body; see `readAnswer`. */
export const readBody = readAnswer('Mastodon');

/** Makes a client. `server` is an address as `serverAddress` gives it. */
export function createClient(
  deps: NetworkDeps,
  instances: InstanceCache,
  server: string,
  account: AccountSession | null,
): Client {
  const { host } = new URL(server);
  const token = account?.secrets['accessToken'];
  const http = createHttp({
    fetch: deps.fetch,
    now: deps.now,
    network: `Mastodon (${host})`,
    rates: rateDialect,
    onRate: (state) => {
      client.rate = state;
    },
  });

  async function call(request: Omit<HttpCall, 'url'> & { path: string }): Promise<HttpAnswer> {
    const { path, ...rest } = request;
    try {
      return await http({
        ...rest,
        url: server + path,
        headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...rest.headers },
      });
    } catch (error) {
      if (token === undefined && error instanceof AppError && error.code === 'account_token_dead') {
        const text = `${host} shows this only to those who are signed in; connect an account of that server and choose it`;
        throw new AppError('network_rejected', text, { where: 'account', cause: error });
      }
      throw error;
    }
  }

  async function get(
    path: string,
    params: Record<string, string>,
    options: CallOptions,
  ): Promise<HttpAnswer> {
    const query = new URLSearchParams(params).toString();
    return call({ method: 'GET', path: query === '' ? path : `${path}?${query}`, ...options });
  }

  async function instance(): Promise<Instance> {
    const cached = instances.get(server, deps.now());
    if (cached !== null) return cached;
    let answer: HttpAnswer = await get(
      '/api/v2/instance',
      {},
      { doing: 'reading the server', accept: [404, 501] },
    );
    if (answer.status !== 200) {
      answer = await get('/api/v1/instance', {}, { doing: 'reading the server', accept: [404, 501] });
    }
    const parsed = instanceSchema.safeParse(answer.status === 200 ? answer.body : {});
    const found: Instance = parsed.success ? parsed.data : {};
    instances.set(server, found, deps.now());
    return found;
  }

  const client: Client = {
    server,
    host,
    token,
    rate: null,
    get,
    call,
    instance,
    async origin() {
      const { domain, uri } = await instance();
      const named = (domain ?? uri ?? '').replace(/^https?:\/\//, '').split('/')[0] ?? '';
      return {
        host,
        domain: named === '' ? host : named.toLowerCase(),
        ...(account === null || new URL(account.server).host !== host
          ? {}
          : { self: { nativeId: account.nativeId, handle: account.handle } }),
      };
    },
  };
  return client;
}
