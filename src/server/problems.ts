// Failures as problem+json (RFC 9457): what was wrong, where, and a stable code to translate by.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
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

const pathCodes = new Set(['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH']);
/** The framework repeats what it was sent. */
const longestDetail = 300;

/** Anything thrown, as the failure it means to the caller; what is not expected becomes `internal`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // A reference to a row of another workspace, or to one just removed: the foreign keys carry the workspace.
  if (isSqlState(error, '23503')) {
    return new AppError('not_found', 'Something this refers to is not in this workspace.', { cause: error });
  }
  const { code, message, statusCode } = error as { code?: unknown; message?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? frameworkCodes[code] : undefined;
  if (known !== undefined) {
    const where = pathCodes.has(String(code)) ? 'path' : 'body';
    return new AppError(known, String(message).slice(0, longestDetail), { where, cause: error });
  }
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

const problemType = 'application/problem+json; charset=utf-8';

/** Answers a failure. */
export function sendProblem(failure: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (failure.retryAfterMs !== undefined) {
    void reply.header('retry-after', String(Math.ceil(failure.retryAfterMs / 1000)));
  }
  const problem = problemOf(failure, request.id);
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(problemType)
    .send(JSON.stringify(problem));
}

/** What the hooks of routed requests set; these two kinds of requests never come so far. */
const strictHeaders = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Answers what the router cannot read, such as `/%zz`. */
export function answerUnroutable(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(asAppError(error), request, reply.headers(strictHeaders));
}

/** Answers what is no HTTP, or takes too long to become it. */
export function answerUnreadable(newId: () => string): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ECONNRESET' || socket.destroyed) return;
    const [status, detail] = unreadable[code] ?? [400, 'This is no request in HTTP/1.1 that can be read.'];
    const failure = new AppError('invalid_input', detail);
    const body = JSON.stringify({
      ...problemOf(failure, newId()),
      status,
      title: STATUS_CODES[status] ?? 'Error',
    });
    const headers = { ...strictHeaders, 'content-type': problemType, connection: 'close' };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = `content-length: ${String(Buffer.byteLength(body))}\r\n`;
    if (socket.writable) {
      socket.write(
        `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}${length}\r\n${body}`,
      );
    }
    socket.destroy(error);
  };
}

const unreadable: Readonly<Record<string, readonly [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come in whole in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
};
