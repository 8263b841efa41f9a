// Opaque cursors of lists: the sort keys of the last row seen, so that a page never shifts under the reader.
import { caseStates } from '../../domain/case/case.ts';
import { AppError } from '../../domain/errors.ts';
import { priorities } from '../../domain/judgement/standing.ts';
import { weights } from '../../domain/judgement/weight.ts';

/** Packs the keys of the last row. */
export function writeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Unpacks an id (1), a time and an id (2), those and a case’s state (3), or a place by need: a priority, a weight and an id; throws `cursor_invalid` when it is not one of ours of that shape. */
export function readCursor(cursor: string, shape: keyof typeof shapesOf): string[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const shapes = shapesOf[shape];
    const isOurs =
      Array.isArray(keys) &&
      keys.length === shapes.length &&
      shapes.every((isKey, index) => isKey(keys[index]));
    if (isOurs) return keys as string[];
  } catch {
    // Falls through to the refusal.
  }
  throw new AppError('cursor_invalid', 'This cursor is not from this list. Begin again without one.', {
    where: 'query.cursor',
  });
}

const isId = (key: unknown): boolean =>
  typeof key === 'string' && /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u.test(key);

/** A time as rows carry it, one that there is: Date would not say it back otherwise. */
function isTime(key: unknown): boolean {
  if (typeof key !== 'string' || !/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/u.test(key))
    return false;
  const ms = Date.parse(key);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 19) === key.slice(0, 19);
}

const isCaseState = (key: unknown): boolean => caseStates.some((state) => state === key);

const isPriority = (key: unknown): boolean => priorities.some((priority) => String(priority) === key);
const isWeight = (key: unknown): boolean => weights.some((weight) => String(weight) === key);

/** Anything else would reach the database as a value it cannot read. */
const shapesOf = {
  1: [isId],
  2: [isTime, isId],
  3: [isTime, isId, isCaseState],
  need: [isPriority, isWeight, isId],
} as const;
