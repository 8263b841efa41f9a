// Calls one Misskey server as one account (or as nobody), and knows what that server says about itself.
import type { Endpoints } from 'misskey-js';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { addressOf } from '../kit/server-address.ts';
import { refusalOf, refusals } from './errors.ts';
import type { Origin } from './normalise.ts';
import { metaSchema } from './schemas.ts';
import type { Meta } from './schemas.ts';

const META_FRESH_MS = 10 * 60_000;
const METAS_KEPT = 200;

/** The address of a server; see `addressOf`. */
export const serverAddress = (entered: string): string => addressOf(entered, 'https://misskey.io');

/** Reads an answer's body; see `readAnswer`. */
export const readBody = readAnswer('Misskey');

export interface AskOptions {
  doing: string;
  repeat?: NonNullable<HttpCall['repeat']>;
  signal?: AbortSignal;
}

export interface Client {
  /** The server's address without a slash at its end. */
  server: string;
  host: string;
  token: string | undefined;
  /** Asks an endpoint; what is asked is held to Misskey's own definitions. Refusals are thrown as `refusalOf` names them. */
  ask<E extends keyof Endpoints>(
    endpoint: E,
    params: Endpoints[E]['req'],
    options: AskOptions,
  ): Promise<HttpAnswer>;
  /** The same for what Misskey's definitions lack, and for files. */
  call(call: Omit<HttpCall, 'url' | 'method'> & { path: string }): Promise<HttpAnswer>;
  /** What the server says about itself, at most ten minutes old. Empty for a server that says nothing. */
  meta(): Promise<Meta>;
  origin(): Promise<Origin>;
}

/** What servers said about themselves, shared by all clients of a process. */
export class MetaCache {
  readonly #known = new Map<string, { meta: Meta; atMs: number }>();

  get(server: string, nowMs: number): Meta | null {
    const known = this.#known.get(server);
    return known !== undefined && nowMs - known.atMs < META_FRESH_MS ? known.meta : null;
  }

  set(server: string, meta: Meta, nowMs: number): void {
    if (this.#known.size >= METAS_KEPT) this.#known.clear();
    this.#known.set(server, { meta, atMs: nowMs });
  }
}

/** The domain of the handles of a server's own people; `uri` is how the server names itself. */
function domainOf(uri: string | undefined, host: string): string {
  return uri !== undefined && URL.canParse(uri) ? new URL(uri).host.toLowerCase() : host;
}

/** Makes a client. `server` is an address as `serverAddress` gives it. */
export function createClient(
  deps: NetworkDeps,
  metas: MetaCache,
  server: string,
  account: AccountSession | null,
): Client {
  const { host } = new URL(server);
  const token = account?.secrets['accessToken'];
  const network = `Misskey (${host})`;
  const http = createHttp({ fetch: deps.fetch, now: deps.now, network, rates: { kind: 'none' } });

  async function call(request: Omit<HttpCall, 'url' | 'method'> & { path: string }): Promise<HttpAnswer> {
    const { path, ...rest } = request;
    const answer = await http({ ...rest, method: 'POST', url: server + path, accept: refusals });
    if (answer.status < 400) return answer;
    throw refusalOf(answer, {
      network,
      doing: request.doing,
      nowMs: deps.now(),
      hasToken: token !== undefined,
      ...(request.repeat === undefined ? {} : { repeat: request.repeat }),
    });
  }

  const client: Client = {
    server,
    host,
    token,
    call,
    ask(endpoint, params, options) {
      // In the body, where every version of Misskey looks for it.
      const json = token === undefined ? params : { ...params, i: token };
      return call({ path: `/api/${endpoint}`, body: { json }, ...options });
    },
    async meta() {
      const cached = metas.get(server, deps.now());
      if (cached !== null) return cached;
      const answer = await client.ask('meta', { detail: true }, { doing: 'reading the server' });
      const parsed = metaSchema.safeParse(answer.body);
      const meta: Meta = parsed.success ? parsed.data : {};
      metas.set(server, meta, deps.now());
      return meta;
    },
    async origin() {
      const { uri } = await client.meta();
      return {
        server,
        host,
        domain: domainOf(uri, host),
        ...(account === null || new URL(account.server).host !== host
          ? {}
          : { self: { nativeId: account.nativeId, handle: account.handle } }),
      };
    },
  };
  return client;
}
