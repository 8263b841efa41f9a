// X behind the port that every network implements.
import type { WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type { AccountSession, ListenInput, Network, NetworkDeps } from '../kit/network.ts';
import { createClients, type XOptions } from './client.ts';
import { connectByKeys, keepAlive, oauthFinish, oauthStart } from './connect.ts';
import { createBackoff, type Backoff } from './backoff.ts';
import { defaultPace, listInbound, poll, type Pace } from './listen.ts';
import { manifest, reactPagesAt, writePageAt } from './manifest.ts';
import { lacksMessages } from './messages.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';
import { follow } from './stream.ts';
import { answerX, receive } from './webhook.ts';
import { callsOf } from './webhooks.ts';

/** A check costs a read: an account is asked for on schedule no more often than this. */
const CHECK_EVERY_MS = 3_600_000;

/** Makes the network; once per process. `given` is for tests. */
export function createX(
  deps: NetworkDeps,
  inbox: WebhookInbox | null = null,
  options: XOptions = {},
  given: Partial<Pace> = {},
): Network {
  const pace: Pace = { ...defaultPace, ...given };
  const clients = createClients(deps, options);
  /** When each account was last found well, by its tokens. */
  const checked = new Map<string, { token: string; atMs: number }>();
  /** How the stream of each source failed of late. */
  const backoffs = new Map<string, Backoff>();

  function listen(input: ListenInput): Promise<void> {
    if (input.source.kind !== 'stream') return poll(clients, input, pace, inbox);
    const backoff = backoffs.get(input.source.id) ?? createBackoff();
    backoffs.set(input.source.id, backoff);
    return follow(clients, input, pace, backoff);
  }

  async function check(account: AccountSession): Promise<void> {
    const token = account.secrets['accessToken'] ?? '';
    const last = checked.get(account.id);
    if (last?.token === token && deps.now() - last.atMs < CHECK_EVERY_MS) return;
    await keepAlive(clients, account);
    checked.set(account.id, { token: account.secrets['accessToken'] ?? '', atMs: deps.now() });
  }

  return {
    manifest: {
      ...manifest,
      writePage: writePageAt(clients.webUrl),
      reactPages: reactPagesAt(clients.webUrl),
    },
    limits: async () => manifest.limits,
    listen,
    listInbound: (wanted) => listInbound(clients, wanted),
    reader: (account) => createReader(clients.for(account), deps.now),
    publisher: (account) => createPublisher(clients, clients.for(account)),
    connect: (fields) => connectByKeys(clients, fields),
    oauthStart: (input) => oauthStart(clients, input),
    oauthFinish: (input) => oauthFinish(clients, input),
    keepAlive: check,
    standing: async (account) => ({
      calls: await callsOf(clients, account),
      messages: null,
      ...(lacksMessages(account) ? { lacks: 'messages' as const } : {}),
    }),
    receive,
    question: { answer: answerX, type: 'application/json' },
    // The app’s own: nobody signs in with it, and without it X’s stream cannot be read.
    keepsUnlessGiven: ['bearerToken'],
  };
}
