// Connects a Page: by its app and a token of somebody who manages it, all asked for at once, so that each is blamed for itself.
import { AppError } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { askingBy, askPage } from '../kit/meta-conversations.ts';
import { successSchema } from '../kit/meta-message-schemas.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { createApp, expectWorth, permissions, type App } from './app.ts';
import { createAsk } from './ask.ts';
import { apiUrlOf, createClient, readBody, type FacebookOptions } from './client.ts';
import { ownedPageSchema, type OwnedPage } from './schemas.ts';

const refusedApp = {
  what: {
    ja: 'アプリ ID と app secret の組み合わせが正しくありません',
    en: 'The app ID and the app secret do not belong together',
  },
  todo: {
    ja: 'Meta のアプリの設定 › ベーシックから、両方を入力し直してください。',
    en: 'Enter both as they stand under App settings › Basic at Meta.',
  },
};
const refusedToken = {
  what: { ja: 'Meta がトークンを受け付けませんでした', en: 'Meta did not take the token' },
  todo: {
    ja: `グラフ API エクスプローラでこのアプリを選び、${permissions.join('、')}、pages_show_list を付けて発行し直してください。`,
    en: `Make a new one in the Graph API Explorer: choose this app, and ${permissions.join(', ')} and pages_show_list.`,
  },
};
const refusedPage = {
  what: {
    ja: 'アプリがこのページの通知を受け取れるようになりませんでした',
    en: 'The app could not be had told of this Page',
  },
  todo: {
    ja: 'トークンを発行した人が、このページを管理しているか確かめてください。',
    en: 'Check that whoever made the token manages this Page.',
  },
};

/** What Facebook is to tell of a Page. */
const FIELDS =
  'feed,mention,ratings,messages,message_echoes,message_edits,message_reactions,messaging_postbacks';

interface Entered {
  app: App;
  token: string;
  pageId: string;
  humanAgent: 'true' | 'false';
}

const refuse = (where: string, ja: string, en: string): never => {
  throw refusedInput(where, { ja, en });
};

/** What can be seen to be wrong without asking anybody. */
function entered(fields: Record<string, string>): Entered {
  const of = (name: string): string => (fields[name] ?? '').trim();
  const [id, secret, token, pageId] = [of('app_id'), of('app_secret'), of('access_token'), of('page_id')];
  if (!/^\d{5,25}$/.test(id)) {
    refuse(
      'app_id',
      'アプリ ID は数字だけです。アプリの設定 › ベーシックにあります。',
      'An app ID has digits only. It stands under App settings › Basic.',
    );
  }
  if (!/^[0-9a-f]{32}$/.test(secret)) {
    refuse(
      'app_secret',
      'app secret は、32 文字の数字と a〜f です。アプリの設定 › ベーシックにあります。',
      'An app secret has 32 digits and letters a–f. It stands under App settings › Basic.',
    );
  }
  // What else it holds would be a header of its own.
  if (!/^[\x21-\x7e]{20,1000}$/.test(token)) {
    refuse('access_token', 'アクセストークンを入力してください。', 'Enter the access token.');
  }
  if (pageId !== '' && !/^\d{5,25}$/.test(pageId)) {
    refuse(
      'page_id',
      'ページ ID は数字だけです。ページの「基本データ › ページの透明性」にあります。',
      'A Page ID has digits only. It stands on the Page under About › Page transparency.',
    );
  }
  // Whether Meta approved the app for the tag of human agents: nobody but Meta and the company knows.
  return { app: { id, secret }, token, pageId, humanAgent: of('human_agent') === 'true' ? 'true' : 'false' };
}

/** The app of a connected Page. */
export const appOf = ({ secrets }: Pick<AccountSession, 'secrets'>): App => ({
  id: secrets['appId'] ?? '',
  secret: secrets['appSecret'] ?? '',
});

/** The Page that is meant, of those that a person manages. */
function chosen(pages: readonly OwnedPage[], pageId: string): OwnedPage {
  const [only, ...others] = pages;
  if (only === undefined) {
    return refuse(
      'access_token',
      'このトークンで管理できるページがありません。発行するときにページを選び、pages_show_list を付けてください。',
      'No Page can be managed with this token. Choose the Page when you make it, and pages_show_list.',
    );
  }
  const named = (): string =>
    pages
      .map(({ id, name }) => `${name} (${id})`)
      .slice(0, 20)
      .join(', ');
  if (pageId === '' && others.length > 0) {
    return refuse(
      'page_id',
      `ページが複数あります。接続するページの ID を入力してください：${named()}`,
      `There are several Pages. Enter the ID of the one to connect: ${named()}`,
    );
  }
  const found = pageId === '' ? only : pages.find(({ id }) => id === pageId);
  return (
    found ??
    refuse(
      'page_id',
      `このトークンで管理できるページにありません。管理できるのは：${named()}`,
      `It is none of the Pages that this token manages: ${named()}`,
    )
  );
}

const MOST_PAGES = 20;
async function managed(
  deps: NetworkDeps,
  options: FacebookOptions,
  { app, token }: Pick<Entered, 'app' | 'token'>,
): Promise<OwnedPage[]> {
  const client = createClient(deps, options, { secrets: { accessToken: token, appSecret: app.secret } });
  const ask = askingBy(client, readBody);
  const pages: OwnedPage[] = [];
  let after: string | null = null;
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const fields = 'id,name,username,access_token';
    const page = await askPage(ask, ['me/accounts', 'reading the Pages', { fields }], after);
    pages.push(...page.data.flatMap((raw) => ownedPageSchema.safeParse(raw).data ?? []));
    if (page.next === null) break;
    after = page.next;
  }
  return pages;
}

/** The token of the Page. That of a person is changed for a lasting one first: what is given for it does not end. */
async function pageToken(deps: NetworkDeps, options: FacebookOptions, input: Entered): Promise<string> {
  const { app, token, pageId } = input;
  const asked = createApp(deps, options, app);
  const info = await asked.token(token).catch((error: unknown) => {
    throw blamedInput(error, 'app_secret', refusedApp);
  });
  const blamed = (error: unknown): never => {
    if (error instanceof AppError && error.where !== undefined) throw error;
    throw blamedInput(error, 'access_token', refusedToken);
  };
  if (!info.is_valid) throw blamedInput(new AppError('account_token_dead', ''), 'access_token', refusedToken);
  if (typeof info.app_id === 'string' && info.app_id !== app.id) {
    refuse(
      'access_token',
      'このトークンは別のアプリのものです。グラフ API エクスプローラで、このアプリを選んで発行してください。',
      'This token is another app’s. Choose this app in the Graph API Explorer and make one there.',
    );
  }
  if (info.type.toUpperCase() === 'PAGE') {
    if (info.expires_at !== 0) {
      refuse(
        'access_token',
        'これは数時間で切れるページのトークンです。ユーザーのトークンを入力すると、Kizuki が期限のないものに替えます。',
        'This Page token ends within hours. Enter a token of a person, for which Kizuki gets one that does not end.',
      );
    }
    if (pageId !== '' && info.profile_id !== pageId) {
      refuse('page_id', 'このトークンは別のページのものです。', 'This token is another Page’s.');
    }
    return token;
  }
  const lasting = info.expires_at === 0 ? token : await asked.lasting(token).catch(blamed);
  const pages = await managed(deps, options, { app, token: lasting }).catch(blamed);
  return chosen(pages, pageId).access_token;
}

async function expectPermissions(deps: NetworkDeps, options: FacebookOptions, app: App, token: string) {
  const info = await createApp(deps, options, app).token(token);
  try {
    expectWorth(info, deps.now());
  } catch (error) {
    const why = error instanceof AppError ? (error.data?.['why'] as BothLanguages | undefined) : undefined;
    if (why === undefined) throw error;
    const lacking = permissions.filter((one) => !info.scopes.includes(one));
    throw refusedInput('access_token', {
      ja: `トークンに ${lacking.join('、')} の権限がありません。${refusedToken.todo.ja}`,
      en: `The token lacks ${lacking.join(', ')}. ${refusedToken.todo.en}`,
    });
  }
}

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(
  deps: NetworkDeps,
  options: FacebookOptions,
  fields: Record<string, string>,
): Promise<Connected> {
  const input = entered(fields);
  const { app, humanAgent } = input;
  const accessToken = await pageToken(deps, options, input);
  await expectPermissions(deps, options, app, accessToken);
  const secrets = { accessToken, appSecret: app.secret, appId: app.id, humanAgent };
  const client = createClient(deps, options, { secrets });
  const page = await createAsk(client)
    .me()
    .catch((error: unknown) => {
      throw blamedInput(error, 'access_token', refusedToken);
    });
  // Without it Facebook calls nobody, whatever address was entered. Done again it changes nothing.
  const call = {
    method: 'POST',
    path: 'me/subscribed_apps',
    query: { subscribed_fields: FIELDS },
    repeat: 'harmless',
    doing: 'having the app told',
  } as const;
  await client(call)
    .then((answer) => readBody(successSchema, answer, call))
    .catch((error: unknown) => {
      throw blamedInput(error, 'access_token', refusedPage);
    });
  const avatarUrl = page.picture?.data.url;
  return {
    server: apiUrlOf(options),
    nativeId: page.id,
    handle: page.username ?? page.id,
    displayName: page.name,
    ...(typeof avatarUrl === 'string' ? { avatarUrl } : {}),
    secrets,
  };
}

/** A Page's token is not renewed: it holds until somebody takes it back. Throws `account_token_dead` where that happened. */
export async function keepAlive(
  deps: NetworkDeps,
  options: FacebookOptions,
  account: AccountSession,
): Promise<void> {
  const info = await createApp(deps, options, appOf(account)).token(account.secrets['accessToken'] ?? '');
  expectWorth(info, deps.now());
  const { data_access_expires_at: endsAt } = info;
  if (endsAt !== 0 && endsAt * 1_000 < deps.now()) {
    deps.log.warn({ network: 'facebook' }, 'the right to read people’s data ended: connect the Page again');
  }
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'Facebook ページは、アプリとアクセストークンで接続します。',
      en: 'A Facebook Page is connected by an app and an access token.',
    }),
  );
