// What Messenger and Instagram tell of messages: written, edited, reacted to, chosen from buttons, taken back. Pure.
import type { z } from 'zod';
import { describeFault } from './fault.ts';
import {
  deliveredPost,
  iso,
  mediaOfMessage,
  messagePost,
  reactionId,
  type MessagingOf,
  type Said,
} from './meta-message-posts.ts';
import {
  editEventSchema,
  messageEventSchema,
  postbackEventSchema,
  reactionEventSchema,
} from './meta-message-schemas.ts';
import type { MetaMessage, MetaProfile } from './meta-message-schemas.ts';
import type { Delivered } from './network.ts';

export interface MessageHearing {
  of: MessagingOf;
  /** Who wrote, where Meta shows them. */
  profile: MetaProfile | null;
}

export const malformed = (raw: unknown, why: string): Delivered => ({ raw, outcome: { malformed: why } });
export const passed = (raw: unknown): Delivered => ({ raw, outcome: { heard: null } });
/** A part of something that may be no object at all. */
export const inner = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null ? Reflect.get(raw, name) : undefined;

const delivered = (raw: unknown, said: Said, { of, profile }: MessageHearing): Delivered =>
  deliveredPost(raw, messagePost(of, said, profile), of.self, 'mention');

const saidBy = (message: MetaMessage, between: Pick<Said, 'senderId' | 'recipientId' | 'atMs'>): Said => ({
  ...between,
  id: message.mid,
  text: message.text,
  media: mediaOfMessage(message),
  replyTo: message.reply_to?.mid ?? null,
});

/** Who wrote to whom and when, of any event. */
const betweenIn = ({
  sender,
  recipient,
  timestamp,
}: Pick<z.infer<typeof messageEventSchema>, 'sender' | 'recipient' | 'timestamp'>) => ({
  senderId: sender.id,
  recipientId: recipient.id,
  atMs: timestamp,
});

function hearMessage(raw: unknown, told: unknown, hearing: MessageHearing): Delivered {
  const read = messageEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { message, sender, timestamp } = read.data;
  const { self } = hearing.of;
  if (message.is_deleted === true) {
    const heard = { type: 'delete', nativeId: message.mid, deletedAt: iso(timestamp) } as const;
    return { raw, outcome: { heard }, about: { nativeId: message.mid, authorNativeId: sender.id } };
  }
  const senderId = message.is_echo === true ? self.nativeId : sender.id;
  return delivered(raw, saidBy(message, { ...betweenIn(read.data), senderId }), hearing);
}

function hearEdit(raw: unknown, told: unknown, { of, profile }: MessageHearing): Delivered {
  const read = editEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { message_edit: edit, sender, timestamp } = read.data;
  // Meta is known to tell of edits that were none, without a text: what was written stays.
  if (edit.text === '') return passed(raw);
  const said: Said = { ...betweenIn(read.data), id: edit.mid, text: edit.text, media: [] };
  const post = messagePost(of, said, profile);
  return {
    raw,
    outcome: { heard: { type: 'edit', post, editedAt: iso(timestamp) } },
    ...(sender.id === of.self.nativeId ? {} : { inbound: 'dm' as const }),
  };
}

function hearReaction(raw: unknown, told: unknown, hearing: MessageHearing): Delivered {
  const read = reactionEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { reaction, sender, timestamp } = read.data;
  const nativeId = reactionId(sender.id, reaction.mid);
  if (reaction.action === 'unreact') {
    return { raw, outcome: { heard: { type: 'delete', nativeId, deletedAt: iso(timestamp) } } };
  }
  if (sender.id === hearing.of.self.nativeId) return passed(raw);
  const text = reaction.emoji === '' ? reaction.reaction : reaction.emoji;
  const said: Said = { ...betweenIn(read.data), id: nativeId, text, media: [], replyTo: reaction.mid };
  return delivered(raw, said, hearing);
}

function hearPostback(raw: unknown, told: unknown, hearing: MessageHearing): Delivered {
  const read = postbackEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { postback } = read.data;
  if (typeof postback.mid !== 'string') return malformed(raw, 'postback.mid: it names no message');
  return delivered(
    raw,
    { ...betweenIn(read.data), id: postback.mid, text: postback.title, media: [] },
    hearing,
  );
}

const hearers = [
  ['message', hearMessage],
  ['message_edit', hearEdit],
  ['reaction', hearReaction],
  ['postback', hearPostback],
] as const;

/** What one `messaging` event means. Never throws; kinds that came later are of no interest. */
export function hearMessaging(raw: unknown, messaging: unknown, hearing: MessageHearing): Delivered {
  const [, hear] = hearers.find(([name]) => inner(messaging, name) !== undefined) ?? [];
  if (hear !== undefined) return hear(raw, messaging, hearing);
  return typeof messaging === 'object' && messaging !== null
    ? passed(raw)
    : malformed(raw, 'messaging: it is no event');
}
