// Connects a bot: by its token, asked at once whose it is, whether it may read messages, and what it may do in its servers.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { createClient, WEB } from './client.ts';
import type { Bot, DiscordClient, DiscordOptions } from './client.ts';
import { inviteLink, missingIn } from './permissions.ts';
import { avatarOf } from './normalise.ts';
import { applicationSchema, guildsSchema, userSchema } from './schemas.ts';
import type { DiscordGuild } from './schemas.ts';

/** Whether the intent Message Content is on, for bots in few servers and in many. */
const CONTENT_FLAGS = (1 << 18) | (1 << 19);
const GUILDS_PAGE = 200;
/** No bot of one company is in more. */
const MOST_GUILDS = 1_000;

const refusedBot = {
  what: { ja: 'Discord がトークンを受け付けませんでした', en: 'Discord did not take the token' },
  todo: {
    ja: 'Developer Portal の「Bot」で「Reset Token」を押し、表示された値を入力し直してください。',
    en: 'Press Reset Token on the Bot page of the Developer Portal, and enter what it shows.',
  },
};

const whoAmI = (client: DiscordClient) =>
  client({ method: 'GET', path: '/users/@me', result: userSchema, doing: 'signing in' });

/** The servers that the bot is in. */
export async function guildsOf(client: DiscordClient, signal?: AbortSignal): Promise<DiscordGuild[]> {
  const found: DiscordGuild[] = [];
  for (let after = '0'; found.length < MOST_GUILDS;) {
    const query = { limit: String(GUILDS_PAGE), after };
    const call = { method: 'GET', path: '/users/@me/guilds', query, doing: 'listing the servers' } as const;
    const page =
      (await client({ ...call, result: guildsSchema, ...(signal === undefined ? {} : { signal }) })) ?? [];
    found.push(...page);
    const last = page.at(-1);
    if (page.length < GUILDS_PAGE || last === undefined) break;
    after = last.id;
  }
  return found;
}

/** Throws where the bot could neither hear nor answer anybody, with what to do about it. */
async function expectUseful(client: DiscordClient): Promise<void> {
  const path = '/applications/@me';
  const { id, flags } = await client({
    method: 'GET',
    path,
    result: applicationSchema,
    doing: 'reading the app',
  });
  if (((flags ?? 0) & CONTENT_FLAGS) === 0) {
    throw refusedInput('token', {
      ja: 'ボットがメッセージの本文を読めません。Developer Portal の「Bot」で「Message Content Intent」をオンにして保存し、もう一度接続してください。',
      en: 'The bot cannot read what messages say. Turn on Message Content Intent on the Bot page of the Developer Portal, save, and connect again.',
    });
  }
  const guilds = await guildsOf(client);
  const link = inviteLink(id);
  if (guilds.length === 0) {
    throw refusedInput('token', {
      ja: `ボットはまだどのサーバーにもいません。次のリンクを開いて招待し、もう一度接続してください：${link}`,
      en: `The bot is in no server yet. Open this link to invite it, and connect again: ${link}`,
    });
  }
  const lacks = guilds.map(({ name, permissions }) => ({ name, missing: missingIn(permissions) }));
  const [first] = lacks;
  if (first === undefined || lacks.some(({ missing }) => missing.length === 0)) return;
  const names = (lang: 'ja' | 'en'): string =>
    first.missing.map(({ name }) => name[lang]).join(lang === 'ja' ? '、' : ', ');
  throw refusedInput('token', {
    ja: `サーバー「${first.name}」で、ボットに次の権限がありません：${names('ja')}。管理者がロールに許可するか、次のリンクで招待し直してください：${link}`,
    en: `In the server “${first.name}” the bot lacks: ${names('en')}. Have an administrator allow them to its role, or invite it again by this link: ${link}`,
  });
}

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(
  deps: NetworkDeps,
  options: DiscordOptions,
  fields: Record<string, string>,
): Promise<Connected> {
  const token = (fields['token'] ?? '').trim().replace(/^Bot\s+/i, '');
  if (!/^[\w-]{10,100}\.[\w-]{4,20}\.[\w-]{20,120}$/.test(token)) {
    throw refusedInput('token', {
      ja: 'ボットのトークンは、点で区切られた三つの部分からなります。Developer Portal の「Bot」で「Reset Token」を押すと表示されます。',
      en: 'A bot token has three parts between dots. Reset Token on the Bot page of the Developer Portal shows it.',
    });
  }
  const client = createClient(deps, options, { secrets: { token } });
  try {
    const me = await whoAmI(client);
    await expectUseful(client);
    const avatarUrl = avatarOf(me);
    return {
      server: WEB,
      nativeId: me.id,
      handle: me.username,
      displayName: me.global_name === '' ? me.username : me.global_name,
      ...(avatarUrl === undefined ? {} : { avatarUrl }),
      secrets: { token },
    };
  } catch (error) {
    if (error instanceof AppError && error.where === 'token') throw error;
    throw blamedInput(error, 'token', refusedBot);
  }
}

/** Throws `account_token_dead` where the token holds no longer, or belongs to another bot. */
export async function keepAlive(
  deps: NetworkDeps,
  options: DiscordOptions,
  account: Bot & Pick<AccountSession, 'nativeId' | 'handle'>,
): Promise<void> {
  const { id } = await whoAmI(createClient(deps, options, account));
  if (id === account.nativeId) return;
  throw new AppError(
    'account_token_dead',
    `The token belongs to another bot than ${account.handle}. Connect it again.`,
  );
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'Discord は、ボットのトークンで接続します。',
      en: 'Discord is connected by the token of a bot.',
    }),
  );
