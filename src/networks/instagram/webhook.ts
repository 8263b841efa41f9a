// Takes a call of Instagram: signed with the app's secret and readable; each message, comment and mention in it is kept by itself.
import { createHash } from 'node:crypto';
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { metaVerifyToken, readMetaEntries } from '../kit/meta-webhook.ts';
import type { AccountSession, WebhookCall } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { keptIdSchema } from './schemas.ts';

type Called = Pick<AccountSession, 'secrets' | 'nativeId'>;

/** What is entered at Meta beside the account's address. */
export const verifyTokenOf = ({ secrets, nativeId }: Called): string =>
  metaVerifyToken(secrets['appSecret'] ?? '', nativeId);

const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex').slice(0, 40);

const inner = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null ? Reflect.get(raw, name) : undefined;

/** The id that something is about, where it has one that can be kept. */
const idIn = (raw: unknown, name: string): string | null =>
  keptIdSchema.safeParse(fieldOf(raw, name)).data ?? null;

/** Of one message several things are told: what tells something else is kept beside it. */
function messagingToKeep(messaging: unknown): DeliveryToKeep {
  const body = JSON.stringify({ messaging: messaging ?? null });
  const parts = ['message', 'message_edit', 'reaction', 'postback', 'read'] as const;
  const part = parts.find((one) => inner(messaging, one) !== undefined);
  const told = part === undefined ? undefined : inner(messaging, part);
  const mid = idIn(told, 'mid');
  const isDeletion = part === 'message' && inner(told, 'is_deleted') === true;
  if (part === 'message' && mid !== null) {
    return { eventId: isDeletion ? `deleted ${mid}` : mid, postId: mid, isDeletion, body };
  }
  // A reaction is about a message and no part of it: what it says goes on standing where the message is taken back.
  const postId = part === 'message_edit' ? mid : null;
  return { eventId: `${part ?? 'told'} ${hashOf(body)}`, postId, isDeletion: false, body };
}

/** The same comment with another text is another delivery: it was changed. When Meta told it is none of what makes it one. */
function changeToKeep(change: { field: string; value: unknown }, atMs: number | null): DeliveryToKeep {
  const { field, value } = change;
  const told = JSON.stringify({ field, value: value ?? null });
  const body = JSON.stringify({ field, value: value ?? null, atMs });
  const postId =
    field === 'mentions'
      ? (idIn(value, 'comment_id') ?? idIn(value, 'media_id'))
      : (idIn(value, 'id') ?? idIn(value, 'comment_id'));
  return { eventId: `${field.slice(0, 40)} ${hashOf(told)}`, postId, isDeletion: false, body };
}

/** What is heard; the rest Meta may tell, and nobody here asked for. */
const heard: ReadonlySet<string> = new Set(['comments', 'live_comments', 'mentions']);

/**
 * An app calls one address for all its accounts: those of others are not ours to take, and refusing them would make Meta call with
 * them for days. Errors: `sign_in_failed` for what nobody with the app's secret has sent, `invalid_input` for what cannot be read.
 */
export function receive(account: Called, call: WebhookCall): Received {
  const entries = readMetaEntries(account.secrets['appSecret'] ?? '', 'instagram', call);
  const deliveries = entries.flatMap(({ id, atMs, changes, messaging }) =>
    id === account.nativeId
      ? [
          ...changes.filter(({ field }) => heard.has(field)).map((change) => changeToKeep(change, atMs)),
          // That somebody has read something is nothing to keep.
          ...messaging.filter((one) => inner(one, 'read') === undefined).map(messagingToKeep),
        ]
      : [],
  );
  return { deliveries, repeats: 'passed' };
}
