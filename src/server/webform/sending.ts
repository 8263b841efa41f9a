// What both pages do before they take what was sent: the trap, the stamp and the pace. Nothing is lost by any of them.
import type { Asked, OpenForm } from './opened.ts';
import { trapName } from './fields.ts';
import { readStamp, makeStamp } from './stamp.ts';
import type { Told } from './page.ts';
import { wordsOf } from './words.ts';

const minuteMs = 60_000;

export type Checked =
  | { nonce: string }
  /** Shown once more, with what was entered; `stamp` goes into the page. */
  | { status: number; told: Told; stamp: string };

export const freshStamp = ({ services, key }: OpenForm, scope: string): string =>
  makeStamp(key, scope, services.now(), services.randomBytes(16).toString('base64url'));

/** `scope`: what the stamp is for; `isFirst`: nothing was written before, so that it takes a while. */
export function checkSending(
  form: OpenForm,
  scope: string,
  { lang, body, pace }: Asked,
  { isFirst }: { isFirst: boolean },
): Checked {
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
  const waitMs = pace();
  if (waitMs !== null) return again(words.tooMany(Math.ceil(waitMs / minuteMs)), given, 429);
  return fate;
}
