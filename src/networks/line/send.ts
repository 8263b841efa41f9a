// Hands messages to LINE: by reply token, or by push under a retry key; both are carried out once at most.
import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../kit/http.ts';
import type { AccountSession, Published } from '../kit/network.ts';
import type { LineClient } from './client.ts';
import { isUsedReplyToken } from './errors.ts';
import { sentSchema } from './schemas.ts';

export const doing = 'sending';

/** A UUID, as LINE wants it, that is the same for every try. */
function retryKeyOf(account: AccountSession, key: string): string {
  const hex = createHash('sha256').update(`${account.nativeId} ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** LINE took it, whatever its answer looks like: without an id of the message the id of the request stands for it. */
export function publishedOf(
  { body, headers }: HttpAnswer,
  at: { nowMs: number; randomId(): string },
): Published {
  const parsed = sentSchema.safeParse(body);
  const request = headers.get('x-line-accepted-request-id') ?? headers.get('x-line-request-id');
  const nativeId = parsed.success
    ? (parsed.data.sentMessages[0]?.id ?? '')
    : `request:${request ?? at.randomId()}`;
  return { nativeId, createdAt: new Date(at.nowMs).toISOString() };
}

/** Null where the token was used before or is too old. An answer of 400 is another refusal. */
export async function byReply(
  client: LineClient,
  replyToken: string,
  messages: unknown,
): Promise<HttpAnswer | null> {
  const answer = await client({
    method: 'POST',
    path: '/v2/bot/message/reply',
    json: { replyToken, messages },
    repeat: 'harmful',
    doing,
    accept: [400],
  });
  return isUsedReplyToken(answer) ? null : answer;
}

/** An answer of 400 is a refusal; 409: taken before under this key, which is what was wanted. */
export function byPush(
  client: LineClient,
  { account, to, key }: { account: AccountSession; to: string; key: string },
  messages: unknown,
): Promise<HttpAnswer> {
  return client({
    method: 'POST',
    path: '/v2/bot/message/push',
    json: { to, messages },
    retryKey: retryKeyOf(account, key),
    repeat: 'harmful',
    doing,
    accept: [400, 409],
  });
}
