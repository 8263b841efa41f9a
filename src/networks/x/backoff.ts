// How long X wants to be left alone after its stream failed: by what failed, and how often since it last sent something.
import { AppError } from '../../domain/errors.ts';

/** docs.x.com/x-api/posts/filtered-stream/integrate/handling-disconnections, read November 2026. */
const TCP_STEP_MS = 250;
const TCP_MAX_MS = 16_000;
const HTTP_FIRST_MS = 5000;
const HTTP_MAX_MS = 320_000;
const LIMITED_FIRST_MS = 60_000;
/** X names no end for this one; its limits are counted over 15 minutes. */
const LIMITED_MAX_MS = 15 * 60_000;

type Kind = 'tcp' | 'http' | 'limited';

function kindOf(error: AppError): Kind {
  if (error.code === 'network_rate_limited') return 'limited';
  return typeof error.data?.['status'] === 'number' ? 'http' : 'tcp';
}

const waits: Record<Kind, (n: number) => number> = {
  tcp: (n) => Math.min(TCP_MAX_MS, TCP_STEP_MS * n),
  http: (n) => Math.min(HTTP_MAX_MS, HTTP_FIRST_MS * 2 ** (n - 1)),
  limited: (n) => Math.min(LIMITED_MAX_MS, LIMITED_FIRST_MS * 2 ** (n - 1)),
};

export interface Backoff {
  /** X sent something: what failed before is over. */
  heard(): void;
  /** The failure with the wait that X asks for after it; what is no failure of X's stays as it is. */
  after(error: unknown): unknown;
}

/** Counts the failures of one stream. */
export function createBackoff(): Backoff {
  let last: Kind | null = null;
  let failures = 0;
  return {
    heard() {
      failures = 0;
    },
    after(error) {
      if (!(error instanceof AppError)) return error;
      const isOfX = error.code === 'network_rate_limited' || error.code === 'network_unavailable';
      if (!isOfX && typeof error.data?.['status'] !== 'number') return error;
      const kind = kindOf(error);
      failures = kind === last ? failures + 1 : 1;
      last = kind;
      // That a connection is open already says nothing about when a limit ends.
      const said = error.data?.['said'];
      const isOfConnections = typeof said === 'string' && /connection/iu.test(said);
      const asked = kind === 'limited' && isOfConnections ? 0 : (error.retryAfterMs ?? 0);
      return new AppError(error.code, error.message, {
        ...(error.where === undefined ? {} : { where: error.where }),
        ...(error.data === undefined ? {} : { data: error.data }),
        retryAfterMs: Math.max(waits[kind](failures), asked),
        cause: error,
      });
    },
  };
}
