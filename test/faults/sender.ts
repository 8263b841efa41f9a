// A process that does nothing but send: the kill test starts it, kills it, and starts it again.
import { startApp } from '../../src/main/app.ts';
import { readConfig } from '../../src/main/config.ts';
import { createLog } from '../../src/main/log.ts';

const config = readConfig();
await startApp(config, createLog(config.logLevel));
process.stdout.write('sending\n');
