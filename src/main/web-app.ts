// The built web app: built at the first start and whenever its sources changed, so that no build step stands in between.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../domain/errors.ts';

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
    await build();
    await writeFile(stamp, wanted);
  }
  return output;
}

/** In a process of its own: what the build tool takes in memory ends with it. */
async function build(): Promise<void> {
  const tool = path.resolve(fileURLToPath(import.meta.resolve('vite')), '../../../bin/vite.js');
  const child = spawn(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) {
    throw new AppError(
      'internal',
      'The web app could not be built; the reason stands above. Run `npm ci` again.',
    );
  }
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
