// Runs the program from its configuration until it is told to stop: behind npm start and kizuki serve.
import { readConfig } from './config.ts';
import { createLog } from './log.ts';

/** Resolves when everything has stopped. What cannot start is an AppError that says what was wrong and what to do. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const told = Promise.withResolvers<NodeJS.Signals>();
  // From the first moment on: who stops a program that is still starting must not leave a database behind.
  process.on('SIGINT', told.resolve);
  process.on('SIGTERM', told.resolve);
  // Only now: a wrong configuration is answered at once, not after the whole program was read.
  const { startApp } = await import('./app.ts');
  const app = await startApp(config, log);
  if (app.url !== null) process.stdout.write(`\n  Kizuki is ready: ${app.url}\n\n`);
  const signal = await told.promise;
  log.info({ signal }, 'stopping');
  await app.stop();
}
