// How webhooks are signed, both ways: HMAC-SHA256 over the time and the body as it stands on the wire.
import { createHmac, timingSafeEqual } from 'node:crypto';

export const TIME_HEADER = 'kizuki-timestamp';
export const SIGNATURE_HEADER = 'kizuki-signature';
/** A delivery that is older, or from a clock that is further ahead, is refused. */
export const WINDOW_MS = 5 * 60_000;

/** The value of the header: `v1=` and hexadecimal digits. `time` is in seconds since 1970, as text. */
export function sign(key: string, time: string, body: Uint8Array): string {
  return `v1=${createHmac('sha256', key).update(`${time}.`).update(body).digest('hex')}`;
}

/** Whether one of the keys signed it; takes as long for a wrong signature as for a right one. */
export function isSigned(keys: readonly string[], time: string, body: Uint8Array, given: string): boolean {
  const told = Buffer.from(given, 'latin1');
  let fits = false;
  for (const key of keys) {
    const right = Buffer.from(sign(key, time, body), 'latin1');
    if (told.length === right.length && timingSafeEqual(told, right)) fits = true;
  }
  return fits;
}

/** Whether the time a delivery names is about now. */
export function isTimely(time: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(time) && Math.abs(Number(time) * 1000 - nowMs) <= WINDOW_MS;
}
