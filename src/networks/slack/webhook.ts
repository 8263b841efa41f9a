// Takes a call of Slack: signed with the app's secret, of now, and readable; each event is kept by itself.
import { createHmac } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { describeFault } from '../kit/fault.ts';
import type { AccountSession, WebhookCall } from '../kit/network.ts';
import { isSameText } from '../kit/same-text.ts';
import { readWebhookBody, wrongBody } from '../kit/webhook-body.ts';
import { nativeIdIn } from './ids.ts';
import {
  callSchema,
  changedSchema,
  deletedSchema,
  messageEventSchema,
  tsSchema,
  type SlackCalled,
} from './schemas.ts';

export const SIGNATURE_HEADER = 'x-slack-signature';
export const TIMESTAMP_HEADER = 'x-slack-request-timestamp';
/** A change tells the message twice, each in words and in blocks. */
export const mostSlackCallBytes = 1024 * 1024;
/** A call that is older was recorded by somebody. */
const FRESH_SECONDS = 5 * 60;

/** HMAC-SHA256 with the signing secret over the version, the time and the body as it stands on the wire. */
export const sign = (secret: string, timestamp: string, body: Uint8Array): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;

function expectSigned(secret: string, { headers, body }: WebhookCall, nowMs: number): void {
  const timestamp = headers[TIMESTAMP_HEADER] ?? '';
  const isFresh =
    /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs / 1_000 - Number(timestamp)) <= FRESH_SECONDS;
  const isSigned =
    secret !== '' && isSameText(sign(secret, timestamp, body), headers[SIGNATURE_HEADER] ?? '');
  if (isSigned && isFresh) return;
  const why = isSigned
    ? `${TIMESTAMP_HEADER} is more than five minutes from this server’s clock`
    : `${SIGNATURE_HEADER} does not fit the body and the signing secret of this account`;
  throw new AppError('sign_in_failed', `The delivery was refused: ${why}.`);
}

type EventCall = Extract<SlackCalled, { type: 'event_callback' }>;

/** The message an event is about, and whether it takes it back. */
function aboutOf(event: Record<string, unknown>): Pick<DeliveryToKeep, 'postId' | 'isDeletion'> {
  const nothing = { postId: null, isDeletion: false };
  if (event['type'] !== 'message') return nothing;
  const where = messageEventSchema.safeParse(event).data;
  if (where === undefined) return nothing;
  const { channel, subtype } = where;
  const deleted = subtype === 'message_deleted' ? deletedSchema.safeParse(event).data : undefined;
  if (deleted !== undefined) return { postId: nativeIdIn(channel, deleted.deleted_ts), isDeletion: true };
  const changed = subtype === 'message_changed' ? changedSchema.safeParse(event).data?.message : undefined;
  const ts = changed?.ts ?? tsSchema.safeParse(event['ts']).data;
  if (ts === undefined) return nothing;
  return { postId: nativeIdIn(channel, ts), isDeletion: changed?.subtype === 'tombstone' };
}

/** Without what was said before it was changed or deleted, and without the token that signatures replaced. */
function deliveryOf({ event, event_id: eventId, event_time: eventTime }: EventCall): DeliveryToKeep {
  const { previous_message: _before, ...kept } = event;
  const body = JSON.stringify({ event: kept, event_id: eventId, event_time: eventTime });
  return { eventId, ...aboutOf(event), body };
}

/** An app may be in several workspaces and calls one address for all: what is told of others is nothing of ours. */
function isOurs(
  { team_id: team, authorizations }: EventCall,
  account: Pick<AccountSession, 'secrets' | 'nativeId'>,
): boolean {
  const teamId = account.secrets['teamId'];
  if (authorizations == null || authorizations.length === 0) return team == null || team === teamId;
  return authorizations.some((one) => one.team_id === teamId || one.user_id === account.nativeId);
}

/** Errors: `sign_in_failed` for what nobody with the signing secret has sent, `invalid_input` for what cannot be read. */
export function receive(
  account: Pick<AccountSession, 'secrets' | 'nativeId'>,
  call: WebhookCall,
  nowMs: number,
): Received {
  expectSigned(account.secrets['signingSecret'] ?? '', call, nowMs);
  const read = callSchema.safeParse(readWebhookBody(call.body).json);
  if (!read.success) throw wrongBody(describeFault(read.error));
  const { data: told } = read;
  if (told.type === 'url_verification') return { deliveries: [], repeats: 'passed', answer: told.challenge };
  // What Slack left out of an hour with very much is found when it is asked for what was missed.
  const isKept = told.type === 'event_callback' && isOurs(told, account);
  return { deliveries: isKept ? [deliveryOf(told)] : [], repeats: 'passed' };
}
