// Lists and reads the files that belong to the repository, without asking git: a downloaded copy has none.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** Folders that hold what was installed, built or written by a run; the same as in .gitignore. */
const OUTSIDE = new Set(['.git', '.cache', 'data', 'dist', 'coverage']);
/** Files that break the rules on purpose. */
const FIXTURES = 'test/fixtures/imports';
const BINARY = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|gz|br|zip|wasm|mp4|webm|pdf|bin|car|cbor)$/;

/** Paths from the root, with slashes, sorted; text files only. */
export function listFiles(): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === 'node_modules' || path === FIXTURES || (folder === '' && OUTSIDE.has(path)))
        continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && !BINARY.test(path) && !path.endsWith('.log')) found.push(path);
    }
  };
  walk('');
  return found.toSorted();
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Folders directly below the given one. */
export const listFolders = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

/** Lines of a file, its last line end not counted as one more. */
export const countLines = (text: string): number => text.replace(/\n$/, '').split('\n').length;

const CODE = /^(?:(?:src|bin|scripts|test|bench|models)\/.*|[^/]+)\.(?:ts|tsx|mjs|cjs)$/;

/** Code that people read and write: everything that runs, configuration of tools included. */
export const isCode = (path: string): boolean => CODE.test(path);
/** Code of the product itself, without the tests beside it. */
export const isProduct = (path: string): boolean =>
  /^src\/.*\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path);
