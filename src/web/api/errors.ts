// What a call can fail with, as the interface sees it.
import type { ErrorCode } from '../../domain/errors.ts';

/** Codes of the server, and one that only the browser knows: the server could not be reached. */
export type ApiErrorCode = ErrorCode | 'offline';

export interface Problem {
  code: ApiErrorCode;
  /** HTTP status; 0 when nothing answered. */
  status: number;
  detail: string;
  where?: string | undefined;
  retryAfterMs?: number | undefined;
  data?: Record<string, unknown> | undefined;
}

/** A call that did not do what was asked; `code` names the message shown. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(problem.detail, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.problem = problem;
  }

  get code(): ApiErrorCode {
    return this.problem.code;
  }
}

/** The code of anything thrown; what is not an ApiError is ours. */
export function codeOf(error: unknown): ApiErrorCode {
  return error instanceof ApiError ? error.code : 'internal';
}
