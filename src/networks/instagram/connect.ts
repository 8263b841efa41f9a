// Connects a professional account: by a token and the app's secret, both asked for at once, so that each is blamed for itself.
import { AppError } from '../../domain/errors.ts';
import type { GraphClient } from '../kit/meta-graph.ts';
import { successSchema } from '../kit/meta-message-schemas.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { apiUrlOf, asking, createClient, readBody } from './client.ts';
import type { InstagramOptions } from './client.ts';
import { meSchema } from './schemas.ts';
import { enteredToken, isForAnotherTime, renewToken } from './token.ts';

const refusedToken = {
  what: {
    ja: 'Instagram がトークンを受け付けませんでした',
    en: 'Instagram did not take the token',
  },
  todo: {
    ja: 'アプリの Instagram › Instagram ログインによる API 設定 で発行し直し、入力し直してください。',
    en: 'Make a new one in the app under Instagram › API setup with Instagram login, and enter it.',
  },
};
const lacking = (permission: string) => ({
  what: {
    ja: `トークンに ${permission} の権限がありません`,
    en: `The token lacks ${permission}`,
  },
  todo: {
    ja: 'アプリにこの権限を追加してから、トークンを発行し直してください。',
    en: 'Add it to the app, then make a new token.',
  },
});

/** What Instagram is to tell of an account. Mentions in comments come with the comments. */
const FIELDS = 'comments,live_comments,messages,message_edit,message_reactions,messaging_postbacks';

export async function readMe(
  client: GraphClient,
  fields = 'user_id,username,name,account_type,profile_picture_url',
) {
  const call = asking('me', 'reading the account', { fields });
  return readBody(meSchema, await client(call), call);
}

/** What can be seen to be wrong without asking anybody. */
function entered(fields: Record<string, string>) {
  const of = (name: string): string => (fields[name] ?? '').trim();
  const [accessToken, appSecret] = [of('access_token'), of('app_secret')];
  // What else it holds would be a header of its own.
  if (!/^[\x21-\x7e]{20,1000}$/.test(accessToken)) {
    throw refusedInput('access_token', {
      ja: 'Instagram ユーザーのアクセストークンを入力してください。',
      en: 'Enter the access token of the Instagram user.',
    });
  }
  if (!/^[0-9a-f]{32}$/.test(appSecret)) {
    throw refusedInput('app_secret', {
      ja: 'Instagram app secret は、32 文字の数字と a〜f です。Instagram › Instagram ログインによる API 設定 にあります。',
      en: 'An Instagram app secret has 32 digits and letters a–f. It stands under Instagram › API setup with Instagram login.',
    });
  }
  // Whether Meta approved the app for the tag of human agents: nobody but Meta and the company knows.
  return { accessToken, appSecret, humanAgent: of('human_agent') === 'true' ? 'true' : 'false' };
}

/** Without it Instagram calls nobody, whatever address was entered. Done again it changes nothing. */
async function subscribe(client: GraphClient): Promise<void> {
  const call = {
    method: 'POST',
    path: 'me/subscribed_apps',
    query: { subscribed_fields: FIELDS },
    repeat: 'harmless',
    doing: 'subscribing to the account',
  } as const;
  readBody(successSchema, await client(call), call);
}

async function expectMessages(client: GraphClient): Promise<void> {
  await client(asking('me/conversations', 'reading conversations', { platform: 'instagram', limit: '1' }));
}

/** A professional account, as Instagram names its two kinds. */
const professional: ReadonlySet<string> = new Set(['BUSINESS', 'MEDIA_CREATOR']);

const codeOf = (error: unknown): unknown => (error instanceof AppError ? error.data?.['code'] : undefined);
/** Whether a permission is missing, as Graph says it. */
const saysPermission = (error: unknown): boolean => {
  const code = codeOf(error);
  return typeof code === 'number' && (code === 3 || code === 10 || (code >= 200 && code <= 299));
};

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(
  deps: NetworkDeps,
  options: InstagramOptions,
  fields: Record<string, string>,
): Promise<Connected> {
  const { accessToken, appSecret, humanAgent } = entered(fields);
  const client = createClient(deps, options, { secrets: { accessToken } });
  const blamed =
    (permission: string) =>
    (error: unknown): never => {
      throw blamedInput(error, 'access_token', saysPermission(error) ? lacking(permission) : refusedToken);
    };
  const me = await readMe(client).catch(blamed('instagram_business_basic'));
  if (typeof me.account_type === 'string' && !professional.has(me.account_type.toUpperCase())) {
    throw refusedInput('access_token', {
      ja: 'このアカウントはプロアカウント（ビジネスまたはクリエイター）ではありません。Instagram の設定で切り替えてください。',
      en: 'This is not a professional account (business or creator). Switch it over in Instagram’s settings.',
    });
  }
  await expectMessages(client).catch(blamed('instagram_business_manage_messages'));
  await subscribe(client).catch(blamed('instagram_business_manage_comments'));
  const { profile_picture_url: avatarUrl } = me;
  return {
    server: apiUrlOf(options),
    nativeId: me.user_id,
    handle: me.username,
    displayName: me.name,
    ...(typeof avatarUrl === 'string' ? { avatarUrl } : {}),
    secrets: { ...enteredToken(accessToken, deps.now()), appSecret, humanAgent },
  };
}

/** Renews the token where it is time. Throws `account_token_dead` where it holds no longer. */
export async function keepAlive(
  deps: NetworkDeps,
  options: InstagramOptions,
  account: AccountSession,
): Promise<void> {
  await renewToken(deps, options, account).catch((error: unknown) => {
    if (!isForAnotherTime(error)) throw error;
    deps.log.warn({ network: 'instagram', err: error }, 'the token could not be renewed; it is tried again');
  });
  await readMe(createClient(deps, options, account));
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'Instagram は、アクセストークンと app secret で接続します。',
      en: 'Instagram is connected by an access token and an app secret.',
    }),
  );
