// npm start: reads the configuration, starts the program, prints the address, stops cleanly when told.
import { AppError } from '../domain/errors.ts';
import { startApp } from './app.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const app = await startApp(config, log);
  if (app.url !== null)
    process.stdout.write(`\n  Kizuki is ready: ${app.url.replace('127.0.0.1', 'localhost')}\n\n`);
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    void app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  // Expected failures say what to do; a stack would only hide it.
  const text =
    error instanceof AppError
      ? `Kizuki cannot start: ${error.message}`
      : String((error as Error).stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof AppError ? 2 : 1);
});
