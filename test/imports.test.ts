// Proves that the rules on who may import whom look at the real tree, and that each of them can fail.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');
/** Over all imports, and over those that are left when types are gone. */
const RUN_TIME = '.dependency-cruiser-run-time.cjs';
const CONFIGS = ['.dependency-cruiser.cjs', RUN_TIME];
const CLI = join(ROOT, 'node_modules/.bin/depcruise');
const CRUISE_TIMEOUT_MS = 120_000;

const cruiseSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Cruises `src` below the given folder, or of it what the browser runs, by one of the configurations; the tool exits with the number of violations, so that is no error here. */
async function cruise(folder: string, config: string): Promise<z.infer<typeof cruiseSchema>['summary']> {
  const printed = await new Promise<string>((resolve, reject) => {
    const args = [
      CLI,
      config === RUN_TIME ? 'src/web' : 'src',
      '--config',
      join(ROOT, config),
      '--output-type',
      'json',
    ];
    const options = { cwd: folder, timeout: CRUISE_TIMEOUT_MS, maxBuffer: 256 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) resolve(stdout);
      else
        reject(new Error(`dependency-cruiser printed no result in ${folder}: ${stderr}`, { cause: error }));
    });
  });
  return cruiseSchema.parse(JSON.parse(printed)).summary;
}

describe.each(CONFIGS)('directions of imports (%s)', (name) => {
  test('hold in src, and src was really read', { timeout: CRUISE_TIMEOUT_MS }, async () => {
    const summary = await cruise(ROOT, name);
    // An unsupported TypeScript makes the tool read nothing and report success.
    expect(summary.totalCruised).toBeGreaterThan(0);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  test('every rule is broken by the fixture, and reported', { timeout: CRUISE_TIMEOUT_MS }, async () => {
    const config = z
      .object({ forbidden: z.array(z.object({ name: z.string() })) })
      .parse(createRequire(import.meta.url)(join(ROOT, name)));
    const summary = await cruise(join(ROOT, 'test/fixtures/imports'), name);
    const reported = new Set(summary.violations.map(({ rule }) => rule.name));
    expect([...reported].toSorted()).toEqual(config.forbidden.map(({ name }) => name).toSorted());
  });
});

test(
  'a type ties two folders together, but brings nothing into the browser',
  { timeout: CRUISE_TIMEOUT_MS },
  async () => {
    const [all, runTime] = await Promise.all(
      CONFIGS.map((name) => cruise(join(ROOT, 'test/fixtures/imports'), name)),
    );
    expect(all?.violations).toContainEqual(
      expect.objectContaining({ from: 'src/contract/endpoints.ts', to: 'src/server/app.ts' }),
    );
    expect(runTime?.violations.map(({ from }) => from)).toEqual(['src/web/page.tsx']);
  },
);
