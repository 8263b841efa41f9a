// Calls the Graph API as one Page.
import { readAnswer } from '../kit/answer.ts';
import { createGraph, GRAPH_URL } from '../kit/meta-graph.ts';
import type { GraphClient } from '../kit/meta-graph.ts';
import type { Pace } from '../kit/meta-pace.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { meanings } from './errors.ts';

export interface FacebookOptions {
  /** Without a slash at the end. */
  apiUrl?: string | null;
  /** How often the inbox is looked into; for tests. */
  everyMs?: number;
  /** How often Facebook is asked for what its calls did not bring; for tests. */
  catchUpEveryMs?: number;
  /** The pause between two questions about conversations; for tests. */
  paceMs?: number;
  /** Made of it, one for all that the network asks. */
  pace?: Pace;
}

export const apiUrlOf = ({ apiUrl }: FacebookOptions): string => apiUrl ?? GRAPH_URL;

/** Reads an answer's body; see `readAnswer`. */
export const readBody = readAnswer('Facebook');

/** Makes a client. It throws as `createGraph` does. Each call proves that it is made by who has the app's secret. */
export function createClient(
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  options: FacebookOptions,
  { secrets }: Pick<AccountSession, 'secrets'>,
): GraphClient {
  return createGraph(deps, {
    apiUrl: apiUrlOf(options),
    network: 'Facebook',
    accessToken: secrets['accessToken'] ?? '',
    appSecret: secrets['appSecret'] ?? '',
    meanings,
    pace: options.pace,
  });
}
