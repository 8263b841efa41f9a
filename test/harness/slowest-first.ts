// The order of test files: the slowest begin first, so that no group of tests ends with one of them alone.
import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Half a minute and more, slowest first. A fresh clone knows no times of a run before, so they stand here. */
export const SLOWEST: readonly string[] = [
  'test/contract/mastodon.test.ts',
  'test/scenarios/askul.test.ts',
  'test/scenarios/mcdonalds.test.ts',
  'test/contract/servers.test.ts',
  'test/integration/cli/cli.test.ts',
  'test/faults/send-killed.test.ts',
  'test/contract/bluesky.test.ts',
  'test/e2e/bluesky-oauth.test.ts',
  'test/integration/bus/nats.test.ts',
  'test/integration/storage/embedded.test.ts',
  'test/integration/server/live.test.ts',
  'test/integration/backup/backup.test.ts',
  'test/faults/ingest-killed.test.ts',
  'test/integration/server/live-ends.test.ts',
  'test/e2e/pages.test.ts',
  'test/scenarios/airbnb-help.test.ts',
  'test/e2e/hostile-posts.test.ts',
  'test/e2e/practice-first-run.test.ts',
  'test/e2e/office-pages.test.ts',
  'test/e2e/two-at-one-case.test.ts',
  'test/e2e/query-editor.test.ts',
  'test/e2e/spikes.test.ts',
  'test/scenarios/amazon-help.test.ts',
  'test/scenarios/kelloggs.test.ts',
  'test/e2e/judgement-page.test.ts',
];

const root = path.resolve(import.meta.dirname, '../..');

/** The place of a file in the order; what is not named comes after all that is. */
export function placeOf(file: string): number {
  const place = SLOWEST.indexOf(path.relative(root, file).split(path.sep).join('/'));
  return place === -1 ? SLOWEST.length : place;
}

/** The named files first; the others as vitest has them: by their times of a run before, else the longest text first. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array's sort
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => placeOf(a.moduleId) - placeOf(b.moduleId));
  }
}
