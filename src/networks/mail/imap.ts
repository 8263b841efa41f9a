// One IMAP connection of an account: opened, used, closed, and every failure named.
import { ImapFlow, type SearchObject } from 'imapflow';
import { AppError } from '../../domain/errors.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { transportError } from '../kit/http.ts';
import type { MailRecord } from './normalise.ts';
import { wayTo } from './reach.ts';
import type { Settings } from './settings.ts';

/** Of one mail; the rest of a longer one (files, mostly) stays on the server. */
export const MAX_SOURCE_BYTES = 512 * 1024;
const CONNECT_TIMEOUT_MS = 20_000;
/** Mails read at once: with the above, the memory one source takes. */
const PAGE = 20;

const passing = new Set([
  'UNAVAILABLE',
  'INUSE',
  'LIMIT',
  'SERVERBUG',
  'THROTTLED',
  'OVERQUOTA',
  'CONTACTADMIN',
]);

const fieldOf = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/** Names what went wrong; what is named already stays. */
export function imapError(error: unknown, settings: Settings, doing: string): AppError {
  if (error instanceof AppError) return error;
  const said = fieldOf(error, 'responseText');
  const code = fieldOf(error, 'serverResponseCode');
  const text =
    typeof said === 'string' && said !== '' ? said : error instanceof Error ? error.message : String(error);
  const where = `The mail server ${settings.imap.host}`;
  const isPassing = typeof code === 'string' && passing.has(code);
  if (fieldOf(error, 'authenticationFailed') === true && !isPassing) {
    const message = `${where} refused the sign-in of ${settings.user}: ${text}. Connect the account again.`;
    return new AppError('account_token_dead', message, { cause: error });
  }
  if (isPassing || fieldOf(error, 'responseStatus') !== undefined) {
    const message = `${where} did not do what was asked while ${doing}: ${text}`;
    return new AppError('network_unavailable', message, { cause: error });
  }
  return transportError(error, { network: where, doing, repeat: 'harmless' });
}

/** Connects and signs in. The caller closes it. Errors: those of `imapError`. */
export async function openImap(
  deps: Pick<NetworkDeps, 'socketGuard'>,
  settings: Settings,
  doing: string,
): Promise<ImapFlow> {
  const way = await wayTo(deps, settings.imap);
  const client = new ImapFlow({
    host: way.address,
    port: way.port,
    servername: way.serverName,
    secure: way.encryption === 'tls',
    ...(way.encryption === 'upgrade' ? { doSTARTTLS: true } : {}),
    ...(way.encryption === 'plain' ? { doSTARTTLS: false } : {}),
    auth: { user: settings.user, pass: settings.password },
    clientInfo: { name: 'Kizuki' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    maxLineLength: 4 * 1024 * 1024,
    maxLiteralSize: 4 * MAX_SOURCE_BYTES,
    maxResponseSize: 8 * MAX_SOURCE_BYTES,
  });
  // Without a listener a connection that breaks later would end the program; whoever waits on it is told by its call.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw imapError(error, settings, doing);
  }
  return client;
}

/** Opens a connection for one piece of work. */
export async function withImap<T>(
  deps: Pick<NetworkDeps, 'socketGuard'>,
  settings: Settings,
  doing: string,
  act: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const client = await openImap(deps, settings, doing);
  try {
    return await act(client);
  } catch (error) {
    throw imapError(error, settings, doing);
  } finally {
    client.close();
  }
}

/** Opens a folder; reading leaves marks (read, new) as they are. */
export async function openFolder(client: ImapFlow, folder: string, forWriting = false): Promise<void> {
  await client.mailboxOpen(folder, { readOnly: !forWriting });
}

/** The UIDs in the open folder that fit, oldest first. */
export async function search(client: ImapFlow, query: SearchObject): Promise<number[]> {
  // Some servers answer a search of an empty folder with an error.
  if (client.mailbox === false || client.mailbox.exists === 0) return [];
  const found = await client.search(query, { uid: true });
  return Array.isArray(found) ? found.toSorted((a, b) => a - b) : [];
}

/** Reads mails of the open folder, page by page, in the order of their UIDs. */
export async function* readRecords(client: ImapFlow, uids: readonly number[]): AsyncGenerator<MailRecord[]> {
  const { mailbox } = client;
  if (mailbox === false) return;
  const uidValidity = String(mailbox.uidValidity);
  for (let at = 0; at < uids.length; at += PAGE) {
    const wanted = uids.slice(at, at + PAGE);
    const page: MailRecord[] = [];
    const query = {
      uid: true,
      size: true,
      internalDate: true,
      source: { start: 0, maxLength: MAX_SOURCE_BYTES },
    };
    for await (const message of client.fetch(wanted.join(','), query, { uid: true })) {
      const { uid, size, internalDate, source } = message;
      // A server may speak of others meanwhile.
      if (source === undefined || !wanted.includes(uid)) continue;
      const at = new Date(internalDate ?? 0);
      page.push({
        uid,
        uidValidity,
        receivedAt: (Number.isNaN(at.getTime()) ? new Date(0) : at).toISOString(),
        size: size ?? source.length,
        source: source.toString('latin1'),
      });
    }
    yield page.toSorted((a, b) => a.uid - b.uid);
  }
}

const sentNames = /^(?:sent|sent items|sent messages|sent mail|送信済み(?:メール|トレイ|アイテム)?)$/iu;

/** The folder of sent mail: by its mark, by its name, or made. */
export async function sentFolder(client: ImapFlow): Promise<string> {
  const folders = await client.list();
  const marked = folders.find(({ specialUse }) => specialUse === '\\Sent');
  const found = marked ?? folders.find(({ name }) => sentNames.test(name));
  if (found !== undefined) return found.path;
  await client.mailboxCreate('Sent');
  return 'Sent';
}
