// Connects a mailbox: a real sign-in on both servers, and the folders that are needed.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Connected, NetworkDeps } from '../kit/network.ts';
import { openFolder, openSentFolder, withImap } from './imap.ts';
import { readSettings, secretsOf, settingsOf } from './settings.ts';
import { checkSmtp } from './smtp.ts';

/** Names the field that was wrong. */
function blame(error: unknown, server: 'imap_host' | 'smtp_host'): AppError {
  const isOurs = error instanceof AppError;
  const where = isOurs && error.code === 'account_token_dead' ? 'password' : server;
  const said = isOurs ? error.message.replace(' Connect the account again.', '') : String(error);
  return new AppError('network_rejected', said, { where, cause: error });
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
    throw blame(error, 'imap_host');
  }
  try {
    await checkSmtp(deps, settings);
  } catch (error) {
    throw blame(error, 'smtp_host');
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
