// Sends a mail exactly once: a draft among the sent mails first, then SMTP, then the draft becomes a sent mail.
import type { ImapFlow, SearchObject } from 'imapflow';
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
import { checkAutomatic, composeMail, letterOf, THREAD_HEADER, type Letter } from './compose.ts';
import { openFolder, openSentFolder, search, unanswered, withImap } from './imap.ts';
import { manifest } from './manifest.ts';
import { settingsOf, type Settings } from './settings.ts';
import { submit } from './smtp.ts';

/** Mails to one thread within an hour: two programs that answer each other end here. */
const MAX_PER_HOUR = 12;
/** Of an account, by program: whoever forges mails to us makes us write no more than these to others. */
const MAX_AUTOMATIC_PER_HOUR = 60;
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
  // It was there: that it cannot be read now does not mean that it never was.
  if (found === false || found === undefined) throw unanswered('for a mail of ours');
  return { uid, isDraft: found.flags?.has('\\Draft') === true, at: new Date(found.internalDate ?? 0) };
}

/** Refuses one more where as many as `max` that fit went out within an hour. */
async function spare(
  client: ImapFlow,
  header: SearchObject['header'],
  max: number,
  nowMs: number,
): Promise<void> {
  const query = { since: new Date(nowMs - 24 * HOUR_MS), ...(header === undefined ? {} : { header }) };
  const uids = (await search(client, query)).slice(-max);
  if (uids.length < max) return;
  const oldest = await client.fetchOne(String(uids[0]), { internalDate: true }, { uid: true });
  if (oldest === false || oldest === undefined) throw unanswered('for a mail of ours');
  const atMs = new Date(oldest.internalDate ?? 0).getTime();
  if (atMs < nowMs - HOUR_MS) return;
  const message = `${String(max)} such mails went out within an hour; the next one waits.`;
  throw new AppError('network_rate_limited', message, {
    retryAfterMs: Math.max(60_000, atMs + HOUR_MS - nowMs),
  });
}

/** Refuses a mail too many: to one thread, and by program. */
async function spareAll(
  client: ImapFlow,
  request: PublishRequest,
  letter: Letter,
  nowMs: number,
): Promise<void> {
  await spare(client, { [THREAD_HEADER.toLowerCase()]: letter.conversation }, MAX_PER_HOUR, nowMs);
  if (request.isAutomatic !== true) return;
  await spare(client, { 'auto-submitted': 'auto-replied' }, MAX_AUTOMATIC_PER_HOUR, nowMs);
}

function publishedOf(letter: Letter, at: Date): Published {
  const { subject, to, references } = letter;
  const ref = { subject, references: references.join(' '), to };
  return { nativeId: letter.messageId, createdAt: at.toISOString(), ref };
}

async function publish(acting: Acting, request: PublishRequest): Promise<Published> {
  const { deps, account, settings } = acting;
  check(request);
  checkAutomatic(request, settings);
  const letter = letterOf(request, settings);
  const date = new Date(Math.floor(deps.now() / 1000) * 1000);
  const message = await composeMail(request, letter, settings, date.getTime());
  return withImap(deps, settings, 'keeping the mail among the sent ones', async (client) => {
    const folder = await openSentFolder(client);
    const before = await copyOf(client, letter.messageId);
    if (before !== null && !before.isDraft) return publishedOf(letter, before.at);
    // Tried before, and how that ended nobody wrote down.
    if (before !== null) throw fateUnknown(letter, folder);
    await spareAll(client, request, letter, date.getTime());
    const kept = await client.append(folder, message, ['\\Draft', '\\Seen'], date);
    if (kept === false) throw unanswered('whether it keeps a draft');
    const { uid, uidValidity } = kept;
    const draft = { messageId: letter.messageId, uid, uidValidity };
    const copyTo = settings.copyToSelf ? settings.address : null;
    try {
      const { copyRefused } = await submit(
        deps,
        settings,
        { from: settings.address, to: letter.to, copyTo },
        message,
      );
      if (copyRefused) deps.log.warn({ accountId: account.id }, 'our own copy of a sent mail was refused');
    } catch (error) {
      const isOpen = error instanceof AppError && error.code === 'send_fate_unknown';
      // It certainly did not go out: nothing is left of it, so that the next try is free.
      if (!isOpen) await endDraft(acting, client, draft, 'delete');
      throw error;
    }
    await endDraft(acting, client, draft, 'keep');
    return publishedOf(letter, date);
  });
}

function fateUnknown(letter: Letter, folder: string): AppError {
  const message = `A mail to ${letter.to} was begun and may have gone out; it is a draft in “${folder}”. Look it up first.`;
  return new AppError('send_fate_unknown', message);
}

interface Draft {
  messageId: string;
  uid: number | undefined;
  /** The numbering its UID is of. */
  uidValidity: bigint | undefined;
}

/** In the open folder. Throws where the server did not do it. */
async function changeDraft(client: ImapFlow, draft: Draft, end: 'keep' | 'delete'): Promise<void> {
  if (client.mailbox === false) throw unanswered('for a draft: no folder is open');
  const isNumbered = draft.uid !== undefined && draft.uidValidity === client.mailbox.uidValidity;
  const uid = isNumbered ? draft.uid : (await copyOf(client, draft.messageId))?.uid;
  if (uid === undefined) throw unanswered('for a draft: it is not there');
  const isDone =
    end === 'delete'
      ? await client.messageDelete(String(uid), { uid: true })
      : await client.messageFlagsRemove(String(uid), ['\\Draft'], { uid: true });
  if (!isDone) throw unanswered('a change of a draft');
}

/**
 * A draft becomes a sent mail, or goes; by a fresh connection where this one broke meanwhile. One that stays harms nobody: it
 * is never sent again by itself, and the copy to ourselves tells what became of it.
 */
async function endDraft(
  { deps, account, settings }: Acting,
  client: ImapFlow,
  draft: Draft,
  end: 'keep' | 'delete',
): Promise<void> {
  try {
    await changeDraft(client, draft, end);
  } catch (first) {
    try {
      await withImap(deps, settings, 'ending a draft', async (fresh) => {
        await openSentFolder(fresh);
        await changeDraft(fresh, draft, end);
      });
    } catch (error) {
      const text =
        end === 'keep' ? 'a sent mail stays marked as a draft' : 'the draft of an unsent mail stays';
      deps.log.warn({ accountId: account.id, err: error, first }, text);
    }
  }
}

/** Found among the sent mails, or come to ourselves: it happened. A draft alone says that it was tried. */
async function lookUp(acting: Acting, request: PublishRequest): Promise<Fate> {
  const { deps, settings } = acting;
  const letter = letterOf(request, settings);
  return withImap(deps, settings, 'looking a mail up', async (client) => {
    const folder = await openSentFolder(client);
    const sent = await copyOf(client, letter.messageId);
    if (sent !== null && !sent.isDraft) return { found: publishedOf(letter, sent.at) };
    const uidValidity = client.mailbox === false ? undefined : client.mailbox.uidValidity;
    await openFolder(client, 'INBOX');
    const own = await copyOf(client, letter.messageId);
    if (own === null) {
      return sent === null ? { absent: true } : { cannotTell: fateUnknown(letter, folder).message };
    }
    if (sent !== null) {
      await openFolder(client, folder, true);
      const draft = { messageId: letter.messageId, uid: sent.uid, uidValidity };
      await endDraft(acting, client, draft, 'keep');
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
