// How much the browser fetches before the page of candidates stands: its scripts and the words of one language, gzipped.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** What the build writes about each file: its name, and which others it cannot run without. */
type Manifest = Record<string, { file: string; imports?: string[] } | undefined>;

export interface FirstLoad {
  scriptBytes: number;
  wordsBytes: number;
  /** What the page fetches as soon as it stands: the side of the author, the advice, and what finds personal data. */
  behindBytes: number;
}

/** Fetched by themselves behind the page of candidates; what only a press of a key asks for is not among them. */
const BEHIND = [
  'pages/candidates/author-side.tsx',
  'pages/candidates/advice-line.tsx',
  '../domain/personal-data/personal-data.ts',
  '../domain/personal-data/covered.ts',
];

/** Adds the files that have come before the one made of `name` can run, itself included. */
function addFiles(files: Set<string>, manifest: Manifest, name: string): void {
  const made = manifest[name];
  if (made === undefined) throw new Error(`The build made no file of ${name}.`);
  if (files.has(made.file)) return;
  files.add(made.file);
  for (const needed of made.imports ?? []) addFiles(files, manifest, needed);
}

/** Sizes in bytes, from the built app in `folder`. Throws where the build has no such page or words. */
export async function firstLoad(folder: string, locale: 'ja' | 'en'): Promise<FirstLoad> {
  const read = async (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');
  const size = async (files: Set<string>): Promise<number> => {
    const each = await Promise.all([...files].map((file) => stat(path.join(folder, `${file}.gz`))));
    return each.reduce((sum, { size: bytes }) => sum + bytes, 0);
  };
  const manifest = JSON.parse(await read('.vite/manifest.json')) as Manifest;
  const started = (await read('index.html')).matchAll(/src="\/(assets\/[^"]+\.js)"/g);
  const files = new Set([...started].map(([, file = '']) => file));
  addFiles(files, manifest, 'pages/candidates/candidates-page.tsx');
  const scriptBytes = await size(files);
  addFiles(files, manifest, `../../virtual:words/${locale}-first`);
  const untilItStands = await size(files);
  for (const name of BEHIND) addFiles(files, manifest, name);
  return {
    scriptBytes,
    wordsBytes: untilItStands - scriptBytes,
    behindBytes: (await size(files)) - untilItStands,
  };
}
