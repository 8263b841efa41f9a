// Snippets as a file: what each line adds or changes, and what is wrong with it.
import { snippetLimits } from './find-snippets.ts';
import { readNamedRows, type Named } from './named-rows.ts';
import { snippetWords, type SnippetWords } from './snippet.ts';
import type { FileFormat, LineFault } from './table-file.ts';
import { snippetColumns } from './write-snippets.ts';

export interface ReadSnippet extends SnippetWords {
  line: number;
  brandId: string | null;
  accountId: string | null;
}

/** Two with the same key for the same replies would be found as one. */
export const placeOf = (one: Pick<ReadSnippet, 'key' | 'lang' | 'brandId' | 'accountId'>): string =>
  [one.key, one.lang ?? '', one.brandId ?? '', one.accountId ?? ''].join('\n');

/** The snippets of a file, and the faults by line; a line with a fault is no snippet. Never throws. */
export function readSnippets(
  text: string,
  format: FileFormat,
  named: Named,
): { snippets: ReadSnippet[]; faults: LineFault[] } {
  const { rows, faults } = readNamedRows(text, format, {
    columns: snippetColumns,
    schema: snippetWords,
    named,
    placeOf,
    key: 'key',
    most: snippetLimits.count,
  });
  return { snippets: rows, faults };
}
