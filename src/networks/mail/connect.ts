// Connects a mailbox: a real sign-in on both servers, and the folders that are needed.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { blamedInput, refusedInput } from '../kit/refused-input.ts';
import { openFolder, openSentFolder, withImap } from './imap.ts';
import { readSettings, secretsOf, settingsOf } from './settings.ts';
import { checkSmtp } from './smtp.ts';

/** Names the field that was wrong. */
function blame(error: unknown, protocol: 'imap' | 'smtp', host: string): AppError {
  // What names its field already.
  if (error instanceof AppError && error.where?.startsWith(protocol) === true) return error;
  if (error instanceof AppError && error.code === 'account_token_dead') {
    const en = error.message.replace(' Connect the account again.', '');
    const ja = `${host} にサインインできませんでした。ユーザー名とパスワードを確かめてください。`;
    return refusedInput('password', { ja, en }, error);
  }
  const name = protocol.toUpperCase();
  return blamedInput(error, `${protocol}_host`, {
    what: {
      ja: `${name} サーバー ${host} を使えませんでした`,
      en: `The ${name} server ${host} could not be used`,
    },
    todo: { ja: 'サーバーの名前とポートを確かめてください。', en: 'Check its name and its port.' },
  });
}

/** Checks what was entered by signing in; throws `network_rejected` with the field in `where`. */
export async function connect(deps: NetworkDeps, fields: Record<string, string>): Promise<Connected> {
  const settings = readSettings(fields);
  try {
    await withImap(deps, settings, 'signing in', async (client) => {
      await openFolder(client, 'INBOX');
      await openSentFolder(client);
    });
  } catch (error) {
    throw blame(error, 'imap', settings.imap.host);
  }
  try {
    await checkSmtp(deps, settings);
  } catch (error) {
    throw blame(error, 'smtp', settings.smtp.host);
  }
  const { address, name, imap } = settings;
  return {
    server: `imap://${imap.host.includes(':') ? `[${imap.host}]` : imap.host}:${String(imap.port)}`,
    nativeId: address,
    handle: address,
    displayName: name === '' ? address : name,
    secrets: secretsOf(settings),
  };
}

/** Signs in on both; throws `account_token_dead` where the password holds no longer. */
export async function keepAlive(deps: NetworkDeps, account: AccountSession): Promise<void> {
  const settings = settingsOf(account);
  await withImap(deps, settings, 'signing in', (client) => openFolder(client, 'INBOX'));
  await checkSmtp(deps, settings);
}
