// Tests which files are tried once more, and that no failure is lost in the sum.
import { describe, expect, test } from 'vitest';
import type { RunCounts } from './counts-reporter.ts';
import { filesOnceMore, withSecondTry } from './once-more.ts';

const failedFile = (file: string) => ({ file, passed: 3, failed: 2, skipped: 1 });
const run = (failed: number, ...files: string[]): RunCounts => ({
  passed: 100,
  failed,
  skipped: 4,
  failedFiles: files.map(failedFile),
});

describe('a run', () => {
  test('with up to three failed files is tried once more, with those alone', () => {
    expect(filesOnceMore(run(0))).toEqual([]);
    expect(filesOnceMore(run(2, 'a'))).toEqual(['a']);
    expect(filesOnceMore(run(4, 'a', 'b'))).toEqual(['a', 'b']);
    expect(filesOnceMore(run(6, 'a', 'b', 'c'))).toEqual(['a', 'b', 'c']);
    expect(filesOnceMore(run(8, 'a', 'b', 'c', 'd'))).toEqual([]);
  });
  test('that failed where nothing may ever be lost or doubled is not', () => {
    expect(filesOnceMore(run(2, '/project/test/faults/send-killed.test.ts'))).toEqual([]);
  });
  test('that also failed outside of any file is not', () => {
    expect(filesOnceMore(run(3, 'a'))).toEqual([]);
  });
});

describe('the sum', () => {
  test('has the second try in place of the first', () => {
    const second: RunCounts = { passed: 5, failed: 0, skipped: 1, failedFiles: [] };
    expect(withSecondTry(run(2, 'a'), second)).toEqual({ passed: 102, failed: 0, skipped: 4 });
  });
  test('keeps what failed again', () => {
    const second = { passed: 4, failed: 1, skipped: 1, failedFiles: [failedFile('a')] };
    expect(withSecondTry(run(2, 'a'), second)).toEqual({ passed: 101, failed: 1, skipped: 4 });
  });
});
