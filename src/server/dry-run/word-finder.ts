// Finds which of many texts have certain words: folded together, which is quicker than matching them one by one.
import { Folder } from '../../domain/listening/fold.ts';
import type { Alternatives } from './necessary.ts';

export class WordFinder {
  private readonly folder = new Folder();
  private readonly alternatives: Alternatives;
  private readonly words: readonly string[];

  /** The words must be folded. */
  constructor(alternatives: Alternatives) {
    this.alternatives = alternatives;
    this.words = [...new Set(alternatives.flat())];
  }

  /**
   * The places in `texts` of those that have all words of one of the alternatives, be they within other words or in
   * addresses; in order. No text may have a NUL.
   */
  find(texts: readonly string[]): number[] {
    const { folder, alternatives } = this;
    folder.fold(texts.join('\0'));
    const bytes = Buffer.from(folder.units.buffer, 0, folder.length * 2);
    const firsts = new Map(this.words.map((word) => [word, bytes.indexOf(word, 0, 'utf16le')]));
    const possible = alternatives.filter((words) => words.every((word) => firsts.get(word) !== -1));
    if (possible.length === 0) return [];
    const ends = this.endsOf(texts.length);
    const found = new Map(
      possible.flat().map((word) => [word, textsWith(word, bytes, firsts.get(word) ?? -1, ends)]),
    );
    const places: number[] = [];
    for (let nth = 0; nth < texts.length; nth += 1) {
      if (possible.some((words) => words.every((word) => found.get(word)?.[nth] === 1))) places.push(nth);
    }
    return places;
  }

  /** Where each text ends in the folded ones. */
  private endsOf(count: number): Uint32Array {
    const { units, length } = this.folder;
    const ends = new Uint32Array(count).fill(length);
    let end = -1;
    for (let nth = 0; nth < count - 1; nth += 1) {
      end = units.indexOf(0, end + 1);
      ends[nth] = end;
    }
    return ends;
  }
}

/** For each text 1 where it has the word, which is found first at the byte `first`. */
function textsWith(word: string, bytes: Buffer, first: number, ends: Uint32Array): Uint8Array {
  const has = new Uint8Array(ends.length);
  let nth = 0;
  for (let at = first; at !== -1;) {
    while ((ends[nth] ?? 0) * 2 <= at) nth += 1;
    has[nth] = 1;
    at = bytes.indexOf(word, (ends[nth] ?? 0) * 2, 'utf16le');
  }
  return has;
}
