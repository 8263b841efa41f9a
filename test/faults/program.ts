// The whole program but for its pages: fault tests start it, take something away from it, and give it back.
import { startApp } from '../../src/main/app.ts';
import { readConfig } from '../../src/main/config.ts';
import { createLog } from '../../src/main/log.ts';

const config = readConfig();
const app = await startApp(config, createLog(config.logLevel));
process.stdout.write('ready\n');
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
