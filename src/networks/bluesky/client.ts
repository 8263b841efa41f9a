// What the parts of Bluesky share: options, clients for an account or for the public, and the write budget.
import type { z } from 'zod';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { createBudget, type Budget } from './budget.ts';
import { DEFAULT_APPVIEW } from './manifest.ts';
import type { OAuthOptions } from './oauth.ts';
import { createOAuth, type OAuth } from './oauth-session.ts';
import { createSessions, type Sessions } from './session.ts';
import { createXrpc, publicTransport, type Xrpc, type XrpcCall } from './xrpc.ts';

export interface BlueskyOptions extends OAuthOptions {
  /** The DM service, as `did#service`; the account's server passes our calls on to it. */
  chatProxy?: string;
  /** Where pictures are served that records only name. */
  picturesUrl?: string;
  /** How long a call may take before it counts as lost. */
  timeoutMs?: number;
}

export interface Clients {
  deps: NetworkDeps;
  oauth: OAuth;
  sessions: Sessions;
  /** Calls as the account, to its own server (which asks the AppView for us). */
  account(account: AccountSession, signal?: AbortSignal): Xrpc;
  /** Calls to the account's DM service. */
  chat(account: AccountSession, signal?: AbortSignal): Xrpc;
  /** Calls without an account; the public AppView unless said otherwise. */
  open(server?: string, signal?: AbortSignal): Xrpc;
  /** The account's write budget in this process. */
  budget(account: AccountSession): Budget;
}

const DEFAULT_TIMEOUT_MS = 20_000;
const DEFAULT_CHAT = 'did:web:api.bsky.chat#bsky_chat';
const WRITES = /^com\.atproto\.repo\.(?:put|create|delete)Record$/u;

/** The clients of this process. */
export function createClients(deps: NetworkDeps, options: BlueskyOptions): Clients {
  const oauth = createOAuth(deps, options);
  const sessions = createSessions(deps, oauth);
  const budgets = new Map<string, Budget>();
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const now = (): number => deps.now();
  const withSignal = (signal: AbortSignal | undefined): { signal?: AbortSignal } =>
    signal === undefined ? {} : { signal };

  function budget(account: AccountSession): Budget {
    const known = budgets.get(account.id) ?? createBudget(now);
    budgets.set(account.id, known);
    return known;
  }

  function accountClient(account: AccountSession, signal?: AbortSignal): Xrpc {
    return createXrpc({
      transport: sessions.transport(account),
      now,
      timeoutMs,
      onHeaders(method, headers) {
        if (WRITES.test(method)) budget(account).learn(headers);
      },
      ...withSignal(signal),
    });
  }

  return {
    deps,
    oauth,
    sessions,
    budget,
    account: accountClient,
    chat(account, signal) {
      const client = accountClient(account, signal);
      const proxied = { 'atproto-proxy': options.chatProxy ?? DEFAULT_CHAT };
      return {
        call: async <T>(request: XrpcCall<T>) =>
          await client.call({ ...request, headers: { ...request.headers, ...proxied } }),
      };
    },
    open: (server = DEFAULT_APPVIEW, signal) =>
      createXrpc({ transport: publicTransport(deps.fetch, server), now, timeoutMs, ...withSignal(signal) }),
  };
}

/** Reads a list one element at a time, so that one broken element does not hide the others. */
export function readEach<T>(raw: readonly unknown[], schema: z.ZodType<T>): T[] {
  return raw.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}
