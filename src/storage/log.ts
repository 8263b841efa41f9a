// The log that storage code writes to: the part of a structured logger it needs, handed in by the caller.

export interface StorageLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** For callers that have nowhere to log: tests and one-shot commands. */
export const silentLog: StorageLog = { info: () => {}, warn: () => {}, error: () => {} };
