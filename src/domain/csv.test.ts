// CSV comes back as it went in, and no cell of it runs in a spreadsheet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine, readCsv } from './csv.ts';

/** A plain reader of RFC 4180. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (quoted) {
      if (letter === '"' && line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell];
}

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [null, ''],
    [-5, '-5'],
    [true, 'true'],
    [['a', 'b'], 'a b'],
  ])('%j is written as %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝1',
    '＠x',
    '\t=1',
    '\r=1',
    ' =1',
    '\u200B=cmd',
    '=HYPERLINK("http://x")',
  ])('%j runs nothing', (text) => {
    expect(readLine(csvCell(text))).toEqual([`'${text}`]);
  });

  it('never begins like a formula, and is otherwise kept to the letter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 6 }),
        (texts) => {
          const line = csvLine(texts);
          expect(line.endsWith('\r\n')).toBe(true);
          const read = readLine(line.slice(0, -2));
          expect(
            read.map((cell, index) => (cell === `'${texts[index] ?? ''}` ? cell.slice(1) : cell)),
          ).toEqual(texts);
          for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
        },
      ),
    );
  });
});

describe('a file', () => {
  it('is read up to as many records as are asked for', () => {
    expect(readCsv('a\n\nb\nc\n', 2).records).toEqual([
      { line: 1, cells: ['a'] },
      { line: 3, cells: ['b'] },
    ]);
  });
});
