// Connects an app by the key of a service account and the app's package name, both tried at once.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { readPrivateKey } from '../kit/signed-jwt.ts';
import { createAsk } from './ask.ts';
import { apiUrlOf, createClient, type GooglePlayOptions, type Tokens } from './client.ts';

const keySchema = z.object({
  type: z.literal('service_account'),
  client_email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/)
    .max(320),
  private_key: z.string().max(20_000),
  private_key_id: z.string().max(200).optional(),
});

const noKey = {
  ja: 'サービス アカウントの JSON キーを、ファイルの中身ごと貼り付けてください（"type": "service_account" が入っています）。',
  en: 'Paste the JSON key of a service account, the whole of the file (it has "type": "service_account" in it).',
};
const noPackage = {
  ja: 'アプリのパッケージ名を入力してください。例：com.example.app',
  en: 'Enter the package name of the app, such as com.example.app.',
};
const refusedKey = {
  what: { ja: 'Google がこのキーを受け付けませんでした', en: 'Google did not take this key' },
  todo: {
    ja: 'Google Cloud で新しいキーを作り、貼り付け直してください。サーバーの時計が合っているかも確かめてください。',
    en: 'Make a new key in Google Cloud and paste it. See, too, that the clock of this server is right.',
  },
};
const lackingRight = {
  what: {
    ja: 'このサービス アカウントは、アプリのレビューを読めません',
    en: 'This service account may not read the app’s reviews',
  },
  todo: {
    ja: 'Play Console の「ユーザーと権限」で招待し、このアプリの「アプリ情報の閲覧」と「レビューへの返信」を許可してください。反映に 1 日ほどかかることがあります。API（Google Play Android Developer API）が有効かも確かめてください。',
    en: 'Invite it in Play Console under Users and permissions, and let it view app information of this app and reply to reviews; that may take a day to hold. See, too, that the Google Play Android Developer API is enabled.',
  },
};
const noApp = {
  what: { ja: 'このパッケージ名のアプリがありません', en: 'There is no app of this package name' },
  todo: {
    ja: 'Play Console のアプリ一覧で、名前の下にあるパッケージ名を確かめてください。',
    en: 'Look it up in Play Console, below the app’s name.',
  },
};

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** What can be seen to be wrong without asking anybody. */
function entered(fields: Record<string, string>) {
  const key = keySchema.safeParse(jsonIn((fields['service_account'] ?? '').trim()));
  if (!key.success || readPrivateKey(key.data.private_key, 'RS256') === null) {
    throw refusedInput('service_account', noKey);
  }
  const packageName = (fields['package_name'] ?? '').trim();
  if (!/^[a-z]\w*(?:\.[a-z]\w*)+$/i.test(packageName) || packageName.length > 255) {
    throw refusedInput('package_name', noPackage);
  }
  const { client_email: clientEmail, private_key: privateKey, private_key_id: keyId } = key.data;
  return { packageName, secrets: { clientEmail, privateKey, ...(keyId === undefined ? {} : { keyId }) } };
}

/** Throws `network_rejected` naming the field that was wrong. */
export async function connect(
  deps: NetworkDeps,
  options: GooglePlayOptions,
  tokens: Tokens,
  fields: Record<string, string>,
): Promise<Connected> {
  const { packageName, secrets } = entered(fields);
  await tokens.find(secrets).catch((error: unknown) => {
    throw blamedInput(error, 'service_account', refusedKey);
  });
  const account = { secrets, nativeId: packageName };
  const ask = createAsk(createClient(deps, options, tokens, account), packageName);
  await ask.page(null, undefined, 1).catch((error: unknown) => {
    const isGone = error instanceof AppError && error.code === 'network_post_gone';
    throw isGone
      ? blamedInput(error, 'package_name', noApp)
      : blamedInput(error, 'service_account', lackingRight);
  });
  return {
    server: apiUrlOf(options),
    nativeId: packageName,
    handle: packageName,
    displayName: packageName,
    secrets,
  };
}

/** Asks whether the key still holds: Google gives a token for it, and shows the app. */
export async function keepAlive(
  deps: NetworkDeps,
  options: GooglePlayOptions,
  tokens: Tokens,
  account: AccountSession,
): Promise<void> {
  await createAsk(createClient(deps, options, tokens, account), account.nativeId).page(null, undefined, 1);
}

/** The answer to OAuth. */
export const noOAuth = (): Promise<never> =>
  Promise.reject(
    refusedInput('kind', {
      ja: 'Google Play は、サービス アカウントのキーで接続します。',
      en: 'Google Play is connected by the key of a service account.',
    }),
  );
