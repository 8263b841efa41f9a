// Reads NDJSON line by line in constant memory; what is no JSON, too long or no UTF-8 is handed over as a fault.
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';

export type Line = { number: number; value: unknown } | { number: number; fault: string };

/** A longer line is none that anybody meant. */
const mostBytes = 16 * 1024 * 1024;
const newline = 0x0a;

function readLine(number: number, bytes: Buffer): Line {
  if (!isUtf8(bytes)) return { number, fault: 'is not UTF-8' };
  try {
    return { number, value: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch (error) {
    return { number, fault: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const isBlank = (bytes: Buffer): boolean => bytes.length < 16 && bytes.toString('latin1').trim() === '';

/** The lines of one chunk after the other; blank lines count and are left out. A byte order mark at the start is skipped. */
export async function* readNdjson(input: Readable): AsyncGenerator<Line[]> {
  let number = 0;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  const take = (last: Buffer, into: Line[]): void => {
    number += 1;
    const isLong = keptBytes + last.length > mostBytes;
    let bytes = kept.length === 0 ? last : Buffer.concat([...kept, last]);
    kept = [];
    keptBytes = 0;
    if (number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
      bytes = bytes.subarray(3);
    if (isLong) into.push({ number, fault: `is longer than ${mostBytes / 1024 / 1024} MB` });
    else if (!isBlank(bytes)) into.push(readLine(number, bytes));
  };
  for await (const chunk of input) {
    const bytes = chunk as Buffer;
    const lines: Line[] = [];
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
  const last: Line[] = [];
  if (keptBytes > 0) take(Buffer.alloc(0), last);
  if (last.length > 0) yield last;
}
