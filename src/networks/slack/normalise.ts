// Turns Slack's events and messages into posts, edits and deletions. Pure.
import type { Heard, Post } from '../../domain/post/post.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { authorOf, linksOf, mediaOf, mentionsOf, textOf, type Known } from './content.ts';
import { isDirect, isoOf, nativeIdIn, permalink } from './ids.ts';
import { NETWORK } from './manifest.ts';
import { calledIn, channelsIn } from './mrkdwn.ts';
import {
  changedSchema,
  deletedSchema,
  keptSchema,
  messageEventSchema,
  messageSchema,
  type SlackMessage,
} from './schemas.ts';

/** What a message needs beside itself to be understood. */
export interface Hearing extends Known {
  /** Native ids of what threads began with in which we spoke. */
  joined: ReadonlySet<string>;
}

/** What people write; all other kinds are told by Slack itself or by programs. */
const byPeople: ReadonlySet<string> = new Set(['', 'file_share', 'thread_broadcast', 'me_message']);
/** Stands where something was deleted that others had answered. */
const TOMBSTONE = 'tombstone';
const SLACKBOT = 'USLACKBOT';
/** Conversations of several people that are no channel. */
const GROUP_DM = 'mpim';

/** What the thread of a message began with; null of one that stands by itself, or began it. */
export const rootOf = ({ ts, thread_ts: root }: Pick<SlackMessage, 'ts' | 'thread_ts'>): string | null =>
  root == null || root === ts ? null : root;

/** A message of a person, or of our own app, as a post. */
export function postOf(message: SlackMessage & { user: string }, channel: string, known: Known): Post {
  const { self, people } = known;
  const { ts, user } = message;
  const root = rootOf(message);
  const isDm = isDirect(channel);
  const above = root === null ? null : nativeIdIn(channel, root);
  return {
    network: NETWORK,
    nativeId: nativeIdIn(channel, ts),
    kind: above === null ? 'post' : 'reply',
    visibility: isDm ? 'dm' : 'public',
    author: authorOf(user, self.server, people.get(user), message.user_profile),
    text: textOf(message, known),
    mentions: mentionsOf(message, known),
    hashtags: [],
    links: linksOf(message),
    media: mediaOf(message),
    // A thread has one level: whatever is said in it answers what it began with.
    ...(above === null ? {} : { replyTo: above, root: above }),
    // A conversation of two opens for nobody else.
    ...(isDm ? { conversation: channel } : { url: permalink(self.server, { channel, ts }, root) }),
    createdAt: isoOf(ts),
    ...(root === null ? {} : { ref: { thread: root } }),
  };
}

/** Whether a person wrote it. Programs bear an id of theirs, and Slack speaks by kinds of its own and as Slackbot. */
export function isOfAPerson(message: SlackMessage, { people }: Pick<Known, 'people'>): boolean {
  const { subtype, user, bot_id: bot } = message;
  const isProgram = bot != null || user === SLACKBOT || (user != null && people.get(user)?.is_bot === true);
  return byPeople.has(subtype ?? '') && !isProgram;
}

/** How it came to us: in a DM, by our name, or in a thread that we began or spoke in, of which Slack tells all who did. */
function cameAs(post: Post, message: SlackMessage, { self, joined }: Hearing): Delivered['inbound'] {
  if (post.visibility === 'dm') return 'dm';
  if (post.mentions.some(({ nativeId }) => nativeId === self.nativeId)) return 'mention';
  if (post.root === undefined) return undefined;
  return message.parent_user_id === self.nativeId || joined.has(post.root) ? 'reply' : undefined;
}

const malformed = (raw: unknown, why: string): Delivered => ({ raw, outcome: { malformed: why } });

/** A message, or what became of it. `channel` null: not one that is heard. */
function hearWritten(
  raw: unknown,
  told: unknown,
  channel: string,
  hearing: Hearing,
  isEdit: boolean,
): Delivered {
  const nothing: Delivered = { raw, outcome: { heard: null } };
  const parsed = messageSchema.safeParse(told);
  if (!parsed.success) return malformed(raw, describeFault(parsed.error));
  const { data: message } = parsed;
  const { user, edited } = message;
  // Slack also tells of previews, of its own translations, and of threads that grew.
  if (!isOfAPerson(message, hearing) || (isEdit && edited == null)) return nothing;
  if (user == null) return malformed(raw, 'user: nobody wrote it');
  const post = postOf({ ...message, user }, channel, hearing);
  const inbound = cameAs(post, message, hearing);
  const heard: Heard =
    isEdit && edited != null ? { type: 'edit', post, editedAt: isoOf(edited.ts) } : { type: 'post', post };
  return { raw, outcome: { heard }, ...(inbound === undefined ? {} : { inbound }) };
}

function hearMessageEvent(raw: unknown, event: unknown, hearing: Hearing): Delivered {
  const parsed = messageEventSchema.safeParse(event);
  if (!parsed.success) return malformed(raw, describeFault(parsed.error));
  const { channel, channel_type: type, subtype } = parsed.data;
  const nothing: Delivered = { raw, outcome: { heard: null } };
  if (type === GROUP_DM) return nothing;
  const gone = (ts: string, at: string): Delivered => {
    const heard = { type: 'delete', nativeId: nativeIdIn(channel, ts), deletedAt: isoOf(at) } as const;
    return { raw, outcome: { heard } };
  };
  if (subtype === 'message_deleted') {
    const deleted = deletedSchema.safeParse(event);
    if (!deleted.success) return malformed(raw, describeFault(deleted.error));
    return gone(deleted.data.deleted_ts, deleted.data.event_ts ?? deleted.data.deleted_ts);
  }
  if (subtype === 'message_changed') {
    const changed = changedSchema.safeParse(event);
    if (!changed.success) return malformed(raw, describeFault(changed.error));
    const { message } = changed.data;
    if (message.subtype === TOMBSTONE) return gone(message.ts, message.edited?.ts ?? message.ts);
    return hearWritten(raw, (event as { message: unknown }).message, channel, hearing, true);
  }
  return byPeople.has(subtype ?? '') ? hearWritten(raw, event, channel, hearing, false) : nothing;
}

/** What an event means. Never throws: what cannot be understood is told as such; other kinds mean nothing here. */
export function hear(raw: unknown, hearing: Hearing): Delivered {
  const kept = keptSchema.safeParse(raw);
  if (!kept.success) return malformed(raw, describeFault(kept.error));
  const { event } = kept.data;
  return event.type === 'message' ? hearMessageEvent(raw, event, hearing) : { raw, outcome: { heard: null } };
}

/** Who and what must be known before an event is understood. */
export interface Asked {
  people: readonly string[];
  channels: readonly string[];
  /** A thread of others in which we may have spoken. */
  thread: { channel: string; ts: string } | null;
}

const nobody: Asked = { people: [], channels: [], thread: null };
/** Of one message: it is no reason to ask Slack a hundred questions. */
const MOST_NAMES = 20;

/** Whom an event names by ids alone. */
export function askedBy(raw: unknown, { nativeId }: Pick<Known['self'], 'nativeId'>): Asked {
  const kept = keptSchema.safeParse(raw);
  if (!kept.success || kept.data.event.type !== 'message') return nobody;
  const { event } = kept.data;
  const where = messageEventSchema.safeParse(event).data;
  const told = where?.subtype === 'message_changed' ? event['message'] : event;
  const message = messageSchema.safeParse(told).data;
  if (where === undefined || message?.user == null || !isOfAPerson(message, { people: new Map() }))
    return nobody;
  const { channel } = where;
  const root = rootOf(message);
  const said = [message.text, ...(message.attachments ?? []).map(({ text }) => text)].join(' ');
  const called = calledIn(said).filter((id) => id !== nativeId);
  const isOfOthers = root !== null && !isDirect(channel) && message.parent_user_id !== nativeId;
  return {
    people: [message.user, ...called.slice(0, MOST_NAMES)],
    channels: channelsIn(said).slice(0, MOST_NAMES),
    thread: isOfOthers ? { channel, ts: root } : null,
  };
}
