// Takes a delivery: signed by a key of the account, just now, whole, readable, and something we know.
import { TextDecoder } from 'node:util';
import { AppError } from '../../domain/errors.ts';
import { keysHolding } from '../../domain/webhooks/keys.ts';
import type { DeliveryToKeep } from '../../domain/webhooks/inbox.ts';
import type { AccountSession, WebhookCall } from '../kit/network.ts';
import { envelopeSchema } from './schemas.ts';
import { isSigned, isTimely, SIGNATURE_HEADER, TIME_HEADER } from './signature.ts';

const refused = (why: string): AppError =>
  new AppError('sign_in_failed', `The delivery was refused: ${why}.`);

/** Errors: `sign_in_failed` for what nobody with a key has just sent, `invalid_input` for what cannot be read. */
export function receive(
  account: Pick<AccountSession, 'secrets'>,
  { headers, body }: WebhookCall,
  nowMs: number,
): DeliveryToKeep {
  const time = headers[TIME_HEADER] ?? '';
  if (!isTimely(time, nowMs)) {
    throw refused(`${TIME_HEADER} must be the present time in seconds since 1970, within five minutes`);
  }
  if (!isSigned(keysHolding(account.secrets, nowMs), time, body, headers[SIGNATURE_HEADER] ?? '')) {
    throw refused(`${SIGNATURE_HEADER} does not fit the body, the time and a key of this channel`);
  }
  const wrong = (why: string): AppError => new AppError('invalid_input', why, { where: 'body' });
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw wrong('The body is not UTF-8.');
  }
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong('The body is not JSON.');
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) {
    const [issue] = envelope.error.issues;
    throw wrong(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is missing'}`);
  }
  const { id, type, post } = envelope.data;
  return { eventId: id, postId: post.id, isDeletion: type === 'delete', body: text };
}
