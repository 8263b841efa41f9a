// The words of a file that somebody chose: UTF-8, or the encoding that spreadsheets in Japan save CSV in.

/** Reads Shift_JIS where the bytes are no UTF-8. Never throws: what is neither comes out with signs in place of the bytes. */
export function readWords(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}
