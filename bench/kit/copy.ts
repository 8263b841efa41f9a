// Pours rows into a table as fast as PostgreSQL takes them.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Value = string | number | boolean | null | readonly (string | number)[];

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function field(value: Value): string {
  if (value === null) return '\\N';
  const text = Array.isArray(value) ? arrayLiteral(value as readonly (string | number)[]) : String(value);
  return text.replaceAll(/[\\\n\r\t]/g, (char) => escapes[char] ?? char);
}

function arrayLiteral(values: readonly (string | number)[]): string {
  return `{${values.map((value) => (typeof value === 'number' ? value : JSON.stringify(value))).join(',')}}`;
}

export type Row = Readonly<Record<string, Value>>;

/** Copies rows into a table; all have the columns of the first. */
export async function copyRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const lines = rows.map((row) => `${columns.map((column) => field(row[column] ?? null)).join('\t')}\n`);
  const into = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from([lines.join('')]), into);
}
