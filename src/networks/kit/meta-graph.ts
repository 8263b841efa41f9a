// Calls Meta's Graph API: one version of it, the token as a bearer, and the proof that whoever calls has the app's secret.
import { createHmac } from 'node:crypto';
import { createHttp } from './http.ts';
import type { HttpAnswer, HttpCall } from './http.ts';
import { graphRefusal, graphStatuses } from './meta-errors.ts';
import type { GraphMeanings } from './meta-errors.ts';
import type { Pace } from './meta-pace.ts';
import type { NetworkDeps } from './network.ts';

export const GRAPH_URL = 'https://graph.facebook.com';
export const GRAPH_VERSION = 'v23.0';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface Graph {
  /** Without a slash at the end. */
  apiUrl: string;
  /** The network's name as people know it. */
  network: string;
  accessToken: string;
  /** Absent where the platform does not document the proof that is made of it. */
  appSecret?: string;
  /** What the network's own codes mean, before what all of Meta's have in common. */
  meanings: GraphMeanings;
  /** Whose turn questions that are paced wait for; absent for a client that asks none. */
  pace?: Pace | undefined;
}

export interface GraphCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** After the version, without a slash at its beginning. */
  path: string;
  query?: Record<string, string>;
  body?: HttpCall['body'];
  repeat: 'harmless' | 'harmful';
  doing: string;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Meta answers so many of these a second. */
  isPaced?: boolean;
}

export type GraphClient = (call: GraphCall) => Promise<HttpAnswer>;

/** Whoever stole only the token cannot make it. */
const proofOf = (accessToken: string, appSecret: string): string =>
  createHmac('sha256', appSecret).update(accessToken).digest('hex');

/** Makes a client. It throws as `createHttp` does, and refusals as `graphRefusal` names them. */
export function createGraph(deps: Pick<NetworkDeps, 'fetch' | 'now'>, graph: Graph): GraphClient {
  const { apiUrl, network, accessToken, appSecret, meanings, pace } = graph;
  const http = createHttp({ fetch: deps.fetch, now: deps.now, network, rates: { kind: 'none' } });
  return async ({ method, path, query = {}, body, repeat, doing, timeoutMs, signal, isPaced = false }) => {
    // An account has one token at a time.
    if (isPaced) await pace?.(accessToken, signal);
    const proof = appSecret === undefined ? {} : { appsecret_proof: proofOf(accessToken, appSecret) };
    const asked = new URLSearchParams({ ...query, ...proof }).toString();
    const answer = await http({
      method,
      url: `${apiUrl}/${GRAPH_VERSION}/${path}${asked === '' ? '' : `?${asked}`}`,
      headers: { authorization: `Bearer ${accessToken}` },
      ...(body === undefined ? {} : { body }),
      repeat,
      doing,
      accept: graphStatuses,
      timeoutMs: timeoutMs ?? TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.status < 300) return answer;
    throw graphRefusal(answer, { network, doing, repeat, nowMs: deps.now(), meanings });
  };
}
