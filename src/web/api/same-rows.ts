// A list that is read again keeps the rows that did not change: what shows them need not be drawn again.
import { replaceEqualDeep } from '@tanstack/react-query';

type Row = { id: string } | { post: { id: string } };
interface Page {
  rows: readonly Row[];
  nextCursor: string | null;
}
interface Pages {
  pages: readonly Page[];
  pageParams: readonly unknown[];
}

function isPages(data: unknown): data is Pages {
  return typeof data === 'object' && data !== null && 'pages' in data && 'pageParams' in data;
}

const idOf = (row: Row): string => ('post' in row ? row.post.id : row.id);

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

/**
 * `read`, with those rows of `held` that say the same under the same id, wherever they stand; `held` itself where nothing
 * is different. Comparing by place, as is usual, would make every row below one that left another one.
 */
export function sameRows(held: unknown, read: unknown): unknown {
  if (held === read || !isPages(held) || !isPages(read)) return read;
  const known = new Map(held.pages.flatMap((page) => page.rows.map((row) => [idOf(row), row] as const)));
  const pages = read.pages.map((page, index) => {
    const rows = page.rows.map((row) => replaceEqualDeep(known.get(idOf(row)), row));
    const before = held.pages[index];
    if (before !== undefined && isSame(before.rows, rows)) return replaceEqualDeep(before, { ...page, rows });
    return { ...page, rows };
  });
  const pageParams = replaceEqualDeep(held.pageParams, read.pageParams);
  if (pageParams === held.pageParams && isSame(held.pages, pages)) return held;
  return { ...read, pages, pageParams };
}
