// One post as the engine reads it: folded text, names in its fields, all their pieces, and whether a literal is there.
import { searchableText } from '../../post/searchable-text.ts';
import { addressPlaces } from '../addresses.ts';
import { Folder, foldSimple } from '../fold.ts';
import { linkKey } from '../post-fields.ts';
import { preparePost, type Matchable, type PreparedPost } from '../prepared-post.ts';
import { grownUint16 } from './growing.ts';
import {
  EXACT,
  FROM,
  HASH,
  HOST,
  indexed,
  INFO,
  kindShift,
  lengthMask,
  literalWidth,
  MEMO,
  MENTION,
  nameSeeds,
  PIECE,
  pieceless,
  PREFIX,
  START,
  TAG,
  type LiteralKind,
  type LiteralTable,
} from './literals.ts';
import { hashOf, PieceScan, plainSeed } from './pieces.ts';
import { PlainLink } from './plain-link.ts';
import { standsAt } from './stands-at.ts';

const [atSign, dot] = [0x40, 0x2e];
/** Posts after which memos begin anew: twice this must fit in 31 bits. */
const mostPosts = 0x3fff_0000;
const mostBitsKept = 1 << 14;

/** Whether a text certainly has no white space at its ends: most handles are letters and digits. */
function isTrimmed(text: string): boolean {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80;
}

export class Reading {
  /** Of the text, then of the text as written, then of names; a name's place is its number. */
  readonly pieces = new PieceScan();
  /** How many pieces are the folded text's, and how many that and the plain text's. */
  private foldedCount = 0;
  private plainCount = 0;
  private readonly folder = new Folder();
  private readonly nameFolder = new Folder();
  private readonly plainLink = new PlainLink();
  private plain = new Uint16Array(0);
  private plainLength = 0;
  /** Names: for each its kind, start, end, and (of hosts) the end of the path that follows. */
  private names = new Uint16Array(64);
  private namesUsed = 0;
  private readonly nameParts: number[] = [];
  private nameCount = 0;
  /** Which pieces the post has, roughly; made when first asked for. */
  private bits = new Int32Array(64);
  private bitsMask = 0;
  private hasBits = false;
  /** The number of the post. */
  private post = 0;
  private literals: LiteralTable | null = null;
  private source: Matchable | null = null;
  private ready: PreparedPost | null = null;

  /** The post as the reference evaluator reads it; made when first asked for. */
  get prepared(): PreparedPost {
    if (this.source === null) throw new Error('No post was read.');
    this.ready ??= preparePost(this.source);
    return this.ready;
  }

  /** Takes in a post, to look for `literals` in it. */
  read(post: Matchable, literals: LiteralTable): void {
    this.next(literals);
    this.source = post;
    this.ready = null;
    const text = post.media.length === 0 ? post.text : searchableText(post);
    const { folder, pieces } = this;
    folder.foldPost(text);
    pieces.clear();
    pieces.sizes = literals.sizes;
    pieces.scan(folder.units, folder.length, 0);
    this.foldedCount = pieces.count;
    const { kinds } = literals;
    if (kinds[EXACT] !== 0) this.readPlain(text, addressPlaces(text));
    this.plainCount = pieces.count;
    this.nameCount = 0;
    this.namesUsed = 0;
    const { hashtags, mentions, links } = post;
    if (kinds[TAG] !== 0 && hashtags.length > 0) for (const tag of hashtags) this.addName(TAG, tag);
    if (kinds[MENTION] !== 0 && mentions.length > 0)
      for (const { handle, nativeId } of mentions) this.addAccount(MENTION, handle, nativeId);
    if (kinds[FROM] !== 0) this.addAccount(FROM, post.author.handle, post.author.nativeId);
    if (kinds[HOST] !== 0 && links.length > 0) for (const link of links) this.addLink(link);
  }

  private next(literals: LiteralTable): void {
    this.post += 1;
    this.hasBits = false;
    if (this.literals !== literals || this.post > mostPosts) {
      this.literals = literals;
      this.post = 1;
      literals.clearMemos();
    }
  }

  private readPlain(text: string, hidden: readonly number[]): void {
    const { length } = text;
    if (this.plain.length < length) this.plain = new Uint16Array(length * 2);
    const { plain } = this;
    for (let at = 0; at < length; at += 1) plain[at] = text.charCodeAt(at);
    for (let n = 0; n < hidden.length; n += 2) plain.fill(0, hidden[n], hidden[n + 1]);
    this.plainLength = length;
    this.pieces.scan(plain, length, plainSeed);
  }

  /** Folds `text` to the end of the names; answers where it begins. */
  private append(text: string): number {
    const { nameFolder, namesUsed: start } = this;
    if (start + text.length > this.names.length) this.names = grownUint16(this.names, start + text.length);
    if (foldSimple(text, 0, text.length, this.names, start) === text.length) {
      this.namesUsed = start + text.length;
      return start;
    }
    nameFolder.fold(text);
    const { units, length } = nameFolder;
    if (start + length > this.names.length) this.names = grownUint16(this.names, start + length);
    const { names } = this;
    for (let at = 0; at < length; at += 1) names[start + at] = units[at] ?? 0;
    this.namesUsed = start + length;
    return start;
  }

  private note(kind: LiteralKind, start: number, end: number, pathEnd: number): void {
    const part = this.nameCount * 4;
    this.nameParts[part] = kind;
    this.nameParts[part + 1] = start;
    this.nameParts[part + 2] = end;
    this.nameParts[part + 3] = pathEnd;
    this.pieces.push(hashOf(this.names, start, end, nameSeeds[kind]), this.nameCount);
    this.nameCount += 1;
  }

  private addName(kind: LiteralKind, text: string): void {
    const start = this.append(text);
    this.note(kind, start, this.namesUsed, this.namesUsed);
  }

  /** By its handle, the handle's first label, and the native id: as accountNames has them. */
  private addAccount(kind: LiteralKind, handle: string | undefined, nativeId: string | undefined): void {
    if (handle !== undefined && handle !== '') {
      const start = this.appendHandle(handle);
      const end = this.namesUsed;
      if (end > start) {
        this.note(kind, start, end, end);
        let label = start;
        while (label < end && this.names[label] !== dot && this.names[label] !== atSign) label += 1;
        if (label > start && label < end) this.note(kind, start, label, label);
      }
    }
    if (nativeId !== undefined) {
      const start = this.appendHandle(nativeId);
      this.note(kind, start, this.namesUsed, this.namesUsed);
    }
  }

  private appendHandle(handle: string): number {
    let start = this.append(isTrimmed(handle) ? handle : handle.trim());
    while (start < this.namesUsed && this.names[start] === atSign) start += 1;
    return start;
  }

  /** By its host and every domain above that. */
  private addLink(address: string): void {
    const { namesUsed: start, plainLink } = this;
    this.names = grownUint16(this.names, start + address.length);
    let end = 0;
    if (plainLink.read(address, this.names, start)) {
      end = plainLink.hostEnd;
      this.namesUsed = plainLink.end;
    } else {
      const link = linkKey(address);
      if (link === null) return;
      const whole = link.host + link.path;
      // Lower case may be longer.
      this.names = grownUint16(this.names, start + whole.length);
      for (let at = 0; at < whole.length; at += 1) this.names[start + at] = whole.charCodeAt(at);
      end = start + link.host.length;
      this.namesUsed = start + whole.length;
    }
    this.note(HOST, start, end, this.namesUsed);
    for (let at = start; at < end; at += 1) {
      if (this.names[at] === dot) this.note(HOST, at + 1, end, this.namesUsed);
    }
  }

  /** Whether the piece number `n` is one of the literal `id`, and that stands there; notes it when so. */
  confirm(id: number, n: number): boolean {
    const { literals } = this;
    if (literals === null) return false;
    const { meta } = literals;
    const at = id * literalWidth;
    if (meta[at + MEMO] === this.post * 2 + 1) return true;
    const kind = ((meta[at + INFO] ?? 0) >> kindShift) & 7;
    const place = this.pieces.places[n] ?? 0;
    let isThere: boolean;
    if (n >= this.plainCount) isThere = this.isName(literals, id, kind, place);
    else if (n >= this.foldedCount) {
      isThere = kind === EXACT && standsAt(literals, id, this.plain, this.plainLength, place);
    } else isThere = kind <= PREFIX && standsAt(literals, id, this.folder.units, this.folder.length, place);
    if (isThere) meta[at + MEMO] = this.post * 2 + 1;
    return isThere;
  }

  private isName({ meta, pool }: LiteralTable, id: number, kind: number, name: number): boolean {
    const { names, nameParts } = this;
    if (nameParts[name * 4] !== kind) return false;
    const [from = 0, end = 0, pathEnd = 0] = [
      nameParts[name * 4 + 1],
      nameParts[name * 4 + 2],
      nameParts[name * 4 + 3],
    ];
    const at = id * literalWidth;
    const start = meta[at + START] ?? 0;
    const length = (meta[at + INFO] ?? 0) & lengthMask;
    const hostLength = kind === HOST ? (meta[at + PIECE] ?? 0) : length;
    if (end - from !== hostLength || length > pathEnd - from) return false;
    for (let n = 0; n < length; n += 1) if (names[from + n] !== pool[start + n]) return false;
    // A path matches whole segments.
    return length === hostLength || from + length === pathEnd || names[from + length] === 0x2f;
  }

  /** Whether the literal is in the post; all hits of indexed ones must have been confirmed before. */
  has(id: number): boolean {
    const { literals } = this;
    if (literals === null) return false;
    const { meta } = literals;
    const at = id * literalWidth;
    const memo = meta[at + MEMO] ?? 0;
    if (memo >> 1 === this.post) return (memo & 1) === 1;
    const info = meta[at + INFO] ?? 0;
    if ((info & indexed) !== 0) return false;
    let isThere = false;
    if ((info & pieceless) !== 0) isThere = this.searchAll(literals, id, (info >> kindShift) & 7);
    else {
      const hash = meta[at + HASH] ?? 0;
      if (!this.mayHave(hash)) return false;
      const { hashes, count } = this.pieces;
      for (let n = 0; n < count && !isThere; n += 1) isThere = hashes[n] === hash && this.confirm(id, n);
    }
    meta[at + MEMO] = this.post * 2 + (isThere ? 1 : 0);
    return isThere;
  }

  /** Whether the post may have a piece with this hash: wrong where it has none in one of twenty cases. */
  mayHave(hash: number): boolean {
    if (!this.hasBits) this.makeBits();
    return (((this.bits[(hash & this.bitsMask) >>> 5] ?? 0) >>> (hash & 31)) & 1) === 1;
  }

  private makeBits(): void {
    const { hashes, count } = this.pieces;
    const size = 1 << Math.min(24, 36 - Math.clz32(count | 63));
    const words = size >> 5;
    // What a monstrous post took is not kept.
    if (this.bits.length < words || this.bits.length > Math.max(words, mostBitsKept))
      this.bits = new Int32Array(words);
    const { bits } = this;
    const mask = size - 1;
    for (let n = 0; n < words; n += 1) bits[n] = 0;
    for (let n = 0; n < count; n += 1) {
      const hash = hashes[n] ?? 0;
      const word = (hash & mask) >>> 5;
      bits[word] = (bits[word] ?? 0) | (1 << (hash & 31));
    }
    this.bitsMask = mask;
    this.hasBits = true;
  }

  /** For the few literals that no piece finds. */
  private searchAll(literals: LiteralTable, id: number, kind: number): boolean {
    const units = kind === EXACT ? this.plain : this.folder.units;
    const length = kind === EXACT ? this.plainLength : this.folder.length;
    for (let at = 0; at < length; at += 1) if (standsAt(literals, id, units, length, at)) return true;
    return false;
  }
}
