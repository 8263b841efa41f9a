// Acts as an account: posts, replies to who called on us, direct messages, pictures with their description, deletions.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import { mostPictures } from '../../domain/post/most-pictures.ts';
import { priceOfSend } from '../../domain/post/prices.ts';
import { encodeMultipart } from '../kit/multipart.ts';
import type { ImageToSend, Published, Publisher, PublishRequest } from '../kit/network.ts';
import { readBody, type Client, type Clients } from './client.ts';
import { conversationPath, lookUpMessage, publishedMessage } from './conversation.ts';
import { isId } from './ids.ts';
import { lookUp, publishedOf } from './look-up.ts';
import { manifest } from './manifest.ts';
import { lacksMessages } from './messages.ts';
import { parseMessageId } from './normalise-message.ts';
import { createdSchema, deletedSchema, sentSchema, uploadedSchema } from './schemas.ts';

const UPLOAD_TIMEOUT_MS = 120_000;

function check(request: PublishRequest): void {
  const { text, images, visibility } = request;
  const { limits } = manifest;
  if (text.trim() === '' && images.length === 0) {
    throw new AppError('text_empty', 'Write something, or add an image', { where: 'text' });
  }
  const { used, max, fits } = measureLength(text, visibility === 'dm' ? limits.dm : limits.post);
  if (!fits) {
    const message = `The text is ${used} long as X counts (kanji, kana and emoji count two); X takes ${max}. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  const most = mostPictures(manifest.dm, limits.images, visibility);
  if (images.length > most) {
    const message = `X takes ${most} images with a ${visibility === 'dm' ? 'message' : 'post'}, not ${images.length}`;
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

const forbidden = (what: string): AppError =>
  new AppError('network_forbids', `On X, ${what}: use its own page.`);

/** Uploads one image and describes it; nothing is published by it. */
async function upload(
  clients: Clients,
  client: Client,
  image: ImageToSend,
  { index, category }: { index: number; category: 'tweet_image' | 'dm_image' },
): Promise<string> {
  const doing = 'uploading an image';
  const extension = /^image\/([a-z]+)/u.exec(image.mimeType)?.[1] ?? 'bin';
  const body = encodeMultipart(
    [
      { name: 'media_category', value: category },
      {
        name: 'media',
        fileName: `image-${index + 1}.${extension}`,
        mimeType: image.mimeType,
        bytes: image.bytes,
      },
    ],
    `kizuki-${clients.deps.randomId().replaceAll(/[^a-z0-9]/giu, '')}`,
  );
  const path = '/2/media/upload';
  const answer = await client.call({ method: 'POST', path, body, timeoutMs: UPLOAD_TIMEOUT_MS, doing });
  const { id } = readBody(uploadedSchema, answer, { doing }).data;
  if (image.alt !== '') {
    const json = { id, metadata: { alt_text: { text: image.alt } } };
    await client.call({
      method: 'POST',
      path: '/2/media/metadata',
      body: { json },
      doing: 'describing an image',
    });
  }
  return id;
}

/** What is to be done once the pictures are there. */
type Creation = (mediaIds: readonly string[]) => Promise<Published>;

const answeredOf = ({ replyTo }: PublishRequest): string | undefined =>
  replyTo?.ref?.['latest'] ?? replyTo?.nativeId;

/** The one call that publishes. Throws what it cannot be done for, before anything is. */
function creationOf(client: Client, request: PublishRequest): Creation {
  const { replyTo, text, visibility } = request;
  if (visibility === 'dm') {
    if (lacksMessages(client.account))
      throw forbidden('this account was connected without the right to direct messages; connect it again');
    const path = `${conversationPath(replyTo ?? {})}/messages`;
    return (mediaIds) => sendMessage(client, path, { text, mediaIds });
  }
  const answered = answeredOf(request);
  if (answered !== undefined && !isId(answered))
    throw new AppError('network_post_gone', `"${answered}" is no post of X`);
  return (mediaIds) => create(client, { text, answered, mediaIds });
}

async function publish(clients: Clients, client: Client, request: PublishRequest): Promise<Published> {
  check(request);
  const { till } = clients;
  const { text, images } = request;
  const isMessage = request.visibility === 'dm';
  const creation = creationOf(client, request);
  const priced = priceOfSend({ text, isReply: answeredOf(request) !== undefined, isMessage });
  const category = isMessage ? 'dm_image' : 'tweet_image';
  // Before anything is done: what is paid for then is there, whoever sends at the same time.
  const described = images.filter(({ alt }) => alt !== '').length;
  const paid = await till.pay(client.account, [
    { what: priced, units: 1 },
    { what: 'describePicture', units: described },
  ]);
  let toDescribe = described;
  const mediaIds: string[] = [];
  let isCreating = false;
  const send = async (): Promise<Published> => {
    for (const [index, image] of images.entries()) {
      mediaIds.push(await upload(clients, client, image, { index, category }));
      if (image.alt !== '') toDescribe -= 1;
    }
    isCreating = true;
    return creation(mediaIds);
  };
  return send().catch(async (error: unknown) => {
    // What may have been carried out may have been paid for.
    const isCertainlyNot = error instanceof AppError && error.code !== 'send_fate_unknown';
    if (!isCreating || isCertainlyNot) {
      await paid.giveBack([
        { what: priced, units: 1 },
        { what: 'describePicture', units: toDescribe },
      ]);
    }
    throw error;
  });
}

/** The one call that publishes. */
async function create(
  client: Client,
  { text, answered, mediaIds }: { text: string; answered: string | undefined; mediaIds: readonly string[] },
): Promise<Published> {
  const call = { doing: 'publishing', repeat: 'harmful' } as const;
  const answer = await client.call({
    ...call,
    method: 'POST',
    path: '/2/tweets',
    body: {
      json: {
        text,
        ...(answered === undefined ? {} : { reply: { in_reply_to_tweet_id: answered } }),
        ...(mediaIds.length === 0 ? {} : { media: { media_ids: mediaIds } }),
      },
    },
  });
  const { id } = readBody(createdSchema, answer, call).data;
  return publishedOf(id, client.account.handle);
}

/** The one call that sends a message. */
async function sendMessage(
  client: Client,
  path: string,
  { text, mediaIds }: { text: string; mediaIds: readonly string[] },
): Promise<Published> {
  const call = { doing: 'sending a direct message', repeat: 'harmful' } as const;
  const json = {
    ...(text.trim() === '' ? {} : { text }),
    ...(mediaIds.length === 0 ? {} : { attachments: mediaIds.map((id) => ({ media_id: id })) }),
  };
  const answer = await client.call({ ...call, method: 'POST', path, body: { json } });
  const { dm_conversation_id: conversation, dm_event_id: id } = readBody(sentSchema, answer, call).data;
  return publishedMessage(conversation, id);
}

/** A post, or our own copy of a message: whoever got it keeps theirs. */
async function remove({ till }: Clients, client: Client, nativeId: string): Promise<void> {
  const message = parseMessageId(nativeId);
  if (message === null && !isId(nativeId)) return;
  const path = message === null ? `/2/tweets/${nativeId}` : `/2/dm_events/${message.id}`;
  const doing = 'deleting a post';
  const answer = await client.call({
    method: 'DELETE',
    path,
    doing,
    accept: [404, 410],
  });
  // What is not there is deleted, whichever way X says so.
  if (answer.status === 404 || answer.status === 410) return;
  const { data, errors } = readBody(deletedSchema, answer, { doing });
  if (data?.deleted === true) return till.wrote(client.account, 'remove');
  const [problem] = errors ?? [];
  if (problem?.type?.endsWith('/resource-not-found') === true) return;
  const why = problem?.detail ?? problem?.title ?? 'it says no reason';
  throw new AppError('network_rejected', `X did not delete the post (${why}); delete it on its page`);
}

/** The publisher of an account. */
export function createPublisher(clients: Clients, client: Client): Publisher {
  const onItsPage = async (): Promise<never> => {
    throw forbidden('likes and reposts are not offered to programs');
  };
  return {
    publish: (request) => publish(clients, client, request),
    lookUp: (request, since, taken) =>
      request.visibility === 'dm'
        ? lookUpMessage(client, request, since, taken ?? new Set())
        : lookUp(client, request, since, taken),
    async edit() {
      throw forbidden('posts cannot be edited by programs');
    },
    remove: (nativeId) => remove(clients, client, nativeId),
    like: onItsPage,
    unlike: onItsPage,
    repost: onItsPage,
    unrepost: onItsPage,
  };
}
