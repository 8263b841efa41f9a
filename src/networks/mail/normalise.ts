// Turns a mail as its server keeps it into the shape every network shares. Pure; mail is parsed asynchronously.
import { createHash } from 'node:crypto';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { z } from 'zod';
import type { Author, Media, Post } from '../../domain/post/post.ts';
import { linksIn } from '../../domain/practice/text-parts.ts';
import { boundedId, cut, most } from '../kit/bounds.ts';
import { htmlToText } from '../kit/html-text.ts';
import type { Delivered } from '../kit/network.ts';
import { automaticBy, isDeliveryNotice, isProgram, type Headers } from './automatic.ts';
import {
  addressOf,
  conversationFrom,
  conversationIn,
  conversationOfPlus,
  idOfSource,
  idsIn,
  ownIdsWithin,
} from './ids.ts';
import { NETWORK } from './manifest.ts';
import { bareSubject, withoutHistory } from './text.ts';

/** Whose mailbox it is. */
export interface Origin {
  /** Our address, in small letters. */
  self: string;
  /** Where it lies among the sent mails, or is a copy of one there: anybody can write our address into From. */
  isOurs?: boolean;
  /** Where another mail has its Message-ID: it is named by what it is. */
  isRenamed?: boolean;
}

/** A mail as it is kept: the source byte by byte (latin1), without the end of a very long one. */
export const recordSchema = z.object({
  uid: z.number().int().nonnegative(),
  uidValidity: z.string(),
  /** When the server received it: UTC, ISO 8601. */
  receivedAt: z.iso.datetime(),
  /** Of the whole, in bytes. */
  size: z.number().int().nonnegative(),
  source: z.string(),
});
export type MailRecord = z.infer<typeof recordSchema>;

/** More is named in the text, and waits in the mailbox. */
const MAX_TEXT = 50_000;
const MAX_LISTED = most.media;
/** Of a text with its quotes, before these are looked for. */
const MAX_LOOKED_THROUGH = 4 * MAX_TEXT;
/** Parsing takes its time by the line: files in base64 have fewer in all that is read of a mail. */
const MAX_LINES = 10_000;
const MAX_REFERENCES = 10;

const plain = (text: string): string => text.replaceAll('\0', '').replaceAll(/\r\n?/gu, '\n');
const oneLine = (text: string): string => plain(text).replaceAll(/\s+/gu, ' ').trim();

function mailboxes(list: readonly Address[] | undefined): { name: string; address: string }[] {
  return (list ?? []).flatMap((one) => (one.group === undefined ? [one] : one.group));
}

function headersOf(email: Email): Headers {
  const found = new Map<string, string[]>();
  for (const { key, value } of email.headers) found.set(key, [...(found.get(key) ?? []), value]);
  return found;
}

/** Whether an address is ours with something after a plus. */
function isPlusOf(address: string, self: string): boolean {
  const at = self.lastIndexOf('@');
  return address.startsWith(`${self.slice(0, at)}+`) && address.endsWith(self.slice(at));
}

/** Whoever wrote it. A form on our own site writes as us and names the person in Reply-To. */
function writerOf(email: Email, { self, isOurs }: Origin): { address: string; name: string } | null {
  const [from] = mailboxes(email.from === undefined ? [] : [email.from]);
  const [reply] = mailboxes(email.replyTo);
  const address = addressOf(from?.address);
  const other = addressOf(reply?.address);
  const isForm = address === self && other !== null && other !== self && !isPlusOf(other, self);
  if (isForm && isOurs !== true) return { address: other, name: reply?.name ?? '' };
  return address === null ? null : { address, name: from?.name ?? '' };
}

/** Tells mails with the same name apart, and is the same for copies of one: 48 bits. */
function digestOf(email: Email): string {
  const body = oneLine((email.text ?? email.html ?? '').slice(0, 10_000));
  const said = [email.from?.address ?? '', email.date ?? '', oneLine(email.subject ?? ''), body];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 8);
}

/** As many lines of a mail as are looked at. */
function firstLines(source: string): string {
  let at = 0;
  for (let count = 0; count < MAX_LINES; count += 1) {
    at = source.indexOf('\n', at) + 1;
    if (at === 0) return source;
  }
  return source.slice(0, at);
}

const kindOf = (mimeType: string): Media['kind'] => {
  const [kind] = mimeType.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'other';
};

/** Parts that are files to their writer; reports of delivery and signatures are none. */
const noFile = /^(?:message\/|text\/rfc822-headers|application\/(?:pgp|pkcs7)-signature)/u;

function mediaOf(email: Email): Media[] {
  return email.attachments
    .filter(({ mimeType }) => !noFile.test(mimeType))
    .map(({ mimeType, filename, description }) => {
      const alt = oneLine(description ?? filename ?? '');
      return { kind: kindOf(mimeType), alt: cut(alt, most.alt) };
    });
}

/** What was written, its subject first where it says something that the thread does not. */
function textOf(email: Email, media: readonly Media[], isReply: boolean, isWhole: boolean): string {
  const written =
    email.text === undefined || email.text.trim() === ''
      ? htmlToText(plain(email.html ?? ''), isReply ? { dropClass: 'gmail_quote' } : {}).text
      : plain(email.text);
  const seen = cut(written, MAX_LOOKED_THROUGH);
  const body = isReply ? withoutHistory(seen) : seen.trim();
  const subject = oneLine(email.subject ?? '');
  const isSaid = isReply && bareSubject(subject) !== subject;
  const files = media.length === 0 ? '' : attached(media, isWhole);
  const isCut = body.length > MAX_TEXT || seen.length < written.length || !isWhole;
  return [isSaid ? '' : subject, cut(body, MAX_TEXT), isCut ? '[…]' : '', files]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Files are named and counted: their bytes stay in the mailbox. */
function attached(media: readonly Media[], isWhole: boolean): string {
  const names = media.slice(0, MAX_LISTED).map(({ alt }) => cut(alt === '' ? '?' : alt, 120));
  const more = media.length > names.length || !isWhole ? ', …' : '';
  return `📎 ${String(media.length)}: ${names.join(', ')}${more}`;
}

interface Thread {
  replyTo: string | undefined;
  root: string | undefined;
  conversation: string;
  references: string[];
}

/** Where it belongs: our own token first (it survives programs that drop headers), then the headers. */
function threadOf(email: Email, nativeId: string, about: string | undefined, { self }: Origin): Thread {
  const answered = idsIn(email.inReplyTo);
  const references = idsIn(email.references).filter((id) => id !== nativeId);
  const replyTo = about ?? answered[0] ?? references.at(-1);
  const chain = [...new Set([...references, ...(replyTo === undefined ? [] : [replyTo])])];
  const recipients = [...mailboxes(email.to), ...mailboxes(email.cc), { address: email.deliveredTo ?? '' }];
  const token =
    [nativeId, ...chain.toReversed()].flatMap((id) => conversationIn(id, self) ?? [])[0] ??
    recipients.flatMap(({ address }) => conversationOfPlus(address, self) ?? [])[0];
  const [root] = chain;
  return {
    replyTo,
    root,
    conversation: token ?? conversationFrom(root ?? nativeId, self),
    references:
      chain.length <= MAX_REFERENCES ? chain : [...chain.slice(0, 1), ...chain.slice(1 - MAX_REFERENCES)],
  };
}

/** The account of a person behind an address. */
export function authorOf({ address, name }: { address: string; name: string }): Author {
  const shown = oneLine(name);
  return {
    nativeId: address,
    handle: address,
    displayName: cut(shown === '' ? address : shown, most.name),
    ...(isProgram(address) ? { isBot: true as const } : {}),
  };
}

/** Whom nobody is: who wrote as us, and whose mail is not among our sent ones. No address, so that nobody answers it. */
const unverified = (self: string): string => `unverified:${self}`;

export interface ReadMail {
  post: Post;
  /** As its header says; null where there is none. */
  messageId: string | null;
  digest: string;
  /** It says that it is from us, which nothing shows. */
  isUnverified: boolean;
}

/** Reads a record as a post. Throws an Error that says in one line what is wrong with it. */
export async function normaliseMail(raw: unknown, origin: Origin): Promise<Post> {
  return (await readMail(raw, origin)).post;
}

/** The same, with what a mail is told apart by. Errors: those of `normaliseMail`. */
export async function readMail(raw: unknown, origin: Origin): Promise<ReadMail> {
  const record = recordSchema.safeParse(raw);
  if (!record.success) {
    const [issue] = record.error.issues;
    throw new Error(`${issue?.path.join('.') ?? 'record'}: ${issue?.message ?? 'no mail'}`);
  }
  const { source, receivedAt, size } = record.data;
  const looked = firstLines(source);
  const email = await PostalMime.parse(Buffer.from(looked, 'latin1'), {
    rfc822Attachments: true,
    maxNestingDepth: 50,
    maxHeadersSize: 256 * 1024,
  });
  const writer = writerOf(email, origin);
  if (writer === null) throw new Error('From: it names no address');
  const headers = headersOf(email);
  const isSelf = writer.address === origin.self;
  const isOurs = isSelf && origin.isOurs === true;
  const isUnverified = isSelf && !isOurs;
  const messageId = idsIn(email.messageId)[0] ?? null;
  // Whoever writes as us under a name of ours would take the place of what we wrote.
  const isTaken = isUnverified && messageId !== null && conversationIn(messageId, origin.self) !== null;
  const isRenamed = messageId !== null && (isTaken || origin.isRenamed === true);
  const nativeId = boundedId.parse(isRenamed || messageId === null ? idOfSource(source) : messageId);
  const isNotice = isDeliveryNotice(headers, writer.address);
  const about = isNotice ? ownIdsWithin(source, origin.self).find((id) => id !== nativeId) : undefined;
  const automatic = isUnverified ? 'unverified' : automaticBy(headers, writer.address);
  const thread = threadOf(email, nativeId, about, origin);
  const media = mediaOf(email);
  const text = textOf(email, media, thread.replyTo !== undefined, looked.length >= size);
  const answerTo = addressOf(mailboxes(email.replyTo)[0]?.address);
  const recipient = addressOf(mailboxes(email.to)[0]?.address);
  const author = authorOf(writer);
  const post: Post = {
    network: NETWORK,
    nativeId,
    kind: thread.replyTo === undefined ? 'post' : 'reply',
    visibility: 'dm',
    author: isUnverified ? { ...author, nativeId: unverified(origin.self) } : author,
    text,
    mentions: isOurs ? [] : [{ nativeId: origin.self, handle: origin.self }],
    hashtags: [],
    links: linksIn(text)
      .filter((link) => link.length <= most.url)
      .slice(0, most.listed),
    media: media.slice(0, MAX_LISTED),
    ...(thread.replyTo === undefined ? {} : { replyTo: thread.replyTo }),
    ...(thread.root === undefined ? {} : { root: thread.root }),
    conversation: thread.conversation,
    createdAt: new Date(receivedAt).toISOString(),
    ref: {
      subject: cut(oneLine(email.subject ?? ''), 500),
      // By its Message-ID an answer to it joins the thread in its writer's program.
      references: [...thread.references, ...(isRenamed && !isTaken ? [messageId] : [])].join(' '),
      ...(isRenamed ? { messageId } : {}),
      ...(isUnverified ? { unverified: 'from' } : {}),
      ...(isOurs ? { to: recipient ?? '' } : answerTo === null ? {} : { answerTo }),
      ...(automatic === null || isOurs ? {} : { automatic }),
      ...(about === undefined ? {} : { notice: 'delivery' }),
    },
  };
  return { post, messageId, digest: digestOf(email), isUnverified };
}

export interface HeardMail {
  item: Delivered;
  /** Null where it cannot be read. */
  read: ReadMail | null;
}

/** What a record means; one that cannot be read is kept as it is, with the reason. Never throws. */
export async function hearMail(raw: unknown, origin: Origin): Promise<HeardMail> {
  try {
    const read = await readMail(raw, origin);
    const { post } = read;
    const isOurs = post.author.nativeId === origin.self;
    return {
      item: { raw, outcome: { heard: { type: 'post', post } }, ...(isOurs ? {} : { inbound: 'dm' }) },
      read,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      item: { raw, outcome: { malformed: cut(oneLine(why), 300) || 'it cannot be read' } },
      read: null,
    };
  }
}
