// What the detector of personal data finds: recall by kind on our own marked texts, and what it flags in public clean posts.
//
//   node models/eval/personal-data.ts [--show N] [FILE.ndjson …]
//
// Public posts are read from KIZUKI_SHARED (default ../shared) and only counted; --show prints up to N of what was flagged,
// to be looked at by eye: true personal data in a public post is no false alarm. Files named on the command line are
// read in their place ({"text": …} per line).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readMarked } from '../../src/domain/personal-data/marked.ts';
import { findPersonalData } from '../../src/domain/personal-data/personal-data.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cases = join(root, 'src/domain/personal-data/cases');
const shared = process.env['KIZUKI_SHARED'] ?? join(root, '../shared');

const { values, positionals } = parseArgs({
  options: { show: { type: 'string', default: '0' } },
  allowPositionals: true,
});

interface Tally {
  all: number;
  exact: number;
  overlapping: number;
}

const readLists = (name: string): string[] =>
  Object.values(JSON.parse(readFileSync(join(cases, name), 'utf8')) as Record<string, string[]>).flat();

/** Prints recall by kind on every file of marked texts. */
function printRecall(): void {
  const byKind = new Map<string, Tally>();
  const files = readdirSync(cases).filter((name) => name !== 'clean.json');
  for (const { text, spans } of files.flatMap(readLists).map(readMarked)) {
    const found = findPersonalData(text);
    for (const { kind, start, end } of spans) {
      const same = found.filter((one) => one.kind === kind);
      for (const name of [kind, 'all']) {
        const tally = byKind.get(name) ?? { all: 0, exact: 0, overlapping: 0 };
        byKind.set(name, tally);
        tally.all += 1;
        if (same.some((one) => one.start === start && one.end === end)) tally.exact += 1;
        if (same.some((one) => one.start < end && start < one.end)) tally.overlapping += 1;
      }
    }
  }
  console.log(
    'Our own marked texts (they were written with the rules: a lower bound on what is missed elsewhere)',
  );
  for (const [kind, { all, exact, overlapping }] of byKind) {
    console.log(
      `  ${kind.padEnd(14)} ${String(all).padStart(4)} spans, recall ${(overlapping / all).toFixed(3)}, exact ${(exact / all).toFixed(3)}`,
    );
  }
  const clean = readLists('clean.json');
  console.log(
    `  clean texts    ${clean.length}, flagged ${clean.filter((text) => findPersonalData(text).length > 0).length}`,
  );
}

/** The texts of a line of a public set: `text`, or the two of a pair. */
function textsOfLine(line: string): string[] {
  if (line.trim() === '') return [];
  const record = JSON.parse(line) as { text?: unknown; a?: unknown; b?: unknown };
  return [record.text, record.a, record.b].filter((text) => typeof text === 'string');
}

function textsOf(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return file.endsWith('.ndjson') ? lines.flatMap(textsOfLine) : lines.filter((line) => line !== '');
}

function publicFiles(): string[] {
  return [['data/judgement', '.ndjson'] as const, ['bench/matching', '.txt'] as const].flatMap(
    ([folder, end]) => {
      const path = join(shared, folder);
      if (!existsSync(path)) {
        console.error(`Not found: ${path}. Set KIZUKI_SHARED to the folder that holds data/ and bench/.`);
        return [];
      }
      return readdirSync(path)
        .filter((name) => name.endsWith(end))
        .map((name) => join(path, name));
    },
  );
}

/** Prints how much of public posts is flagged, and some of it. */
function printFlagged(files: readonly string[]): void {
  const seen = new Set<string>();
  let flagged = 0;
  let left = Number(values.show);
  let ms = 0;
  console.log('\nPublic posts (each text once)');
  for (const file of files) {
    const texts = [...new Set(textsOf(file))].filter((text) => !seen.has(text));
    const kinds = new Map<string, number>();
    let here = 0;
    for (const text of texts) {
      seen.add(text);
      const begun = performance.now();
      const found = findPersonalData(text);
      ms += performance.now() - begun;
      if (found.length === 0) continue;
      here += 1;
      for (const { kind } of found) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (left <= 0) continue;
      left -= 1;
      console.log(
        `    ${found.map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`).join(' | ')} ← ${text.slice(0, 200)}`,
      );
    }
    flagged += here;
    const list = [...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ');
    console.log(
      `  ${basename(file).padEnd(38)} ${texts.length} posts, ${here} flagged${list === '' ? '' : `: ${list}`}`,
    );
  }
  if (seen.size === 0) return;
  console.log(
    `  all: ${seen.size} posts, ${flagged} flagged = ${((flagged / seen.size) * 10_000).toFixed(1)} per 10,000, before looking at them`,
  );
  console.log(`  ${Math.round(seen.size / (ms / 1_000))} posts/s`);
}

printRecall();
printFlagged(positionals.length > 0 ? positionals : publicFiles());
