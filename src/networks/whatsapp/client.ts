// Calls the WhatsApp Business Cloud API as one phone number.
import { readAnswer } from '../kit/answer.ts';
import { createGraph, GRAPH_URL } from '../kit/meta-graph.ts';
import type { GraphClient } from '../kit/meta-graph.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { meanings } from './errors.ts';

export interface WhatsAppOptions {
  /** Without a slash at the end. */
  apiUrl?: string;
  /** How often the inbox is looked into; for tests. */
  everyMs?: number;
}

export const apiUrlOf = ({ apiUrl }: WhatsAppOptions): string => apiUrl ?? GRAPH_URL;

/** Reads an answer's body; see `readAnswer`. */
export const readBody = readAnswer('WhatsApp');

/** Makes a client. It throws as `createGraph` does. */
export function createClient(
  deps: NetworkDeps,
  options: WhatsAppOptions,
  { secrets }: Pick<AccountSession, 'secrets'>,
): GraphClient {
  return createGraph(deps, {
    apiUrl: apiUrlOf(options),
    network: 'WhatsApp',
    accessToken: secrets['accessToken'] ?? '',
    appSecret: secrets['appSecret'] ?? '',
    meanings,
  });
}
