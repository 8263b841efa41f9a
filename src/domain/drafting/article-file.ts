// Articles as a file: what each line adds or changes, and what is wrong with it.
import { articleWords } from './article.ts';
import { articleLimits, type ArticleWords } from './find-articles.ts';
import { readNamedRows, type Named } from './named-rows.ts';
import type { FileFormat, LineFault } from './table-file.ts';
import { articleColumns } from './write-articles.ts';

export interface ReadArticle extends ArticleWords {
  line: number;
  brandId: string | null;
}

/** Two at one address for the same readers would be one. */
export const placeOf = (one: Pick<ReadArticle, 'url' | 'lang' | 'brandId'>): string =>
  [one.url, one.lang ?? '', one.brandId ?? ''].join('\n');

/** The articles of a file, and the faults by line; a line with a fault is no article. Never throws. */
export function readArticles(
  text: string,
  format: FileFormat,
  brands: Named['brands'],
): { articles: ReadArticle[]; faults: LineFault[] } {
  const { rows, faults } = readNamedRows(text, format, {
    columns: articleColumns,
    schema: articleWords,
    named: { brands, accounts: [] },
    placeOf,
    key: 'url',
    most: articleLimits.count,
  });
  return { articles: rows.map(({ accountId: _, ...article }) => article), faults };
}
