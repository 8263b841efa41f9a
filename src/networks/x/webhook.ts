// Takes a call of X: signed with the app's secret, meant for the account, and readable; and answers the question that X asks before.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { describeFault } from '../kit/fault.ts';
import type { AccountSession, WebhookCall } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { readWebhookBody, wrongBody } from '../kit/webhook-body.ts';
import { isId } from './ids.ts';

type Called = Pick<AccountSession, 'secrets' | 'nativeId'>;

/** docs.x.com/x-api/webhooks/introduction, read November 2026: the secret of the app as OAuth 2 or as OAuth 1.0a knows it. */
const signers = [
  { header: 'x-twitter-webhooks-signature-oauth2', secret: 'clientSecret' },
  { header: 'x-twitter-webhooks-signature', secret: 'apiSecret' },
] as const;

/** HMAC-SHA256 as X writes it. */
export const signForX = (secret: string, of: string | Uint8Array): string =>
  `sha256=${createHmac('sha256', secret).update(of).digest('base64')}`;

/** Takes as long for a wrong text as for a right one. */
function isSame(right: string, given: string): boolean {
  const [expected, told] = [Buffer.from(right), Buffer.from(given)];
  return told.length === expected.length && timingSafeEqual(told, expected);
}

function isSigned({ secrets }: Called, { headers, body }: WebhookCall): boolean {
  return signers.some(({ header, secret }) => {
    const known = secrets[secret] ?? '';
    return known !== '' && isSame(signForX(known, body), headers[header] ?? '');
  });
}

/**
 * Anybody may ask this question, and what is answered is a signature: without a brace it is none that fits a body, so that
 * nobody can have a body signed by asking.
 */
const questionSchema = z.object({ crc_token: z.string().regex(/^[^{}]{1,500}$/u) });

/** What X wants to read when it asks whether the address is ours. Errors: `invalid_input`, `sign_in_failed` without a secret. */
export function answerX({ secrets }: Called, query: Readonly<Record<string, unknown>>): string {
  const asked = questionSchema.safeParse(query);
  if (!asked.success) {
    throw new AppError('invalid_input', `This is no question of X: ${describeFault(asked.error)}`, {
      where: 'query',
    });
  }
  const secret = secrets['clientSecret'] ?? secrets['apiSecret'] ?? '';
  if (secret === '') throw new AppError('sign_in_failed', 'This account has no secret of its app.');
  return JSON.stringify({ response_token: signForX(secret, asked.data.crc_token) });
}

const text = (most: number) => z.string().max(most);
const eventSchema = z.object({
  data: z.object({
    event_uuid: text(40).optional(),
    event_type: text(60),
    filter: z.looseObject({ user_id: text(40).optional() }).optional(),
    payload: z.unknown(),
    includes: z.unknown().optional(),
  }),
});
/** As the older service of X tells it, in a form of its own: that something came is enough. */
const olderSchema = z.looseObject({ for_user_id: text(40) });
/** What of it is asked for; likes, follows, typing and the like are of no interest. */
const olderRings = [
  { key: 'tweet_create_events', type: 'post.older' },
  { key: 'direct_message_events', type: 'dm.older' },
] as const;

const hashOf = (body: string): string =>
  `sha256:${createHash('sha256').update(body).digest('hex').slice(0, 40)}`;

/** Events that bring a post whole, with who wrote it. */
const bringsPost = /^post\.(?:create|(?:mention|reply|quote)\.create)$/u;
/** Events that say that something came, which is then asked for. Others are of no interest: no list that is asked for has reposts. */
const rings = /^(?:dm\.(?:sent|received)|post\.(?:create|delete|(?:mention|reply|quote)\.create))$/u;

function deliveryOf({ data }: z.infer<typeof eventSchema>, body: string): DeliveryToKeep | null {
  const { event_type: type, event_uuid: uuid, payload, includes } = data;
  if (!rings.test(type)) return null;
  const eventId = uuid !== undefined && /^-?\d{1,20}$/u.test(uuid) ? `${type} ${uuid}` : hashOf(body);
  const id = fieldOf(payload, 'id');
  const postId = isId(id) && type.startsWith('post.') ? id : null;
  const isDeletion = type === 'post.delete' && postId !== null;
  // What is asked for is not kept twice: a message is private.
  const kept =
    bringsPost.test(type) || isDeletion ? { type, payload, ...(isDeletion ? {} : { includes }) } : { type };
  return { eventId, postId, isDeletion, body: JSON.stringify(kept) };
}

/**
 * An app may call one address for several accounts: what is told of others is not ours to take. Errors: `sign_in_failed` for what
 * nobody with the app's secret has sent, `invalid_input` for what cannot be read.
 */
export function receive(account: Called, call: WebhookCall): Received {
  if (!isSigned(account, call)) {
    throw new AppError(
      'sign_in_failed',
      'The delivery was refused: its signature does not fit the body and the secret of this account’s app.',
    );
  }
  const { text: body, json } = readWebhookBody(call.body);
  const older = olderSchema.safeParse(json);
  if (older.success) {
    const isOurs = older.data.for_user_id === account.nativeId;
    const rung = olderRings.flatMap(({ key, type }) => (key in older.data ? [type] : []));
    const deliveries = rung.map((type) => {
      const eventId = `${type} ${hashOf(body)}`;
      return { eventId, postId: null, isDeletion: false, body: JSON.stringify({ type }) };
    });
    return { deliveries: isOurs ? deliveries : [], repeats: 'passed' };
  }
  const event = eventSchema.safeParse(json);
  if (!event.success) throw wrongBody(describeFault(event.error));
  const isOurs = event.data.data.filter?.user_id === account.nativeId;
  const delivery = isOurs ? deliveryOf(event.data, body) : null;
  return { deliveries: delivery === null ? [] : [delivery], repeats: 'passed' };
}
