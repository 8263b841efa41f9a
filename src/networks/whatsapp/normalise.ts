// Turns what WhatsApp's webhook told into messages, edits, deletions, and answers of ours that did not arrive. Pure.
import type { ErrorCode } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import { cut, most } from '../kit/bounds.ts';
import { describeFault } from '../kit/fault.ts';
import { linksIn } from '../kit/links.ts';
import { graphFault } from '../kit/meta-errors.ts';
import type { Delivered } from '../kit/network.ts';
import { asksToStop } from '../kit/stop-words.ts';
import { mediaOf, textOf } from './content.ts';
import { meanings } from './errors.ts';
import { NETWORK } from './manifest.ts';
import {
  contactSchema,
  editSchema,
  keptMessageSchema,
  keptStatusSchema,
  messageSchema,
  revokeSchema,
  statusSchema,
} from './schemas.ts';
import type { WhatsAppContact, WhatsAppContent, WhatsAppFault, WhatsAppMessage } from './schemas.ts';

/** What a message needs beside itself to be understood: our phone number. */
export interface Hearing {
  self: { nativeId: string; handle: string };
}

type Sender = Pick<WhatsAppMessage, 'from' | 'from_user_id' | 'group_id'>;

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Whom an answer goes to: the group, or the person by their number, or by the id that the company has of them. */
const chatOf = ({ group_id: group, from, from_user_id: user }: Sender): string | null =>
  group ?? from ?? user ?? null;

/**
 * In a group somebody is another one than alone with us: what they say is read by all, and so is what we answer. Their name says
 * that they speak there.
 */
function authorOf(sender: Sender, contact: WhatsAppContact | null): Author | null {
  const { from, from_user_id: user, group_id: group } = sender;
  const person = from ?? user;
  if (person === undefined) return null;
  const name = contact?.profile?.name ?? '';
  return {
    nativeId: group === undefined ? person : `${group}/${person}`,
    // The number, as people know it: digits alone. Who hid it is called by the name they chose.
    handle: cut(from ?? contact?.profile?.username ?? '', most.handle),
    displayName: group === undefined ? name : cut(`${name} · 👥`, most.name),
  };
}

interface Told extends Sender {
  id: string;
  timestamp: number;
  content: WhatsAppContent;
}

/** What is answered: the message that is quoted, or that a reaction stands at; who hands something on answers nothing. */
function answeredBy({ type, context, reaction }: WhatsAppContent): string | undefined {
  if (type === 'reaction') return reaction?.message_id;
  return context?.id;
}

function postOf(told: Told, contact: WhatsAppContact | null, { self }: Hearing): Post | null {
  const { id, timestamp, content } = told;
  const author = authorOf(told, contact);
  const chat = chatOf(told);
  if (author === null || chat === null) return null;
  const text = textOf(content);
  const answered = answeredBy(content);
  return {
    network: NETWORK,
    nativeId: id,
    kind: answered === undefined ? 'post' : 'reply',
    visibility: 'dm',
    author,
    text,
    mentions: told.group_id === undefined ? [self] : [],
    hashtags: [],
    links: linksIn(text),
    media: mediaOf(content),
    ...(answered === undefined ? {} : { replyTo: answered }),
    // The same person may write to two numbers of the company.
    conversation: `${self.nativeId}/${chat}`,
    createdAt: iso(timestamp),
    ref: {
      to: chat,
      chat: told.group_id === undefined ? 'person' : 'group',
      ...(asksToStop(text) ? { asksToStop: 'true' } : {}),
    },
  };
}

const malformed = (raw: unknown, why: string): Delivered => ({ raw, outcome: { malformed: why } });
const passed = (raw: unknown): Delivered => ({ raw, outcome: { heard: null } });
const noSender = 'from: it names neither a number nor an id';

/** Nothing is tried again by itself: what was too much for WhatsApp counts as refused here. */
function whyNot(told: WhatsAppFault | undefined): { code: ErrorCode; message: string } {
  if (told === undefined) {
    return { code: 'network_rejected', message: 'WhatsApp did not deliver it, and does not say why.' };
  }
  const { code, title, error_data: more } = told;
  const said = [...new Set([title, more?.details ?? ''])].filter((part) => part !== '').join(': ');
  const fault = graphFault('WhatsApp', { code, said }, meanings);
  return { code: fault.class === 'limited' ? 'network_rejected' : fault.code, message: fault.message };
}

function hearStatus(raw: unknown, status: unknown): Delivered {
  const told = statusSchema.safeParse(status);
  if (!told.success) return malformed(raw, describeFault(told.error));
  const { id: nativeId, status: state, timestamp, errors } = told.data;
  if (state !== 'failed') return passed(raw);
  const why = whyNot(errors?.[0]);
  return { raw, outcome: { heard: { type: 'undelivered', nativeId, at: iso(timestamp), ...why } } };
}

function hearEdit(
  raw: unknown,
  message: unknown,
  contact: WhatsAppContact | null,
  hearing: Hearing,
): Delivered {
  const told = editSchema.safeParse(message);
  if (!told.success) return malformed(raw, describeFault(told.error));
  const { edit, timestamp, ...sender } = told.data;
  const post = postOf(
    { ...sender, timestamp, id: edit.original_message_id, content: edit.message },
    contact,
    hearing,
  );
  if (post === null) return malformed(raw, noSender);
  return { raw, outcome: { heard: { type: 'edit', post, editedAt: iso(timestamp) } }, inbound: 'dm' };
}

function hearRevoke(raw: unknown, message: unknown): Delivered {
  const told = revokeSchema.safeParse(message);
  if (!told.success) return malformed(raw, describeFault(told.error));
  const { revoke, timestamp } = told.data;
  const nativeId = revoke.original_message_id;
  return { raw, outcome: { heard: { type: 'delete', nativeId, deletedAt: iso(timestamp) } } };
}

function hearMessage(
  raw: unknown,
  { message, contact }: { message: unknown; contact?: unknown },
  hearing: Hearing,
) {
  const known = contactSchema.safeParse(contact).data ?? null;
  const type: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, 'type') : null;
  if (type === 'revoke') return hearRevoke(raw, message);
  if (type === 'edit') return hearEdit(raw, message, known, hearing);
  const told = messageSchema.safeParse(message);
  if (!told.success) return malformed(raw, describeFault(told.error));
  const { data } = told;
  // A reaction that is taken back says so by having none.
  if (data.type === 'reaction' && (data.reaction?.emoji ?? '') === '') return passed(raw);
  const post = postOf({ ...data, content: data }, known, hearing);
  if (post === null) return malformed(raw, noSender);
  return { raw, outcome: { heard: { type: 'post', post } }, inbound: 'dm' } satisfies Delivered;
}

/** What a delivery means. Never throws: what cannot be understood is told as such; kinds that came later are told by their names. */
export function hear(raw: unknown, hearing: Hearing): Delivered {
  const status = keptStatusSchema.safeParse(raw);
  if (status.success && status.data.status !== undefined) return hearStatus(raw, status.data.status);
  const kept = keptMessageSchema.safeParse(raw);
  if (!kept.success) return malformed(raw, describeFault(kept.error));
  return hearMessage(raw, kept.data, hearing);
}
