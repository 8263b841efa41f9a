// Holds the rules that ask the model of acts against drafts in eight languages: what they must find, and what is good as it is.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readReply } from '../../src/cli/reply-records.ts';
import { checkDraft } from '../../src/domain/guideline/check.ts';
import type { RuleId } from '../../src/domain/guideline/finding.ts';
import { loadActs } from '../../src/main/acts.ts';

const acts = await loadActs();
const asking: readonly RuleId[] = ['R04', 'R05', 'R06', 'R07', 'R10', 'R16', 'R17'];
const six = ['zh', 'ko', 'es', 'pt', 'fr', 'de'];

interface Checked {
  id: string;
  expect: readonly RuleId[];
  found: readonly RuleId[];
}

function checked(name: string): Checked[] {
  const file = path.join(import.meta.dirname, `../guideline/${name}.ndjson`);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { expect: expected, ...record } = JSON.parse(line) as { expect: RuleId[] };
    const { id, ...context } = readReply(record, () => null);
    return { id, expect: expected, found: checkDraft({ ...context, acts }).map(({ rule }) => rule) };
  });
}

test.each(asking)(
  '%s finds four of five in drafts of eight languages, and objects to few good ones',
  (rule) => {
    const drafts = ['ja', 'en', ...six].flatMap((lang) => checked(`${lang}-dev`));
    const wanted = drafts.filter((one) => one.expect.includes(rule));
    const good = drafts.filter((one) => one.expect.length === 0);
    const missed = wanted.filter(({ found }) => !found.includes(rule)).map(({ id }) => id);
    const wrong = good.filter(({ found }) => found.includes(rule)).map(({ id }) => id);
    expect({ missed, many: missed.length > wanted.length * 0.2 }).toMatchObject({ many: false });
    expect({ wrong, many: wrong.length > good.length * 0.05 }).toMatchObject({ many: false });
  },
);

test.each(asking)('%s holds for drafts in six languages that nothing was mended by', (rule) => {
  const drafts = six.flatMap((lang) => checked(`${lang}-apart`));
  const wanted = drafts.filter((one) => one.expect.includes(rule));
  const good = drafts.filter((one) => one.expect.length === 0);
  // How many, and not which: whoever knows which has looked at them.
  expect(wanted.filter(({ found }) => found.includes(rule)).length / wanted.length).toBeGreaterThan(0.75);
  expect(good.filter(({ found }) => found.includes(rule)).length / good.length).toBeLessThanOrEqual(0.05);
});
