// A vitest reporter that counts the outcomes of a whole run over all projects and writes them for scripts/test.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Where the counts of the latest run are kept. */
export const COUNTS_FILE = join(import.meta.dirname, '../../.cache/test-counts.json');

/** How many tests ended how; a file that could not be loaded and an error outside of any test count as failed. */
export type Counts = { passed: number; failed: number; skipped: number };

/** A whole run: all counts together, and those of each file in which something failed. */
export type RunCounts = Counts & { failedFiles: Array<Counts & { file: string }> };

/** The file that a process was running when it ended by itself (a crash of Node), as vitest words it; null for other errors. */
function crashedFile(error: unknown): string | null {
  const { message = '' } = (error as { cause?: { message?: string } }).cause ?? {};
  return /^Worker exited unexpectedly.* while running test file (.+)$/u.exec(message)?.[1] ?? null;
}

function countModule(module: TestModule, crashed: boolean): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') counts.passed += 1;
    else if (state === 'skipped') counts.skipped += 1;
    else counts.failed += 1;
  }
  // A file whose import or hook broke fails without a failed test; it must not vanish from the count.
  if (counts.failed === 0 && (crashed || module.state() === 'failed')) counts.failed = 1;
  return counts;
}

/** The outcomes of the given test files, and of errors that belong to none of them. */
export function countOutcomes(modules: readonly TestModule[], errors: readonly unknown[]): RunCounts {
  const files = new Set(modules.map(({ moduleId }) => moduleId));
  const crashed = new Set(errors.map(crashedFile));
  // A file that never came to be a module would be missing from the sum.
  const stray = errors.filter((error) => !files.has(crashedFile(error) ?? ''));
  const all: RunCounts = { passed: 0, failed: stray.length, skipped: 0, failedFiles: [] };
  for (const module of modules) {
    const counts = countModule(module, crashed.has(module.moduleId));
    all.passed += counts.passed;
    all.failed += counts.failed;
    all.skipped += counts.skipped;
    if (counts.failed > 0) all.failedFiles.push({ file: module.moduleId, ...counts });
  }
  return all;
}

/** Writes the counts when the run ends. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    mkdirSync(dirname(COUNTS_FILE), { recursive: true });
    writeFileSync(COUNTS_FILE, JSON.stringify(countOutcomes(modules, errors)));
  }
}
