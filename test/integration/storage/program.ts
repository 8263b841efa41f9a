// A program that opens the embedded database of the directory it is given and holds it until it is killed.
import { startEmbedded } from '../../../src/storage/embedded.ts';
import { silentLog } from '../../../src/storage/log.ts';

const [, , dataDir = ''] = process.argv;
try {
  const database = await startEmbedded({ dataDir, log: silentLog });
  process.stdout.write(
    `${JSON.stringify({ origin: database.origin, pid: database.pid(), url: database.url('owner') })}\n`,
  );
  process.once('SIGTERM', () => void database.stop().then(() => process.exit(0)));
  setInterval(() => {}, 60_000);
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  process.stdout.write(`${JSON.stringify({ code, message })}\n`);
  process.exitCode = 1;
}
