// The stamp in each form: signed, with the time it was shown, so that neither what was never shown nor what was kept for days is taken.
import { createHmac } from 'node:crypto';
import { sameSecret } from '../auth/secrets.ts';

/** Nobody reads a form, writes and sends it in less. */
const leastMs = 2_000;
const mostMs = 24 * 60 * 60_000;

const signature = (key: string, scope: string, shown: string): string =>
  createHmac('sha256', key).update(`stamp\n${scope}\n${shown}`).digest('base64url');

/** `scope`: the form or the conversation it is for; `nonce`: random, of letters and digits. */
export function makeStamp(key: string, scope: string, nowMs: number, nonce: string): string {
  const shown = `${nowMs.toString(36)}.${nonce}`;
  return `${shown}.${signature(key, scope, shown)}`;
}

export type StampFate = { nonce: string } | 'too_quick' | 'refused';

/** `refused`: not made here, for something else, or too old: a fresh one is needed. `too_quick`: the same one holds soon. */
export function readStamp(
  key: string,
  scope: string,
  nowMs: number,
  stamp: string,
  { isFirst }: { isFirst: boolean },
): StampFate {
  const [time = '', nonce = '', given = '', ...rest] = stamp.split('.');
  if (rest.length > 0 || !/^[\da-z]{1,11}$/.test(time) || !/^[\w-]{1,60}$/.test(nonce)) return 'refused';
  if (!sameSecret(given, signature(key, scope, `${time}.${nonce}`))) return 'refused';
  const ageMs = nowMs - Number.parseInt(time, 36);
  if (ageMs < 0 || ageMs > mostMs) return 'refused';
  return isFirst && ageMs < leastMs ? 'too_quick' : { nonce };
}

/** Names what was sent with a stamp: the same once more is no second message; something else after “Back” is. */
export const submissionOf = (key: string, nonce: string, sent: readonly string[]): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(['submission', nonce, ...sent]))
    .digest('base64url');
