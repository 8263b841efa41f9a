// Tests that a real vitest run over failing, broken and skipped tests is counted without losing any.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countOutcomes, type RunCounts } from './counts-reporter.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder = '';

beforeAll(() => {
  // Below the repository, so that the files find vitest; `.cache` is ignored by git and by the real test run.
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache', 'counts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a crash in a file that was never begun is lost no more than others', () => {
  const cause = new Error(
    'Worker exited unexpectedly with signal SIGTRAP while running test file /a.test.ts',
  );
  expect(countOutcomes([], [new Error('a worker', { cause })])).toMatchObject({ failed: 1, failedFiles: [] });
});

test(
  'a failed test, a broken file, a crash and a stray error each count as failed',
  { timeout: 60_000 },
  () => {
    const file = (name: string, body: string): void =>
      writeFileSync(join(folder, name), `import { beforeAll, expect, test } from 'vitest';\n${body}`);
    file(
      'mixed.test.ts',
      `test('a', () => {}); test('b', () => expect(1).toBe(2)); test.skip('c', () => {});`,
    );
    file('broken.test.ts', `throw new Error('cannot be loaded');`);
    file('hook.test.ts', `beforeAll(() => { throw new Error('no server'); }); test('d', () => {});`);
    file(
      'stray.test.ts',
      `test('e', () => { setTimeout(() => { throw new Error('stray'); }, 0); }); test('f', () => new Promise((done) => setTimeout(done, 50)));`,
    );
    file('crash.test.ts', `test('g', () => process.kill(process.pid, 'SIGKILL'));`);
    file(
      'run.ts',
      `import { startVitest } from 'vitest/node';
     import { writeFileSync } from 'node:fs';
     import { countOutcomes } from '${join(import.meta.dirname, 'counts-reporter.ts')}';
     const reporter = { onTestRunEnd: (modules, errors) =>
       writeFileSync('counts.json', JSON.stringify(countOutcomes(modules, errors))) };
     const vitest = await startVitest('test', [], { root: process.cwd(), config: false, watch: false, reporters: [reporter] });
     await vitest.close();`,
    );
    try {
      execFileSync(process.execPath, ['run.ts'], { cwd: folder, stdio: 'pipe' });
    } catch {
      // The inner run fails on purpose; what it counted is what matters.
    }
    const counts = JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8')) as RunCounts;
    expect(counts).toMatchObject({ passed: 3, failed: 5, skipped: 2 });
    const failed = counts.failedFiles.map(({ file, ...its }) => [basename(file), its]);
    expect(Object.fromEntries(failed)).toEqual({
      'mixed.test.ts': { passed: 1, failed: 1, skipped: 1 },
      'broken.test.ts': { passed: 0, failed: 1, skipped: 0 },
      'crash.test.ts': { passed: 0, failed: 1, skipped: 0 },
      'hook.test.ts': { passed: 0, failed: 1, skipped: 1 },
    });
  },
);
