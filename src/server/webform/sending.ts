// What both pages do before they take what was sent: the trap, the stamp and the pace. Nothing is lost by any of them.
import type { Asked, OpenForm } from './opened.ts';
import { trapName } from './fields.ts';
import { readStamp, makeStamp } from './stamp.ts';
import type { Told } from './page.ts';
import { AppError } from '../../domain/errors.ts';
import { statusOf } from '../problems.ts';
import { wordsOf, type Words } from './words.ts';

const minuteMs = 60_000;

export type Checked =
  | { nonce: string }
  /** Shown once more, with what was entered; `stamp` goes into the page. */
  | { status: number; told: Told; stamp: string };

export const freshStamp = ({ services, key }: OpenForm, scope: string): string =>
  makeStamp(key, scope, services.now(), services.randomBytes(16).toString('base64url'));

/** What is said, with what was written, where it could not be kept just now; what cannot be mended by waiting is thrown on. */
export function notNow(error: unknown, words: Words): { status: number; told: Told } {
  if (!(error instanceof AppError) || (error.class !== 'limited' && error.class !== 'unavailable'))
    throw error;
  return { status: statusOf(error.class), told: { kind: 'bad', text: words.notNow } };
}

interface Sent {
  /** Nothing was written before, so that it takes a while. */
  isFirst: boolean;
  isErasing?: boolean;
  /** Whether this was taken before: then it is no second one, however often it comes. */
  isKept?: (nonce: string) => Promise<boolean>;
}

/** `scope`: what the stamp is for. */
export async function checkSending(
  form: OpenForm,
  scope: string,
  { lang, body, pace, mayUse }: Asked,
  { isFirst, isErasing = false, isKept }: Sent,
): Promise<Checked> {
  const words = wordsOf[lang];
  const given = body.get('stamp') ?? '';
  const again = (text: string, stamp: string, status = 422): Checked => ({
    status,
    told: { kind: 'bad', text },
    stamp,
  });
  const fate = readStamp(form.key, scope, form.services.now(), given, { isFirst });
  if (fate === 'refused') return again(words.stale, freshStamp(form, scope));
  // The same stamp holds a moment later.
  if (fate === 'too_quick') return again(words.tooQuick, given);
  if ((body.get(trapName) ?? '') !== '') return again(words.trapped, given);
  if ((await isKept?.(fate.nonce)) === true) return fate;
  // Whoever has the address may always erase; and no crowd at the form keeps anybody from writing on.
  const waitMs = isErasing ? null : pace(isFirst ? 'form' : 'talk');
  if (waitMs !== null) return again(words.tooMany(Math.ceil(waitMs / minuteMs)), given, 429);
  if (!isErasing && !mayUse(fate.nonce)) return again(words.stale, freshStamp(form, scope));
  return fate;
}
