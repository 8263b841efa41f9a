// Three groups of tests that run one after another: pure code, code with its servers, and the whole program.
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/harness/slowest-first.ts';

/** Starts and stops the database server of a group once; each test file clones its own database from a template. */
const DATABASE_SETUP = 'test/harness/global-setup.ts';
const globalSetup = existsSync(new URL(DATABASE_SETUP, import.meta.url)) ? [DATABASE_SETUP] : [];
const withWebApp = [...globalSetup, 'test/harness/web-app-setup.ts'];

/** Sized for a small machine: the database and the servers of social networks run beside the tests. */
const MAX_WORKERS = 2;
/** Tests with servers wait for two thirds of their time: three of them keep two cores busy. */
const WAITING_WORKERS = 3;

/** What becomes so by itself may take its time on a machine that is busy; one second is what it is by default. */
const patience = { poll: { timeout: 15_000 } };

const NEVER_TESTS = ['**/node_modules/**', 'test/fixtures/**', 'dist/**', 'data/**'];
/** With a browser, and yet most of their time is waiting: for the end of a minute, for a server that takes its time. */
const WAITING_BROWSERS = [
  'test/e2e/bluesky-oauth.test.ts',
  'test/scenarios/askul.test.ts',
  'test/scenarios/mcdonalds.test.ts',
];
const WHOLE_PROGRAM = ['test/e2e/!(bluesky-oauth).test.ts', 'test/scenarios/!(askul|mcdonalds).test.ts'];
const PURE_IN_TEST = ['test/*.test.ts', 'test/harness/*.test.ts', 'test/unit/**/*.test.ts'];

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    reporters: ['default', './test/harness/counts-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', ...PURE_IN_TEST],
          exclude: NEVER_TESTS,
          maxWorkers: MAX_WORKERS,
          // Properties try hundreds of inputs; on a busy machine that takes a while, and speed is measured in bench/.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          // Everything below a folder of test/ that no other group claims, so that no file is left unrun.
          include: ['test/*/**/*.test.ts', ...WAITING_BROWSERS],
          exclude: [...NEVER_TESTS, ...WHOLE_PROGRAM, ...PURE_IN_TEST],
          globalSetup: withWebApp,
          maxWorkers: WAITING_WORKERS,
          expect: patience,
          testTimeout: 60_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: WHOLE_PROGRAM,
          exclude: NEVER_TESTS,
          globalSetup: withWebApp,
          // Two browsers on two cores: a page waits for the other one's now and then, and no test may count on its own being quick.
          maxWorkers: MAX_WORKERS,
          expect: patience,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
