// CSV that Excel opens as it is meant: BOM for UTF-8, CRLF, quotes, and no cell that a spreadsheet would run as a formula.
import type { ExportRow } from './ports.ts';

/** What the file begins with: without it Excel takes UTF-8 for the system's own encoding. */
export const byteOrderMark = '\uFEFF';

/** Full-width signs too: a spreadsheet with Japanese settings takes them for the narrow ones. */
const formulaStart = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * One cell. Text that begins like a formula gets an apostrophe in front: the spreadsheet shows the text and runs
 * nothing. Numbers of ours stay numbers.
 */
export function csvCell(value: ExportRow[string] | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : value.join(' ');
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export function csvLine(cells: readonly (ExportRow[string] | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
