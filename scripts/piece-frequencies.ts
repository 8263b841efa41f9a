// Makes src/domain/listening/engine/frequency-table.ts: which pieces are common in the project's own texts. Run it as `node`.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from '../src/domain/listening/fold.ts';
import { PieceScan, usualSizes } from '../src/domain/listening/engine/pieces.ts';

/*
 * The table holds one entry for each piece, in the order of their hashes: how much greater its hash is than the one before
 * (the first counts from the smallest 32-bit number), a dot, and twice the binary logarithm of one in how many texts has it;
 * both to the base 36. Only hashes and rough shares are kept, nothing that anybody wrote.
 */

const root = join(import.meta.dirname, '..');
const sources = ['README*.md', 'docs/*.md', 'src/web/locales/*.json', 'src/domain/practice/**/*.ts'];
const mostPieces = 4_000;
const fewestTexts = 3;
/** A text of the table is about as long as a post. */
const textLength = 100;

const shares = new Map<number, number>();
const folder = new Folder();
const pieces = new PieceScan();
pieces.sizes = usualSizes;
let texts = 0;
for (const file of globSync(sources, { cwd: root }).toSorted()) {
  const written = readFileSync(join(root, file), 'utf8').replaceAll(/`[^`]*`|https?:\S+|"[\w.-]+":/gu, ' ');
  for (let at = 0; at < written.length; at += textLength) {
    folder.fold(written.slice(at, at + textLength));
    pieces.clear();
    pieces.scan(folder.units, folder.length, 0);
    for (const hash of new Set(pieces.hashes.subarray(0, pieces.count)))
      shares.set(hash, (shares.get(hash) ?? 0) + 1);
    texts += 1;
  }
}

const common = [...shares]
  .filter(([, count]) => count >= fewestTexts)
  .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
  .slice(0, mostPieces)
  .toSorted((a, b) => a[0] - b[0]);
let before = -0x80000000;
const entries = common.map(([hash, count]) => {
  const entry = `${(hash - before).toString(36)}.${Math.round(2 * Math.log2(texts / count)).toString(36)}`;
  before = hash;
  return entry;
});
writeFileSync(
  join(root, 'src/domain/listening/engine/frequency-table.ts'),
  [
    "// The commonest pieces of this project's own texts, made by scripts/piece-frequencies.ts (which says how to read them).",
    '',
    'export const commonPieces =',
    `  '${entries.join(' ')}';`,
    '',
  ].join('\n'),
);
console.log(`${texts} texts, ${shares.size} pieces, ${common.length} kept`);
