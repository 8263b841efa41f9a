// How long folding takes: nanoseconds per short post, and per text of a real corpus. Run: node bench/fold.ts
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, Folder } from '../src/domain/listening/fold.ts';
import { addressPlaces } from '../src/domain/listening/addresses.ts';

const shared = join(
  process.env['KIZUKI_SHARED'] ?? join(import.meta.dirname, '../../shared'),
  'bench/matching',
);
const rounds = 9;

/** Lines are parts of the whole file's text; a post's text is one of its own. */
function asParsed(line: string): string {
  return JSON.parse(JSON.stringify(line)) as string;
}

function readTexts(name: string): string[] {
  const path = join(shared, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').map(asParsed) : [];
}

/** Texts of this project, for those who have no corpus. */
const own = [
  'My Aoba Router is broken again, third time this week. Anyone else? 😭',
  'アオバのルーター、また切れた…　サポートに電話してもつながらないし、返金してほしい(´；ω；｀)',
  'ｱｵﾊﾞのＷｉ－Ｆｉ遅すぎ！！ #アオバ #遅い',
];

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function measure(texts: readonly string[], work: (text: string) => unknown): number {
  const repeat = Math.max(1, Math.ceil(20_000 / texts.length));
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    for (let n = 0; n < repeat; n += 1) for (const text of texts) work(text);
    times.push(((performance.now() - started) * 1e6) / (repeat * texts.length));
  }
  return median(times);
}

const folder = new Folder();
const works: [string, (text: string) => unknown][] = [
  ['into units', (text) => folder.fold(text)],
  ['as text with its map', fold],
  ['addresses found', addressPlaces],
];
const corpora = ['en-tweets.txt', 'ja-tweets.txt', 'ja-sentences.txt'].map(
  (name) => [name, readTexts(name)] as const,
);
for (const [name, texts] of [['own', own] as const, ...corpora]) {
  if (texts.length === 0) continue;
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / texts.length;
  const units = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const figures = works.map(([what, work]) => {
    const ns = measure(texts, work);
    return `${what} ${ns.toFixed(0)} ns (${((ns * 108) / bytes).toFixed(0)} per 108 bytes)`;
  });
  console.log(`${name}: ${bytes.toFixed(0)} bytes, ${units.toFixed(0)} units; ${figures.join('; ')}`);
}
