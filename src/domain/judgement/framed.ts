// A model as bytes: the length of its header (4 bytes, little endian), the header as JSON in one byte a character, and weights.

/** JSON in one byte a character. */
function asAscii(json: string): string {
  return json.replaceAll(
    /[\u0080-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function frame(header: unknown, ...parts: readonly (Uint8Array | Int8Array)[]): Uint8Array {
  const text = Uint8Array.from(asAscii(JSON.stringify(header)), (one) => one.charCodeAt(0));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 4 + text.length));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.length), at);
    at += part.length;
  }
  return bytes;
}

/** The header, and where the weights begin. Errors: an Error that says what is wrong with the bytes. */
export function unframe(bytes: Uint8Array): { header: unknown; from: number } {
  const length = bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length === 0 || length > bytes.length - 4) throw new Error('The model has no header.');
  const text = Array.from(bytes.subarray(4, 4 + length), (one) => String.fromCharCode(one)).join('');
  return { header: JSON.parse(text) as unknown, from: 4 + length };
}

/** Errors: an Error where the header is of another format, or the weights are not as many as it says. */
export function checkFrame(bytes: Uint8Array, format: unknown, expected: number): void {
  if (format !== 1) throw new Error(`The model is of format ${String(format)}, and 1 is known.`);
  if (bytes.length !== expected) {
    throw new Error(`The model has ${bytes.length} bytes and should have ${expected}.`);
  }
}
