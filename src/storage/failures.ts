// Tells failures of the database itself (gone, full, too slow) from failures of a statement, which are the caller's.
import { AppError } from '../domain/errors.ts';

/** SQLSTATEs after which the connection or the server is not usable; the same work may succeed later. */
const goneStates = /^(08...|57P0[1-5]|53[0-4]00|58030|25P0[34])$/;
const goneSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** The driver gives these no code. */
const goneMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Connection ended|Client was closed/i;

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * `database_unavailable` (retryable) when the connection is lost, cannot be had, or a statement ran into its time
 * limit; `disk_full` when the server has no room; anything else is returned as it came.
 */
export function translateFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === '53100') {
    return new AppError(
      'disk_full',
      'The database has no space left on its disk. Free some; nothing was saved.',
      {
        cause: error,
      },
    );
  }
  if (code === '57014') {
    return new AppError('database_unavailable', 'The database took too long to answer. Try again.', {
      cause: error,
    });
  }
  if (!isConnectionLost(error)) return error;
  return new AppError(
    'database_unavailable',
    `The database cannot be reached (${error.message}). Try again.`,
    {
      cause: error,
    },
  );
}

/** Whether the connection is gone or could not be had, so that it is of no use to anyone. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code === undefined) return goneMessages.test(error.message);
  return goneStates.test(code) || goneSystemCodes.has(code);
}

/** Whether an error is this SQLSTATE, for example '23505' (unique violation). */
export function isSqlState(error: unknown, state: string): boolean {
  return codeOf(error) === state;
}
