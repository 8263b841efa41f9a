// Acts as an account: posts, replies, direct messages, images, favourites, boosts, edits and deletions.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { Visibility } from '../../domain/post/post.ts';
import { encodeMultipart } from '../kit/multipart.ts';
import { splitNativeId } from '../kit/scoped-id.ts';
import type {
  AccountSession,
  ImageToSend,
  NetworkDeps,
  Published,
  Publisher,
  PublishRequest,
} from '../kit/network.ts';
import { localId, publishedOf, statusPath, textOf } from './acting.ts';
import type { Acting, Target } from './acting.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { withMention } from './compose.ts';
import { repostIdOf } from './ids.ts';
import { limitsOf } from './limits.ts';
import { lookUp } from './look-up.ts';
import { statusSchema, uploadedSchema } from './schemas.ts';
import type { Status } from './schemas.ts';

const MEDIA_POLL_MS = 1000;
const MEDIA_WAIT_MS = 60_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/** Uploads one image and waits until the server has processed it; nothing is published by it. */
async function upload({ deps, client }: Acting, image: ImageToSend, index: number): Promise<string> {
  const doing = 'uploading an image';
  const extension = /^image\/([a-z]+)/.exec(image.mimeType)?.[1] ?? 'bin';
  const body = encodeMultipart(
    [
      ...(image.alt === '' ? [] : [{ name: 'description', value: image.alt }]),
      {
        name: 'file',
        fileName: `image-${index + 1}.${extension}`,
        mimeType: image.mimeType,
        bytes: image.bytes,
      },
    ],
    `kizuki-${deps.randomId().replaceAll(/[^a-z0-9]/gi, '')}`,
  );
  const answer = await client.call({
    method: 'POST',
    path: '/api/v2/media',
    body,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    doing,
  });
  const media = readBody(uploadedSchema, answer, { doing });
  if (answer.status === 200) return media.id;
  const startedMs = deps.now();
  while (deps.now() - startedMs < MEDIA_WAIT_MS) {
    await deps.sleep(MEDIA_POLL_MS);
    const path = `/api/v1/media/${encodeURIComponent(media.id)}`;
    const { status } = await client.get(path, {}, { doing });
    // 206 while it is being processed.
    if (status === 200) return media.id;
  }
  throw new AppError(
    'network_unavailable',
    `${client.host} did not finish an image in ${MEDIA_WAIT_MS / 1000} s`,
  );
}

/** What a public reply's visibility becomes: as quiet as the post it answers. */
function visibilityOf(request: PublishRequest): string {
  if (request.visibility === 'dm') return 'direct';
  return request.replyTo?.ref?.['visibility'] === 'unlisted' ? 'unlisted' : 'public';
}

/** Refuses what the server would refuse, before an image is uploaded for it. */
async function check({ client }: Acting, request: PublishRequest, text: string): Promise<void> {
  if (request.text.trim() === '' && request.images.length === 0) {
    throw new AppError('text_empty', 'Write something, or add an image', { where: 'text' });
  }
  const limits = limitsOf(await client.instance());
  const { used, max, fits } = measureLength(text, request.visibility === 'dm' ? limits.dm : limits.post);
  if (!fits) {
    const message = `The text is ${used} characters long, the mention included; ${client.host} takes ${max}. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  if (request.images.length > limits.images.max) {
    const message = `${client.host} takes ${limits.images.max} images with a post, not ${request.images.length}`;
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

async function publish(acting: Acting, request: PublishRequest): Promise<Published> {
  const { client } = acting;
  const status = await textOf(acting, request);
  await check(acting, request, status);
  const inReplyTo = request.replyTo === undefined ? undefined : await localId(acting, request.replyTo);
  const mediaIds: string[] = [];
  for (const [index, image] of request.images.entries()) mediaIds.push(await upload(acting, image, index));
  const call = { doing: 'publishing', repeat: 'harmful' } as const;
  const answer = await client.call({
    ...call,
    method: 'POST',
    path: '/api/v1/statuses',
    headers: { 'idempotency-key': request.idempotencyKey },
    body: {
      json: {
        status,
        visibility: visibilityOf(request),
        ...(inReplyTo === undefined ? {} : { in_reply_to_id: inReplyTo }),
        ...(request.lang === undefined ? {} : { language: request.lang }),
        ...(mediaIds.length === 0 ? {} : { media_ids: mediaIds }),
      },
    },
  });
  return publishedOf(readBody(statusSchema, answer, call), client.host);
}

async function readOwn({ client }: Acting, id: string, doing: string): Promise<Status> {
  return readBody(statusSchema, await client.get(statusPath(id), {}, { doing }), { doing });
}

async function edit(acting: Acting, nativeId: string, text: string): Promise<Published> {
  const { client } = acting;
  const doing = 'editing a post';
  const id = await localId(acting, { nativeId });
  const current = await readOwn(acting, id, doing);
  const parentAuthor = current.in_reply_to_account_id;
  const others = (current.mentions ?? []).filter((mention) => mention.id === parentAuthor);
  const { domain } = await client.origin();
  // An edit replaces everything: what is not sent again is taken away.
  const json = {
    status: others.reduce((whole, { acct }) => withMention(whole, acct, domain), text),
    media_ids: (current.media_attachments ?? []).map((media) => media.id),
    sensitive: current.sensitive === true,
    ...(current.spoiler_text === '' ? {} : { spoiler_text: current.spoiler_text }),
    ...(current.language ? { language: current.language } : {}),
  };
  const answer = await client.call({ method: 'PUT', path: statusPath(id), body: { json }, doing });
  return publishedOf(readBody(statusSchema, answer, { doing }), client.host);
}

async function remove(acting: Acting, nativeId: string): Promise<void> {
  const doing = 'deleting a post';
  const id = await localId(acting, { nativeId });
  const path = statusPath(id);
  const { status } = await acting.client.call({
    method: 'DELETE',
    path,
    doing,
    accept: [404, 410, 405, 501],
  });
  if (status === 200 || status === 410) return;
  // "Not found" is said of a post that is gone already, and by servers that cannot delete.
  const check = await acting.client.get(path, {}, { doing, accept: [404, 410] });
  if (check.status !== 200) return;
  throw new AppError(
    'network_rejected',
    `${acting.client.host} cannot delete posts by its API; delete it on its page`,
  );
}

/** Favourites and boosts are switches: throwing one twice does no harm. */
async function flip(acting: Acting, target: Target, what: string): Promise<string> {
  const { client } = acting;
  const id = await localId(acting, target);
  const call = { method: 'POST', path: statusPath(id, `/${what}`), doing: `setting ${what}` } as const;
  const { status } = await client.call({ ...call, accept: [404] });
  if (status !== 404) return id;
  // Throws when the post is gone; when it is not, the server acts only on what reached the account (snac).
  await client.get(statusPath(id), {}, { doing: call.doing });
  const text = `${client.host} cannot set ${what} on a post that did not reach the account; follow its author, or do it on its page`;
  throw new AppError('network_rejected', text, { data: { said: 'not_in_timeline' } });
}

/** The publisher of an account. Mentions, ids and visibility are put into the form its server needs. */
export function createPublisher(deps: NetworkDeps, client: Client, account: AccountSession): Publisher {
  const acting: Acting = { deps, client, account };
  return {
    publish: (request) => publish(acting, request),
    lookUp: (request, since, taken) => lookUp(acting, request, since, taken),
    edit: (nativeId, text) => edit(acting, nativeId, text),
    remove: (nativeId: string, _visibility: Visibility) => remove(acting, nativeId),
    async like(target) {
      await flip(acting, target, 'favourite');
      return target.nativeId;
    },
    async unlike(target) {
      await flip(acting, target, 'unfavourite');
    },
    async repost(target) {
      const id = await flip(acting, target, 'reblog');
      return repostIdOf(client.host, id, splitNativeId(account.nativeId)?.id ?? account.nativeId);
    },
    async unrepost(target) {
      await flip(acting, target, 'unreblog');
    },
  };
}
