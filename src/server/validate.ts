// Takes in what came: by the contract's schemas, with nothing in it that the contract does not name.
import type { z } from 'zod';
import { AppError } from '../domain/errors.ts';

type Place = 'path' | 'query' | 'body';

const controlNul = '\u0000';

/**
 * Parses one part of a request. Errors: `invalid_input` with the place of the first fault; also for fields the schema
 * does not know (a schema alone would drop them in silence) and for characters that the database cannot hold.
 */
export function accept<T extends z.ZodType>(schema: T, raw: unknown, place: Place): z.infer<T> {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue?.path;
    throw refused(place, path ?? [], issue?.message ?? 'Invalid input', parsed.error.issues.length);
  }
  const unstorable = findUnstorable(raw);
  if (unstorable !== null) {
    throw refused(place, unstorable, 'U+0000 and halves of surrogate pairs cannot be stored');
  }
  const dropped = firstDropped(raw, parsed.data);
  if (dropped !== null) throw refused(place, dropped, 'There is no such field');
  return parsed.data;
}

function refused(place: Place, path: readonly PropertyKey[], message: string, problems = 1): AppError {
  const where = [place, ...path.map(String)].join('.');
  const others = problems > 1 ? ` (and ${problems - 1} more)` : '';
  return new AppError('invalid_input', `${where}: ${message}${others}.`, { where });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The path of the first field of `raw` that is not in `kept`, or null. */
export function firstDropped(raw: unknown, kept: unknown): string[] | null {
  if (Array.isArray(raw) && Array.isArray(kept)) {
    for (const [index, item] of raw.entries()) {
      const found = firstDropped(item, kept[index]);
      if (found !== null) return [String(index), ...found];
    }
    return null;
  }
  if (!isRecord(raw) || !isRecord(kept)) return null;
  for (const [key, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(kept, key)) return [key];
    const found = firstDropped(value, kept[key]);
    if (found !== null) return [key, ...found];
  }
  return null;
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes(controlNul);

/** The path of the first text (or name) that the database cannot hold, or null. */
function findUnstorable(value: unknown): string[] | null {
  if (typeof value === 'string') return isStorable(value) ? null : [];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = findUnstorable(item);
      if (found !== null) return [String(index), ...found];
    }
    return null;
  }
  if (!isRecord(value)) return null;
  for (const [key, item] of Object.entries(value)) {
    if (!isStorable(key)) return ['(name)'];
    const found = findUnstorable(item);
    if (found !== null) return [key, ...found];
  }
  return null;
}
