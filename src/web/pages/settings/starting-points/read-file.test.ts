// A file is read in the encoding it was saved in.
import { describe, expect, it } from 'vitest';
import { readWords } from './read-file.ts';

describe('the words of a file', () => {
  it('are UTF-8, without the mark before them', () => {
    const bytes = new TextEncoder().encode('\uFEFFkey,name\r\n赤,ランプ');
    expect(readWords(bytes.buffer)).toBe('key,name\r\n赤,ランプ');
  });

  it('are Shift_JIS where they are no UTF-8, as spreadsheets in Japan save them', () => {
    // “本文、ｶﾅ①” with a sign that only the Windows kind has.
    const bytes = Uint8Array.from([0x96, 0x7b, 0x95, 0xb6, 0x81, 0x41, 0xb6, 0xc5, 0x87, 0x40]);
    expect(readWords(bytes.buffer)).toBe('本文、ｶﾅ①');
  });
});
