// Runs every test of the repository with one command and ends with what could not be run and one line of counts.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { COUNTS_FILE, type Counts, type RunCounts } from '../test/harness/counts-reporter.ts';
import { filesOnceMore, withSecondTry } from '../test/harness/once-more.ts';
import { clearSkips, readSkips } from '../test/harness/skips.ts';

const ROOT = join(import.meta.dirname, '..');

type Outcome = { exitCode: number; counts: RunCounts };

/** Runs vitest with the given extra arguments (a file filter, `--project unit`); a signal ends it. */
async function runVitest(args: readonly string[]): Promise<Outcome> {
  rmSync(COUNTS_FILE, { force: true });
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], { cwd: ROOT, stdio: 'inherit' });
  // The tests stop their own servers when told to end. A terminal tells them itself; twice would cut that short.
  const onTerm = () => child.kill('SIGTERM');
  const onInt = () => process.stdin.isTTY || child.kill('SIGINT');
  process.on('SIGTERM', onTerm).on('SIGINT', onInt);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
    return { exitCode, counts: readCounts() };
  } finally {
    process.off('SIGTERM', onTerm).off('SIGINT', onInt);
  }
}

/** The counts that the reporter wrote; a run that died before its end has none and counts as one failure. */
function readCounts(): RunCounts {
  if (!existsSync(COUNTS_FILE)) return { passed: 0, failed: 1, skipped: 0, failedFiles: [] };
  return JSON.parse(readFileSync(COUNTS_FILE, 'utf8')) as RunCounts;
}

/** Everything, and once more what failed of it where that is little: a machine may be busy for a moment, and it is said. */
async function runEverything(): Promise<{ exitCode: number; counts: Counts }> {
  const first = await runVitest([]);
  const again = filesOnceMore(first.counts).map((file) => relative(ROOT, file));
  if (first.exitCode === 0 || again.length === 0) return first;
  console.log(`\nOnce more, alone: ${again.join(', ')}`);
  const second = await runVitest(again);
  if (second.exitCode === 0) console.log(`\nFailed in the whole run, passed alone: ${again.join(', ')}`);
  return { exitCode: second.exitCode, counts: withSecondTry(first.counts, second.counts) };
}

/** `N passed, N failed`, and the skipped ones where there are any. */
function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

clearSkips();
const args = process.argv.slice(2);
const { exitCode, counts } = args.length > 0 ? await runVitest(args) : await runEverything();

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
