// How LINE signs its webhooks: HMAC-SHA256 with the channel secret over the body as it stands on the wire, in base64.
import { createHmac, timingSafeEqual } from 'node:crypto';

export const SIGNATURE_HEADER = 'x-line-signature';

export const sign = (channelSecret: string, body: Uint8Array): string =>
  createHmac('sha256', channelSecret).update(body).digest('base64');

/** Takes as long for a wrong signature as for a right one. */
export function isSigned(channelSecret: string, body: Uint8Array, given: string): boolean {
  const right = Buffer.from(sign(channelSecret, body), 'latin1');
  const told = Buffer.from(given, 'latin1');
  return channelSecret !== '' && told.length === right.length && timingSafeEqual(told, right);
}
