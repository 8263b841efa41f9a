// Turns statuses, notifications and stream events of Mastodon into the shape every network shares. Pure.
import type { z } from 'zod';
import type { Author, Heard, Mention, Post, PostKind } from '../../domain/post/post.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { cut, most, shortName } from '../kit/bounds.ts';
import { htmlToText } from '../kit/html-text.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { NETWORK } from './manifest.ts';
import { nativeIdOf, repostIdOf, stableId } from './ids.ts';
import { accountSchema, notificationSchema, profileSchema, statusSchema } from './schemas.ts';
import type { Account, Status, mediaSchema } from './schemas.ts';

/** Where a payload comes from: without it a server's own people and ids cannot be told from others'. */
export interface Origin {
  /** Host of the server that was asked, with its port. */
  host: string;
  /** The domain in the handles of its people; it may differ from the host. */
  domain: string;
  /** The account that asked, where there is one. */
  self?: { nativeId: string; handle: string };
}

const utc = (time: string): string => new Date(time).toISOString();
const isWebAddress = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^https?:\/\//i.test(text);

/** The handle with its domain, which servers leave out for their own people. */
export function fullHandle(acct: string, domain: string): string {
  return acct.includes('@') ? acct : `${acct}@${domain}`;
}

function authorOf(account: Account, origin: Origin): Author {
  const bio = cut(htmlToText(account.note).text, most.bio);
  return {
    nativeId: nativeIdOf(origin.host, account.id),
    handle: fullHandle(account.acct, origin.domain),
    displayName: account.display_name === '' ? account.username : account.display_name,
    ...(isWebAddress(account.avatar) ? { avatarUrl: account.avatar } : {}),
    ...(bio === '' ? {} : { bio }),
    ...(account.bot === true ? { isBot: true as const } : {}),
    ...(account.followers_count === undefined ? {} : { followers: account.followers_count }),
    ...(account.following_count === undefined ? {} : { following: account.following_count }),
    ...(account.statuses_count === undefined ? {} : { posts: account.statuses_count }),
    ...(isWebAddress(account.url) ? { url: account.url } : {}),
  };
}

/** Reads an account; throws a ZodError when it is not one. */
export function normaliseAccount(raw: unknown, origin: Origin): Author {
  return authorOf(accountSchema.parse(raw), origin);
}

/** What servers show where somebody has set no picture: Mastodon's own, and snac's. */
const noPicture = /\/(?:missing\.png|susie\.png)$/u;

/** Reads a whole profile; throws a ZodError when it is none. */
export function normaliseProfile(raw: unknown, origin: Origin): Profile {
  const account = profileSchema.parse(raw);
  const note = htmlToText(account.note);
  const fields = account.fields.map(({ name, value }) => ({ name, ...htmlToText(value) }));
  const parts = [note, ...fields];
  const links = parts.flatMap((part) => [...part.links, ...part.mentions.map(({ href }) => href)]);
  return {
    handle: fullHandle(account.acct, origin.domain),
    url: isWebAddress(account.url) ? account.url : null,
    name: account.display_name,
    description: cut(note.text, most.bio),
    fields: fields.map(({ name, text }) => ({ name, value: text })),
    links: links.filter((link) => link.length <= most.url).slice(0, most.listed),
    hasPicture: isWebAddress(account.avatar) && !noPicture.test(account.avatar),
    isBot: account.bot === true,
  };
}

function mentionsOf(
  status: Pick<Status, 'mentions'>,
  inText: { text: string; href: string }[],
  origin: Origin,
): Mention[] {
  const found = new Map<string, Mention>();
  for (const { id, username, acct } of status.mentions ?? []) {
    const handle = fullHandle(acct, origin.domain);
    // A server that writes the domain into the user name (snac) also numbers mentions instead of giving account ids.
    const isAccountId = !username.includes('@') && id !== '0';
    const mention = { ...(isAccountId ? { nativeId: nativeIdOf(origin.host, id) } : {}), handle };
    if (!found.has(handle.toLowerCase())) found.set(handle.toLowerCase(), mention);
  }
  if (found.size > 0) return [...found.values()];
  for (const { text, href } of inText.slice(0, most.listed)) {
    if (text.length > most.handle) continue;
    const acct = text.replace(/^@/, '');
    const host = URL.canParse(href) ? new URL(href).host : origin.domain;
    if (acct !== '') found.set(fullHandle(acct, host).toLowerCase(), { handle: fullHandle(acct, host) });
  }
  return [...found.values()];
}

const mediaKinds: Readonly<Record<string, 'image' | 'video' | 'audio'>> = {
  image: 'image',
  gifv: 'video',
  video: 'video',
  audio: 'audio',
};
const pixels = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && value >= 1 ? Math.round(value) : undefined;

function mediaOf(media: z.infer<typeof mediaSchema>): Post['media'][number] {
  const url = [media.url, media.remote_url].find(isWebAddress);
  const width = pixels(media.meta?.original?.width);
  const height = pixels(media.meta?.original?.height);
  return {
    kind: (Object.hasOwn(mediaKinds, media.type) ? mediaKinds[media.type] : undefined) ?? 'other',
    alt: media.description,
    ...(url === undefined ? {} : { url }),
    ...(isWebAddress(media.preview_url) ? { thumbUrl: media.preview_url } : {}),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
}

/** A conversation is the set of the people in it: servers number conversations differently, or not at all. */
function conversationOf(author: Author, mentions: readonly Mention[], origin: Origin): string {
  const people = [
    author.handle,
    ...mentions.flatMap((mention) => mention.handle ?? []),
    origin.self?.handle ?? '',
  ];
  const unique = new Set(people.filter((handle) => handle !== '').map((handle) => handle.toLowerCase()));
  return `${origin.host}/${shortName([...unique].toSorted().join(','))}`;
}

function hashtagsOf(status: Pick<Status, 'tags'>, inText: readonly string[]): string[] {
  const found = new Map<string, string>();
  // The text first: it has the author's own spelling, the list a folded one.
  for (const tag of [...inText, ...(status.tags ?? []).map(({ name }) => name)]) {
    if (tag !== '' && !found.has(tag.toLowerCase())) found.set(tag.toLowerCase(), tag);
  }
  return [...found.values()].filter((tag) => tag.length <= most.tag).slice(0, most.listed);
}

function postOf(status: Omit<Status, 'reblog'>, origin: Origin): Post {
  const quoted = status.quote?.quoted_status?.id ?? status.quote?.quoted_status_id ?? undefined;
  const html = htmlToText(status.content, quoted === undefined ? {} : { dropClass: 'quote-inline' });
  const author = authorOf(status.account, origin);
  const mentions = mentionsOf(status, html.mentions, origin);
  // Followers-only posts are not for everyone: what we say to them must not be either.
  const isPublic = status.visibility === 'public' || status.visibility === 'unlisted';
  const kind: PostKind = status.in_reply_to_id ? 'reply' : quoted === undefined ? 'post' : 'quote';
  const language = /^[a-z]{2}(?=$|[-_])/i.exec(status.language ?? '')?.[0].toLowerCase();
  const url = [status.url, status.uri].find(isWebAddress);
  return {
    network: NETWORK,
    nativeId: nativeIdOf(origin.host, status.id),
    kind,
    visibility: isPublic ? 'public' : 'dm',
    author,
    text: [status.spoiler_text, html.text].filter((part) => part !== '').join('\n\n'),
    ...(language === undefined ? {} : { langHint: language }),
    mentions,
    hashtags: hashtagsOf(status, html.hashtags),
    links: html.links.filter((link) => link.length <= most.url).slice(0, most.listed),
    media: (status.media_attachments ?? []).map(mediaOf),
    ...(status.in_reply_to_id ? { replyTo: nativeIdOf(origin.host, status.in_reply_to_id) } : {}),
    ...(quoted === undefined ? {} : { quotes: nativeIdOf(origin.host, quoted) }),
    ...(isPublic ? {} : { conversation: conversationOf(author, mentions, origin) }),
    ...(url === undefined ? {} : { url }),
    createdAt: utc(status.created_at),
    ref: { uri: status.uri === '' ? (url ?? '') : status.uri, visibility: status.visibility },
  };
}

/** Reads a status as a post, a repost as what it shares; throws a ZodError when it is no status. */
export function normaliseStatus(raw: unknown, origin: Origin): Post {
  const status = statusSchema.parse(raw);
  return postOf(status.reblog ?? status, origin);
}

const one = (raw: unknown, heard: Heard, inbound?: Delivered['inbound']): Delivered => ({
  raw,
  outcome: { heard },
  ...(inbound === undefined ? {} : { inbound }),
});

/**
 * What a status means that came by a timeline or the stream. An edited one gives the post and the edit: which of them
 * is news depends on what is stored.
 */
export function hearStatus(
  raw: unknown,
  origin: Origin,
  inboundAs?: (status: Status) => Delivered['inbound'],
): Delivered[] {
  const parsed = statusSchema.safeParse(raw);
  if (!parsed.success) return [{ raw, outcome: { malformed: describeFault(parsed.error) } }];
  const status = parsed.data;
  if (status.reblog) {
    const { id, account, created_at: at, reblog } = status;
    const repost = repostOf(origin, reblog.id, account, at);
    // A repost under the id of what it shares is that post's own entry in the timeline (snac).
    const isOwnEntry = stableId(id) === stableId(reblog.id);
    return [...(isOwnEntry ? hearPlain(raw, reblog, origin, undefined) : []), one(raw, repost)];
  }
  return hearPlain(raw, status, origin, inboundAs?.(status));
}

function hearPlain(
  raw: unknown,
  status: Omit<Status, 'reblog'>,
  origin: Origin,
  inbound: Delivered['inbound'],
): Delivered[] {
  const post = postOf(status, origin);
  const heard = one(raw, { type: 'post', post }, inbound);
  if (!status.edited_at) return [heard];
  return [heard, one(raw, { type: 'edit', post, editedAt: utc(status.edited_at) })];
}

function repostOf(origin: Origin, statusId: string, by: Account, at: string): Heard {
  return {
    type: 'repost',
    nativeId: repostIdOf(origin.host, statusId, by.id),
    of: nativeIdOf(origin.host, statusId),
    byNativeId: nativeIdOf(origin.host, by.id),
    at: utc(at),
  };
}

/** What an edit event of the stream means. */
export function hearEdit(raw: unknown, origin: Origin, nowMs: number): Delivered[] {
  const parsed = statusSchema.safeParse(raw);
  if (!parsed.success) return [{ raw, outcome: { malformed: describeFault(parsed.error) } }];
  const editedAt = parsed.data.edited_at ?? new Date(nowMs).toISOString();
  return [one(raw, { type: 'edit', post: postOf(parsed.data, origin), editedAt: utc(editedAt) })];
}

/** What a delete event means; its payload is the bare id. */
export function hearDelete(raw: unknown, origin: Origin, nowMs: number): Delivered[] {
  if (typeof raw !== 'string' || !/^[\w.~-]{1,200}$/.test(raw)) {
    return [{ raw, outcome: { malformed: 'the deleted id is missing' } }];
  }
  return [
    one(raw, {
      type: 'delete',
      nativeId: nativeIdOf(origin.host, raw),
      deletedAt: new Date(nowMs).toISOString(),
    }),
  ];
}

/** How a status that was sent to us came, by the network's own word. */
function inboundOf(status: Status, origin: Origin): Delivered['inbound'] {
  if (status.visibility !== 'public' && status.visibility !== 'unlisted') return 'dm';
  const parentAuthor = status.in_reply_to_account_id;
  const isToUs = parentAuthor && nativeIdOf(origin.host, parentAuthor) === origin.self?.nativeId;
  return isToUs ? 'reply' : 'mention';
}

/** What a notification means; nothing for favourites, follows and the like. */
export function hearNotification(raw: unknown, origin: Origin, nowMs: number): Delivered[] {
  const parsed = notificationSchema.safeParse(raw);
  if (!parsed.success) return [{ raw, outcome: { malformed: describeFault(parsed.error) } }];
  const { type, status, account, created_at: at } = parsed.data;
  const withRaw = (items: Delivered[]): Delivered[] => items.map((item) => ({ ...item, raw }));
  if (type === 'mention' || type === 'quote') {
    return withRaw(hearStatus(status, origin, (told) => inboundOf(told, origin)));
  }
  if (type === 'update' || type === 'quoted_update') return withRaw(hearEdit(status, origin, nowMs));
  if (type === 'reblog') {
    const shared = statusSchema.safeParse(status);
    if (!shared.success) return [{ raw, outcome: { malformed: describeFault(shared.error) } }];
    return [one(raw, repostOf(origin, (shared.data.reblog ?? shared.data).id, account, at))];
  }
  return [];
}
