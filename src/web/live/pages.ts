// Pages of rows as the browser holds them, and how one row is put into them, moved or taken out.

export interface Page<Row> {
  rows: Row[];
  nextCursor: string | null;
  /** The row that the cursor stands behind, when it has left the page: the next page begins behind it all the same. */
  end?: Row;
}
export interface Pages<Row> {
  pages: Page<Row>[];
  pageParams: unknown[];
}

export interface Ordered<Row> {
  idOf: (row: Row) => string;
  /** Negative when `a` stands above `b`. */
  compare: (a: Row, b: Row) => number;
}

/** Takes the row with this id out; the same object when it is not there. */
export function without<Row>(held: Pages<Row>, id: string, idOf: (row: Row) => string): Pages<Row> {
  const at = held.pages.findIndex((page) => page.rows.some((row) => idOf(row) === id));
  if (at === -1) return held;
  const pages = held.pages.map((page, index) => (index === at ? withoutRow(page, id, idOf) : page));
  return { ...held, pages };
}

function withoutRow<Row>(page: Page<Row>, id: string, idOf: (row: Row) => string): Page<Row> {
  const last = page.rows.at(-1);
  const isLast = last !== undefined && idOf(last) === id;
  const end = isLast && page.end === undefined ? { end: last } : {};
  return { ...page, ...end, rows: page.rows.filter((row) => idOf(row) !== id) };
}

/** The row with this id, if a page holds it. */
export function find<Row>(held: Pages<Row>, id: string, idOf: (row: Row) => string): Row | undefined {
  for (const page of held.pages) {
    const row = page.rows.find((candidate) => idOf(candidate) === id);
    if (row !== undefined) return row;
  }
  return undefined;
}

/**
 * Puts a row in its place: replaced where it stands when its place is the same, else moved. A row that belongs
 * below everything that is loaded is left out while there are further pages, because they will bring it.
 */
export function place<Row>(held: Pages<Row>, row: Row, order: Ordered<Row>): Pages<Row> {
  const id = order.idOf(row);
  const old = find(held, id, order.idOf);
  if (old !== undefined && order.compare(old, row) === 0) {
    const pages = held.pages.map((page) =>
      page.rows.includes(old)
        ? { ...page, rows: page.rows.map((candidate) => (candidate === old ? row : candidate)) }
        : page,
    );
    return { ...held, pages };
  }
  const rest = old === undefined ? held : without(held, id, order.idOf);
  for (const [index, page] of rest.pages.entries()) {
    const at = page.rows.findIndex((candidate) => order.compare(row, candidate) < 0);
    if (at !== -1) return withRows(rest, index, page.rows.toSpliced(at, 0, row));
  }
  const last = rest.pages.length - 1;
  const page = rest.pages[last];
  if (page === undefined) return rest;
  const isWithin = page.end !== undefined && order.compare(row, page.end) <= 0;
  if (page.nextCursor !== null && !isWithin) return rest;
  return withRows(rest, last, [...page.rows, row]);
}

function withRows<Row>(held: Pages<Row>, at: number, rows: Row[]): Pages<Row> {
  return { ...held, pages: held.pages.map((page, index) => (index === at ? { ...page, rows } : page)) };
}

/** Changes every row that `change` gives another object for; the same object when it changed none. */
export function mapRows<Row>(held: Pages<Row>, change: (row: Row) => Row): Pages<Row> {
  let changed = false;
  const pages = held.pages.map((page) => {
    const rows = page.rows.map(change);
    if (rows.every((row, index) => row === page.rows[index])) return page;
    changed = true;
    return { ...page, rows };
  });
  return changed ? { ...held, pages } : held;
}
