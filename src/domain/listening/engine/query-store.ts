// The text of queries as bytes in pages: half the memory of strings, and never copied as they grow more.

const pageBits = 18;

/** UTF-8, but for surrogates, which are kept one by one so that any string comes back as it was. */
function encode(text: string, into: Uint8Array): number {
  let at = 0;
  for (let n = 0; n < text.length; n += 1) {
    const unit = text.charCodeAt(n);
    if (unit < 0x80) into[at++] = unit;
    else if (unit < 0x800) {
      into[at++] = 0xc0 | (unit >> 6);
      into[at++] = 0x80 | (unit & 63);
    } else {
      into[at++] = 0xe0 | (unit >> 12);
      into[at++] = 0x80 | ((unit >> 6) & 63);
      into[at++] = 0x80 | (unit & 63);
    }
  }
  return at;
}

export class QueryStore {
  private readonly pages: Uint8Array[] = [];
  private pageUsed = 1 << pageBits;
  private scratch = new Uint8Array(1_024);
  private length = 0;
  private inHand: string | null = null;
  private hash = 0;

  get bytes(): number {
    return this.pages.reduce((sum, page) => sum + page.byteLength, 0);
  }

  /** Takes `text` in hand for `isHeld` and `keep`; answers its hash. */
  take(text: string): number {
    if (text === this.inHand) return this.hash;
    if (this.scratch.length < text.length * 3) this.scratch = new Uint8Array(text.length * 3);
    this.length = encode(text, this.scratch);
    let hash = this.length;
    for (let at = 0; at < this.length; at += 1) hash = Math.imul(hash ^ (this.scratch[at] ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    this.inHand = text;
    this.hash = hash ^ (hash >>> 13);
    return this.hash;
  }

  /** Whether the text in hand is the one at `place`. */
  isHeld(place: number): boolean {
    const { page, at, length } = this.find(place);
    if (length !== this.length) return false;
    for (let n = 0; n < length; n += 1) if (page[at + n] !== this.scratch[n]) return false;
    return true;
  }

  /** Stores the text in hand; answers its place. */
  keep(): number {
    const { length } = this;
    // The first pages are small: most workspaces have few monitors.
    if (this.pageUsed + length + 3 > (this.pages.at(-1)?.length ?? 0)) {
      const usual = Math.min(1 << pageBits, 1_024 << Math.min(8, this.pages.length));
      this.pages.push(new Uint8Array(Math.max(usual, length + 3)));
      this.pageUsed = 0;
    }
    const place = ((this.pages.length - 1) << pageBits) | this.pageUsed;
    const page = this.pages.at(-1) as Uint8Array;
    page.set([length & 255, (length >> 8) & 255, length >> 16], this.pageUsed);
    page.set(this.scratch.subarray(0, length), this.pageUsed + 3);
    this.pageUsed += length + 3;
    return place;
  }

  /** The text at `place`. */
  read(place: number): string {
    const { page, at, length } = this.find(place);
    let text = '';
    const end = at + length;
    for (let n = at; n < end;) {
      const first = page[n] ?? 0;
      const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : 3;
      const [second, third] = [(page[n + 1] ?? 0) & 63, (page[n + 2] ?? 0) & 63];
      const unit =
        size === 1
          ? first
          : size === 2
            ? ((first & 31) << 6) | second
            : ((first & 15) << 12) | (second << 6) | third;
      text += String.fromCharCode(unit);
      n += size;
    }
    return text;
  }

  private find(place: number): { page: Uint8Array; at: number; length: number } {
    const page = this.pages[place >> pageBits] as Uint8Array;
    const at = place & ((1 << pageBits) - 1);
    return {
      page,
      at: at + 3,
      length: (page[at] ?? 0) | ((page[at + 1] ?? 0) << 8) | ((page[at + 2] ?? 0) << 16),
    };
  }
}
