// Turns Bluesky's records, views and stream events into posts: pure, so that recorded payloads can prove it.
import { Buffer } from 'node:buffer';
import type { z } from 'zod';
import type { Author, Heard, Media, Post } from '../../domain/post/post.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { boundedHandle, boundedId, most } from '../kit/bounds.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { NETWORK } from './manifest.ts';
import { PUBLIC_PICTURES } from './pictures.ts';
import { notificationView, postRecord, postView } from './schemas.ts';
import type { facet, mediaEmbed, profileView } from './schemas.ts';

export const POST_COLLECTION = 'app.bsky.feed.post';
const ISO_639_1 = /^[a-z]{2}$/u;
const EPOCH = new Date(0).toISOString();
/** Older than any network whose posts are imported here: such a time is a mistake or a joke. */
const EARLIEST = '1990-01-01T00:00:00.000Z';

/** One change in the network, whichever stream told of it. `at` is the stream's time, ISO 8601 UTC. */
export type StreamEvent =
  | {
      kind: 'commit';
      did: string;
      at: string;
      operation: string;
      collection: string;
      rkey: string;
      cid: string | undefined;
      record: unknown;
    }
  | { kind: 'identity'; did: string; at: string; handle: string | undefined }
  | { kind: 'account'; did: string; at: string; active: boolean; status: string | undefined };

/** ISO 8601 UTC with milliseconds, or null for what is no time. */
export function toIso(time: string): string | null {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** The author's own time, unless the network saw the post before it: clocks lie, and some lie on purpose. */
function createdAt(claimed: string, seen: string): string {
  const own = toIso(claimed);
  const network = toIso(seen) ?? EPOCH;
  return own === null || own < EARLIEST || own.startsWith('+') || network < own ? network : own;
}

/** PostgreSQL holds neither NUL nor half a surrogate pair, and no reader sees them. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

export function webUrl(did: string, rkey: string): string {
  return `https://bsky.app/profile/${did}/post/${rkey}`;
}

/** Splits an at-URI; null when it is none. */
export function parseUri(uri: string): { did: string; collection: string; rkey: string } | null {
  const match = /^at:\/\/([^/]+)\/([^/]+)\/([^/]+)$/u.exec(uri);
  if (match === null) return null;
  return { did: match[1] ?? '', collection: match[2] ?? '', rkey: match[3] ?? '' };
}

/** By the account's own label; what others say of it is another matter. */
function isBot({ did, labels }: z.infer<typeof profileView>): boolean {
  return labels?.some(({ src, val }) => src === did && val === 'bot') === true;
}

/** The author from a profile view; a handle the network calls invalid is left empty. */
export function normaliseAuthor(view: z.infer<typeof profileView>): Author {
  return {
    nativeId: view.did,
    handle: view.handle === 'handle.invalid' ? '' : view.handle,
    displayName: clean(view.displayName ?? ''),
    ...(view.avatar === undefined ? {} : { avatarUrl: view.avatar }),
    ...(view.description === undefined ? {} : { bio: clean(view.description) }),
    ...(isBot(view) ? { isBot: true as const } : {}),
    ...(view.followersCount === undefined ? {} : { followers: view.followersCount }),
    ...(view.followsCount === undefined ? {} : { following: view.followsCount }),
    ...(view.postsCount === undefined ? {} : { posts: view.postsCount }),
    url: `https://bsky.app/profile/${view.did}`,
  };
}

const written = /https?:\/\/[^\s<>"'）)]+/gu;

/** The whole profile; the network has no lines of their own in it, and its pictures are the ones that were set. */
export function normaliseProfile(view: z.infer<typeof profileView>): Profile {
  const description = clean(view.description ?? '');
  return {
    handle: view.handle === 'handle.invalid' ? '' : view.handle,
    url: `https://bsky.app/profile/${view.handle === 'handle.invalid' ? view.did : view.handle}`,
    name: clean(view.displayName ?? ''),
    description,
    fields: null,
    links: (description.match(written) ?? []).slice(0, most.listed),
    hasPicture: view.avatar !== undefined,
    isBot: isBot(view),
  };
}

/** An author of whom only the id is known yet. */
export function unknownAuthor(did: string): Author {
  return { nativeId: did, handle: '', displayName: '', url: `https://bsky.app/profile/${did}` };
}

function mediaOf(found: z.infer<typeof mediaEmbed>, did: string): Media[] {
  const images = (found.images ?? []).map((image): Media => {
    const cid = image.image?.ref.$link;
    return {
      kind: 'image',
      alt: clean(image.alt),
      ...(cid === undefined
        ? {}
        : {
            url: `${PUBLIC_PICTURES}/feed_fullsize/plain/${did}/${cid}@jpeg`,
            thumbUrl: `${PUBLIC_PICTURES}/feed_thumbnail/plain/${did}/${cid}@jpeg`,
          }),
      ...image.aspectRatio,
    };
  });
  if (found.video === undefined) return images;
  const cid = found.video.ref.$link;
  const base = `https://video.bsky.app/watch/${encodeURIComponent(did)}/${cid}`;
  const video: Media = {
    kind: 'video',
    alt: clean(found.alt ?? ''),
    url: `${base}/playlist.m3u8`,
    thumbUrl: `${base}/thumbnail.jpg`,
    ...found.aspectRatio,
  };
  return [...images, video];
}

export function fromFacets(
  text: string,
  facets: readonly z.infer<typeof facet>[],
): Pick<Post, 'mentions' | 'hashtags' | 'links'> {
  const bytes = facets.length === 0 ? null : Buffer.from(text, 'utf8');
  const mentions: Post['mentions'] = [];
  const hashtags: string[] = [];
  const links: string[] = [];
  for (const { index, features } of facets) {
    for (const item of features) {
      if (item.tag !== undefined) hashtags.push(item.tag);
      if (item.uri !== undefined) links.push(item.uri);
      if (item.did === undefined || bytes === null) continue;
      const written = bytes.subarray(index.byteStart, index.byteEnd).toString('utf8').trim();
      const handle = /^[@＠](\S+)$/u.exec(written)?.[1];
      mentions.push(
        handle === undefined || handle.length > most.handle
          ? { nativeId: item.did }
          : { nativeId: item.did, handle },
      );
    }
  }
  return {
    mentions: mentions.slice(0, most.listed),
    hashtags: hashtags.slice(0, most.listed),
    links: links.slice(0, most.listed),
  };
}

export interface RecordInput {
  uri: string;
  cid: string | undefined;
  author: Author;
  record: unknown;
  /** When the network saw it. */
  seenAt: string;
}

/** A post from its record, or a sentence saying what is wrong with it. */
export function normaliseRecord(input: RecordInput): { post: Post } | { malformed: string } {
  const place = parseUri(input.uri);
  if (place === null) return { malformed: `not the address of a record: ${input.uri}` };
  const parsed = postRecord.safeParse(input.record);
  if (!parsed.success) return { malformed: describeFault(parsed.error) };
  const record = parsed.data;
  const did = input.author.nativeId;
  const quoted = record.embed?.record;
  const quotes = quoted === undefined ? undefined : 'uri' in quoted ? quoted.uri : quoted.record.uri;
  const quotesPost = quotes !== undefined && parseUri(quotes)?.collection === POST_COLLECTION;
  const facts = fromFacets(record.text, record.facets ?? []);
  const external = record.embed?.external?.uri ?? record.embed?.media?.external?.uri;
  const langHint = record.langs
    ?.map((lang) => lang.split('-')[0]?.toLowerCase() ?? '')
    .find((lang) => ISO_639_1.test(lang));
  const embeds =
    record.embed === undefined
      ? []
      : [record.embed, ...(record.embed.media === undefined ? [] : [record.embed.media])];
  const post: Post = {
    network: NETWORK,
    nativeId: input.uri,
    kind: record.reply !== undefined ? 'reply' : quotesPost ? 'quote' : 'post',
    visibility: 'public',
    author: input.author,
    text: clean(record.text),
    ...(langHint === undefined ? {} : { langHint }),
    mentions: facts.mentions,
    hashtags: [...new Set([...facts.hashtags, ...(record.tags ?? [])])],
    links: [...new Set(external === undefined ? facts.links : [...facts.links, external])],
    media: embeds.flatMap((e) => mediaOf(e, did)).slice(0, most.media),
    ...(record.reply === undefined ? {} : { replyTo: record.reply.parent.uri, root: record.reply.root.uri }),
    ...(quotesPost ? { quotes } : {}),
    url: webUrl(did, place.rkey),
    createdAt: createdAt(record.createdAt, input.seenAt),
    ref: {
      ...(input.cid === undefined ? {} : { cid: input.cid }),
      ...(record.reply === undefined ? {} : { rootCid: record.reply.root.cid }),
    },
  };
  return { post };
}

/** The stream's own fields, which no schema of ours bounds: what they become is stored and indexed. */
function boundFault(event: StreamEvent): string | null {
  const uri = event.kind === 'commit' ? `at://${event.did}/${event.collection}/${event.rkey}` : event.did;
  const cid = event.kind === 'commit' ? (event.cid ?? '') : '';
  const handle = event.kind === 'identity' ? (event.handle ?? '') : '';
  if (!boundedId.safeParse(uri).success) return 'uri: is longer than any id';
  if (cid !== '' && !boundedId.safeParse(cid).success) return 'cid: is longer than any id';
  return boundedHandle.safeParse(handle).success ? null : 'handle: is longer than any handle';
}

/** What a stream event means to us; only posts, handles and accounts do. */
export function normaliseEvent(event: StreamEvent): Delivered['outcome'] {
  const fault = boundFault(event);
  if (fault !== null) return { malformed: fault };
  if (event.kind === 'identity') {
    if (event.handle === undefined) return { heard: null };
    const handle = event.handle === 'handle.invalid' ? '' : event.handle;
    return { heard: { type: 'identity', author: { ...unknownAuthor(event.did), handle } } };
  }
  if (event.kind === 'account') {
    // A deactivated account asked not to be shown either; throttled and desynchronized ones only lag behind.
    const isGone = !event.active && event.status !== 'throttled' && event.status !== 'desynchronized';
    return { heard: isGone ? { type: 'author_gone', authorNativeId: event.did, at: event.at } : null };
  }
  if (event.collection !== POST_COLLECTION) return { heard: null };
  const uri = `at://${event.did}/${event.collection}/${event.rkey}`;
  if (event.operation === 'delete') return { heard: { type: 'delete', nativeId: uri, deletedAt: event.at } };
  const made = normaliseRecord({
    uri,
    cid: event.cid,
    author: unknownAuthor(event.did),
    record: event.record,
    seenAt: event.at,
  });
  if ('malformed' in made) return made;
  const heard: Heard =
    event.operation === 'update'
      ? { type: 'edit', post: made.post, editedAt: event.at }
      : { type: 'post', post: made.post };
  return { heard };
}

/** A post as the AppView shows it, with its author and the addresses of its media. */
export function normaliseView(raw: unknown): { post: Post } | { malformed: string } {
  const parsed = postView.safeParse(raw);
  if (!parsed.success) return { malformed: describeFault(parsed.error) };
  const view = parsed.data;
  const made = normaliseRecord({
    uri: view.uri,
    cid: view.cid,
    author: normaliseAuthor(view.author),
    record: view.record,
    seenAt: view.indexedAt,
  });
  if ('malformed' in made) return made;
  const shown = [view.embed, view.embed?.media].flatMap((e) => e?.images ?? []);
  const playlist = view.embed?.playlist ?? view.embed?.media?.playlist;
  const thumbnail = view.embed?.thumbnail ?? view.embed?.media?.thumbnail;
  const media = made.post.media.map((item, n): Media => {
    const url = item.kind === 'image' ? shown[n]?.fullsize : playlist;
    const thumbUrl = item.kind === 'image' ? shown[n]?.thumb : thumbnail;
    return {
      ...item,
      ...(url === undefined ? {} : { url }),
      ...(thumbUrl === undefined ? {} : { thumbUrl }),
    };
  });
  return { post: { ...made.post, media } };
}

/** A notification: mentions, replies and quotes come to us; reposts of our posts only raise their measures. */
export function normaliseNotification(raw: unknown, ownDid: string): Delivered {
  const parsed = notificationView.safeParse(raw);
  if (!parsed.success) return { raw, outcome: { malformed: describeFault(parsed.error) } };
  const view = parsed.data;
  if (view.reason === 'repost' && view.reasonSubject !== undefined) {
    const at = toIso(view.indexedAt) ?? EPOCH;
    const heard: Heard = {
      type: 'repost',
      nativeId: view.uri,
      of: view.reasonSubject,
      byNativeId: view.author.did,
      at,
    };
    return { raw, outcome: { heard } };
  }
  if (!['mention', 'reply', 'quote'].includes(view.reason)) return { raw, outcome: { heard: null } };
  const made = normaliseRecord({
    uri: view.uri,
    cid: view.cid,
    author: normaliseAuthor(view.author),
    record: view.record,
    seenAt: view.indexedAt,
  });
  if ('malformed' in made) return { raw, outcome: made };
  // Bots may answer only those who tagged us: a quote or a reply counts as a mention only when it really is one.
  const tagsUs = made.post.mentions.some((mention) => mention.nativeId === ownDid);
  const inbound = view.reason === 'mention' || tagsUs ? 'mention' : 'reply';
  return { raw, outcome: { heard: { type: 'post', post: made.post } }, inbound };
}
