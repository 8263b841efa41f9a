// Prints how many drafts each posting rule finds that it must, and how many good ones it objects to.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readReply, type ReplyRecord } from '../../src/cli/reply-records.ts';
import { checkDraft, rules } from '../../src/domain/guideline/check.ts';
import type { RuleId } from '../../src/domain/guideline/finding.ts';
import { loadActs } from '../../src/main/acts.ts';

const folder = import.meta.dirname;
/** `--phrases`: what the rules find without the model. */
const acts = process.argv.includes('--phrases') ? {} : { acts: await loadActs() };

interface Checked {
  expect: readonly RuleId[];
  found: readonly RuleId[];
}

function draftsOf(file: string): { expect: readonly RuleId[]; reply: ReplyRecord }[] {
  const lines = readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { expect, ...record } = JSON.parse(line) as { expect: RuleId[] };
    return { expect, reply: readReply(record, () => null) };
  });
}

function checked(file: string): { drafts: Checked[]; p95Ms: number } {
  const took: number[] = [];
  const drafts = draftsOf(file).map(({ expect, reply }) => {
    const start = performance.now();
    const found = checkDraft({ ...reply, ...acts }).map(({ rule }) => rule);
    took.push(performance.now() - start);
    return { expect, found };
  });
  took.sort((a, b) => a - b);
  return { drafts, p95Ms: took[Math.floor(took.length * 0.95)] ?? 0 };
}

const share = (part: number, of: number): string => (of === 0 ? '   –' : (part / of).toFixed(2).padStart(4));

const files = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));
// Patterns are compiled when they are first looked for, once in the life of a program; that is not what a key waits for.
for (const file of files) checked(file);
for (const file of files) {
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
