// Prints how many drafts each posting rule finds that it must, and how many good ones it objects to.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readReply, type ReplyRecord } from '../../src/cli/reply-records.ts';
import { checkDraft, rules } from '../../src/domain/guideline/check.ts';
import type { RuleId } from '../../src/domain/guideline/finding.ts';

const folder = import.meta.dirname;

interface Checked {
  expect: readonly RuleId[];
  found: readonly RuleId[];
}

function checked(file: string): { drafts: Checked[]; p95Ms: number } {
  const took: number[] = [];
  const drafts = readFileSync(path.join(folder, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { expect, ...record } = JSON.parse(line) as { expect: RuleId[] };
      const reply: ReplyRecord = readReply(record, () => null);
      const start = performance.now();
      const found = checkDraft(reply).map(({ rule }) => rule);
      took.push(performance.now() - start);
      return { expect, found };
    });
  took.sort((a, b) => a - b);
  return { drafts, p95Ms: took[Math.floor(took.length * 0.95)] ?? 0 };
}

const share = (part: number, of: number): string => (of === 0 ? '   –' : (part / of).toFixed(2).padStart(4));

for (const file of readdirSync(folder).filter((name) => name.endsWith('.ndjson'))) {
  const { drafts, p95Ms } = checked(file);
  const good = drafts.filter(({ expect }) => expect.length === 0);
  console.log(`\n${file}: ${drafts.length} drafts, ${good.length} of them good; p95 ${p95Ms.toFixed(1)} ms`);
  for (const { id } of rules) {
    const wanted = drafts.filter(({ expect }) => expect.includes(id));
    const hits = wanted.filter(({ found }) => found.includes(id)).length;
    const wrong = good.filter(({ found }) => found.includes(id)).length;
    console.log(
      `  ${id} recall ${share(hits, wanted.length)} of ${String(wanted.length).padStart(2)}, good ones objected to ${share(wrong, good.length)}`,
    );
  }
}
