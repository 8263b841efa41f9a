// Takes a call of WhatsApp: signed with the app's secret and readable; each message and each status in it is kept by itself.
import { createHash } from 'node:crypto';
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { describeFault } from '../kit/fault.ts';
import { metaVerifyToken, readMetaCall } from '../kit/meta-webhook.ts';
import type { AccountSession, WebhookCall } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { wrongBody } from '../kit/webhook-body.ts';
import { aboutSchema, contactSchema, keptSchema, valueSchema } from './schemas.ts';

type Called = Pick<AccountSession, 'secrets' | 'nativeId'>;

/** What is entered at Meta beside the account's address. */
export const verifyTokenOf = ({ secrets, nativeId }: Called): string =>
  metaVerifyToken(secrets['appSecret'] ?? '', nativeId);

const hashOf = (body: string): string => `sha256:${createHash('sha256').update(body).digest('hex')}`;

/** Who wrote a message, of those that are told beside it. */
function contactOf(message: unknown, contacts: readonly unknown[]): unknown {
  const ids = [fieldOf(message, 'from'), fieldOf(message, 'from_user_id')].filter((id) => id !== '');
  return contacts.find((contact) => {
    const { wa_id: number, user_id: user } = contactSchema.safeParse(contact).data ?? {};
    return ids.some((id) => id === number || id === user);
  });
}

/** One that has no id of its own is kept all the same, and told as malformed by whoever reads it. */
function messageToKeep(message: unknown, contacts: readonly unknown[]): DeliveryToKeep {
  const contact = contactOf(message, contacts);
  const body = JSON.stringify({ ...(contact === undefined ? {} : { contact }), message });
  const kept = keptSchema.safeParse(message);
  const about = aboutSchema.safeParse(message);
  const own = kept.success ? kept.data.id : null;
  return {
    eventId: own ?? hashOf(body),
    postId: about.success ? about.data : own,
    isDeletion: about.success && fieldOf(message, 'type') === 'revoke',
    body,
  };
}

/** Of one message several are told, one after the other. */
function statusToKeep(status: unknown): DeliveryToKeep {
  const body = JSON.stringify({ status });
  const kept = keptSchema.safeParse(status);
  const eventId = kept.success ? `${fieldOf(status, 'status').slice(0, 40)} ${kept.data.id}` : hashOf(body);
  return { eventId, postId: null, isDeletion: false, body };
}

/**
 * An app calls one address for all its numbers: those of others are not ours to take, and refusing them would make Meta call with
 * them for days. Errors: `sign_in_failed` for what nobody with the app's secret has sent, `invalid_input` for what cannot be read.
 */
export function receive(account: Called, call: WebhookCall): Received {
  const changes = readMetaCall(account.secrets['appSecret'] ?? '', 'whatsapp_business_account', call);
  const deliveries = changes.flatMap(({ field, value }) => {
    if (field !== 'messages') return [];
    const read = valueSchema.safeParse(value);
    if (!read.success) throw wrongBody(describeFault(read.error));
    const { metadata, contacts = [], messages = [], statuses = [] } = read.data;
    if (metadata.phone_number_id !== account.nativeId) return [];
    return [...messages.map((message) => messageToKeep(message, contacts)), ...statuses.map(statusToKeep)];
  });
  return { deliveries, repeats: 'passed' };
}
