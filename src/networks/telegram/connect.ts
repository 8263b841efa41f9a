// Connects a bot: by its token, asked at once whose it is; a webhook that another program set is removed only where somebody says so.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, notAServerOf, refusedInput } from '../kit/refused-input.ts';
import { addressOf } from '../kit/server-address.ts';
import { anything, createClient } from './client.ts';
import type { Bot, TelegramClient } from './client.ts';
import { PUBLIC_SERVER } from './manifest.ts';
import { userSchema, webhookSchema } from './schemas.ts';

const refusedBot = {
  what: { ja: 'Telegram がトークンを受け付けませんでした', en: 'Telegram did not take the token' },
  todo: {
    ja: '@BotFather で /mybots からボットを選び、API Token の値を入力し直してください。',
    en: 'Choose the bot under /mybots of @BotFather, and enter its API token again.',
  },
};

const hasWebhook = {
  ja: 'このボットには webhook が設定されています。ほかのプログラムがメッセージを受け取っているため、Kizuki には届きません。そのプログラムが要らないときだけ、「webhook を外す」をオンにして接続してください。',
  en: 'A webhook is set for this bot: another program takes its messages, and none would come here. If that program is no longer needed, turn on “Remove the webhook” and connect.',
};

const whoAmI = (client: TelegramClient) =>
  client({ method: 'getMe', result: userSchema, repeat: 'harmless', doing: 'signing in' });

async function expectNoWebhook(client: TelegramClient, mayRemove: boolean): Promise<void> {
  const doing = 'asking for the webhook';
  const asked = { method: 'getWebhookInfo', result: webhookSchema, repeat: 'harmless', doing } as const;
  if ((await client(asked)).url === '') return;
  if (!mayRemove) throw refusedInput('remove_webhook', hasWebhook);
  // What waits there is kept: it comes in with the first listening.
  const params = { drop_pending_updates: false };
  const removing = { method: 'deleteWebhook', params, result: anything, repeat: 'harmless' } as const;
  await client({ ...removing, doing: 'removing the webhook' });
}

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(deps: NetworkDeps, fields: Record<string, string>): Promise<Connected> {
  const token = (fields['token'] ?? '').trim();
  const entered = (fields['server'] ?? '').trim();
  // What else it holds would be another address.
  if (!/^\d{1,20}:[\w-]{10,200}$/.test(token)) {
    throw refusedInput('token', {
      ja: 'ボットのトークンは 123456789:AAE… のような形です。@BotFather の API Token を入力してください。',
      en: 'A bot token looks like 123456789:AAE…; enter the API token that @BotFather shows.',
    });
  }
  const server = entered === '' ? PUBLIC_SERVER : addressOf(entered, PUBLIC_SERVER);
  const client = createClient(deps, { server, secrets: { token } });
  try {
    const { id, username = '', first_name: displayName } = await whoAmI(client);
    await expectNoWebhook(client, fields['remove_webhook'] === 'true');
    return { server, nativeId: String(id), handle: username, displayName, secrets: { token } };
  } catch (error) {
    if (error instanceof AppError && error.where === 'remove_webhook') throw error;
    const isToken = error instanceof AppError && error.code === 'account_token_dead';
    if (isToken || entered === '') throw blamedInput(error, 'token', refusedBot);
    throw blamedInput(error, 'server', notAServerOf('Telegram', new URL(server).host));
  }
}

/** Throws `account_token_dead` where the token holds no longer, or belongs to another bot. */
export async function keepAlive(
  deps: NetworkDeps,
  account: Bot & Pick<AccountSession, 'nativeId' | 'handle'>,
): Promise<void> {
  const { id } = await whoAmI(createClient(deps, account));
  if (String(id) === account.nativeId) return;
  throw new AppError(
    'account_token_dead',
    `The token belongs to another bot than ${account.handle}. Connect it again.`,
  );
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'Telegram は、ボットのトークンで接続します。',
      en: 'Telegram is connected by the token of a bot.',
    }),
  );
