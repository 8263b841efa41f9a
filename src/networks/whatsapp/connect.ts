// Connects a phone number: by a token, an app secret, and the two ids, all asked for at once, so that each is blamed for itself.
import { AppError } from '../../domain/errors.ts';
import type { GraphCall, GraphClient } from '../kit/meta-graph.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { apiUrlOf, createClient, readBody } from './client.ts';
import type { WhatsAppOptions } from './client.ts';
import { numberSchema, numbersSchema, successSchema } from './schemas.ts';

const refusedToken = {
  what: { ja: 'Meta がトークンを受け付けませんでした', en: 'Meta did not take the token' },
  todo: {
    ja: 'ビジネス設定のシステムユーザーで、whatsapp_business_messaging と whatsapp_business_management を選んで発行し直し、入力し直してください。',
    en: 'Make a new one for the system user in Business settings, with whatsapp_business_messaging and whatsapp_business_management, and enter it.',
  },
};
const refusedSecret = {
  what: {
    ja: 'app secret がこのトークンのアプリのものではありません',
    en: 'The app secret is not that of the token’s app',
  },
  todo: {
    ja: 'アプリの設定 › ベーシックの「app secret」を入力し直してください。',
    en: 'Enter the app secret that stands under App settings › Basic of the app.',
  },
};
const refusedNumber = {
  what: { ja: 'この電話番号 ID を読めませんでした', en: 'This phone number ID could not be read' },
  todo: {
    ja: 'WhatsApp › API 設定の「電話番号 ID」です（電話番号そのものではありません）。システムユーザーに、この WhatsApp アカウントの権限も必要です。',
    en: 'It stands as “Phone number ID” under WhatsApp › API setup (it is not the number itself). The system user needs access to this WhatsApp account, too.',
  },
};
const refusedAccount = {
  what: {
    ja: 'この WhatsApp ビジネスアカウントを読めませんでした',
    en: 'This WhatsApp Business Account could not be read',
  },
  todo: {
    ja: 'WhatsApp › API 設定の「WhatsApp ビジネスアカウント ID」と、トークンの権限 whatsapp_business_management を確かめてください。',
    en: 'Check the “WhatsApp Business Account ID” under WhatsApp › API setup, and that the token has whatsapp_business_management.',
  },
};

export const asking = (path: string, doing: string, query: Record<string, string> = {}) =>
  ({ method: 'GET', path, query, repeat: 'harmless', doing }) as const satisfies GraphCall;

async function readNumber(client: GraphClient, id: string) {
  const call = asking(id, 'reading the phone number', { fields: 'id,display_phone_number,verified_name' });
  return readBody(numberSchema, await client(call), call);
}

/** Digits alone, as WhatsApp writes numbers. */
const digitsOf = (shown: string): string => shown.replaceAll(/\D/g, '');

interface Entered {
  numberId: string;
  accountId: string;
  secrets: Record<string, string>;
}

/** What can be seen to be wrong without asking anybody. */
function entered(fields: Record<string, string>): Entered {
  const of = (name: string): string => (fields[name] ?? '').trim();
  const [numberId, accountId] = [of('phone_number_id'), of('waba_id')];
  for (const [where, id] of [
    ['phone_number_id', numberId],
    ['waba_id', accountId],
  ] as const) {
    if (!/^\d{5,25}$/.test(id)) {
      throw refusedInput(where, {
        ja: 'ID は数字だけです。WhatsApp › API 設定に表示されています。',
        en: 'An ID has digits only. It stands under WhatsApp › API setup.',
      });
    }
  }
  const [accessToken, appSecret] = [of('access_token'), of('app_secret')];
  // What else it holds would be a header of its own.
  if (!/^[\x21-\x7e]{20,1000}$/.test(accessToken)) {
    throw refusedInput('access_token', {
      ja: 'システムユーザーのアクセストークンを入力してください。',
      en: 'Enter the access token of the system user.',
    });
  }
  if (!/^[0-9a-f]{32}$/.test(appSecret)) {
    throw refusedInput('app_secret', {
      ja: 'app secret は、32 文字の数字と a〜f です。アプリの設定 › ベーシックにあります。',
      en: 'An app secret has 32 digits and letters a–f. It stands under App settings › Basic.',
    });
  }
  return { numberId, accountId, secrets: { accessToken, appSecret, wabaId: accountId } };
}

const saysProof = (error: unknown): boolean =>
  error instanceof AppError && /appsecret_proof/i.test(error.message);

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(
  deps: NetworkDeps,
  options: WhatsAppOptions,
  fields: Record<string, string>,
): Promise<Connected> {
  const { numberId, accountId, secrets } = entered(fields);
  const client = createClient(deps, options, { secrets });
  const blamed = (error: unknown, where: string, words: Parameters<typeof blamedInput>[2]): unknown => {
    if (saysProof(error)) return blamedInput(error, 'app_secret', refusedSecret);
    const isToken = error instanceof AppError && error.data?.['code'] === 190;
    return isToken ? blamedInput(error, 'access_token', refusedToken) : blamedInput(error, where, words);
  };
  const number = await readNumber(client, numberId).catch((error: unknown) => {
    throw blamed(error, 'phone_number_id', refusedNumber);
  });
  try {
    await expectNumberIn(client, accountId, numberId);
    await subscribe(client, accountId);
  } catch (error) {
    throw blamed(error, 'waba_id', refusedAccount);
  }
  return {
    server: apiUrlOf(options),
    nativeId: number.id,
    handle: digitsOf(number.display_phone_number),
    displayName: number.verified_name,
    secrets,
  };
}

async function expectNumberIn(client: GraphClient, accountId: string, numberId: string): Promise<void> {
  const call = asking(`${accountId}/phone_numbers`, 'reading the account’s numbers', { limit: '100' });
  const { data } = readBody(numbersSchema, await client(call), call);
  if (data.some(({ id }) => id === numberId)) return;
  throw new AppError('network_rejected', 'the phone number is not one of this account');
}

/** Without it Meta calls nobody, whatever address was entered. Done again it changes nothing. */
async function subscribe(client: GraphClient, accountId: string): Promise<void> {
  const call = {
    method: 'POST',
    path: `${accountId}/subscribed_apps`,
    repeat: 'harmless',
    doing: 'subscribing to the account',
  } as const;
  readBody(successSchema, await client(call), call);
}

/** Throws `account_token_dead` where the token holds no longer, or sees the number no more. */
export async function keepAlive(
  deps: NetworkDeps,
  options: WhatsAppOptions,
  account: AccountSession,
): Promise<void> {
  await readNumber(createClient(deps, options, account), account.nativeId);
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'WhatsApp は、アクセストークンと app secret で接続します。',
      en: 'WhatsApp is connected by an access token and an app secret.',
    }),
  );
