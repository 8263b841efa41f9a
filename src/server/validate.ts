// Takes in what came: by the contract's schemas, with nothing in it that the contract does not name.
import type { z } from 'zod';
import { readFieldFault, type FieldFault, type FieldFaultKind } from '../contract/field-fault.ts';
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
    const told = issue === undefined ? null : faultOf(issue, raw);
    throw refused(place, path ?? [], issue?.message ?? 'Invalid input', parsed.error.issues.length, told);
  }
  const unstorable = findUnstorable(raw);
  if (unstorable !== null) {
    throw refused(place, unstorable, 'U+0000 and halves of surrogate pairs cannot be stored');
  }
  const dropped = firstDropped(raw, parsed.data);
  if (dropped !== null) throw refused(place, dropped, 'There is no such field');
  return parsed.data;
}

function refused(
  place: Place,
  path: readonly PropertyKey[],
  message: string,
  problems = 1,
  fault: FieldFault | null = null,
): AppError {
  const where = [place, ...path.map(String)].join('.');
  const others = problems > 1 ? ` (and ${problems - 1} more)` : '';
  const data = fault === null ? {} : { data: { fault } };
  return new AppError('invalid_input', `${where}: ${message}${others}.`, { where, ...data });
}

type Issue = z.core.$ZodIssue;

/** The fault as other languages can say it; null where only the schema's own words do. */
function faultOf(issue: Issue, raw: unknown): FieldFault | null {
  const plain = (kind: FieldFaultKind): FieldFault => ({ kind, bound: null });
  switch (issue.code) {
    case 'too_big':
      return { kind: sizes[issue.origin]?.[0] ?? 'tooHigh', bound: Number(issue.maximum) };
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? plain('missing')
        : { kind: sizes[issue.origin]?.[1] ?? 'tooLow', bound: Number(issue.minimum) };
    case 'invalid_type':
      return isMissing(raw, issue.path) ? plain('missing') : null;
    case 'invalid_format':
      if (issue.format === 'email') return plain('notEmail');
      return plain(issue.format === 'url' ? 'notAddress' : 'notAllowed');
    case 'invalid_value':
      return plain(isMissing(raw, issue.path) ? 'missing' : 'notChoice');
    case 'invalid_union': {
      if (isMissing(raw, issue.path)) return plain('missing');
      // “An e-mail address, or nothing”: what is not even the first of them.
      const inner = issue.errors[0]?.[0];
      return inner?.code === 'invalid_format' ? faultOf(inner, raw) : null;
    }
    case 'custom':
      return readFieldFault(issue.params);
    default:
      return null;
  }
}

const sizes: Record<string, readonly [FieldFaultKind, FieldFaultKind]> = {
  string: ['tooLong', 'tooShort'],
  array: ['tooMany', 'tooFew'],
  set: ['tooMany', 'tooFew'],
};

/** Whether nothing was sent there. */
function isMissing(raw: unknown, path: readonly PropertyKey[]): boolean {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return true;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value === undefined;
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
