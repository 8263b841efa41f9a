// Turns posts and users of X into the shape every network shares. Pure.
import type { z } from 'zod';
import type { Author, Heard, Mention, Post, PostKind } from '../../domain/post/post.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { most } from '../kit/bounds.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { byId, isId, timeOfId } from './ids.ts';
import { DEFAULT_WEB, NETWORK } from './manifest.ts';
import { includedPostSchema, mediaSchema, postSchema, userSchema } from './schemas.ts';
import type { includesSchema, Problem, RawMedia, RawPost, RawUser } from './schemas.ts';
import { plainText, wholeOf } from './text.ts';

/** What came beside the posts of one answer. */
export interface Included {
  users: ReadonlyMap<string, RawUser>;
  media: ReadonlyMap<string, RawMedia>;
  /** Whose the posts are that others refer to. */
  authors: ReadonlyMap<string, string>;
}

export const nothingIncluded: Included = { users: new Map(), media: new Map(), authors: new Map() };

function readable<T>(list: readonly unknown[], schema: z.ZodType<T>): T[] {
  return list.flatMap((raw) => {
    const parsed = schema.safeParse(raw);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Reads `includes`; what of it cannot be read is left out. */
export function readIncludes(includes: z.infer<typeof includesSchema>): Included {
  if (includes === null || includes === undefined) return nothingIncluded;
  const posts = readable([...includes.posts, ...includes.tweets], includedPostSchema);
  return {
    users: new Map(readable(includes.users, userSchema).map((user) => [user.id, user])),
    media: new Map(readable(includes.media, mediaSchema).map((media) => [media.media_key, media])),
    authors: new Map(posts.map((post) => [post.id, post.author_id])),
  };
}

const isWebAddress = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^https?:\/\//iu.test(text);
const utc = (time: string): string => new Date(time).toISOString();
const atOfId = (id: string): string => new Date(timeOfId(id)).toISOString();

/** The page of a post; a handle that is not known is stood for by `i`. */
export function pageOf(handle: string, id: string): string {
  return `${DEFAULT_WEB}/${handle === '' ? 'i' : handle}/status/${id}`;
}

/** Bigger than the thumbnail that X names. */
const picture = (url: string): string => url.replace(/_normal(?=\.\w+$)/u, '_400x400');

export function authorOf(id: string, user: RawUser | undefined): Author {
  if (user === undefined) return { nativeId: id, handle: '', displayName: '' };
  const { name, username, description, profile_image_url: image, public_metrics: metrics } = user;
  const posts = metrics?.post_count ?? metrics?.tweet_count;
  return {
    nativeId: id,
    handle: username,
    displayName: name === '' ? username : name,
    ...(isWebAddress(image) ? { avatarUrl: picture(image) } : {}),
    ...(description === '' ? {} : { bio: description }),
    ...(metrics?.followers_count === undefined ? {} : { followers: metrics.followers_count }),
    ...(metrics?.following_count === undefined ? {} : { following: metrics.following_count }),
    ...(posts === undefined ? {} : { posts }),
    url: `${DEFAULT_WEB}/${username}`,
  };
}

/** Reads a user; throws a ZodError when it is none. */
export function normaliseUser(raw: unknown): Author {
  const user = userSchema.parse(raw);
  return authorOf(user.id, user);
}

/** Reads a whole profile; throws a ZodError when it is none. */
export function normaliseProfile(raw: unknown): Profile {
  const { username, name, description, profile_image_url: image, entities } = userSchema.parse(raw);
  const links = [...(entities?.url?.urls ?? []), ...(entities?.description?.urls ?? [])];
  const written = links.reduce(
    (text, { url, expanded_url: expanded }) =>
      typeof url === 'string' && url !== '' && isWebAddress(expanded)
        ? text.replaceAll(url, () => expanded)
        : text,
    description,
  );
  return {
    handle: username,
    url: `${DEFAULT_WEB}/${username}`,
    name,
    description: written,
    fields: null,
    links: links.flatMap(({ expanded_url: expanded }) =>
      isWebAddress(expanded) && expanded.length <= most.url ? [expanded] : [],
    ),
    hasPicture: isWebAddress(image) && !image.includes('default_profile'),
    isBot: null,
  };
}

const mediaKinds: ReadonlyMap<string, 'image' | 'video'> = new Map([
  ['photo', 'image'],
  ['animated_gif', 'video'],
  ['video', 'video'],
]);
/** No picture is wider or higher. */
const MAX_PIXELS = 1_000_000;
const pixels = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && value >= 1 && value <= MAX_PIXELS ? Math.round(value) : undefined;

function mediaOf({ type, alt_text: alt, url, preview_image_url: preview, width, height }: RawMedia) {
  const [wide, high] = [pixels(width), pixels(height)];
  return {
    kind: mediaKinds.get(type) ?? ('other' as const),
    alt,
    ...(isWebAddress(url) ? { url } : {}),
    ...(isWebAddress(preview) ? { thumbUrl: preview } : {}),
    ...(wide === undefined ? {} : { width: wide }),
    ...(high === undefined ? {} : { height: high }),
  };
}

/** Whom a post calls on. Who is quoted is called on as who is named: X's terms say the same of both. */
export function mentionsOf(
  named: NonNullable<RawPost['entities']>['mentions'],
  included: Included,
  quoted?: string,
): Mention[] {
  const idByName = new Map(
    [...included.users.values()].map((user) => [user.username.toLowerCase(), user.id]),
  );
  const found = new Map<string, Mention>();
  for (const { username, id } of named) {
    const nativeId = id ?? idByName.get(username.toLowerCase());
    if (username === '' && nativeId === undefined) continue;
    // Either may be missing: people without a name are told apart by their ids.
    found.set(nativeId ?? username.toLowerCase(), {
      ...(nativeId === undefined ? {} : { nativeId }),
      ...(username === '' ? {} : { handle: username }),
    });
  }
  const quotedAuthor = quoted === undefined ? undefined : included.authors.get(quoted);
  const mentions = [...found.values()];
  if (quotedAuthor !== undefined && !mentions.some(({ nativeId }) => nativeId === quotedAuthor)) {
    mentions.push({ nativeId: quotedAuthor });
  }
  return mentions.slice(0, most.listed);
}

/** Codes that X has by their older names; it writes `und`, `qme` and the like where it cannot tell. */
const newerNames: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'],
  ['in', 'id'],
]);

function langOf(lang: string | null | undefined): string | undefined {
  const code = /^[a-z]{2}(?=$|-)/iu.exec(lang ?? '')?.[0].toLowerCase();
  return code === undefined ? undefined : (newerNames.get(code) ?? code);
}

const referred = (raw: RawPost, type: string): string | undefined =>
  raw.references.find((reference) => reference.type === type)?.id;

/** The id a post keeps while it is edited: every edit has an id of its own, and names all before. */
function stableId(raw: RawPost): string {
  return [raw.id, ...raw.versions].toSorted(byId)[0] ?? raw.id;
}

export function hashtagsOf(hashtags: NonNullable<RawPost['entities']>['hashtags']): string[] {
  const tags = hashtags.map(({ tag }) => tag);
  return [...new Set(tags)].filter((tag) => tag !== '' && tag.length <= most.tag);
}

function postOf(raw: RawPost, included: Included): Post {
  const nativeId = stableId(raw);
  const [replyTo, quotes] = [referred(raw, 'replied_to'), referred(raw, 'quoted')];
  const kind: PostKind = replyTo !== undefined ? 'reply' : quotes !== undefined ? 'quote' : 'post';
  const { text, links } = plainText(raw, quotes);
  const { entities } = wholeOf(raw);
  const author = authorOf(raw.author_id, included.users.get(raw.author_id));
  const lang = langOf(raw.lang);
  const isEdited = nativeId !== raw.id;
  return {
    network: NETWORK,
    nativeId,
    kind,
    visibility: 'public',
    author,
    text,
    ...(lang === undefined ? {} : { langHint: lang }),
    mentions: mentionsOf(entities?.mentions ?? [], included, quotes),
    hashtags: hashtagsOf(entities?.hashtags ?? []),
    links: links.filter((link) => link.length <= most.url),
    media: (raw.attachments?.media_keys ?? []).flatMap((key) => {
      const media = included.media.get(key);
      return media === undefined ? [] : [mediaOf(media)];
    }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(replyTo === undefined || !raw.conversation_id ? {} : { root: raw.conversation_id }),
    ...(quotes === undefined ? {} : { quotes }),
    url: pageOf(author.handle, raw.id),
    createdAt: isEdited || !raw.created_at ? atOfId(nativeId) : utc(raw.created_at),
    ...(isEdited ? { ref: { latest: raw.id } } : {}),
  };
}

/** Reads a post; throws a ZodError when it is none. */
export function normalisePost(raw: unknown, included: Included): Post {
  return postOf(postSchema.parse(raw), included);
}

/** Whether a record is a repost: it has words of somebody else, and is no post. */
export function isRepost(raw: unknown): boolean {
  const parsed = postSchema.safeParse(raw);
  return parsed.success && referred(parsed.data, 'retweeted') !== undefined;
}

/**
 * What one post of a list means. An edited one gives the post and the edit: which of them is news depends on what is stored.
 * `self`: the list is of what came to this account, and says how.
 */
export function hearPost(raw: unknown, included: Included, self: string | null): Delivered[] {
  const parsed = postSchema.safeParse(raw);
  if (!parsed.success) return [{ raw, outcome: { malformed: describeFault(parsed.error) } }];
  const { data } = parsed;
  const shared = referred(data, 'retweeted');
  const at = data.created_at ? utc(data.created_at) : atOfId(data.id);
  if (shared !== undefined) {
    const repost: Heard = { type: 'repost', nativeId: data.id, of: shared, byNativeId: data.author_id, at };
    return [{ raw, outcome: { heard: repost } }];
  }
  const post = postOf(data, included);
  const isTheirs = self !== null && data.author_id !== self;
  const answered = post.replyTo === undefined ? undefined : included.authors.get(post.replyTo);
  const how = (data.in_reply_to_user_id ?? answered) === self ? 'reply' : 'mention';
  const told: Delivered = {
    raw,
    outcome: { heard: { type: 'post', post } },
    ...(isTheirs ? { inbound: how } : {}),
  };
  if (post.nativeId === data.id) return [told];
  return [told, { raw, outcome: { heard: { type: 'edit', post, editedAt: at } } }];
}

/**
 * A post that X no longer has, by its answer's `errors`: 200 with `resource-not-found` is how it says "deleted", and
 * `not-authorized-for-resource` how it says that its author protects or lost the account. Null for any other trouble.
 * `firstOf` names the post by the id under which it was told.
 */
export function hearMissing(
  problem: Problem,
  nowMs: number,
  firstOf: (id: string) => string = (id) => id,
): Delivered | null {
  const asked = problem.resource_id ?? problem.value ?? '';
  if (!isMissing(problem) || !isId(asked)) return null;
  const nativeId = firstOf(asked);
  const deletedAt = new Date(nowMs).toISOString();
  return { raw: problem, outcome: { heard: { type: 'delete', nativeId, deletedAt } } };
}

/** Whether a problem says that a thing is not there (any more) for anybody to see. */
export function isMissing({ type }: Problem): boolean {
  return /\/(?:resource-not-found|not-authorized-for-resource)$/u.test(type ?? '');
}
