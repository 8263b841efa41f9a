// An intents model as bytes: a mark, a version, a checksum, and after them all parts of the model.
import { AppError } from '../errors.ts';
import type { SparseVector } from '../judgement/sparse.ts';
import { checksumOf } from './checksum.ts';
import { IntentModel, type IntentHeader } from './model.ts';
import { Nearest } from './nearest.ts';
import { Space } from './space.ts';

/** "KZKI", little endian. */
const mark = 0x494b5a4b;
const version = 1;
/** Mark, version, checksum of the rest, length of the text part. */
const headBytes = 16;

interface Written extends IntentHeader {
  features: number;
  examples: number;
  /** Words of all examples together. */
  words: number;
}

/** JSON in one byte a character. */
function asAscii(json: string): string {
  return json.replaceAll(
    /[\u0080-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Bytes of each part after the text, in their order. */
function sizesOf({ features, steps, examples, words }: Written): number[] {
  return [features * 4, features * 4, features * steps.length, examples * 4, examples * 4, words * 4, words];
}

export function writeIntents({ parts }: IntentModel): Uint8Array {
  const { header, space, weights, nearest } = parts;
  const words = nearest.examples.reduce((sum, { buckets }) => sum + buckets.length, 0);
  const written: Written = { ...header, features: space.size, examples: nearest.examples.length, words };
  const text = Uint8Array.from(asAscii(JSON.stringify(written)), (unit) => unit.charCodeAt(0));
  const numbers = new Int32Array(words);
  const amounts = new Uint8Array(words);
  let at = 0;
  for (const { buckets, values } of nearest.examples) {
    numbers.set(buckets, at);
    for (const value of values) {
      amounts[at] = Math.round(value * 255);
      at += 1;
    }
  }
  const lengths = Int32Array.from(nearest.examples, ({ buckets }) => buckets.length);
  const all = [space.hashes, space.rarities, weights, nearest.truths, lengths, numbers, amounts].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, headBytes + text.length));
  bytes.set(text, headBytes);
  let from = headBytes + text.length;
  for (const part of all) {
    bytes.set(part, from);
    from += part.length;
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(0, mark, true);
  view.setUint32(4, version, true);
  view.setUint32(12, text.length, true);
  view.setUint32(8, checksumOf(bytes.subarray(12)), true);
  return bytes;
}

function refuse(why: string): AppError {
  return new AppError('invalid_input', `${why} Train it again with kizuki intents train.`);
}

/** Errors: `invalid_input` that says whether the bytes are no model, of another version, or damaged. */
export function readIntents(bytes: Uint8Array): IntentModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headBytes || view.getUint32(0, true) !== mark) throw refuse('This is no intents model.');
  const said = view.getUint32(4, true);
  if (said !== version) {
    throw refuse(`The intents model is of version ${said}, and this program reads version ${version}.`);
  }
  if (view.getUint32(8, true) !== checksumOf(bytes.subarray(12))) {
    throw refuse('The intents model is damaged or not whole: its checksum does not fit.');
  }
  const textEnd = headBytes + view.getUint32(12, true);
  let text = '';
  for (let at = headBytes; at < textEnd; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  const written = JSON.parse(text) as Written;
  const { features: _features, examples: _examples, words: _words, ...header } = written;
  const sizes = sizesOf(written);
  let from = textEnd;
  const buffers = sizes.map((size) => {
    // Copied to where numbers of four bytes may begin; a Buffer's own slice would share its memory.
    const part = new Uint8Array(size);
    if (from + size <= bytes.length) part.set(bytes.subarray(from, from + size));
    from += size;
    return part.buffer;
  });
  if (from !== bytes.length) throw refuse('The intents model has parts that do not fit together.');
  const [hashes, rarities, weights, truths, lengths, numbers, amounts] = buffers;
  const space = new Space(new Uint32Array(hashes ?? []), new Float32Array(rarities ?? []));
  const allNumbers = new Int32Array(numbers ?? []);
  const allAmounts = new Uint8Array(amounts ?? []);
  let start = 0;
  const vectors = Array.from(new Int32Array(lengths ?? []), (length): SparseVector => {
    const end = start + length;
    const buckets = allNumbers.slice(start, end);
    const values = Float32Array.from(allAmounts.subarray(start, end), (amount) => amount / 255);
    start = end;
    return { buckets, values };
  });
  const nearest = new Nearest(vectors, new Int32Array(truths ?? []), header.steps.length, space.size);
  return new IntentModel({ header, space, weights: new Int8Array(weights ?? []), nearest });
}
