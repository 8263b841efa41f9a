// The kinds of fields that servers' records are made of, checked where they come in; servers leave out what they lack.
import { z } from 'zod';
import { boundedCount, boundedText, boundedUrl, cut, most } from './bounds.ts';

/** A time with a year from 1000 to 9999: the rest of the program writes four digits, and databases know no year 0. */
export const time = z.string().refine((text) => /^[1-9]\d{3}-/.test(isoOf(text)), 'is not a time');
function isoOf(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}
/** Databases take no NUL in a text. */
export const withoutNul = (value: string): string => value.replaceAll('\0', '');
export const count = z
  .number()
  .nullish()
  // Servers write -1 for numbers that an account hides.
  .transform((value) =>
    value !== null && value !== undefined && value >= 0 ? boundedCount(Math.floor(value)) : undefined,
  );
const text = z
  .string()
  .nullish()
  .transform((value) => withoutNul(value ?? ''));

/** What an author wrote; empty where it is missing. */
export const written = boundedText.nullish().transform((value) => withoutNul(value ?? ''));
/** A text that only describes, cut to `length`. */
export const upTo = (length: number) => text.transform((value) => cut(value, length));
/** Empty where there is none. */
export const address = text.transform((value) => boundedUrl(value) ?? '');
export const maybeAddress = z
  .string()
  .nullish()
  .transform((url) => boundedUrl(typeof url === 'string' ? withoutNul(url) : url));

export const listed = <T extends z.ZodType>(item: T, length: number = most.listed) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list?.slice(0, length));
