// The program's log: JSON lines, with secrets and what people wrote kept out at any depth.
import { pino, type DestinationStream, type Logger } from 'pino';
import { hideSecrets, withoutSecrets } from './redact.ts';

/** Makes the log; `silent` turns it off. Without a destination it goes to standard output. */
export function createLog(
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent',
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Errors are written out below; pino would fold their causes into one text.
    serializers: { err: (error: unknown) => error },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (details: Record<string, unknown>) => withoutSecrets(details) as Record<string, unknown>,
    },
    // The message itself too, and whatever stood in a text: the last look at each line.
    hooks: { streamWrite: hideSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
