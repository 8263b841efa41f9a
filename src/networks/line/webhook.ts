// Takes a call of LINE: signed with the account's channel secret, meant for it, and readable; its events are kept one by one.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { describeFault } from '../kit/fault.ts';
import type { AccountSession, WebhookCall } from '../kit/network.ts';
import { readWebhookBody, wrongBody } from '../kit/webhook-body.ts';
import { aboutSchema, callSchema, keptSchema } from './schemas.ts';
import { isSigned, SIGNATURE_HEADER } from './signature.ts';

/** One that has no id of its own is kept all the same, and told as malformed by whoever reads it. */
function deliveryOf(event: unknown): DeliveryToKeep {
  const body = JSON.stringify(event);
  const kept = keptSchema.safeParse(event);
  const about = aboutSchema.safeParse(event);
  const isUnsend = typeof event === 'object' && event !== null && Reflect.get(event, 'type') === 'unsend';
  return {
    eventId: kept.success
      ? kept.data.webhookEventId
      : `sha256:${createHash('sha256').update(body).digest('hex')}`,
    postId: about.success ? about.data : null,
    isDeletion: about.success && isUnsend,
    body,
  };
}

/** Errors: `sign_in_failed` for what nobody with the channel secret has sent, `invalid_input` for what cannot be read. */
export function receive(
  account: Pick<AccountSession, 'secrets' | 'nativeId'>,
  { headers, body }: WebhookCall,
): Received {
  if (!isSigned(account.secrets['channelSecret'] ?? '', body, headers[SIGNATURE_HEADER] ?? '')) {
    throw new AppError(
      'sign_in_failed',
      `The delivery was refused: ${SIGNATURE_HEADER} does not fit the body and the channel secret of this account.`,
    );
  }
  const call = callSchema.safeParse(readWebhookBody(body).json);
  if (!call.success) throw wrongBody(describeFault(call.error));
  if (call.data.destination !== account.nativeId) {
    throw wrongBody('destination: it is another official account than the one of this address');
  }
  return { deliveries: call.data.events.map(deliveryOf), repeats: 'passed' };
}
