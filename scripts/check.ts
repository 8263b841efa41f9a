// Runs every check that needs no server (format, lint, types, imports, unused code, style) and reports all of them.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const AT_ONCE = 2;

/** One npm script of package.json, and the files without which it has nothing to look at yet. */
type Step = { script: string; needs?: readonly string[] };

/** Slowest first, so that the short ones fill the gaps. */
const STEPS: readonly Step[] = [
  { script: 'types:server' },
  { script: 'lint' },
  { script: 'types:web', needs: ['src/web/main.tsx'] },
  { script: 'format:check' },
  { script: 'types:domain', needs: ['src/domain', 'src/contract'] },
  { script: 'unused', needs: ['src/main/start.ts', 'src/cli/main.ts', 'src/web/main.tsx'] },
  { script: 'imports' },
  { script: 'tidy' },
];

type Outcome = { script: string; failed: boolean };

/** Runs one step and prints its output only when it failed; a warning does not fail a step. */
async function runStep({ script, needs = [] }: Step): Promise<Outcome> {
  const missing = needs.filter((path) => !existsSync(join(ROOT, path)));
  if (missing.length > 0) {
    console.log(`- ${script}: not run, ${missing.join(' and ')} missing`);
    return { script, failed: false };
  }
  const startedMs = performance.now();
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${script} (${seconds} s)`);
  if (code !== 0) console.log(Buffer.concat(chunks).toString('utf8').trimEnd());
  return { script, failed: code !== 0 };
}

const waiting = [...STEPS];
const outcomes: Outcome[] = [];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      outcomes.push(await runStep(step));
  }),
);

const failed = outcomes.filter((outcome) => outcome.failed).map(({ script }) => `npm run ${script}`);
console.log(failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
