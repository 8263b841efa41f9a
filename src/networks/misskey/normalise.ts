// Turns notes, notifications and stream events of Misskey into the shape every network shares. Pure.
import type { Author, Heard, Mention, Post, PostKind } from '../../domain/post/post.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { cut, most, shortName } from '../kit/bounds.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { scopedId, splitNativeId } from '../kit/scoped-id.ts';
import { NETWORK } from './manifest.ts';
import { mfmToText } from './mfm-text.ts';
import type { MfmText } from './mfm-text.ts';
import { noteSchema, notificationSchema, profileSchema, userSchema } from './schemas.ts';
import type { MediaFile, Note, User } from './schemas.ts';

/** Where a payload comes from: without it a server's own people and ids cannot be told from others'. */
export interface Origin {
  /** The address that was asked, without a slash at its end. */
  server: string;
  /** Its host, with its port. */
  host: string;
  /** The domain in the handles of its people; it may differ from the host. */
  domain: string;
  /** The account that asked, where there is one. */
  self?: { nativeId: string; handle: string };
}

const utc = (time: string): string => new Date(time).toISOString();
const isWebAddress = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^https?:\/\//i.test(text);

const handleOf = (user: Pick<User, 'username' | 'host'>, origin: Origin): string =>
  `${user.username}@${user.host ?? origin.domain}`;

/** Where people see somebody: on the server that was asked, which knows everybody it tells of. */
const pageOf = ({ username, host }: User, origin: Origin): string =>
  `${origin.server}/@${username}${host === null ? '' : `@${host}`}`;

function authorOf(user: User, origin: Origin): Author {
  const bio = cut(mfmToText(user.description).text, most.bio);
  return {
    nativeId: scopedId(origin.host, user.id),
    handle: handleOf(user, origin),
    displayName: user.name === '' ? user.username : user.name,
    ...(isWebAddress(user.avatarUrl) ? { avatarUrl: user.avatarUrl } : {}),
    ...(bio === '' ? {} : { bio }),
    ...(user.isBot === true ? { isBot: true as const } : {}),
    ...(user.followersCount === undefined ? {} : { followers: user.followersCount }),
    ...(user.followingCount === undefined ? {} : { following: user.followingCount }),
    ...(user.notesCount === undefined ? {} : { posts: user.notesCount }),
    url: isWebAddress(user.url) ? user.url : pageOf(user, origin),
  };
}

/** Reads a user; throws a ZodError when it is none. */
export function normaliseUser(raw: unknown, origin: Origin): Author {
  return authorOf(userSchema.parse(raw), origin);
}

/** What servers show where somebody has set no picture. */
const noPicture = /\/(?:identicon\/|static-assets\/(?:user-unknown|avatar)\.png)/u;

/** Reads a whole profile; throws a ZodError when it is none. */
export function normaliseProfile(raw: unknown, origin: Origin): Profile {
  const user = profileSchema.parse(raw);
  const description = mfmToText(user.description);
  const fields = user.fields.map(({ name, value }) => ({ name, ...mfmToText(value) }));
  const links = [description, ...fields].flatMap((part) => part.links);
  return {
    handle: handleOf(user, origin),
    url: isWebAddress(user.url) ? user.url : pageOf(user, origin),
    name: user.name,
    description: cut(description.text, most.bio),
    fields: fields.map(({ name, text }) => ({ name, value: text })),
    links: links.filter((link) => link.length <= most.url).slice(0, most.listed),
    hasPicture: isWebAddress(user.avatarUrl) && !noPicture.test(user.avatarUrl),
    isBot: user.isBot === true,
  };
}

/**
 * Who is called on. Misskey lists ids without names, and the text has names without ids: those of us and of whom is
 * answered are known by both, and so is the one that is left on either side.
 */
function mentionsOf(note: Note, inText: MfmText['mentions'], origin: Origin): Mention[] {
  const known = new Map<string, string>();
  if (origin.self !== undefined) known.set(origin.self.nativeId, origin.self.handle);
  for (const user of [note.user, ...(note.reply ? [note.reply.user] : [])]) {
    known.set(scopedId(origin.host, user.id), handleOf(user, origin));
  }
  const ids = [...new Set((note.mentions ?? []).map((id) => scopedId(origin.host, id)))];
  const byId: Mention[] = ids.map((nativeId) => {
    const handle = known.get(nativeId);
    return { nativeId, ...(handle === undefined ? {} : { handle }) };
  });
  const told = new Set(byId.flatMap(({ handle }) => (handle === undefined ? [] : [handle.toLowerCase()])));
  const named = new Map<string, string>();
  for (const { user, host } of inText) {
    // A name without a host is of the author's server.
    const handle = handleOf({ username: user, host: host ?? note.user.host }, origin);
    const isSane = handle.length <= most.handle && !told.has(handle.toLowerCase());
    if (isSane && !named.has(handle.toLowerCase())) named.set(handle.toLowerCase(), handle);
  }
  const rest = [...named.values()].slice(0, most.listed);
  const nameless = byId.filter(({ handle }) => handle === undefined);
  const [only] = nameless;
  const [name] = rest;
  if (nameless.length === 1 && rest.length === 1 && only !== undefined && name !== undefined) {
    return byId.map((one) => (one === only ? { ...one, handle: name } : one));
  }
  return [...byId, ...rest.map((handle) => ({ handle }))];
}

const pixels = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && value >= 1 ? Math.round(value) : undefined;

function mediaOf(file: MediaFile): Post['media'][number] {
  const [type] = file.type.split('/');
  const width = pixels(file.properties?.width);
  const height = pixels(file.properties?.height);
  return {
    kind: type === 'image' || type === 'video' || type === 'audio' ? type : 'other',
    alt: file.comment,
    ...(isWebAddress(file.url) ? { url: file.url } : {}),
    ...(isWebAddress(file.thumbnailUrl) ? { thumbUrl: file.thumbnailUrl } : {}),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
}

/** A conversation is the set of the people in it: Misskey has none of its own for notes. */
function conversationOf(note: Note, origin: Origin): string {
  const others = note.visibleUserIds ?? note.mentions ?? [];
  const self = splitNativeId(origin.self?.nativeId ?? '');
  const people = new Set([note.user.id, ...others, ...(self === null ? [] : [self.id])]);
  return scopedId(origin.host, shortName([...people].toSorted().join(',')));
}

function hashtagsOf(note: Note, inText: readonly string[]): string[] {
  const found = new Map<string, string>();
  // The text first: it has the author's own spelling, the list a folded one.
  for (const tag of [...inText, ...(note.tags ?? [])]) {
    const key = tag.normalize('NFKC').toLowerCase();
    if (tag !== '' && !found.has(key)) found.set(key, tag);
  }
  return [...found.values()].filter((tag) => tag.length <= most.tag).slice(0, most.listed);
}

/** Whether a note only shares another: nothing of its own is in it. */
export function isPureRenote(note: Note): boolean {
  const isBare = note.text === null && note.cw === '' && (note.files ?? []).length === 0;
  const hasPoll = note.poll !== null && note.poll !== undefined;
  return Boolean(note.renoteId) && !note.replyId && isBare && !hasPoll;
}

/** The address by which every server knows a note. */
const uriOf = (note: Note, origin: Origin): string =>
  isWebAddress(note.uri) ? note.uri : `${origin.server}/notes/${note.id}`;

function postOf(note: Note, origin: Origin): Post {
  const mfm = mfmToText(note.text ?? '');
  // Followers-only notes are not for everyone: what we say to them must not be either.
  const isPublic = note.visibility === 'public' || note.visibility === 'home';
  const kind: PostKind = note.replyId ? 'reply' : note.renoteId ? 'quote' : 'post';
  const uri = uriOf(note, origin);
  return {
    network: NETWORK,
    nativeId: scopedId(origin.host, note.id),
    kind,
    visibility: isPublic ? 'public' : 'dm',
    author: authorOf(note.user, origin),
    text: [mfmToText(note.cw).text, mfm.text].filter((part) => part !== '').join('\n\n'),
    mentions: mentionsOf(note, mfm.mentions, origin),
    hashtags: hashtagsOf(note, mfm.hashtags),
    links: mfm.links.filter((link) => link.length <= most.url).slice(0, most.listed),
    media: (note.files ?? []).map(mediaOf),
    ...(note.replyId ? { replyTo: scopedId(origin.host, note.replyId) } : {}),
    ...(note.renoteId ? { quotes: scopedId(origin.host, note.renoteId) } : {}),
    ...(isPublic ? {} : { conversation: conversationOf(note, origin) }),
    url: isWebAddress(note.url) ? note.url : uri,
    createdAt: utc(note.createdAt),
    ref: { uri, visibility: note.visibility },
  };
}

/** Reads a note as a post; throws a ZodError when it is no note. */
export function normaliseNote(raw: unknown, origin: Origin): Post {
  return postOf(noteSchema.parse(raw), origin);
}

const one = (raw: unknown, heard: Heard | null, inbound?: Delivered['inbound']): Delivered => ({
  raw,
  outcome: { heard },
  ...(inbound === undefined ? {} : { inbound }),
});

/** What a note means that came by a list or the stream. */
export function hearNote(
  raw: unknown,
  origin: Origin,
  inboundAs?: (note: Note) => Delivered['inbound'],
): Delivered[] {
  const parsed = noteSchema.safeParse(raw);
  if (!parsed.success) return [{ raw, outcome: { malformed: describeFault(parsed.error) } }];
  const note = parsed.data;
  if (note.isHidden === true) return [one(raw, null)];
  if (!isPureRenote(note)) return [one(raw, { type: 'post', post: postOf(note, origin) }, inboundAs?.(note))];
  const repost: Heard = {
    type: 'repost',
    nativeId: scopedId(origin.host, note.id),
    of: scopedId(origin.host, note.renoteId ?? ''),
    byNativeId: scopedId(origin.host, note.user.id),
    at: utc(note.createdAt),
  };
  return [one(raw, repost)];
}

/** What the stream says of a note that was captured; nothing for reactions and votes. */
export function hearUpdate(raw: unknown, origin: Origin, nowMs: number): Delivered[] {
  const update = typeof raw === 'object' && raw !== null ? raw : {};
  if (!('type' in update) || update.type !== 'deleted') return [];
  const id = 'id' in update ? update.id : undefined;
  if (typeof id !== 'string' || !/^[\w-]{1,200}$/.test(id)) {
    return [{ raw, outcome: { malformed: 'the deleted id is missing' } }];
  }
  const deletedAt = new Date(nowMs).toISOString();
  return [one(raw, { type: 'delete', nativeId: scopedId(origin.host, id), deletedAt })];
}

/** How a note that was sent to us came, by the network's own word. */
function inboundOf(note: Note, type: string): Delivered['inbound'] {
  if (note.visibility !== 'public' && note.visibility !== 'home') return 'dm';
  return type === 'reply' ? 'reply' : 'mention';
}

/** Notifications that carry a note for us. */
export const noteTypes: ReadonlySet<string> = new Set(['mention', 'reply', 'quote', 'renote']);

/** What a notification means; nothing for reactions, follows and the like. */
export function hearNotification(raw: unknown, origin: Origin): Delivered[] {
  const parsed = notificationSchema.safeParse(raw);
  if (!parsed.success) return [{ raw, outcome: { malformed: describeFault(parsed.error) } }];
  const { type, note } = parsed.data;
  if (!noteTypes.has(type)) return [];
  return hearNote(note, origin, (told) => inboundOf(told, type)).map((item) => ({ ...item, raw }));
}
