// A file of rows that somebody wrote elsewhere: CSV with a head, or one JSON object a line; every fault has its line.
import type { z } from 'zod';
import { csvLine, byteOrderMark, readCsv, type CsvValue } from '../csv.ts';

export const fileFormats = ['csv', 'ndjson'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const faultCodes = [
  'not_json',
  'not_object',
  'no_head',
  'unknown_column',
  'column_twice',
  'too_many_cells',
  'quote_open',
  'missing',
  'too_long',
  'not_allowed',
  'unknown_brand',
  'unknown_account',
  'brand_and_account',
  'twice',
  'too_many_rows',
  'too_many_faults', // nothing from there on was read
  'no_room', // in the workspace
] as const;

/** Of a file: its characters, the rows that are looked at, and the faults with which reading ends. */
export const fileLimits = { text: 1_200_000, rows: 1_000, faults: 200 } as const;

/** What is wrong on a line (from 1), and in which field where it is about one. */
export interface LineFault {
  line: number;
  code: (typeof faultCodes)[number];
  /** The field, or the column as it is called in the file; empty where it is about the whole line. */
  field: string;
  /** The length that a field may have at most. */
  most: number | null;
}

export interface FileRow {
  line: number;
  fields: Record<string, unknown>;
}

export const faultAt = (line: number, code: LineFault['code'], field = '', most?: number): LineFault => ({
  line,
  code,
  field,
  most: most ?? null,
});

/** What a file is, by how it begins. */
export function formatOf(text: string): FileFormat {
  return /^\uFEFF?\s*\{/u.test(text) ? 'ndjson' : 'csv';
}

/**
 * The rows of a file and what is wrong with others, line by line, and no more of them than whoever reads takes. `columns`
 * are the names that a head may have; `lists` those with several values, divided by semicolons. Never throws.
 */
export function readRows(
  text: string,
  format: FileFormat,
  { columns, lists = [] }: { columns: readonly string[]; lists?: readonly string[] },
): Generator<FileRow | LineFault> {
  return format === 'csv' ? readCsvRows(text, columns, lists) : readJsonRows(text, columns);
}

function* readCsvRows(
  text: string,
  columns: readonly string[],
  lists: readonly string[],
): Generator<FileRow | LineFault> {
  const { records, openAt } = readCsv(text, fileLimits.rows + 1);
  const [head, ...rest] = records;
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const wrong = names.flatMap((name, at) => {
    if (!columns.includes(name)) return [faultAt(head?.line ?? 1, 'unknown_column', head?.cells[at] ?? '')];
    return names.indexOf(name) < at ? [faultAt(head?.line ?? 1, 'column_twice', name)] : [];
  });
  yield* wrong;
  // Under a wrong head nobody knows what a cell is.
  if (wrong.length === 0) {
    for (const { line, cells } of head === undefined ? [] : rest) {
      const given = names.flatMap((name, at): [string, unknown][] => {
        const cell = cells[at] ?? '';
        if (cell.trim() === '') return [];
        return [[name, lists.includes(name) ? divided(cell) : cell]];
      });
      if (cells.length > names.length) yield faultAt(line, 'too_many_cells');
      else yield { line, fields: Object.fromEntries(given) };
    }
  }
  if (openAt !== null) yield faultAt(openAt, 'quote_open');
  if (head === undefined) yield faultAt(1, 'no_head');
}

const divided = (cell: string): string[] =>
  cell
    .split(/[;；]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function* readJsonRows(text: string, columns: readonly string[]): Generator<FileRow | LineFault> {
  for (const [at, written] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\r|\n/u)
    .entries()) {
    const line = at + 1;
    if (written.trim() === '') continue;
    const read = parsed(written);
    if (read === undefined) yield faultAt(line, 'not_json');
    else if (typeof read !== 'object' || read === null || Array.isArray(read)) {
      yield faultAt(line, 'not_object');
    } else {
      const stray = Object.keys(read).find((name) => !columns.includes(name));
      yield stray === undefined ? { line, fields: { ...read } } : faultAt(line, 'unknown_column', stray);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A row by its schema, or what is wrong with it, each field told once. */
export function readFields<T>(schema: z.ZodType<T>, { line, fields }: FileRow): { value: T } | LineFault[] {
  const read = schema.safeParse(fields);
  if (read.success) return { value: read.data };
  const told = new Map<string, LineFault>();
  for (const issue of read.error.issues) {
    const [field = ''] = issue.path.map(String);
    if (told.has(field)) continue;
    const isMissing = fields[field] === undefined || fields[field] === '';
    const isLong = issue.code === 'too_big';
    const most = isLong ? Number(issue.maximum) : undefined;
    told.set(field, faultAt(line, isMissing ? 'missing' : isLong ? 'too_long' : 'not_allowed', field, most));
  }
  return [...told.values()];
}

/** A file that `readRows` reads back. Without a byte order mark where it is lines of JSON. */
export function writeRows(
  rows: readonly Record<string, CsvValue>[],
  format: FileFormat,
  { columns, lists = [] }: { columns: readonly string[]; lists?: readonly string[] },
): string {
  if (format === 'ndjson') {
    return rows
      .map((row) => {
        const held = columns.flatMap((name): [string, unknown][] => {
          const value = row[name];
          return value === undefined || value === null || value === '' ? [] : [[name, value]];
        });
        return `${JSON.stringify(Object.fromEntries(held))}\n`;
      })
      .join('');
  }
  const cells = (row: Record<string, CsvValue>): CsvValue[] =>
    columns.map((name) => {
      const value = row[name] ?? null;
      return lists.includes(name) && Array.isArray(value) ? value.join('; ') : value;
    });
  return byteOrderMark + csvLine(columns) + rows.map((row) => csvLine(cells(row))).join('');
}
