// What Facebook tells who has the app's secret: what a token is worth, and where it calls for Pages.
import { AppError } from '../../domain/errors.ts';
import { createGraph, type GraphCall, type GraphClient } from '../kit/meta-graph.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { apiUrlOf, readBody, type FacebookOptions } from './client.ts';
import { meanings } from './errors.ts';
import { callbacksSchema, tokenInfoSchema, tokenSchema, type TokenInfo } from './schemas.ts';

export interface App {
  id: string;
  secret: string;
}

export const asking = (path: string, doing: string, query: Record<string, string> = {}) =>
  ({ method: 'GET', path, query, repeat: 'harmless', doing }) as const satisfies GraphCall;

const clientOf = (
  deps: Pick<NetworkDeps, 'fetch' | 'now'>,
  options: FacebookOptions,
  { id, secret }: App,
): GraphClient =>
  createGraph(deps, {
    apiUrl: apiUrlOf(options),
    network: 'Facebook',
    accessToken: `${id}|${secret}`,
    meanings,
  });

/** Makes the questions of an app. They throw as the client does. */
export function createApp(deps: Pick<NetworkDeps, 'fetch' | 'now'>, options: FacebookOptions, app: App) {
  const client = clientOf(deps, options, app);
  return {
    async token(token: string): Promise<TokenInfo> {
      const call = asking('debug_token', 'asking what the token is', { input_token: token });
      return readBody(tokenInfoSchema, await client(call), call).data;
    },
    /** One of about sixty days for one of some hours. Tokens of Pages that are given for it do not end. */
    async lasting(token: string): Promise<string> {
      const call = asking('oauth/access_token', 'asking for a lasting token', {
        grant_type: 'fb_exchange_token',
        client_id: app.id,
        client_secret: app.secret,
        fb_exchange_token: token,
      });
      return readBody(tokenSchema, await client(call), call).access_token;
    },
    /** Where Facebook calls for Pages, and of what; null where nothing was entered. */
    async callback() {
      const call = { ...asking(`${app.id}/subscriptions`, 'reading where it calls'), timeoutMs: 5_000 };
      const { data } = readBody(callbacksSchema, await client(call), call);
      return data.find(({ object }) => object === 'page') ?? null;
    },
  };
}

/** What a token must be let to do, and what for. */
export const permissions = [
  'pages_manage_metadata',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_engagement',
  'pages_messaging',
] as const;

/** Throws `account_token_dead` where a token holds no longer, or lacks a permission by now. */
export function expectWorth(
  { is_valid: isValid, expires_at: endsAt, scopes }: TokenInfo,
  nowMs: number,
): void {
  const lacking = permissions.filter((one) => !scopes.includes(one));
  if (isValid && (endsAt === 0 || endsAt * 1_000 > nowMs) && lacking.length === 0) return;
  const why =
    isValid && lacking.length > 0
      ? {
          ja: `トークンに ${lacking.join('、')} の権限がなくなりました。Meta で権限を確かめ、接続し直してください。`,
          en: `The token no longer has ${lacking.join(', ')}. Check the permissions at Meta and connect the Page again.`,
        }
      : {
          ja: 'ページのアクセストークンが無効になりました。Meta で発行し直し、接続し直してください。',
          en: 'The Page’s access token holds no longer. Make a new one at Meta and connect the Page again.',
        };
  throw new AppError('account_token_dead', why.en, { data: { why } });
}
