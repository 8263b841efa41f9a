// What of a failed run is tried once more: a few files of a whole run, and it is said when the second try passed.
import type { Counts, RunCounts } from './counts-reporter.ts';

/** More than these is no mishap of a busy machine. */
const MOST_FILES = 3;
/** What fails there once in a while is the very fault that is looked for. */
const NEVER_TWICE = /[\\/]test[\\/]faults[\\/]/;

/** The files to try once more; none where the run failed otherwise than by a test, or where too much failed. */
export function filesOnceMore({ failed, failedFiles }: RunCounts): string[] {
  const inFiles = failedFiles.reduce((sum, file) => sum + file.failed, 0);
  const isGrave = failedFiles.some(({ file }) => NEVER_TWICE.test(file));
  if (failed > inFiles || isGrave || failedFiles.length > MOST_FILES) return [];
  return failedFiles.map(({ file }) => file);
}

/** The counts of the first run, with those of the files that were tried once more in their place. */
export function withSecondTry(first: RunCounts, second: RunCounts): Counts {
  const counts: Counts = { passed: second.passed, failed: second.failed, skipped: second.skipped };
  counts.passed += first.passed;
  counts.failed += first.failed;
  counts.skipped += first.skipped;
  for (const { passed, failed, skipped } of first.failedFiles) {
    counts.passed -= passed;
    counts.failed -= failed;
    counts.skipped -= skipped;
  }
  return counts;
}
