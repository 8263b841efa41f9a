// Calls X's API as one account, and knows what is left of each endpoint's own limit.
import { AppError } from '../../domain/errors.ts';
import { readAnswer } from '../kit/answer.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer, HttpCall } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import type { RateDialect, RateState } from '../kit/rate-limit.ts';
import { createAppTokens } from './app-token.ts';
import { DEFAULT_API, DEFAULT_WEB } from './manifest.ts';
import { openStream } from './open.ts';
import { createSessions, type Sessions } from './session.ts';
import { createTill, type Till } from './till.ts';

/** The least that every list takes as `max_results`. */
export const LEAST_PAGE = 10;

const rates: RateDialect = {
  kind: 'epoch',
  prefix: 'x-rate-limit-',
  longer: ['x-user-limit-24hour-', 'x-app-limit-24hour-'],
};

export interface XOptions {
  /** Another address of the API: a gateway, or a server for tests. */
  apiUrl?: string | null;
  /** Where people sign in and write: `https://x.com`. */
  webUrl?: string | null;
}

export interface CallOptions {
  doing: string;
  /** Asked whatever the budget says: what has to be known of our own sends and tokens. */
  isNeeded?: true;
  signal?: AbortSignal;
}

export interface Client {
  account: AccountSession;
  /** What the last answer of an endpoint (its path) said about its limit. */
  rateOf(path: string): RateState | null;
  get(path: string, params: Record<string, string>, options: CallOptions): Promise<HttpAnswer>;
  call(call: Omit<HttpCall, 'url'> & { path: string }): Promise<HttpAnswer>;
  /** Opens a stream; it is open once X has begun to answer. */
  open(path: string, params: Record<string, string>, options: CallOptions): Promise<Response>;
}

/** How the calls of a client are signed. */
interface Signer {
  authorise(request: { method: string; url: string }): Promise<string>;
  /** Whether there is another token than the one that was refused. */
  hasNewer(): Promise<boolean>;
}

export interface Clients {
  deps: NetworkDeps;
  sessions: Sessions;
  till: Till;
  apiUrl: string;
  webUrl: string;
  for(account: AccountSession | null): Client;
  /** As the account's app, for what belongs to no account. */
  asApp(account: AccountSession): Client;
}

/**
 * What is asked for with every post; what is not asked for is not sent. What comes along is paid for: the author of each post, and
 * the post that it answers or quotes, which says to which it belongs. Whom it answers is known by that post.
 */
export const postParams = {
  'post.fields': 'attachments,conversation_id,created_at,entities,id,lang,note_post,text',
  expansions: 'attachments.media_keys,author_id,referenced_posts',
  'user.fields': 'description,id,name,profile_image_url,public_metrics,username',
  'media.fields': 'alt_text,height,media_key,preview_image_url,type,url,width',
} as const;

/** What is asked for with every direct message; who wrote it comes along, and is paid for. */
export const messageParams = {
  event_types: 'MessageCreate',
  'dm_event.fields': 'attachments,created_at,dm_conversation_id,entities,event_type,id,text',
  expansions: 'attachments.media_keys,sender_id',
  'user.fields': postParams['user.fields'],
  'media.fields': 'alt_text,height,media_key,type,width',
} as const;

export const userParams = {
  'user.fields': 'description,entities,id,name,profile_image_url,public_metrics,url,username',
} as const;

/** Checks an answer's body; a body of another shape counts as no answer. */
export const readBody = readAnswer('X');

const address = (url: string | null | undefined, usual: string): string =>
  (url ?? usual).replace(/\/+$/u, '');

/** The same of the stream, which goes by older names. */
export const streamParams = {
  'tweet.fields':
    'attachments,author_id,conversation_id,created_at,edit_history_tweet_ids,entities,id,lang,note_tweet,referenced_tweets,text',
  expansions: 'attachments.media_keys,author_id,referenced_tweets.id',
  'user.fields': postParams['user.fields'],
  'media.fields': postParams['media.fields'],
} as const;

/** A path with its query. Signatures are made over `%20`, never over `+`. */
function withParams(path: string, params: Record<string, string>): string {
  const query = new URLSearchParams(params).toString().replaceAll('+', '%20');
  return query === '' ? path : `${path}?${query}`;
}

/** A page holds no more than may be read; X takes no smaller one of posts than of ten. */
function atMost(params: Record<string, string>, most: number, least: number): Record<string, string> {
  const { max_results: wanted } = params;
  if (wanted === undefined || Number(wanted) <= most) return params;
  return { ...params, max_results: String(Math.max(Math.min(least, Number(wanted)), most)) };
}

/** A client of one account, or of its app. */
function createClient(
  { deps, apiUrl, till }: Pick<Clients, 'deps' | 'apiUrl' | 'till'>,
  account: AccountSession,
  signer: Signer,
): Client {
  const known = new Map<string, RateState>();

  async function once({ path, ...rest }: Omit<HttpCall, 'url'> & { path: string }): Promise<HttpAnswer> {
    const url = apiUrl + path;
    const authorization = await signer.authorise({ method: rest.method, url });
    const [endpoint = ''] = path.split('?');
    const onRate = (state: RateState): void => void known.set(endpoint, state);
    const http = createHttp({ fetch: deps.fetch, now: deps.now, network: 'X', rates, onRate });
    return http({ ...rest, url, headers: { authorization, ...rest.headers } });
  }

  async function signed<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      // What was refused was not done. Another process may have renewed the token in the meantime.
      const isDead = error instanceof AppError && error.code === 'account_token_dead';
      if (!isDead || !(await signer.hasNewer())) throw error;
      return act();
    }
  }
  const call: Client['call'] = (request) => signed(() => once(request));

  return {
    account,
    rateOf: (path) => known.get(path) ?? null,
    call,
    async get(path, params, { isNeeded, ...callOptions }) {
      const of = path.startsWith('/2/dm_') ? 'messages' : 'posts';
      const most = isNeeded === true ? Number.POSITIVE_INFINITY : await till.expectRead(account, of);
      const asked = withParams(path, atMost(params, most, of === 'posts' ? LEAST_PAGE : 1));
      const answer = await call({ method: 'GET', path: asked, ...callOptions });
      await till.read(account, path, answer.body);
      return answer;
    },
    open: (path, params, callOptions) =>
      signed(async () => {
        const url = apiUrl + withParams(path, params);
        const authorization = await signer.authorise({ method: 'GET', url });
        return openStream({ deps, rates }, { ...callOptions, url, authorization });
      }),
  };
}

/** The clients of this process. */
export function createClients(deps: NetworkDeps, options: XOptions): Clients {
  const apiUrl = address(options.apiUrl, DEFAULT_API);
  const webUrl = address(options.webUrl, DEFAULT_WEB);
  const sessions = createSessions(deps, apiUrl);
  const till = createTill(deps);

  const appTokens = createAppTokens(deps, apiUrl);

  const clientFor = (account: AccountSession, signer: Signer): Client =>
    createClient({ deps, apiUrl, till }, account, signer);

  return {
    deps,
    sessions,
    till,
    apiUrl,
    webUrl,
    for(account) {
      if (account !== null) {
        return clientFor(account, {
          authorise: (request) => sessions.authorise(account, request),
          hasNewer: () => sessions.hasNewer(account),
        });
      }
      throw new AppError('network_rejected', 'X shows nothing without an account; connect one first', {
        where: 'account',
      });
    },
    asApp: (account) =>
      clientFor(account, {
        authorise: async () => `Bearer ${await appTokens.of(account)}`,
        hasNewer: async () => appTokens.forget(account),
      }),
  };
}
