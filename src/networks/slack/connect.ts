// Connects an app: by its bot token, asked at once whose it is and what it is allowed, and the secret that Slack's calls are signed with.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { told } from '../kit/told.ts';
import { createClient, type App, type SlackClient, type SlackOptions } from './client.ts';
import { authorOf } from './content.ts';
import { whyLacking } from './errors.ts';
import { knownUserSchema, whoSchema } from './schemas.ts';

/** What hearing and answering need, and nothing else. */
export const neededScopes = [
  'channels:history',
  'channels:read',
  'chat:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'users:read',
] as const;

const refusedApp = {
  what: { ja: 'Slack がトークンを受け付けませんでした', en: 'Slack did not take the token' },
  todo: {
    ja: 'api.slack.com/apps の「OAuth & Permissions」で「Bot User OAuth Token」を確かめ、入力し直してください。',
    en: 'Look up the Bot User OAuth Token at api.slack.com/apps under OAuth & Permissions, and enter it again.',
  },
};

const whoAmI = (client: SlackClient) =>
  client({ method: 'auth.test', write: {}, result: whoSchema, doing: 'signing in' });

/** Of those that the last answer named; none where it named none. */
const missingFor = (client: SlackClient): string[] => {
  const granted = client.scopes();
  return granted === null ? [] : neededScopes.filter((scope) => !granted.includes(scope));
};

function expectToken(token: string): void {
  if (token.startsWith('xoxe.')) {
    throw refusedInput('bot_token', {
      ja: 'このトークンは 12 時間で切れます。アプリの「OAuth & Permissions」で「Token Rotation」を使わずに作ったアプリのトークンを入力してください。',
      en: 'This token ends after 12 hours. Enter one of an app made without Token Rotation (under OAuth & Permissions).',
    });
  }
  if (!/^xoxb-[\w-]{10,250}$/.test(token)) {
    throw refusedInput('bot_token', {
      ja: 'ボットトークンは「xoxb-」で始まります。api.slack.com/apps の「OAuth & Permissions」に「Bot User OAuth Token」として表示されます。',
      en: 'A bot token begins with xoxb-. It is shown at api.slack.com/apps under OAuth & Permissions, as Bot User OAuth Token.',
    });
  }
}

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(
  deps: NetworkDeps,
  options: SlackOptions,
  fields: Record<string, string>,
): Promise<Connected> {
  const token = (fields['bot_token'] ?? '').trim();
  const signingSecret = (fields['signing_secret'] ?? '').trim();
  expectToken(token);
  if (!/^[0-9a-f]{32}$/.test(signingSecret)) {
    throw refusedInput('signing_secret', {
      ja: 'Signing Secret は、32 文字の数字と a〜f です。アプリの「Basic Information」›「App Credentials」にあります。',
      en: 'A signing secret has 32 digits and letters a–f. It stands under Basic Information, App Credentials.',
    });
  }
  const client = createClient(deps, options, { secrets: { token } });
  try {
    const me = await whoAmI(client);
    const missing = missingFor(client);
    if (missing.length > 0) throw refusedInput('bot_token', whyLacking(missing));
    const call = { method: 'users.info', read: { user: me.user_id }, doing: 'reading the app' };
    const { user } = await client({ ...call, result: knownUserSchema });
    const server = me.url.replace(/\/+$/, '');
    const { displayName, avatarUrl } = authorOf(me.user_id, server, user);
    return {
      server,
      nativeId: me.user_id,
      handle: me.user,
      displayName: displayName === '' ? me.user : displayName,
      ...(avatarUrl === undefined ? {} : { avatarUrl }),
      secrets: {
        token,
        signingSecret,
        teamId: me.team_id,
        ...(me.bot_id == null ? {} : { botId: me.bot_id }),
      },
    };
  } catch (error) {
    if (error instanceof AppError && error.where === 'bot_token') throw error;
    throw blamedInput(error, 'bot_token', refusedApp);
  }
}

/** Throws `account_token_dead` where the token holds no longer, lacks a right by now, or belongs to another app. */
export async function keepAlive(
  deps: NetworkDeps,
  options: SlackOptions,
  account: App & Pick<AccountSession, 'nativeId' | 'handle'>,
): Promise<void> {
  const client = createClient(deps, options, account);
  const { user_id: nativeId } = await whoAmI(client);
  if (nativeId !== account.nativeId) {
    const text = `The token belongs to another app than ${account.handle}. Connect it again.`;
    throw new AppError('account_token_dead', text);
  }
  const missing = missingFor(client);
  if (missing.length > 0) throw told('account_token_dead', whyLacking(missing));
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'Slack は、アプリのボットトークンと Signing Secret で接続します。',
      en: 'Slack is connected by the bot token and the signing secret of an app.',
    }),
  );
