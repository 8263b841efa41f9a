// Notes what could not be run on this machine and why, so that `npm test` can say it plainly at its end.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The list of the current run: one line each, `what<TAB>why`. */
const SKIPS_FILE = join(import.meta.dirname, '../../.cache/skipped.txt');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Notes that something could not be run. Any process of a test run may call it, servers started by tests included.
 *
 * @param what the tests or the server that did not run, as a reader knows it: `Mastodon against snac`
 * @param why  what is missing and how to get it: `snac is not installed (apt-get install snac)`
 */
export function recordSkip(what: string, why: string, file: string = SKIPS_FILE): void {
  mkdirSync(dirname(file), { recursive: true });
  // One small append is atomic, so processes that write at once do not tear each other's lines.
  appendFileSync(file, `${oneLine(what)}\t${oneLine(why)}\n`);
}

/** What could not be run so far, each entry once, in the order in which it was first noted. */
export function readSkips(file: string = SKIPS_FILE): Array<{ what: string; why: string }> {
  if (!existsSync(file)) return [];
  const lines = new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
  return [...lines].map((line) => {
    const [what = '', why = ''] = line.split('\t');
    return { what, why };
  });
}

/** Begins a new list; called once, before the first test of a run. */
export function clearSkips(file: string = SKIPS_FILE): void {
  rmSync(file, { force: true });
}
