// What networks are given from outside: an HTTP client and a log.
import type { LookupFunction } from 'node:net';

/** The global fetch's shape; tests and the SSRF guard put theirs in. */
export type Fetch = typeof globalThis.fetch;

/** What checks the addresses of connections made without `fetch`. */
export interface SocketGuard {
  /** Throws for an IP address that may not be connected to. */
  checkHost(host: string): void;
  /** Resolves names to permitted addresses only. */
  lookup: LookupFunction;
}

export interface Log {
  info(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}
