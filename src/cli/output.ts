// Printing: tables for people, one JSON document for programs, and failures for both.
import { AppError } from '../domain/errors.ts';
import type { Io } from './command.ts';
import { exitCodeOf } from './exit-codes.ts';

/** Columns as wide as their widest cell; Japanese letters are two wide. */
export async function printTable(io: Io, rows: readonly (readonly string[])[]): Promise<void> {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  for (const row of rows) {
    const line = row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ');
    await io.out(`${line.trimEnd()}\n`);
  }
}

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;

function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += wide.test(letter) ? 2 : 1;
  return width;
}

/** A failure as it goes to standard error. What is expected says what to do; a stack would only hide it. */
export function failureText(error: unknown, json: boolean): string {
  const exitCode = exitCodeOf(error);
  if (error instanceof AppError && error.code !== 'internal') {
    const { code, message, where } = error;
    return json
      ? JSON.stringify({ error: { code, message, where: where ?? null, exitCode } })
      : `kizuki: ${message}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (json) return JSON.stringify({ error: { code: 'internal', message, where: null, exitCode } });
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  return `kizuki: this is a fault of Kizuki itself; please report it.\n${stack}`;
}

/** `1,234`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** `12.3 MB`. */
export function sizeOf(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
