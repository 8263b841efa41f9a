// Answers as a bot, where the message stands that is answered: in the channel, the thread, or the conversation of two.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { HttpCall } from '../kit/http.ts';
import { encodeMultipart } from '../kit/multipart.ts';
import type { ImageToSend, Published, Publisher, PublishRequest } from '../kit/network.ts';
import { told } from '../kit/told.ts';
import { codeIn } from './errors.ts';
import { lookUp } from './look-up.ts';
import { manifest, noReposts } from './manifest.ts';
import { messageSchema } from './schemas.ts';
import { channelFor, expectPlace, isElsewhere, nonceOf, publishedOf } from './sending.ts';
import type { Acting } from './sending.ts';

const LIKE = encodeURIComponent('👍');
const UPLOAD_TIMEOUT_MS = 120_000;
const UNKNOWN_MESSAGE = 10_008;
const UNKNOWN_EMOJI = 10_014;

const nothing = z.unknown();

/** Refuses what Discord should not be asked for. */
function check({ text, images }: Pick<PublishRequest, 'text' | 'images'>): void {
  if (text.trim() === '' && images.length === 0)
    throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  const { used, max, fits } = measureLength(text, manifest.limits.dm);
  if (!fits) {
    const message = `The text has ${String(used)} characters; Discord takes ${String(max)}. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  const most = manifest.limits.images.max;
  if (images.length > most) {
    const message = `Discord takes ${String(most)} pictures with a message, not ${String(images.length)}.`;
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

/** It rings for whom it answers, and for nobody else: neither everyone, nor a role, nor others who are named in it. */
export const ringsFor = (author: string | undefined) => ({
  parse: [],
  users: author === undefined || !/^\d{1,20}$/.test(author) ? [] : [author],
  replied_user: author !== undefined,
});

const fileNameOf = ({ mimeType }: ImageToSend, at: number): string =>
  `image-${String(at + 1)}.${/^image\/([a-z]+)/.exec(mimeType)?.[1] ?? 'bin'}`;

/** Pictures go along in the same request, each with its description. */
function bodyOf({ deps }: Acting, request: PublishRequest): NonNullable<HttpCall['body']> {
  const { text, images, replyTo, visibility, idempotencyKey } = request;
  const isReply = replyTo !== undefined && !isElsewhere(request);
  const json = {
    content: text,
    nonce: nonceOf(idempotencyKey),
    enforce_nonce: true,
    allowed_mentions: ringsFor(replyTo?.author.nativeId),
    // What was answered may be gone: in a conversation of two the answer is understood without it.
    ...(isReply
      ? {
          message_reference: {
            message_id: expectPlace(replyTo.nativeId).message,
            fail_if_not_exists: visibility !== 'dm',
          },
        }
      : {}),
    ...(images.length === 0
      ? {}
      : {
          attachments: images.map((image, at) => ({
            id: String(at),
            filename: fileNameOf(image, at),
            ...(image.alt === '' ? {} : { description: image.alt }),
          })),
        }),
  };
  if (images.length === 0) return { json };
  const files = images.map((image, at) => ({
    name: `files[${String(at)}]`,
    fileName: fileNameOf(image, at),
    mimeType: image.mimeType,
    bytes: image.bytes,
  }));
  const boundary = `kizuki-${deps.randomId().replaceAll(/[^a-z0-9]/gi, '')}`;
  return encodeMultipart([{ name: 'payload_json', value: JSON.stringify(json) }, ...files], boundary);
}

async function publish(acting: Acting, request: PublishRequest): Promise<Published> {
  check(request);
  const channel = await channelFor(acting, request);
  const message = await acting.client({
    method: 'POST',
    path: `/channels/${channel}/messages`,
    body: bodyOf(acting, request),
    result: messageSchema,
    repeat: 'harmful',
    doing: 'sending',
    ...(request.images.length === 0 ? {} : { timeoutMs: UPLOAD_TIMEOUT_MS }),
  });
  return publishedOf(message, request);
}

export function createPublisher(acting: Acting): Publisher {
  const { client } = acting;
  const pathOf = (nativeId: string): string => {
    const { channel, message } = expectPlace(nativeId);
    return `/channels/${channel}/messages/${message}`;
  };
  const unlessSo = (code: number) => (answer: Parameters<typeof codeIn>[0]) =>
    codeIn(answer) === code ? true : null;
  const react = (method: 'PUT' | 'DELETE', nativeId: string, doing: string) =>
    client<unknown>({
      method,
      path: `${pathOf(nativeId)}/reactions/${LIKE}/@me`,
      result: nothing,
      doing,
      ...(method === 'PUT' ? {} : { unless: unlessSo(UNKNOWN_EMOJI) }),
    });
  return {
    publish: (request) => publish(acting, request),
    lookUp: (request, since, taken) => lookUp(acting, request, since, taken),
    async edit(nativeId, text, ref) {
      check({ text, images: [] });
      const message = await client({
        method: 'PATCH',
        path: pathOf(nativeId),
        // Nobody is rung for again.
        body: { json: { content: text, allowed_mentions: { parse: [] } } },
        result: messageSchema,
        doing: 'changing a message',
      });
      const createdAt = new Date(message.edited_timestamp ?? message.timestamp).toISOString();
      return { nativeId, createdAt, ...(ref === undefined ? {} : { ref }) };
    },
    async remove(nativeId) {
      await client<unknown>({
        method: 'DELETE',
        path: pathOf(nativeId),
        result: nothing,
        doing: 'deleting a message',
        unless: unlessSo(UNKNOWN_MESSAGE),
      });
    },
    async like({ nativeId }) {
      await react('PUT', nativeId, 'reacting');
      return nativeId;
    },
    async unlike({ nativeId }) {
      await react('DELETE', nativeId, 'taking a reaction back');
    },
    repost: () => Promise.reject(told('network_forbids', noReposts)),
    unrepost: () => Promise.reject(told('network_forbids', noReposts)),
  };
}
