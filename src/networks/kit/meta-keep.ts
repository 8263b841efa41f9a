// What is kept of a signed call of Messenger or Instagram: each message and each change by itself, under what it is about.
import { createHash } from 'node:crypto';
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { keptIdSchema } from './meta-message-schemas.ts';
import { inner } from './meta-messages.ts';
import { metaVerifyToken, readMetaEntries } from './meta-webhook.ts';
import type { AccountSession, WebhookCall } from './network.ts';
import { fieldOf } from './record.ts';

export type Called = Pick<AccountSession, 'secrets' | 'nativeId'>;
export interface ToldChange {
  field: string;
  value: unknown;
}

/** What is entered at Meta beside the account's address. */
export const verifyTokenOf = ({ secrets, nativeId }: Called): string =>
  metaVerifyToken(secrets['appSecret'] ?? '', nativeId);

export const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex').slice(0, 40);

/** The id that something is about, where it has one that can be kept. */
export const idIn = (raw: unknown, name: string): string | null =>
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

/** How a change is kept: when Meta told it is none of what makes it one. */
export const changeBody = ({ field, value }: ToldChange, atMs: number | null): string =>
  JSON.stringify({ field, value: value ?? null, atMs });

/** That somebody has read something, or that it arrived, is nothing to keep. */
const isReceipt = (one: unknown): boolean =>
  inner(one, 'read') !== undefined || inner(one, 'delivery') !== undefined;

/**
 * An app calls one address for all its accounts: those of others are not ours to take, and refusing them would make Meta call with
 * them for days. Errors: `sign_in_failed` for what nobody with the app's secret has sent, `invalid_input` for what cannot be read.
 */
export function receiveMeta(
  object: string,
  account: Called,
  call: WebhookCall,
  toKeep: (change: ToldChange, atMs: number | null) => DeliveryToKeep | null,
): Received {
  const entries = readMetaEntries(account.secrets['appSecret'] ?? '', object, call);
  const deliveries = entries.flatMap(({ id, atMs, changes, messaging }) =>
    id === account.nativeId
      ? [
          ...changes.flatMap((change) => toKeep(change, atMs) ?? []),
          ...messaging.filter((one) => !isReceipt(one)).map(messagingToKeep),
        ]
      : [],
  );
  return { deliveries, repeats: 'passed' };
}
