// Articles written into a file. The page has this too, and nothing that reads one.
import type { ArticleWords } from './find-articles.ts';
import type { Named } from './named-rows.ts';
import { writeRows, type FileFormat } from './table-file.ts';

export const articleColumns = { columns: ['title', 'url', 'text', 'lang', 'brand'] } as const;

/** The file that `readArticles` reads back. */
export function writeArticles(
  articles: readonly (ArticleWords & { brandId: string | null })[],
  format: FileFormat,
  brands: Named['brands'],
): string {
  const rows = articles.map(({ title, url, text, lang, brandId }) => ({
    title,
    url,
    text,
    lang,
    brand: brands.find(({ id }) => id === brandId)?.name ?? null,
  }));
  return writeRows(rows, format, articleColumns);
}
