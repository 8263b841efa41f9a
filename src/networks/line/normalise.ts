// Turns events of LINE's webhook into messages and deletions. Pure.
import type { Author, Media, Mention, Post } from '../../domain/post/post.ts';
import { cut, most } from '../kit/bounds.ts';
import { describeFault } from '../kit/fault.ts';
import { linksIn } from '../kit/links.ts';
import type { Delivered } from '../kit/network.ts';
import { inGroup, NETWORK } from './manifest.ts';
import type { Person } from './people.ts';
import { eventSchema, messageEventSchema, sourceSchema, unsendEventSchema } from './schemas.ts';
import type { LineMessage, LineProfile, LineSource } from './schemas.ts';

/** What a message needs beside itself to be understood. */
export interface Hearing {
  /** Our official account. */
  self: { nativeId: string; handle: string };
  person: Person | null;
  /** When our server got it: UTC, ISO 8601. */
  receivedAt: string;
  /** Off: in groups only what mentions the account. */
  withGroups: boolean;
}

/** LINE says a minute, and promises nothing: what would arrive late is sent as a message of its own. */
const REPLY_TOKEN_MS = 50_000;

const nobody: Person = { profile: null, groupName: '' };

/** The id of the chat: of the person, the group, or the room of several. */
function chatOf(source: LineSource): string {
  if (source.type === 'group') return source.groupId;
  return source.type === 'room' ? source.roomId : source.userId;
}

/**
 * In a group somebody is another one than alone with us: what they say is read by all, and so is what we answer. Their name says
 * where they speak.
 */
function authorOf(source: LineSource, { profile, groupName }: Person): Author {
  const name = profile?.displayName ?? '';
  const isAlone = source.type === 'user';
  const chat = chatOf(source);
  return {
    nativeId: isAlone ? chat : `${chat}${inGroup}${source.userId ?? 'unknown'}`,
    handle: '',
    displayName: isAlone
      ? name
      : cut([name, `👥 ${groupName}`.trim()].filter(Boolean).join(' · '), most.name),
    ...(typeof profile?.pictureUrl === 'string' ? { avatarUrl: profile.pictureUrl } : {}),
    ...(profile === null || profile.statusMessage === '' ? {} : { bio: profile.statusMessage }),
  };
}

/** Two letters of a BCP 47 tag. */
function langOf(profile: LineProfile | null): string | null {
  return /^[a-z]{2}(?=$|-)/.exec(profile?.language ?? '')?.[0] ?? null;
}

/** A map: a kind may be called as anything is that every object has. */
const kinds: ReadonlyMap<string, Media['kind']> = new Map([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['file', 'other'],
]);

function mediaOf({ type, fileName, keywords, contentProvider }: LineMessage): Media[] {
  // A sticker is a picture that its words describe.
  if (type === 'sticker') return [{ kind: 'image', alt: (keywords ?? []).join(', ') }];
  if (type === 'text' || type === 'location') return [];
  const kind = kinds.get(type);
  // Of a kind that came later its name is what we know.
  if (kind === undefined) return [{ kind: 'other', alt: cut(type, most.alt) }];
  const { originalContentUrl: url, previewImageUrl: thumbUrl } = contentProvider ?? {};
  const isWeb = (address: string | null | undefined): address is string =>
    typeof address === 'string' && /^https?:\/\//i.test(address);
  return [{ kind, alt: fileName, ...(isWeb(url) ? { url } : {}), ...(isWeb(thumbUrl) ? { thumbUrl } : {}) }];
}

function textOf({ type, text, title, address, latitude, longitude }: LineMessage): string {
  if (type !== 'location') return text;
  const isPlace = typeof latitude === 'number' && typeof longitude === 'number';
  const place = isPlace ? `https://www.google.com/maps?q=${String(latitude)},${String(longitude)}` : '';
  return ['📍', title, address, place].filter((part) => part !== '').join('\n');
}

/** Who is called on. A message to us alone is meant for us without a name in it. */
function mentionsOf(message: LineMessage, source: LineSource, self: Hearing['self']): Mention[] {
  const named = (message.mention?.mentionees ?? []).flatMap(
    ({ index, length, userId, isSelf }): Mention[] => {
      if (isSelf === true) return [self];
      const handle = message.text.slice(index, index + length).replace(/^[@＠]/u, '');
      if (userId === undefined && handle === '') return [];
      return [
        {
          ...(userId === undefined ? {} : { nativeId: userId }),
          ...(handle === '' ? {} : { handle: cut(handle, most.handle) }),
        },
      ];
    },
  );
  const others = named.filter(({ nativeId }) => nativeId !== self.nativeId);
  return source.type === 'user' || others.length < named.length ? [self, ...others] : others;
}

function postOf(
  { source, message, timestamp, replyToken }: ReturnType<typeof messageEventSchema.parse>,
  { self, person, receivedAt }: Hearing,
): Post {
  const known = person ?? nobody;
  const chat = chatOf(source);
  const text = textOf(message);
  const lang = langOf(known.profile);
  const { quotedMessageId, quoteToken } = message;
  const until = Date.parse(receivedAt) + REPLY_TOKEN_MS;
  return {
    network: NETWORK,
    nativeId: message.id,
    kind: quotedMessageId === undefined ? 'post' : 'reply',
    visibility: 'dm',
    author: authorOf(source, known),
    text,
    ...(lang === null ? {} : { langHint: lang }),
    mentions: mentionsOf(message, source, self),
    hashtags: [],
    links: linksIn(text),
    media: mediaOf(message),
    ...(quotedMessageId === undefined ? {} : { replyTo: quotedMessageId }),
    // The same person may write to two official accounts.
    conversation: `${self.nativeId}/${chat}`,
    createdAt: new Date(timestamp).toISOString(),
    ref: {
      chat: source.type,
      to: chat,
      ...(quoteToken === undefined ? {} : { quoteToken }),
      ...(replyToken === undefined ? {} : { replyToken, replyUntil: new Date(until).toISOString() }),
    },
  };
}

/** Whose profile an event needs; null where it is of no message. */
export function writerIn(raw: unknown): LineSource | null {
  if (typeof raw !== 'object' || raw === null || Reflect.get(raw, 'type') !== 'message') return null;
  const source = sourceSchema.safeParse(Reflect.get(raw, 'source'));
  return source.success ? source.data : null;
}

/** What an event means. Never throws: what cannot be understood is told as such; kinds that came later are of no interest. */
export function hear(raw: unknown, hearing: Hearing): Delivered {
  const event = eventSchema.safeParse(raw);
  if (!event.success) return { raw, outcome: { malformed: describeFault(event.error) } };
  if (event.data.type === 'unsend') {
    const unsend = unsendEventSchema.safeParse(raw);
    if (!unsend.success) return { raw, outcome: { malformed: describeFault(unsend.error) } };
    const { messageId: nativeId } = unsend.data.unsend;
    const deletedAt = new Date(unsend.data.timestamp).toISOString();
    return { raw, outcome: { heard: { type: 'delete', nativeId, deletedAt } } };
  }
  if (event.data.type !== 'message') return { raw, outcome: { heard: null } };
  const told = messageEventSchema.safeParse(raw);
  if (!told.success) return { raw, outcome: { malformed: describeFault(told.error) } };
  const post = postOf(told.data, hearing);
  const isForUs = post.mentions.some(({ nativeId }) => nativeId === hearing.self.nativeId);
  if (!isForUs && !hearing.withGroups) return { raw, outcome: { heard: null } };
  return { raw, outcome: { heard: { type: 'post', post } }, inbound: 'dm' };
}
