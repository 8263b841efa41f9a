// Sends a mail exactly once: a draft among the sent mails first, then SMTP, then the draft becomes a sent mail.
import type { ImapFlow } from 'imapflow';
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type {
  AccountSession,
  Fate,
  NetworkDeps,
  Published,
  Publisher,
  PublishRequest,
} from '../kit/network.ts';
import { composeMail, letterOf, THREAD_HEADER, type Letter } from './compose.ts';
import { openFolder, search, sentFolder, withImap } from './imap.ts';
import { manifest } from './manifest.ts';
import { settingsOf, type Settings } from './settings.ts';
import { submit } from './smtp.ts';

/** Mails to one thread within an hour: two programs that answer each other end here. */
const MAX_PER_HOUR = 12;
const HOUR_MS = 3_600_000;

interface Acting {
  deps: NetworkDeps;
  account: AccountSession;
  settings: Settings;
}

/** Refuses what no server should be asked for. */
function check(request: PublishRequest): void {
  if (request.text.trim() === '' && request.images.length === 0) {
    throw new AppError('text_empty', 'Write something, or add an image', { where: 'text' });
  }
  const { used, max, fits } = measureLength(request.text, manifest.limits.dm);
  if (!fits) {
    const message = `The mail is ${String(used)} characters long; ${String(max)} is the most. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  const { images } = manifest.limits;
  if (request.images.length > images.max) {
    const message = `A mail takes ${String(images.max)} images, not ${String(request.images.length)}`;
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

interface Copy {
  uid: number;
  isDraft: boolean;
  at: Date;
}

/** Our mail in the open folder. */
async function copyOf(client: ImapFlow, messageId: string): Promise<Copy | null> {
  const uids = await search(client, { header: { 'message-id': messageId } });
  const uid = uids.at(-1);
  if (uid === undefined) return null;
  const found = await client.fetchOne(
    String(uid),
    { uid: true, flags: true, internalDate: true },
    { uid: true },
  );
  if (found === false || found === undefined) return null;
  return { uid, isDraft: found.flags?.has('\\Draft') === true, at: new Date(found.internalDate ?? 0) };
}

/** Refuses a mail too many to one thread. */
async function spare(client: ImapFlow, letter: Letter, nowMs: number): Promise<void> {
  const query = {
    since: new Date(nowMs - 24 * HOUR_MS),
    header: { [THREAD_HEADER.toLowerCase()]: letter.conversation },
  };
  const uids = (await search(client, query)).slice(-MAX_PER_HOUR);
  if (uids.length < MAX_PER_HOUR) return;
  const oldest = await client.fetchOne(String(uids[0]), { internalDate: true }, { uid: true });
  const atMs = oldest === false || oldest === undefined ? 0 : new Date(oldest.internalDate ?? 0).getTime();
  if (atMs < nowMs - HOUR_MS) return;
  const message = `${String(MAX_PER_HOUR)} mails went to this thread within an hour; the next one waits.`;
  throw new AppError('network_rate_limited', message, {
    retryAfterMs: Math.max(60_000, atMs + HOUR_MS - nowMs),
  });
}

function publishedOf(letter: Letter, at: Date): Published {
  const { subject, to, references } = letter;
  const ref = { subject, references: references.join(' '), to };
  return { nativeId: letter.messageId, createdAt: at.toISOString(), ref };
}

async function publish(acting: Acting, request: PublishRequest): Promise<Published> {
  const { deps, settings } = acting;
  check(request);
  const letter = letterOf(request, settings);
  const date = new Date(Math.floor(deps.now() / 1000) * 1000);
  const message = await composeMail(request, letter, settings, date.getTime());
  return withImap(deps, settings, 'keeping the mail among the sent ones', async (client) => {
    const folder = await sentFolder(client);
    await openFolder(client, folder, true);
    const before = await copyOf(client, letter.messageId);
    if (before !== null && !before.isDraft) return publishedOf(letter, before.at);
    // Tried before, and how that ended nobody wrote down.
    if (before !== null) throw fateUnknown(letter, folder);
    await spare(client, letter, date.getTime());
    await client.append(folder, message, ['\\Draft', '\\Seen'], date);
    const to = [letter.to, ...(settings.copyToSelf ? [settings.address] : [])];
    try {
      await submit(deps, settings, { from: settings.address, to }, message);
    } catch (error) {
      const isOpen = error instanceof AppError && error.code === 'send_fate_unknown';
      if (!isOpen) await withdraw(acting, client, letter);
      throw error;
    }
    await settleCopy(acting, client, letter);
    return publishedOf(letter, date);
  });
}

function fateUnknown(letter: Letter, folder: string): AppError {
  const message = `A mail to ${letter.to} was begun and may have gone out; it is a draft in “${folder}”. Look it up first.`;
  return new AppError('send_fate_unknown', message);
}

/** The draft is a sent mail now. That it stays one harms nobody: the copy to ourselves tells. */
async function settleCopy({ deps, account }: Acting, client: ImapFlow, letter: Letter): Promise<void> {
  try {
    const copy = await copyOf(client, letter.messageId);
    if (copy !== null) await client.messageFlagsRemove(String(copy.uid), ['\\Draft'], { uid: true });
  } catch (error) {
    deps.log.warn({ accountId: account.id, err: error }, 'a sent mail stays marked as a draft');
  }
}

/** It certainly did not go out: nothing is left of it, so that the next try is free. */
async function withdraw({ deps, account }: Acting, client: ImapFlow, letter: Letter): Promise<void> {
  try {
    const copy = await copyOf(client, letter.messageId);
    if (copy !== null) await client.messageDelete(String(copy.uid), { uid: true });
  } catch (error) {
    deps.log.warn({ accountId: account.id, err: error }, 'the draft of an unsent mail stays');
  }
}

/** Found among the sent mails, or come to ourselves: it happened. A draft alone says that it was tried. */
async function lookUp({ deps, settings }: Acting, request: PublishRequest): Promise<Fate> {
  const letter = letterOf(request, settings);
  return withImap(deps, settings, 'looking a mail up', async (client) => {
    const folder = await sentFolder(client);
    await openFolder(client, folder, true);
    const sent = await copyOf(client, letter.messageId);
    if (sent !== null && !sent.isDraft) return { found: publishedOf(letter, sent.at) };
    await openFolder(client, 'INBOX');
    const own = await copyOf(client, letter.messageId);
    if (own === null) {
      return sent === null ? { absent: true } : { cannotTell: fateUnknown(letter, folder).message };
    }
    if (sent !== null) {
      await openFolder(client, folder, true);
      await client.messageFlagsRemove(String(sent.uid), ['\\Draft'], { uid: true });
    }
    return { found: publishedOf(letter, own.at) };
  });
}

function stays(): Promise<never> {
  return Promise.reject(
    new AppError(
      'network_forbids',
      'A mail that was sent can be neither taken back, changed, liked nor shared.',
    ),
  );
}

/** Acts as a mailbox; see `Publisher`. */
export function createPublisher(deps: NetworkDeps, account: AccountSession): Publisher {
  const acting = (): Acting => ({ deps, account, settings: settingsOf(account) });
  return {
    publish: async (request) => publish(acting(), request),
    lookUp: async (request) => lookUp(acting(), request),
    edit: stays,
    remove: stays,
    like: stays,
    unlike: stays,
    repost: stays,
    unrepost: stays,
  };
}
