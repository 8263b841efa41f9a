// Goes through the records of a file or of standard input; bad ones are reported with their line and skipped.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { AppError } from '../domain/errors.ts';
import type { Io } from './command.ts';
import { RecordFault } from './match-records.ts';
import { readNdjson, type Line, type QuickRead } from './ndjson.ts';

/** Reports bad lines; with `strict` the first one is the last. */
export function faultsOf(io: Io, strict: boolean): Report {
  return (file, number, fault) => {
    const message = `${file}, line ${number} ${fault}`;
    if (strict) throw new AppError('invalid_input', message, { where: `${file}:${number}` });
    io.note(`${message}; skipped`);
  };
}

function open(file: string, io: Io): Readable {
  return file === '-' ? io.stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
}

export type Report = (file: string, number: number, fault: string) => void;

/** What is wrong with a line; null when `each` could do with it. */
function faultOf(line: Line, each: (value: unknown) => void): string | null {
  if ('fault' in line) return line.fault;
  try {
    each(line.value);
    return null;
  } catch (error) {
    if (error instanceof RecordFault) return error.message;
    throw error;
  }
}

/** Calls `each` with every record of a file; a fault that it throws, and every bad line, goes to `report`. `quick` makes those that it can. */
export async function eachRecord(
  source: string | { file: string; quick: QuickRead },
  io: Io,
  each: (value: unknown) => void,
  report: Report,
  beforeChunk: (lines: readonly Line[]) => Promise<void>,
): Promise<void> {
  const { file, quick } = typeof source === 'string' ? { file: source, quick: null } : source;
  const name = file === '-' ? 'standard input' : file;
  try {
    for await (const lines of readNdjson(open(file, io), quick)) {
      await beforeChunk(lines);
      for (const line of lines) {
        const fault = faultOf(line, each);
        if (fault !== null) report(name, line.number, fault);
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'EACCES') throw error;
    throw new AppError('invalid_input', `${name} cannot be read: ${(error as Error).message}`, {
      where: name,
    });
  }
}

/** Lines that are gathered and printed together: a call for each would take longer than making it. */
export interface Gathering {
  add(line: string): void;
  flush(): Promise<void>;
}

export function gatherLines(io: Io): Gathering {
  let out = '';
  return {
    add(line) {
      out += `${line}\n`;
    },
    async flush() {
      const text = out;
      out = '';
      if (text !== '') await io.out(text);
    },
  };
}
