// Takes a delivery: signed by a key of the account, just now, whole, readable, and something we know.
import { AppError } from '../../domain/errors.ts';
import { keysHolding } from '../../domain/webhooks/keys.ts';
import type { Received } from '../../domain/webhooks/inbox.ts';
import type { AccountSession, WebhookCall } from '../kit/network.ts';
import { readWebhookBody, wrongBody } from '../kit/webhook-body.ts';
import { envelopeSchema } from './schemas.ts';
import { isSigned, isTimely, SIGNATURE_HEADER, TIME_HEADER } from './signature.ts';

const refused = (why: string): AppError =>
  new AppError('sign_in_failed', `The delivery was refused: ${why}.`);

/** Errors: `sign_in_failed` for what nobody with a key has just sent, `invalid_input` for what cannot be read. */
export function receive(
  account: Pick<AccountSession, 'secrets'>,
  { headers, body }: WebhookCall,
  nowMs: number,
): Received {
  const time = headers[TIME_HEADER] ?? '';
  if (!isTimely(time, nowMs)) {
    throw refused(`${TIME_HEADER} must be the present time in seconds since 1970, within five minutes`);
  }
  if (!isSigned(keysHolding(account.secrets, nowMs), time, body, headers[SIGNATURE_HEADER] ?? '')) {
    throw refused(`${SIGNATURE_HEADER} does not fit the body, the time and a key of this channel`);
  }
  const { text, json } = readWebhookBody(body);
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) {
    const [issue] = envelope.error.issues;
    throw wrongBody(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is missing'}`);
  }
  const { id, type, post } = envelope.data;
  const delivery = { eventId: id, postId: post.id, isDeletion: type === 'delete', body: text };
  return { deliveries: [delivery], repeats: 'refused' };
}
