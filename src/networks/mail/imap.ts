// One IMAP connection of an account: opened, used, closed, and every failure named.
import { ImapFlow, type SearchObject } from 'imapflow';
import { AppError } from '../../domain/errors.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { refusedInput } from '../kit/refused-input.ts';
import { transportError } from '../kit/http.ts';
import type { MailRecord } from './normalise.ts';
import { wayTo } from './reach.ts';
import type { Settings } from './settings.ts';

/** Of one mail; the rest of a longer one (files, mostly) stays on the server. */
export const MAX_SOURCE_BYTES = 512 * 1024;
const CONNECT_TIMEOUT_MS = 20_000;
/** Mails read at once: with the above, the memory one source takes. */
const PAGE = 20;

/** What a server says of a password that holds no longer (RFC 5530). */
const refusals = new Set(['AUTHENTICATIONFAILED', 'AUTHORIZATIONFAILED', 'EXPIRED']);
/** Of a refusal without such a word: it speaks of the server, not of the password. */
const passing =
  /connection|too many|limit|temporar|unavailable|later|busy|internal|throttl|time[d -]*out|in use|maintenance/iu;

const fieldOf = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/** Whether a sign-in was refused for good; the client calls every failure of it so, a broken connection too. */
function isRefused(error: unknown, text: string): boolean {
  if (fieldOf(error, 'authenticationFailed') !== true || fieldOf(error, 'responseStatus') !== 'NO')
    return false;
  const code = fieldOf(error, 'serverResponseCode');
  // ALERT asks for the text to be shown, and says nothing of the reason.
  if (typeof code === 'string' && code !== 'ALERT') return refusals.has(code);
  return !passing.test(text);
}

/** Names what went wrong; what is named already stays. */
export function imapError(error: unknown, settings: Settings, doing: string): AppError {
  if (error instanceof AppError) return error;
  const said = fieldOf(error, 'responseText');
  const text =
    typeof said === 'string' && said !== '' ? said : error instanceof Error ? error.message : String(error);
  const where = `The mail server ${settings.imap.host}`;
  if (isRefused(error, text)) {
    const message = `${where} refused the sign-in of ${settings.user}: ${text}. Connect the account again.`;
    return new AppError('account_token_dead', message, { cause: error });
  }
  if (fieldOf(error, 'responseStatus') !== undefined) {
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

/** A question the server gave no whole answer to: nothing may be concluded from what is missing. */
export function unanswered(what: string): AppError {
  return new AppError('network_unavailable', `The mail server did not answer ${what}.`);
}

/** The UIDs in the open folder that fit, oldest first; throws `network_unavailable` where the server did not search. */
export async function search(client: ImapFlow, query: SearchObject): Promise<number[]> {
  if (client.mailbox === false) throw unanswered('a search: no folder is open');
  // Some servers answer a search of an empty folder with an error.
  if (client.mailbox.exists === 0) return [];
  // It does not throw: a refusal and a broken connection are `false`.
  const found = await client.search(query, { uid: true });
  if (!Array.isArray(found)) throw unanswered('a search');
  return found.toSorted((a, b) => a - b);
}

/** Reads mails of the open folder, page by page, in the order of their UIDs. */
export async function* readRecords(client: ImapFlow, uids: readonly number[]): AsyncGenerator<MailRecord[]> {
  const { mailbox } = client;
  if (mailbox === false) throw unanswered('for its mails: no folder is open');
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
      // A server may speak of others meanwhile; a mail that is gone by now has no bytes, and is `false`.
      if (!Buffer.isBuffer(source) || !wanted.includes(uid)) continue;
      const at = new Date(internalDate ?? 0);
      page.push({
        uid,
        uidValidity,
        receivedAt: (Number.isNaN(at.getTime()) ? new Date(0) : at).toISOString(),
        size: size ?? source.length,
        source: source.toString('latin1'),
      });
    }
    if (!client.usable) throw unanswered('for all its mails: the connection ended');
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

/**
 * Opens the folder of sent mail for writing. Throws `network_rejected` where it keeps no drafts: a mail that was only tried
 * could not be told from one that was sent.
 */
export async function openSentFolder(client: ImapFlow): Promise<string> {
  const folder = await sentFolder(client);
  await openFolder(client, folder, true);
  const { mailbox } = client;
  if (mailbox === false) throw unanswered('for the sent mails');
  // A server that names no flags keeps them all (RFC 3501).
  const keepsDrafts = mailbox.permanentFlags?.has('\\Draft') ?? true;
  if (mailbox.readOnly === true || !keepsDrafts) {
    throw refusedInput('imap_host', {
      ja: `フォルダー「${folder}」に下書きを置けないため、二重送信を防げません。このメールボックスに、書き込みと \\Draft フラグの保存を許可してください。`,
      en: `The folder “${folder}” takes no drafts, so that nobody could know whether a mail was sent twice. Allow this mailbox to write there and to keep the flag \\Draft.`,
    });
  }
  return folder;
}
