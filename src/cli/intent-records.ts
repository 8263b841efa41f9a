// The records of `kizuki intents`: examples, FAQ texts and questions as they stand in files.
import type { FaqText, IntentExample } from '../domain/intents/train.ts';
import { RecordFault } from './match-records.ts';

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new RecordFault('is not an object');
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw new RecordFault(value === undefined ? `has no "${name}"` : `"${name}" is not a text`);
}

function filledOf(fields: Fields, name: string): string {
  const text = textOf(fields, name);
  if (text.trim() === '') throw new RecordFault(`"${name}" is empty`);
  return text;
}

/** Errors: RecordFault. */
export function readExample(value: unknown): IntentExample {
  const fields = fieldsOf(value);
  return { text: filledOf(fields, 'text'), label: filledOf(fields, 'label') };
}

/** Errors: RecordFault. */
export function readFaq(value: unknown): FaqText {
  const fields = fieldsOf(value);
  const body = fields['body'] == null ? '' : textOf(fields, 'body');
  return { label: filledOf(fields, 'label'), title: filledOf(fields, 'title'), body };
}

/** The id is null where there is none. Errors: RecordFault. */
export function readQuestion(value: unknown): { id: string | number | null; text: string } {
  const fields = fieldsOf(value);
  const id = fields['id'] ?? null;
  if (id !== null && typeof id !== 'string' && typeof id !== 'number') {
    throw new RecordFault('"id" is neither a text nor a number');
  }
  return { id, text: textOf(fields, 'text') };
}
