// The error taxonomy: every failure the program names has a stable code, a class, and says what to do.

/** What kind of failure it is; retry and HTTP status look at the class only. */
export type ErrorClass =
  | 'input' // the caller sent something wrong: 400
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'not_found' // 404
  | 'conflict' // the state moved on: 409
  | 'stale' // an If-Match or thread version no longer fits: 412
  | 'too_large' // 413
  | 'limited' // told to slow down: 429
  | 'policy' // the rules of a network, or the company's own, forbid it: 422
  | 'auth_dead' // a network token is revoked or wrong: a person must reconnect
  | 'unavailable' // something we depend on is down: 503, retry later
  | 'unknown_fate' // a send may or may not have happened: look it up, never resend blind
  | 'bug'; // ours: 500

const definitions = {
  invalid_input: 'input',
  invalid_configuration: 'input',
  query_invalid: 'input',
  text_too_long: 'input',
  text_empty: 'input',
  attachment_invalid: 'input',
  cursor_invalid: 'input',
  sign_in_required: 'unauthenticated',
  sign_in_failed: 'unauthenticated',
  csrf_failed: 'forbidden',
  not_allowed: 'forbidden',
  oauth_denied: 'forbidden',
  not_found: 'not_found',
  invite_invalid: 'not_found',
  oauth_lapsed: 'conflict',
  already_set_up: 'conflict',
  already_exists: 'conflict',
  other_account: 'conflict',
  limit_reached: 'conflict',
  model_not_set_up: 'conflict',
  already_decided: 'conflict',
  case_closed: 'conflict',
  transition_refused: 'conflict',
  too_few_corrections: 'conflict',
  undo_too_late: 'conflict',
  idempotency_mismatch: 'conflict',
  thread_changed: 'stale',
  version_changed: 'stale',
  payload_too_large: 'too_large',
  too_many_requests: 'limited',
  network_rate_limited: 'limited',
  model_spent: 'limited',
  reads_spent: 'limited',
  budget_spent: 'conflict',
  network_forbids: 'policy',
  recipient_unreachable: 'policy',
  window_closed: 'policy',
  guideline_blocks: 'policy',
  model_forbidden: 'policy',
  left_alone: 'policy',
  account_token_dead: 'auth_dead',
  network_rejected: 'input',
  network_unavailable: 'unavailable',
  model_unavailable: 'unavailable',
  network_post_gone: 'not_found',
  send_fate_unknown: 'unknown_fate',
  monitors_unheard: 'conflict',
  heard_elsewhere: 'conflict',
  cursor_expired: 'conflict',
  database_unavailable: 'unavailable',
  database_unsupported: 'input',
  bus_unavailable: 'unavailable',
  data_dir_in_use: 'conflict',
  disk_full: 'unavailable',
  internal: 'bug',
} as const satisfies Record<string, ErrorClass>;

export type ErrorCode = keyof typeof definitions;
export const errorCodes = Object.keys(definitions) as readonly ErrorCode[];

export interface ErrorDetails {
  /** Where in the input: a JSON path, a variable name, a column. */
  where?: string;
  /** Wait this long before trying again, when the other side said so. */
  retryAfterMs?: number;
  /** Machine-readable extras, shown to the caller: keep free of secrets. */
  data?: Record<string, unknown>;
  cause?: unknown;
}

/** An expected failure. `message` says what was wrong and what to do, in English; interfaces translate by `code`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly data: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.where = details.where;
    this.retryAfterMs = details.retryAfterMs;
    this.data = details.data;
  }

  get class(): ErrorClass {
    return definitions[this.code];
  }

  /** Whether trying the same thing again later may work. */
  get retryable(): boolean {
    return this.class === 'unavailable' || this.class === 'limited';
  }
}

/** The class of anything thrown: what is not an AppError is a bug. */
export function classOf(error: unknown): ErrorClass {
  return error instanceof AppError ? error.class : 'bug';
}

/** The class a code belongs to. */
export function classOfCode(code: ErrorCode): ErrorClass {
  return definitions[code];
}
