// Snippets written into a file. The page has this too, and nothing that reads one.
import type { Named } from './named-rows.ts';
import type { SnippetWords } from './snippet.ts';
import { writeRows, type FileFormat } from './table-file.ts';

export const snippetColumns = {
  columns: ['key', 'name', 'text', 'tags', 'lang', 'brand', 'account'],
  lists: ['tags'],
} as const;

/** The file that `readSnippets` reads back. */
export function writeSnippets(
  snippets: readonly (SnippetWords & { brandId: string | null; accountId: string | null })[],
  format: FileFormat,
  { brands, accounts }: Named,
): string {
  const rows = snippets.map(({ brandId, accountId, ...words }) => ({
    ...words,
    brand: brands.find(({ id }) => id === brandId)?.name ?? null,
    account: accounts.find(({ id }) => id === accountId)?.handle ?? null,
  }));
  return writeRows(rows, format, snippetColumns);
}
