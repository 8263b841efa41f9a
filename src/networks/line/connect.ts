// Connects an official account: by its channel access token, asked at once, and the secret its webhooks are signed with.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { apiUrlOf, createClient, readBody } from './client.ts';
import type { LineOptions } from './client.ts';
import { botSchema } from './schemas.ts';

const refusedBot = {
  what: { ja: 'LINE がトークンを受け付けませんでした', en: 'LINE did not take the token' },
  todo: {
    ja: 'LINE Developers でチャネルアクセストークン（長期）を発行し直し、入力し直してください。',
    en: 'Issue the channel access token (long-lived) anew in LINE Developers and enter it.',
  },
};

/** Asks which official account a token belongs to. */
async function whoAmI(deps: NetworkDeps, options: LineOptions, token: string) {
  const call = { method: 'GET', path: '/v2/bot/info', repeat: 'harmless', doing: 'signing in' } as const;
  return readBody(botSchema, await createClient(deps, options, token)(call), call);
}

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(
  deps: NetworkDeps,
  options: LineOptions,
  fields: Record<string, string>,
): Promise<Connected> {
  const accessToken = (fields['channel_access_token'] ?? '').trim();
  const channelSecret = (fields['channel_secret'] ?? '').trim();
  // What else it holds would be a header of its own.
  if (!/^[\x21-\x7e]{1,1000}$/.test(accessToken)) {
    throw refusedInput('channel_access_token', {
      ja: 'チャネルアクセストークン（長期）を入力してください。',
      en: 'Enter the channel access token (long-lived) of the channel.',
    });
  }
  if (!/^[0-9a-f]{32}$/.test(channelSecret)) {
    throw refusedInput('channel_secret', {
      ja: 'チャネルシークレットは、32 文字の数字と a〜f です。「チャネル基本設定」にあります。',
      en: 'A channel secret has 32 digits and letters a–f. It stands under Basic settings.',
    });
  }
  try {
    const bot = await whoAmI(deps, options, accessToken);
    return {
      server: apiUrlOf(options),
      nativeId: bot.userId,
      handle: bot.basicId.replace(/^@/, ''),
      displayName: bot.displayName,
      ...(typeof bot.pictureUrl === 'string' ? { avatarUrl: bot.pictureUrl } : {}),
      secrets: { accessToken, channelSecret },
    };
  } catch (error) {
    throw blamedInput(error, 'channel_access_token', refusedBot);
  }
}

/** Throws `account_token_dead` where the token holds no longer, or belongs to another official account. */
export async function keepAlive(
  deps: NetworkDeps,
  options: LineOptions,
  account: AccountSession,
): Promise<void> {
  const { userId } = await whoAmI(deps, options, account.secrets['accessToken'] ?? '');
  if (userId === account.nativeId) return;
  throw new AppError(
    'account_token_dead',
    `The token belongs to another official account than ${account.handle}. Connect it again.`,
  );
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'LINE は、チャネルアクセストークンとチャネルシークレットで接続します。',
      en: 'LINE is connected by a channel access token and a channel secret.',
    }),
  );
