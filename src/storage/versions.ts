// Optimistic locking: a change names the version it was made against, and is refused when the row has moved on.
import { AppError } from '../domain/errors.ts';

/**
 * Hands the locked row back when it exists and has the expected version (null: whatever version).
 * Errors: `not_found`, `version_changed` with the row's version.
 */
export function expectVersion<T extends { version: number }>(
  row: T | undefined,
  expected: number | null,
  what: string,
): T {
  if (row === undefined) throw notFound(what);
  if (expected !== null && row.version !== expected) {
    throw new AppError(
      'version_changed',
      `This ${what} was changed by somebody else meanwhile. Read it again and repeat the change.`,
      { where: 'If-Match', data: { version: row.version } },
    );
  }
  return row;
}

/** The error for what is not there, or belongs to another workspace: the two cannot be told apart. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `There is no such ${what} in this workspace.`);
}
