// What a network that calls us sent, as text and as JSON.
import { TextDecoder } from 'node:util';
import { AppError } from '../../domain/errors.ts';

export const wrongBody = (why: string): AppError => new AppError('invalid_input', why, { where: 'body' });

/** Errors: invalid_input for what is no UTF-8 or no JSON. */
export function readWebhookBody(body: Uint8Array): { text: string; json: unknown } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw wrongBody('The body is not UTF-8.');
  }
  try {
    return { text, json: JSON.parse(text) as unknown };
  } catch {
    throw wrongBody('The body is not JSON.');
  }
}
