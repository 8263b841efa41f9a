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

function countModule(module: TestModule): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') counts.passed += 1;
    else if (state === 'skipped') counts.skipped += 1;
    else counts.failed += 1;
  }
  // A file whose import or hook broke fails without a failed test; it must not vanish from the count.
  if (counts.failed === 0 && module.state() === 'failed') counts.failed = 1;
  return counts;
}

/** The outcomes of the given test files, and of errors that belong to none of them. */
export function countOutcomes(modules: Iterable<TestModule>, strayErrors: number): RunCounts {
  const all: RunCounts = { passed: 0, failed: strayErrors, skipped: 0, failedFiles: [] };
  for (const module of modules) {
    const counts = countModule(module);
    all.passed += counts.passed;
    all.failed += counts.failed;
    all.skipped += counts.skipped;
    if (counts.failed > 0) all.failedFiles.push({ file: module.moduleId, ...counts });
  }
  return all;
}

/** Writes the counts when the run ends. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]): void {
    mkdirSync(dirname(COUNTS_FILE), { recursive: true });
    writeFileSync(COUNTS_FILE, JSON.stringify(countOutcomes(modules, strayErrors.length)));
  }
}
