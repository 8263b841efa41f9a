// What networks are given from outside: an HTTP client and a log.

/** The global fetch's shape; tests and the SSRF guard put theirs in. */
export type Fetch = typeof globalThis.fetch;

export interface Log {
  info(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}
