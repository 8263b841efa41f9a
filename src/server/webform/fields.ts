// What a visitor sent, as it is kept: lines and spaces made plain, lengths held, faults named by their field.
import { mostOfForm } from '../../domain/webform/words.ts';

export const fieldNames = ['name', 'email', 'reference', 'text'] as const;
export type FieldName = (typeof fieldNames)[number];
export type Entered = Record<FieldName, string>;
export type FieldFault = 'missing' | 'too_long' | 'no_email';
export type Faults = Partial<Record<FieldName, FieldFault>>;

export const nothingEntered: Entered = { name: '', email: '', reference: '', text: '' };
/** Of no use to people: shown to none, and filled in by programs only. */
export const trapName = 'homepage';

const emailPattern = /^[^\s\p{C}@<>(),;:"\\[\]]+@[^\s\p{C}@<>(),;:"\\[\]]+\.[^\s\p{C}@<>(),;:"\\[\].]+$/u;
/** What turns the direction of what stands after it. */
const turns = /[\u{61C}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;
const isNothing = (text: string): boolean => text.replaceAll(/[\p{Cf}\s]/gu, '') === '';

const oneLine = (text: string): string =>
  text
    .replaceAll(turns, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
/** Lines and tabs stay; what else moves a cursor goes. */
const plainLines = (text: string): string =>
  text
    .replaceAll(/\r\n?|\u{2028}|\u{2029}/gu, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();

export function readFields(body: URLSearchParams): Entered {
  const of = (name: string): string => body.get(name) ?? '';
  return {
    name: oneLine(of('name')),
    email: oneLine(of('email')),
    reference: oneLine(of('reference')),
    text: plainLines(of('text')),
  };
}

export function faultsIn(entered: Entered, { emailRequired }: { emailRequired: boolean }): Faults {
  const faults: Faults = {};
  for (const name of fieldNames) if (entered[name].length > mostOfForm[name]) faults[name] = 'too_long';
  if (isNothing(entered.text)) faults.text = 'missing';
  if (entered.email === '' && emailRequired) faults.email = 'missing';
  if (entered.email !== '' && !emailPattern.test(entered.email)) faults.email ??= 'no_email';
  return faults;
}
