// The program's log: JSON lines, with secrets, personal data and what people wrote kept out at any depth.
import { pino, type DestinationStream, type LogFn, type Logger } from 'pino';
import { hidePersonalData, hideSecrets, withoutSecrets } from './redact.ts';

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
    hooks: {
      // The message is no detail: it goes its own way.
      logMethod(args: Parameters<LogFn>, method: LogFn) {
        const [details, ...words] = args.map((each: unknown) =>
          typeof each === 'string' ? hidePersonalData(each) : each,
        );
        method.call(this, details, ...(words as [string?]));
      },
      // Whatever stood in a text: the last look at each line.
      streamWrite: hideSecrets,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
