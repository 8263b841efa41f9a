// What a network that calls us sent, as text and as JSON.
import { TextDecoder } from 'node:util';
import { AppError } from '../../domain/errors.ts';

export const wrongBody = (why: string): AppError => new AppError('invalid_input', why, { where: 'body' });

/** Deeper than any network tells, and far from where writing it down again fails. */
const DEEPEST = 200;

/** Whether brackets stand deeper in each other than `DEEPEST`; those in strings do not count. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (isInString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInString = false;
    } else if (sign === '"') isInString = true;
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return false;
}

/** Errors: invalid_input for what is no UTF-8, no JSON, or nested more than 200 deep. */
export function readWebhookBody(body: Uint8Array): { text: string; json: unknown } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw wrongBody('The body is not UTF-8.');
  }
  if (isTooDeep(text)) throw wrongBody(`The body is nested more than ${DEEPEST} deep.`);
  try {
    return { text, json: JSON.parse(text) as unknown };
  } catch {
    throw wrongBody('The body is not JSON.');
  }
}
