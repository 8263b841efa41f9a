// Reads what the firehose sends: DAG-CBOR frames and the CAR file of blocks inside a commit.
import { decode, decodeFirst, type DecodeOptions } from 'cborg';
import { base64 } from 'multiformats/bases/base64';
import { CID } from 'multiformats/cid';

/** A block map by the text form of each block's CID. */
export type Blocks = Map<string, Uint8Array>;

/** The JSON form of a link, as records have it on every other wire. */
export interface Link {
  $link: string;
}

function readLink(value: unknown): Link {
  // DAG-CBOR puts a zero byte before the CID proper.
  if (!(value instanceof Uint8Array) || value[0] !== 0) throw new Error('a link that is no CID');
  return { $link: CID.decode(value.subarray(1)).toString() };
}

const options: DecodeOptions = {
  allowIndefinite: false,
  tags: { 42: (inner) => readLink(inner()) },
};

/** Decodes the two concatenated objects of a frame. @throws when it is no such frame. */
export function readFrame(data: Uint8Array): { header: unknown; body: unknown } {
  const first: [unknown, Uint8Array] = decodeFirst(data, options);
  const second: [unknown, Uint8Array] = decodeFirst(first[1], options);
  return { header: first[0], body: second[0] };
}

function readVarint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  let scale = 1;
  for (let i = at; i < at + 8; i += 1) {
    const byte = bytes[i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return [value, i + 1];
    scale *= 128;
  }
  throw new Error('a CAR file that ends in the middle of a number');
}

/** The blocks of a CAR (version 1). @throws when it is cut short. */
export function readCar(bytes: Uint8Array): Blocks {
  const blocks: Blocks = new Map();
  const [headerLength, afterLength] = readVarint(bytes, 0);
  let at = afterLength + headerLength;
  while (at < bytes.length) {
    const [length, start] = readVarint(bytes, at);
    const end = start + length;
    if (end > bytes.length) throw new Error('a CAR file that ends in the middle of a block');
    const [cid, block] = CID.decodeFirst(bytes.subarray(start, end));
    blocks.set(cid.toString(), block);
    at = end;
  }
  return blocks;
}

/** Bytes as records in JSON have them; everything else stays. */
function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: base64.baseEncode(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
}

/** A record in the JSON form it has on every other wire. */
export function readRecord(block: Uint8Array): unknown {
  return toJson(decode(block, options));
}
