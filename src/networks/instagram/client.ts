// Calls the Instagram API with Instagram Login as one professional account.
import { readAnswer } from '../kit/answer.ts';
import { createGraph } from '../kit/meta-graph.ts';
import type { GraphCall, GraphClient } from '../kit/meta-graph.ts';
import type { Pace } from '../kit/meta-pace.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { meanings } from './errors.ts';

const INSTAGRAM_URL = 'https://graph.instagram.com';

export interface InstagramOptions {
  /** Without a slash at the end. */
  apiUrl?: string | null;
  /** How often the inbox is looked into; for tests. */
  everyMs?: number;
  /** How often Instagram is asked for what its calls did not bring; for tests. */
  catchUpEveryMs?: number;
  /** The pause between two questions about conversations, of which Instagram takes two a second; for tests. */
  paceMs?: number;
  /** Made of it, one for all that the network asks. */
  pace?: Pace;
}

export const apiUrlOf = ({ apiUrl }: InstagramOptions): string => apiUrl ?? INSTAGRAM_URL;

/** Reads an answer's body; see `readAnswer`. */
export const readBody = readAnswer('Instagram');

/**
 * Makes a client. It throws as `createGraph` does. Without the proof of the app's secret: Instagram’s documents do not speak of it at
 * this address, and a refused proof would stop everything.
 */
export function createClient(
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  options: InstagramOptions,
  { secrets }: Pick<AccountSession, 'secrets'>,
): GraphClient {
  return createGraph(deps, {
    apiUrl: apiUrlOf(options),
    network: 'Instagram',
    accessToken: secrets['accessToken'] ?? '',
    meanings,
    pace: options.pace,
  });
}

/** A question, which may be repeated. */
export const asking = (path: string, doing: string, query: Record<string, string> = {}) =>
  ({ method: 'GET', path, query, repeat: 'harmless', doing }) as const satisfies GraphCall;
