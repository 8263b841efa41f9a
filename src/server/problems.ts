// Failures as problem+json (RFC 9457): what was wrong, where, and a stable code to translate by.
import { STATUS_CODES } from 'node:http';
import { AppError, type ErrorClass, type ErrorCode } from '../domain/errors.ts';
import { isSqlState } from '../storage/failures.ts';

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  /** What was wrong and what to do, in English; interfaces translate by `code`. */
  detail: string;
  where?: string;
  /** Wait this long before trying again; also as Retry-After, in seconds. */
  retryAfterMs?: number;
  data?: Record<string, unknown>;
  /** Names the request in the log. */
  reference: string;
}

const statusOfClass: Record<ErrorClass, number> = {
  input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  too_large: 413,
  limited: 429,
  policy: 422,
  auth_dead: 409,
  unavailable: 503,
  unknown_fate: 502,
  bug: 500,
};

/** The HTTP status of a class of failure. */
export function statusOf(errorClass: ErrorClass): number {
  return statusOfClass[errorClass];
}

/** Fastify's own refusals, by their codes. */
const frameworkCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_REQ_FILE_TOO_LARGE: 'payload_too_large',
  FST_FILES_LIMIT: 'invalid_input',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'invalid_input',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'invalid_input',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_input',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_input',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_input',
  FST_ERR_BAD_URL: 'invalid_input',
  FST_ERR_MAX_PARAM_LENGTH: 'invalid_input',
};

/** Anything thrown, as the failure it means to the caller; what is not expected becomes `internal`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // A reference to a row of another workspace, or to one just removed: the foreign keys carry the workspace.
  if (isSqlState(error, '23503')) {
    return new AppError('not_found', 'Something this refers to is not in this workspace.', { cause: error });
  }
  const { code, message, statusCode } = error as { code?: unknown; message?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? frameworkCodes[code] : undefined;
  if (known !== undefined) return new AppError(known, String(message), { where: 'body', cause: error });
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new AppError('invalid_input', String(message), { cause: error });
  }
  return new AppError('internal', 'Something failed on our side. It was written to the log.', {
    cause: error,
  });
}

/** The problem document of a failure; `internal` says nothing of its cause. */
export function problemOf(error: AppError, reference: string): Problem {
  const status = statusOf(error.class);
  const hidden = error.class === 'bug';
  return {
    type: `urn:kizuki:problem:${error.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: error.code,
    detail: hidden
      ? 'Something failed on our side. It was written to the log under the reference.'
      : error.message,
    ...(error.where === undefined || hidden ? {} : { where: error.where }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.data === undefined || hidden ? {} : { data: error.data }),
    reference,
  };
}
