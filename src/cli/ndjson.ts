// Reads NDJSON, or other lines, one by one in constant memory; what is no JSON, too long or no UTF-8 is handed over as a fault.
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';

export type LineOf<T> = { number: number; value: T } | { number: number; fault: string };
export type Line = LineOf<unknown>;

/** A longer line is none that anybody meant. */
const mostBytes = 16 * 1024 * 1024;
const newline = 0x0a;

function readText(number: number, bytes: Buffer): LineOf<string> {
  return isUtf8(bytes) ? { number, value: bytes.toString('utf8') } : { number, fault: 'is not UTF-8' };
}

/** Makes a value of a line of valid UTF-8 in another way than JSON.parse; null where it cannot. */
export type QuickRead = (bytes: Buffer) => object | null;

function readJson(number: number, bytes: Buffer, quick: QuickRead | null): Line {
  const value = quick !== null && isUtf8(bytes) ? quick(bytes) : null;
  if (value !== null) return { number, value };
  const line = readText(number, bytes);
  if ('fault' in line) return line;
  try {
    return { number, value: JSON.parse(line.value) as unknown };
  } catch (error) {
    return { number, fault: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const isBlank = (bytes: Buffer): boolean => bytes.length < 16 && bytes.toString('latin1').trim() === '';

/** The records of one chunk after the other; blank lines count and are left out. A byte order mark at the start is skipped. */
export function readNdjson(input: Readable, quick: QuickRead | null = null): AsyncGenerator<Line[]> {
  return readEach(input, (number, bytes) => readJson(number, bytes, quick));
}

/** The same for lines of text, without their ends. */
export function readTextLines(input: Readable): AsyncGenerator<LineOf<string>[]> {
  return readEach(input, readText);
}

async function* readEach<T>(
  input: Readable,
  read: (number: number, bytes: Buffer) => LineOf<T>,
): AsyncGenerator<LineOf<T>[]> {
  let number = 0;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  const take = (last: Buffer, into: LineOf<T>[]): void => {
    number += 1;
    const isLong = keptBytes + last.length > mostBytes;
    let bytes = kept.length === 0 ? last : Buffer.concat([...kept, last]);
    kept = [];
    keptBytes = 0;
    if (number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
      bytes = bytes.subarray(3);
    if (isLong) into.push({ number, fault: `is longer than ${mostBytes / 1024 / 1024} MB` });
    else if (!isBlank(bytes)) into.push(read(number, bytes));
  };
  for await (const chunk of input) {
    const bytes = chunk as Buffer;
    const lines: LineOf<T>[] = [];
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      take(bytes.subarray(start, end), lines);
      start = end + 1;
    }
    if (start < bytes.length) {
      keptBytes += bytes.length - start;
      // Of what is too long only its length is remembered.
      if (keptBytes <= mostBytes) kept.push(bytes.subarray(start));
      else kept = [];
    }
    if (lines.length > 0) yield lines;
  }
  const last: LineOf<T>[] = [];
  if (keptBytes > 0) take(Buffer.alloc(0), last);
  if (last.length > 0) yield last;
}
