// The tar format (POSIX ustar) as a stream: entries of known size, one after another, so that any tar program can look inside.
import { AppError } from '../../domain/errors.ts';

const blockBytes = 512;
const longestNameBytes = 100;
const longestPrefixBytes = 155;

/** What a backup is written to; `write` waits while the other side is slow. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

/** Begins an entry of exactly `size` bytes; its body is written next, then `tarPadding`. */
export function tarHeader(name: string, size: number, atMs: number): Uint8Array {
  const { base, prefix } = splitName(name);
  const header = Buffer.alloc(blockBytes);
  header.write(base, 0, 'utf8');
  header.write('0000600\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write(
    `${Math.floor(atMs / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
    'latin1',
  );
  header.write('        0', 148, 'latin1');
  header.write('ustar\u000000', 257, 'latin1');
  header.write(prefix, 345, 'utf8');
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** Zeros that fill an entry's last block. */
export function tarPadding(size: number): Uint8Array {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** Two empty blocks end the archive. */
export const tarEnd: Uint8Array = Buffer.alloc(2 * blockBytes);

function splitName(name: string): { base: string; prefix: string } {
  if (Buffer.byteLength(name) <= longestNameBytes) return { base: name, prefix: '' };
  const parts = name.split('/');
  for (let count = 1; count < parts.length; count += 1) {
    const base = parts.slice(-count).join('/');
    const prefix = parts.slice(0, -count).join('/');
    if (Buffer.byteLength(base) <= longestNameBytes && Buffer.byteLength(prefix) <= longestPrefixBytes) {
      return { base, prefix };
    }
  }
  throw new AppError('internal', `A file name is too long for a backup: ${name}`, { where: name });
}

function checksumOf(header: Uint8Array): number {
  let sum = 0;
  // The checksum's own field counts as spaces.
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  return sum;
}

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** The body piece by piece; to be read before the next entry is asked for, or it is passed over. */
  pieces(): AsyncGenerator<Uint8Array>;
  /** The whole body. Errors: `invalid_input` when it is larger than `mostBytes`. */
  whole(mostBytes: number): Promise<Buffer>;
}

/** The entries of an archive. Errors: `invalid_input` where it is cut off or is no tar. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const bytes = createReader(source);
  for (;;) {
    const header = await bytes.exactly(blockBytes);
    if (header.every((byte) => byte === 0)) return;
    const { name, size } = parseHeader(header);
    let left = size;
    const entry: TarEntry = {
      name,
      size,
      async *pieces() {
        while (left > 0) {
          const piece = await bytes.atMost(left);
          left -= piece.length;
          yield piece;
        }
      },
      async whole(mostBytes) {
        if (size > mostBytes) throw damaged(`its entry ${name} is larger than it can be`);
        const piece = await bytes.exactly(left);
        left = 0;
        return piece;
      },
    };
    yield entry;
    for await (const _passedOver of entry.pieces());
    await bytes.exactly(tarPadding(size).length);
  }
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, length: number): string =>
    header
      .subarray(from, from + length)
      .toString('utf8')
      .replace(/\0.*$/s, '');
  const isTar = header.subarray(257, 262).toString('latin1') === 'ustar';
  if (!isTar || Number.parseInt(text(148, 8), 8) !== checksumOf(header))
    throw damaged('it is no tar archive here');
  const size = Number.parseInt(text(124, 12), 8);
  if (!Number.isSafeInteger(size) || size < 0) throw damaged('an entry has no size');
  const prefix = text(345, longestPrefixBytes);
  const name = text(0, longestNameBytes);
  return { name: prefix === '' ? name : `${prefix}/${name}`, size };
}

/** The one error for a backup that cannot be what was written. */
export function damaged(what: string): AppError {
  return new AppError(
    'invalid_input',
    `This is no whole backup of Kizuki: ${what}. Nothing was restored. Use another backup file.`,
    { where: 'file' },
  );
}

interface ByteReader {
  exactly(count: number): Promise<Buffer>;
  /** At least one byte, at most `count`. */
  atMost(count: number): Promise<Buffer>;
}

function createReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  async function more(): Promise<void> {
    const next = await iterator.next();
    if (next.done === true) throw damaged('it is cut off');
    held = held.length === 0 ? Buffer.from(next.value) : Buffer.concat([held, next.value]);
  }
  function take(count: number): Buffer {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  }
  return {
    async exactly(count) {
      while (held.length < count) await more();
      return take(count);
    },
    async atMost(count) {
      while (held.length === 0) await more();
      return take(Math.min(count, held.length));
    },
  };
}
