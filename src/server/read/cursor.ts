// Opaque cursors of lists: the sort keys of the last row seen, so that a page never shifts under the reader.
import { AppError } from '../../domain/errors.ts';

/** Packs the keys of the last row. */
export function writeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Unpacks; throws `cursor_invalid` when it is not one of ours with this many keys. */
export function readCursor(cursor: string, count: number): string[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isOurs = Array.isArray(keys) && keys.length === count && keys.every((key) => isKey(key));
    if (isOurs) return keys as string[];
  } catch {
    // Falls through to the refusal.
  }
  throw new AppError('cursor_invalid', 'This cursor is not from this list. Begin again without one.', {
    where: 'query.cursor',
  });
}

const shapes = /^(?:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/u;

/** Ids and times only: anything else would reach the database as a value it cannot read. */
function isKey(key: unknown): boolean {
  return typeof key === 'string' && shapes.test(key);
}
