// The built web app: built at the first start and whenever its sources changed, so that no build step stands in between.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const output = path.join(root, 'dist/web');
const stamp = path.join(output, '.sources');
const inputs = ['src/web', 'src/contract', 'src/domain', 'vite.config.ts', 'package-lock.json'];

interface BuildLog {
  info(details: Record<string, unknown>, message: string): void;
}

/** Builds where needed; answers the folder to serve. */
export async function ensureWebApp(log: BuildLog): Promise<string> {
  const wanted = await fingerprint();
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built !== wanted) {
    log.info({}, 'building the web app (first start, or its sources changed)');
    const { build } = await import('vite');
    await build({
      root: path.join(root, 'src/web'),
      configFile: path.join(root, 'vite.config.ts'),
      logLevel: 'warn',
    });
    await writeFile(stamp, wanted);
  }
  return output;
}

/** Names, sizes and times of all sources: enough to notice an edit, and read in milliseconds. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) await addTo(hash, path.join(root, input));
  return hash.digest('hex');
}

async function addTo(hash: ReturnType<typeof createHash>, file: string): Promise<void> {
  const info = await stat(file);
  if (!info.isDirectory()) {
    if (!file.endsWith('.test.ts')) hash.update(`${file}\0${String(info.size)}\0${String(info.mtimeMs)}\0`);
    return;
  }
  for (const name of (await readdir(file)).toSorted()) await addTo(hash, path.join(file, name));
}
