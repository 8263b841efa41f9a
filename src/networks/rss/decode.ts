// The bytes of a feed as text, whatever encoding they declare: by their mark, the answer's header, or their own first line.
import { TextDecoder } from 'node:util';
import { AppError } from '../../domain/errors.ts';

/** Declarations stand in the first bytes, in ASCII in every encoding that is not told by a mark. */
const HEAD_BYTES = 256;

/** What XML's `encoding` and HTTP's `charset` call encodings that the standard names otherwise. */
const otherNames: Readonly<Record<string, string>> = {
  'x-sjis-cp932': 'shift_jis',
  'windows-31j': 'shift_jis',
  cp932: 'shift_jis',
  'utf-8n': 'utf-8',
  utf8mb4: 'utf-8',
};

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  // Without a mark: a `<` beside an empty byte.
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  return null;
}

function decoderFor(name: string): TextDecoder | null {
  const label = name.trim().toLowerCase();
  try {
    return new TextDecoder(Object.hasOwn(otherNames, label) ? otherNames[label] : label);
  } catch {
    return null;
  }
}

/** Bytes that are none of the encoding become U+FFFD. `contentType` as the answer has it, or empty. */
export function decodeFeed(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const declared = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  const told = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
  const mark = byMark(bytes);
  if (mark !== null) return new TextDecoder(mark).decode(bytes);
  // The document knows best: many servers send one header for all of their files.
  const names = [declared, told].filter((name) => name !== undefined && !/^utf-?16$/i.test(name));
  for (const name of names) {
    const decoder = name === undefined ? null : decoderFor(name);
    if (decoder !== null) return decoder.decode(bytes);
  }
  return new TextDecoder('utf-8').decode(bytes);
}

/** What is wrong with a document as a whole; the source shows it. */
export function notAFeed(why: string): AppError {
  return new AppError('network_rejected', `The address gives no feed that can be read: ${why}`, {
    where: 'url',
  });
}
