// Listens to a folder: what came since the last UID, then what IDLE announces; a new numbering is read again by date.
import type { ImapFlow } from 'imapflow';
import { AppError } from '../../domain/errors.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import { imapError, openFolder, openImap, readRecords, search } from './imap.ts';
import { hearPage, type Hearing } from './hear.ts';
import { Position } from './position.ts';
import { sentMails } from './sent.ts';
import { settingsOf } from './settings.ts';

/** What is asked for anyway, where IDLE said nothing; it shows that the connection lives. */
const LOOK_EVERY_MS = 60_000;
const LOOK_WITHOUT_IDLE_MS = 10_000;
const MAX_LOOK_BACK_HOURS = 24 * 365;
const DAY_MS = 86_400_000;
/** Of a mail, kept beside the post, in bytes. */
const MAX_KEPT = 100_000;

/** The folder of a source; throws nothing, an empty name is the inbox. */
export function folderOf(config: Record<string, string>): string {
  return config['folder']?.trim() || 'INBOX';
}

/** Opens a source's folder; throws `network_rejected` naming the field where there is none. */
export async function openSource(client: ImapFlow, config: Record<string, string>): Promise<void> {
  const folder = folderOf(config);
  try {
    await openFolder(client, folder);
  } catch (error) {
    const isMissing =
      typeof error === 'object' && error !== null && Reflect.get(error, 'mailboxMissing') === true;
    if (!isMissing) throw error;
    throw new AppError('network_rejected', `There is no folder “${folder}” in this mailbox`, {
      where: 'folder',
      cause: error,
    });
  }
}

/** Rings when something new came, or the connection ended. */
function bellOf(client: ImapFlow): {
  wait(ms: number, deps: NetworkDeps, signal: AbortSignal): Promise<void>;
  isBroken(): boolean;
} {
  let hasNews = false;
  let isClosed = false;
  let ring = (): void => {};
  client.on('exists', () => {
    hasNews = true;
    ring();
  });
  client.on('close', () => {
    isClosed = true;
    ring();
  });
  return {
    isBroken: () => isClosed,
    async wait(ms, deps, signal) {
      if (!hasNews && !isClosed && !signal.aborted) {
        const early = new AbortController();
        ring = () => early.abort();
        // The next command ends it; that it was ended, or cannot be had, is no news.
        client.idle().catch(() => undefined);
        const stop = AbortSignal.any([early.signal, signal]);
        await deps.sleep(ms, stop).catch((error: unknown) => {
          if (!stop.aborted) throw error;
        });
      }
      hasNews = false;
    },
  };
}

export interface Reading {
  deps: Pick<NetworkDeps, 'now'>;
  input: Pick<ListenInput, 'source' | 'signal' | 'deliver' | 'alive'>;
  client: ImapFlow;
  hearing: Hearing;
  position: Position;
}

/** Delivers mails. `sinceMs`: older ones are passed over; `isAgain`: so are those that were heard before. */
export async function take(
  { deps, input, client, hearing, position }: Reading,
  uids: readonly number[],
  { sinceMs, isAgain }: { sinceMs: number; isAgain: boolean },
): Promise<void> {
  for await (const records of readRecords(client, uids)) {
    const now = new Date(deps.now()).toISOString();
    const items: Delivered[] = [];
    const recent = records.filter(({ receivedAt }) => Date.parse(receivedAt) >= sinceMs);
    for (const { item, read, renamed } of await hearPage(recent, hearing)) {
      const seen = read === null ? 'new' : position.note(read.post.nativeId, read.digest);
      if (seen === 'again' && isAgain) continue;
      // Programs that name all their mails alike exist, and so do people who want a mail to be missed.
      items.push(seen === 'other' ? await renamed() : item);
    }
    if (input.signal.aborted) return;
    for (const { uid, receivedAt } of records) position.advance(uid, receivedAt, now);
    await input.deliver({ items, cursor: position.toString(now) });
    input.alive();
  }
}

/**
 * Comes to where reading goes on: by UID, or by date where there is no position or the server numbered anew. A search that fails
 * throws, and the cursor stays.
 */
export async function catchUp(reading: Reading): Promise<void> {
  const { deps, input, client, position } = reading;
  const { mailbox } = client;
  if (mailbox === false) return;
  const validity = String(mailbox.uidValidity);
  if (position.validity === validity) return;
  if (!Number.isInteger(mailbox.uidNext)) {
    const message = `The mail server does not say which number the next mail in “${folderOf(input.source.config)}” will have (UIDNEXT). Ask its operator for a server that keeps to RFC 3501.`;
    throw new AppError('network_rejected', message, { where: 'folder' });
  }
  const isFirst = position.validity === null || position.at === null;
  const hours = Number(input.source.config['since_hours'] ?? '');
  const backMs = Math.min(MAX_LOOK_BACK_HOURS, Number.isFinite(hours) && hours > 0 ? hours : 24) * 3_600_000;
  const sinceMs = isFirst
    ? deps.now() - backMs
    : Math.min(deps.now(), Date.parse(position.at ?? '')) - DAY_MS;
  // Servers compare days, in a time zone of their own.
  const uids = await search(client, { since: new Date(sinceMs - DAY_MS) });
  position.renumber(validity, 0);
  // What comes while this is read has higher numbers.
  const before = Math.max(0, mailbox.uidNext - 1);
  await take(
    reading,
    uids.filter((uid) => uid <= before),
    { sinceMs, isAgain: !isFirst },
  );
  if (input.signal.aborted) return;
  position.renumber(validity, Math.max(position.uid, before));
  await input.deliver({ items: [], cursor: position.toString(new Date(deps.now()).toISOString()) });
}

/** Returns when the signal is aborted. Errors: those of `imapError`, and `network_rejected` for a folder that is not there. */
export async function listen(deps: NetworkDeps, input: ListenInput): Promise<void> {
  if (input.account === null) {
    throw new AppError('network_rejected', 'Mail is heard by a connected account', { where: 'accountId' });
  }
  const settings = settingsOf(input.account);
  const doing = 'listening';
  const client = await openImap(deps, settings, doing);
  const stop = (): void => client.close();
  input.signal.addEventListener('abort', stop);
  try {
    const bell = bellOf(client);
    await openSource(client, input.source.config);
    input.alive();
    const hearing = { self: settings.address, sent: sentMails(deps, settings), keep: MAX_KEPT };
    const reading = { deps, input, client, hearing, position: new Position(input.cursor) };
    await catchUp(reading);
    const lookMs = client.capabilities.has('IDLE') ? LOOK_EVERY_MS : LOOK_WITHOUT_IDLE_MS;
    while (!input.signal.aborted) {
      if (bell.isBroken())
        throw new AppError('network_unavailable', `The connection to ${settings.imap.host} ended`);
      // `n:*` brings the last one even where all are older.
      const uids = await search(client, { uid: `${String(reading.position.uid + 1)}:*` });
      await take(
        reading,
        uids.filter((uid) => uid > reading.position.uid),
        { sinceMs: 0, isAgain: false },
      );
      input.alive();
      await bell.wait(lookMs, deps, input.signal);
    }
  } catch (error) {
    if (!input.signal.aborted) throw imapError(error, settings, doing);
  } finally {
    input.signal.removeEventListener('abort', stop);
    client.close();
  }
}
