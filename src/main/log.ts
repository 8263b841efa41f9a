// The program's log: JSON lines, secrets kept out.
import { pino, type Logger } from 'pino';

/** Names whose values never reach the log, wherever they stand. */
const secretPaths = ['secrets', 'password', 'authorization', 'cookie', 'token', 'accessJwt', 'refreshJwt'];

/** Makes the log; `silent` turns it off. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secretPaths, ...secretPaths.map((name) => `*.${name}`)], censor: '…' },
    formatters: { level: (label) => ({ level: label }) },
  });
}
