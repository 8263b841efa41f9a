// CSV that Excel opens as it is meant: BOM for UTF-8, CRLF, quotes, and no cell that a spreadsheet would run as a formula; and reading it.

/** What a cell is made of. */
export type CsvValue = string | number | boolean | null | readonly string[];

/** What the file begins with: without it Excel takes UTF-8 for the system's own encoding. */
export const byteOrderMark = '\uFEFF';

/** Full-width signs too: a spreadsheet with Japanese settings takes them for the narrow ones. */
const formulaStart = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * One cell. Text that begins like a formula gets an apostrophe in front: the spreadsheet shows the text and runs
 * nothing. Numbers of ours stay numbers.
 */
export function csvCell(value: CsvValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : value.join(' ');
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export function csvLine(cells: readonly (CsvValue | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export interface CsvRecord {
  /** Where it begins, from 1. */
  line: number;
  cells: string[];
}

/**
 * The records of a file as RFC 4180 has them, with any of the three line ends; empty lines are left out. `openAt` is the
 * line on which a quote begins that never ends: what follows it is not read. The apostrophe that `csvCell` puts before
 * what looks like a formula is taken away again. What comes after `most` records is not read.
 */
export function readCsv(text: string, most = Infinity): { records: CsvRecord[]; openAt: number | null } {
  const records: CsvRecord[] = [];
  const cell = /"((?:[^"]|"")*)"([^,\r\n]*)|([^,\r\n]*)/uy;
  let [line, begun, at] = [1, 1, text.startsWith(byteOrderMark) ? 1 : 0];
  let cells: string[] = [];
  while (at <= text.length && records.length < most) {
    cell.lastIndex = at;
    const [whole = '', quoted, behind = '', plain = ''] = cell.exec(text) ?? [];
    if (quoted === undefined && plain.startsWith('"')) return { records, openAt: line };
    cells.push(
      withoutGuard(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"') + behind.trim()),
    );
    line += (quoted ?? '').match(/\r\n|\r|\n/gu)?.length ?? 0;
    at += whole.length;
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    if (cells.length > 1 || cells[0] !== '') records.push({ line: begun, cells });
    cells = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    begun = line;
  }
  return { records, openAt: null };
}

const withoutGuard = (cell: string): string =>
  cell.startsWith("'") && formulaStart.test(cell.slice(1)) ? cell.slice(1) : cell;
