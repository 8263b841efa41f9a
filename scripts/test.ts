// Runs every test of the repository with one command and ends with what could not be run and one line of counts.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTS_FILE, type Counts } from '../test/harness/counts-reporter.ts';
import { clearSkips, readSkips } from '../test/harness/skips.ts';

const ROOT = join(import.meta.dirname, '..');

/** Runs vitest with the given extra arguments (a file filter, `--project unit`) and resolves with its exit code. */
function runVitest(args: readonly string[]): Promise<number> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], { cwd: ROOT, stdio: 'inherit' });
  // The tests stop their own servers when told to end. A terminal tells them itself; twice would cut that short.
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The counts that the reporter wrote; a run that died before its end has none and counts as one failure. */
function readCounts(): Counts {
  if (!existsSync(COUNTS_FILE)) return { passed: 0, failed: 1, skipped: 0 };
  return JSON.parse(readFileSync(COUNTS_FILE, 'utf8')) as Counts;
}

/** `N passed, N failed`, and the skipped ones where there are any. */
function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

rmSync(COUNTS_FILE, { force: true });
clearSkips();
const exitCode = await runVitest(process.argv.slice(2));
const counts = readCounts();

const skips = readSkips();
if (skips.length > 0) console.log('\nCould not be run here:');
for (const { what, why } of skips) console.log(`  - ${what}: ${why}`);
if (skips.length === 0 && counts.passed > 0)
  console.log('\nNothing was left out for want of a server or a tool.');
if (counts.passed + counts.failed === 0) console.log('No test was run, which is a failure.');
if (exitCode !== 0 && counts.failed === 0)
  console.log(`The test run itself ended with exit code ${exitCode}.`);
console.log(`\n${summaryLine(counts)}`);

process.exitCode = exitCode !== 0 || counts.failed > 0 || counts.passed === 0 ? 1 : 0;
