// The mail of a reply as it goes over the wire: plain text, its place in the thread, and no header anybody could add to. Pure.
import MailComposer from 'nodemailer/lib/mail-composer';
import { AppError } from '../../domain/errors.ts';
import type { PublishRequest } from '../kit/network.ts';
import { addressOf, conversationFrom, isMessageId, ownMessageId, plusAddress } from './ids.ts';
import type { Settings } from './settings.ts';
import { replySubject } from './text.ts';

export interface Letter {
  /** Without brackets; the native id of the post it is. */
  messageId: string;
  conversation: string;
  to: string;
  subject: string;
  references: string[];
  inReplyTo: string | null;
}

/** Named in each mail of ours, to find those of one conversation. */
export const THREAD_HEADER = 'X-Kizuki-Thread';

const MAX_REFERENCES = 10;

const domainOf = (address: string | undefined): string | undefined => address?.split('@').at(-1);

/**
 * Reply-To counts only within the domain of From: anybody can write one, nobody here sees it, and an answer names the
 * customer's case.
 */
function recipientOf({ replyTo }: PublishRequest, own: string): string {
  const author = replyTo?.author.nativeId;
  const asked = replyTo?.ref?.['answerTo'];
  const theirs = asked !== undefined && domainOf(asked) === domainOf(author) ? asked : author;
  const to = addressOf(author === own ? replyTo?.ref?.['to'] : theirs);
  if (to !== null && to !== own) return to;
  throw new AppError('network_rejected', 'There is no address to answer to: mail answers a mail.', {
    where: 'replyTo',
  });
}

/** Addresses of lists and programs; `automatic.ts` knows mails of theirs by their headers. */
const nobodyReads =
  /^(?:.*(?:no|not)[-_.]?reply.*|(?:mailer-)?daemon|postmaster|bounces?|majordomo|listserv|newsletters?|notifications?|alerts?|root|owner-.*|.*-(?:request|owner|bounces?|admin|list|announce|subscribe|unsubscribe))(?:[+.][^@]*)?@/u;

/**
 * Whether a program may answer: a person who asks for the answer at the very address they wrote from. Else a forged mail
 * would have us write to whom it names. Throws `network_rejected`.
 */
export function checkAutomatic({ isAutomatic, replyTo }: PublishRequest, settings: Settings): void {
  if (isAutomatic !== true) return;
  const from = addressOf(replyTo?.author.nativeId);
  const answerTo = replyTo?.ref?.['answerTo'];
  const isSafe =
    from !== null &&
    from !== settings.address &&
    (answerTo === undefined || addressOf(answerTo) === from) &&
    !nobodyReads.test(from) &&
    replyTo?.ref?.['automatic'] === undefined;
  if (isSafe) return;
  throw new AppError(
    'network_rejected',
    'No automatic answer: the mail is from a list or a program, or asks for its answer at another address. A person can answer it.',
    { where: 'replyTo' },
  );
}

/** To whom, in which thread, under which name. Errors: `network_rejected` where nobody can be written to. */
export function letterOf(request: PublishRequest, settings: Settings): Letter {
  const to = recipientOf(request, settings.address);
  const { replyTo } = request;
  const answered = replyTo?.nativeId ?? '';
  const inReplyTo = isMessageId(answered) ? answered : null;
  const earlier = (replyTo?.ref?.['references'] ?? '')
    .split(' ')
    .filter((id) => isMessageId(id) && id !== '');
  const chain = [...new Set([...earlier, ...(inReplyTo === null ? [] : [inReplyTo])])];
  const references =
    chain.length <= MAX_REFERENCES ? chain : [...chain.slice(0, 1), ...chain.slice(1 - MAX_REFERENCES)];
  const conversation = replyTo?.conversation ?? conversationFrom(replyTo?.root ?? answered, settings.address);
  return {
    messageId: ownMessageId(conversation, request.idempotencyKey, settings.address),
    conversation,
    to,
    subject: replySubject(replyTo?.ref?.['subject'] ?? ''),
    references,
    inReplyTo,
  };
}

/** RFC 3834: whoever answers by program must not answer a program, and knows one by these. */
const automaticHeaders = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' };

/** The whole mail, with CRLF. `date` is epoch milliseconds. */
export function composeMail(
  request: PublishRequest,
  letter: Letter,
  settings: Settings,
  date: number,
): Promise<Buffer> {
  const { address, name } = settings;
  const composer = new MailComposer({
    from: name === '' ? address : { name, address },
    to: letter.to,
    ...(settings.plusAddress ? { replyTo: plusAddress(letter.conversation, address) } : {}),
    subject: letter.subject,
    text: request.text.replaceAll('\0', ''),
    textEncoding: 'base64',
    messageId: `<${letter.messageId}>`,
    ...(letter.inReplyTo === null ? {} : { inReplyTo: `<${letter.inReplyTo}>` }),
    references: letter.references.map((id) => `<${id}>`),
    date: new Date(date),
    headers: {
      [THREAD_HEADER]: letter.conversation,
      ...(request.lang === undefined || !/^[a-z]{2}$/u.test(request.lang)
        ? {}
        : { 'Content-Language': request.lang }),
      ...(request.isAutomatic === true ? automaticHeaders : {}),
    },
    attachments: request.images.map(({ bytes, mimeType, alt }, index) => ({
      filename: `image-${String(index + 1)}.${/^image\/([a-z]+)/u.exec(mimeType)?.[1] ?? 'bin'}`,
      content: Buffer.from(bytes),
      contentType: mimeType,
      ...(alt === '' ? {} : { headers: { 'Content-Description': alt.replaceAll(/[\p{Cc}\s]+/gu, ' ') } }),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
