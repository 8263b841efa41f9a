// Acts as an account: posts, replies, direct messages, likes, reposts and deletions, each at most once.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type {
  AccountSession,
  Fate,
  ImageToSend,
  Publisher,
  PublishRequest,
  Published,
} from '../kit/network.ts';
import { COST } from './budget.ts';
import { facetsOf, type Acting } from './acting.ts';
import type { Clients } from './client.ts';
import { manifest } from './manifest.ts';
import { parseUri, POST_COLLECTION, toIso, webUrl } from './normalise.ts';
import { lookUpMessage, publishMessage, removeMessage } from './publish-message.ts';
import { readPosts } from './read.ts';
import { recordKey } from './record-key.ts';
import { strongRef } from './schemas.ts';
import type { Xrpc } from './xrpc.ts';

const LIKE_COLLECTION = 'app.bsky.feed.like';
const REPOST_COLLECTION = 'app.bsky.feed.repost';
type StrongRef = z.infer<typeof strongRef>;
interface Stored {
  ref: StrongRef;
  value: Record<string, unknown>;
}

/** @throws AppError `text_empty`, `text_too_long` or `attachment_invalid`: before anything is sent. */
function check(request: PublishRequest): void {
  const rule = request.visibility === 'dm' ? manifest.limits.dm : manifest.limits.post;
  const length = measureLength(request.text, rule);
  if (request.text.trim() === '' && request.images.length === 0) {
    throw new AppError('text_empty', 'There is nothing to send: write a text or add an image.', {
      where: 'text',
    });
  }
  if (!length.fits) {
    throw new AppError(
      'text_too_long',
      `Bluesky takes ${length.max} characters here; this text has ${length.used} or too many bytes.`,
      {
        where: 'text',
        data: { used: length.used, max: length.max },
      },
    );
  }
  const { images } = manifest.limits;
  const refuse = (message: string, n: number): never => {
    throw new AppError('attachment_invalid', message, { where: `images[${n}]` });
  };
  if (request.visibility === 'dm' && request.images.length > 0)
    refuse('Bluesky takes no images in direct messages.', 0);
  if (request.images.length > images.max) refuse(`Bluesky takes ${images.max} images.`, images.max);
  for (const [n, image] of request.images.entries()) {
    if (image.bytes.byteLength > images.maxBytes)
      refuse(`The image is over ${images.maxBytes} bytes; make it smaller.`, n);
    if (!images.mimeTypes.includes(image.mimeType)) refuse(`Bluesky does not take ${image.mimeType}.`, n);
    if (image.alt.length > images.altMax) refuse(`The description is over ${images.altMax} characters.`, n);
  }
}

/**
 * Writes a record that must not exist yet. The key comes from our idempotency key and the server refuses to replace
 * (`swapRecord: null`), so a second try finds the first one's record instead of making another.
 */
async function createOnce(
  acting: Acting,
  collection: string,
  idempotencyKey: string,
  record: object,
): Promise<Stored> {
  const { clients, account, client } = acting;
  const rkey = recordKey(idempotencyKey);
  clients.budget(account).spend(COST.create);
  try {
    const ref = await client.call({
      method: 'com.atproto.repo.putRecord',
      nature: 'keyed_write',
      body: {
        repo: account.nativeId,
        collection,
        rkey,
        record: { $type: collection, ...record },
        swapRecord: null,
      },
      answer: strongRef,
    });
    return { ref, value: { ...record } };
  } catch (error) {
    const isThere = error instanceof AppError && error.data?.['error'] === 'InvalidSwap';
    const stored = isThere ? await readStored(acting, collection, rkey) : null;
    if (stored === null) throw error;
    return stored;
  }
}

/** Our own record, from our own server (not the AppView, which lags behind); null when there is none. */
async function readStored(acting: Acting, collection: string, rkey: string): Promise<Stored | null> {
  try {
    const found = await acting.clients.open(acting.account.server).call({
      method: 'com.atproto.repo.getRecord',
      params: { repo: acting.account.nativeId, collection, rkey },
      answer: strongRef.extend({ value: z.record(z.string(), z.unknown()) }),
    });
    return { ref: { uri: found.uri, cid: found.cid }, value: found.value };
  } catch (error) {
    if (error instanceof AppError && error.code === 'network_post_gone') return null;
    throw error;
  }
}

async function uploadImages(client: Xrpc, images: readonly ImageToSend[]): Promise<object | undefined> {
  if (images.length === 0) return undefined;
  const embedded: object[] = [];
  for (const image of images) {
    const { blob } = await client.call({
      method: 'com.atproto.repo.uploadBlob',
      // A lost answer leaves at most an unused blob, which the server sweeps away: as harmless as a read.
      nature: 'read',
      bytes: { data: image.bytes, mimeType: image.mimeType },
      answer: z.object({ blob: z.unknown() }),
    });
    embedded.push({ image: blob, alt: image.alt, aspectRatio: { width: image.width, height: image.height } });
  }
  return { $type: 'app.bsky.embed.images', images: embedded };
}

async function refOf(
  client: Xrpc,
  post: { nativeId: string; ref?: Record<string, string> },
): Promise<StrongRef> {
  const cid = post.ref?.['cid'];
  if (cid !== undefined) return { uri: post.nativeId, cid };
  const [found] = await readPosts(client, [post.nativeId]);
  const foundCid = found?.ref?.['cid'];
  if (foundCid !== undefined) return { uri: post.nativeId, cid: foundCid };
  throw new AppError('network_post_gone', `The post is no longer on Bluesky: ${post.nativeId}`, {
    where: post.nativeId,
  });
}

/** Parent and root of the answer; what our copy of the post lacks is read from the network. */
async function replyRefs(client: Xrpc, target: NonNullable<PublishRequest['replyTo']>) {
  const rootCid = target.ref?.['rootCid'];
  if (target.ref?.['cid'] !== undefined && (target.root === undefined || target.root === target.nativeId)) {
    const parent = await refOf(client, target);
    return { parent, root: parent };
  }
  if (target.ref?.['cid'] !== undefined && target.root !== undefined && rootCid !== undefined) {
    return { parent: await refOf(client, target), root: { uri: target.root, cid: rootCid } };
  }
  const [parent] = await readPosts(client, [target.nativeId]);
  const cid = parent?.ref?.['cid'];
  if (parent === undefined || cid === undefined) {
    throw new AppError('network_post_gone', `The post is no longer on Bluesky: ${target.nativeId}`, {
      where: target.nativeId,
    });
  }
  const foundRootCid = parent.ref?.['rootCid'];
  const parentRef = { uri: parent.nativeId, cid };
  const root =
    parent.root === undefined || foundRootCid === undefined
      ? parentRef
      : { uri: parent.root, cid: foundRootCid };
  return { parent: parentRef, root };
}

function publishedPost(stored: Stored, nowIso: string): Published {
  const place = parseUri(stored.ref.uri);
  const madeAt = stored.value['createdAt'];
  const reply = z.object({ root: strongRef }).safeParse(stored.value['reply']);
  return {
    nativeId: stored.ref.uri,
    ...(place === null ? {} : { url: webUrl(place.did, place.rkey) }),
    createdAt: (typeof madeAt === 'string' ? toIso(madeAt) : null) ?? nowIso,
    ref: { cid: stored.ref.cid, ...(reply.success ? { rootCid: reply.data.root.cid } : {}) },
  };
}

async function publishPost(acting: Acting, request: PublishRequest): Promise<Published> {
  const { client } = acting;
  const reply = request.replyTo === undefined ? undefined : await replyRefs(client, request.replyTo);
  const facets = await facetsOf(client, request.text);
  const embed = await uploadImages(client, request.images);
  const nowIso = new Date(acting.clients.deps.now()).toISOString();
  const stored = await createOnce(acting, POST_COLLECTION, request.idempotencyKey, {
    text: request.text,
    createdAt: nowIso,
    ...(request.lang === undefined ? {} : { langs: [request.lang] }),
    ...(facets.length === 0 ? {} : { facets }),
    ...(reply === undefined ? {} : { reply }),
    ...(embed === undefined ? {} : { embed }),
  });
  return publishedPost(stored, nowIso);
}

async function lookUpPost(acting: Acting, request: PublishRequest): Promise<Fate> {
  const stored = await readStored(acting, POST_COLLECTION, recordKey(request.idempotencyKey));
  if (stored === null) return { absent: true };
  return { found: publishedPost(stored, new Date(acting.clients.deps.now()).toISOString()) };
}

async function lookUp(
  acting: Acting,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string>,
): Promise<Fate> {
  try {
    return request.visibility === 'dm'
      ? await lookUpMessage(acting, request, since, taken)
      : await lookUpPost(acting, request);
  } catch (error) {
    if (error instanceof AppError && error.retryable) return { cannotTell: error.message };
    throw error;
  }
}

async function removeRecord(acting: Acting, uri: string): Promise<void> {
  const place = parseUri(uri);
  if (place === null || place.did !== acting.account.nativeId) {
    throw new AppError('network_rejected', 'Only what this account made itself can be taken back.', {
      where: uri,
    });
  }
  acting.clients.budget(acting.account).spend(COST.delete);
  // Deleting what is already gone succeeds, so a repeat is harmless.
  await acting.client.call({
    method: 'com.atproto.repo.deleteRecord',
    nature: 'keyed_write',
    body: { repo: place.did, collection: place.collection, rkey: place.rkey },
    answer: z.object({}),
  });
}

/** The publisher of one account. */
export function createPublisher(clients: Clients, account: AccountSession): Publisher {
  const acting: Acting = { clients, account, client: clients.account(account) };

  async function point(
    collection: string,
    post: { nativeId: string; ref?: Record<string, string> },
    idempotencyKey: string,
  ): Promise<string> {
    const subject = await refOf(acting.client, post);
    const createdAt = new Date(clients.deps.now()).toISOString();
    const stored = await createOnce(acting, collection, idempotencyKey, { subject, createdAt });
    return stored.ref.uri;
  }

  return {
    async publish(request) {
      check(request);
      return request.visibility === 'dm'
        ? await publishMessage(acting, request)
        : await publishPost(acting, request);
    },
    lookUp: async (request, since, taken = new Set()) => await lookUp(acting, request, since, taken),
    async edit() {
      throw new AppError('network_forbids', 'Bluesky has no editing: delete the post and write it again.');
    },
    async remove(nativeId, visibility) {
      if (visibility === 'dm') await removeMessage(acting, nativeId);
      else await removeRecord(acting, nativeId);
    },
    like: async (post, idempotencyKey) => await point(LIKE_COLLECTION, post, idempotencyKey),
    unlike: async (_post, likeId) => await removeRecord(acting, likeId),
    repost: async (post, idempotencyKey) => await point(REPOST_COLLECTION, post, idempotencyKey),
    unrepost: async (_post, repostId) => await removeRecord(acting, repostId),
  };
}
