// Reads posts from lines of NDJSON without making what matching does not read: the usual form only, and nothing doubtful.
import type { Media, Mention, PostKind } from '../domain/post/post.ts';
import type { Matchable } from '../domain/listening/prepared-post.ts';
import { postKinds } from '../domain/post/post.ts';

/** A post that was read from its bytes; the same as JSON.parse and readPost make of them. */
export class ScannedPost implements Matchable {
  id = '';
  network = '';
  kind: PostKind = 'post';
  author: Matchable['author'] = { handle: '' };
  text = '';
  lang = '';
  mentions: readonly Mention[] = [];
  hashtags: readonly string[] = [];
  links: readonly string[] = [];
  media: readonly Media[] = [];
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d];
const [zero, nine] = [0x30, 0x39];

/** The keys of one kind of object that are read, as bytes of the usual form: in quotation marks, a colon behind. */
type Keys = readonly Buffer[];
const keysOf = (names: string): Keys => names.split(' ').map((name) => Buffer.from(`"${name}":`));
/** All of a post must be there, and each once; what follows `media` is often there and not read. */
const keys = keysOf('id network text lang kind author mentions hashtags links media createdAt');
const media = 9;
const authorKeys = keysOf('handle followers nativeId');
const mentionKeys = keysOf('handle nativeId');
const mediaKeys = keysOf('kind alt');
const allKeys = (2 << media) - 1;
const unknownKey = 31;

const noMentions: readonly Mention[] = [];
const noTexts: readonly string[] = [];
const noMedia: readonly Media[] = [];

/** Texts of few kinds, so that no new one is made each time. */
const remembered: string[] = Array.from({ length: 256 }, () => '');
const mostRemembered = 24;
/** Longer texts are made of their bytes. */
const mostShort = 40;
/** More digits may be more than a number holds. */
const mostDigits = 15;

/** What is no post in the usual form, whatever else it is. */
class Doubt extends Error {}
const doubt = new Doubt('not the usual form');

/** Where the first quotation mark, backslash or control character from `from` on stands, or the end. */
function plainEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte === quote || byte === backslash) break;
  }
  return at;
}

/** Where the first character that is none of ASCII's letters, digits and signs from `from` on stands, or a quotation mark or backslash, or the end. */
function asciiEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7f || byte === quote || byte === backslash) break;
  }
  return at;
}

export class PostScanner {
  private bytes: Buffer = Buffer.alloc(0);
  /** The line with a character for each byte; made when first asked for. */
  private line = '';
  private at = 0;

  /** The post on a line of valid UTF-8; null when the line is not in the usual form, which says nothing about it. */
  scan(line: Buffer): ScannedPost | null {
    if (line[0] !== openObject) return null;
    this.bytes = line;
    this.line = '';
    this.at = 0;
    try {
      return this.post();
    } catch (error) {
      if (error === doubt) return null;
      throw error;
    }
  }

  private post(): ScannedPost {
    const post = new ScannedPost();
    let had = 0;
    let likely = 0;
    this.expect(openObject);
    do {
      const key = this.key(keys, likely);
      if (key === unknownKey) {
        this.skipValue();
        continue;
      }
      if ((had & (1 << key)) !== 0) throw doubt;
      had |= 1 << key;
      likely = key + 1;
      this.field(post, key);
    } while (this.goesOn(closeObject));
    this.space();
    if ((had & allKeys) !== allKeys || this.at !== this.bytes.length) throw doubt;
    return post;
  }

  /** In the order of `keys`. */
  private field(post: ScannedPost, key: number): void {
    switch (key) {
      case 0:
        post.id = this.peek() === quote ? this.text() : String(this.number());
        if (post.id === '') throw doubt;
        return;
      case 1:
        post.network = this.commonText();
        return;
      case 2:
        post.text = this.text();
        return;
      case 3:
        post.lang = this.commonText();
        return;
      case 4: {
        const kind = this.commonText();
        const known = postKinds.find((one) => one === kind);
        if (known === undefined) throw doubt;
        post.kind = known;
        return;
      }
      case 5:
        post.author = this.author();
        return;
      case 6:
        post.mentions = this.isEmptyList() ? noMentions : this.list(() => this.mention());
        return;
      case 7:
        post.hashtags = this.isEmptyList() ? noTexts : this.list(() => this.text());
        return;
      case 8:
        post.links = this.isEmptyList() ? noTexts : this.list(() => this.text());
        return;
      case media:
        post.media = this.isEmptyList() ? noMedia : this.list(() => this.medium());
        return;
      default:
        this.skipValue();
    }
  }

  private author(): Matchable['author'] {
    let [handle, nativeId] = ['', ''];
    let followers: number | null = null;
    let had = 0;
    this.expect(openObject);
    do {
      const key = this.key(authorKeys, had & 1);
      if (key === unknownKey) {
        this.skipValue();
        continue;
      }
      if ((had & (1 << key)) !== 0) throw doubt;
      had |= 1 << key;
      if (key === 0) handle = this.text();
      else if (key === 1) followers = this.number();
      else nativeId = this.text();
    } while (this.goesOn(closeObject));
    return (had & 4) === 0 ? { handle, followers } : { handle, followers, nativeId };
  }

  private mention(): Mention {
    if (this.peek() === quote) return { handle: this.text() };
    const mention: Mention = {};
    this.object(mentionKeys, (key) => {
      if (key === 0) mention.handle = this.text();
      else mention.nativeId = this.text();
    });
    return mention;
  }

  private medium(): Media {
    const media: Media = { kind: 'other', alt: '' };
    this.object(mediaKeys, (key) => {
      const text = this.text();
      if (key === 1) media.alt = text;
      else if (text === 'image' || text === 'video' || text === 'audio') media.kind = text;
    });
    return media;
  }

  private object(all: Keys, read: (key: number) => void): void {
    let had = 0;
    this.expect(openObject);
    if (this.peek() === closeObject) {
      this.at += 1;
      return;
    }
    do {
      const key = this.key(all, 0);
      if (key === unknownKey) {
        this.skipValue();
        continue;
      }
      if ((had & (1 << key)) !== 0) throw doubt;
      had |= 1 << key;
      read(key);
    } while (this.goesOn(closeObject));
  }

  /** Whether an empty list stands here; goes on behind it. */
  private isEmptyList(): boolean {
    this.expect(openList);
    if (this.peek() !== closeList) return false;
    this.at += 1;
    return true;
  }

  /** The rest of a list that is not empty. */
  private list<T>(read: () => T): T[] {
    const all: T[] = [];
    do all.push(read());
    while (this.goesOn(closeList));
    return all;
  }

  private space(): void {
    const { bytes } = this;
    let { at } = this;
    for (let byte = bytes[at] ?? 0; byte === 0x20 || byte === 0x0d || byte === 0x09; byte = bytes[at] ?? 0)
      at += 1;
    this.at = at;
  }

  private peek(): number {
    this.space();
    return this.bytes[this.at] ?? 0;
  }

  private expect(byte: number): void {
    // Mostly without space before it.
    if ((this.bytes[this.at] ?? 0) !== byte && this.peek() !== byte) throw doubt;
    this.at += 1;
  }

  /** Whether a comma follows, and not the end. */
  private goesOn(end: number): boolean {
    const byte = this.peek();
    this.at += 1;
    if (byte === comma) return true;
    if (byte === end) return false;
    throw doubt;
  }

  /** The number of a key among `all`, most likely the one numbered `first`; goes on to its value. */
  private key(all: Keys, first: number): number {
    const { bytes } = this;
    const likely = all[first];
    if (likely !== undefined && this.isAt(likely, likely.length, this.at)) {
      this.at += likely.length;
      return first;
    }
    this.expect(quote);
    const start = this.at;
    let end = start;
    for (let byte = bytes[end] ?? 0; byte !== quote; byte = bytes[end] ?? 0) {
      if (byte < 0x20 || byte === backslash) throw doubt;
      end += 1;
    }
    this.at = end + 1;
    this.expect(colon);
    // With both quotation marks, without the colon.
    const found = all.findIndex(
      (key) => key.length === end - start + 3 && this.isAt(key, key.length - 1, start - 1),
    );
    return found === -1 ? unknownKey : found;
  }

  /** Whether the first `count` bytes of `wanted` stand at `at`. */
  private isAt(wanted: Buffer, count: number, at: number): boolean {
    const { bytes } = this;
    for (let n = 0; n < count; n += 1) if ((wanted[n] ?? 0) !== (bytes[at + n] ?? 0)) return false;
    return true;
  }

  private isText(text: string, start: number, end: number): boolean {
    if (text.length !== end - start) return false;
    const { bytes } = this;
    for (let n = 0; n < text.length; n += 1) if (text.charCodeAt(n) !== (bytes[start + n] ?? 0)) return false;
    return true;
  }

  private text(): string {
    this.expect(quote);
    const { bytes, at: start } = this;
    let end = asciiEnd(bytes, start);
    if (bytes[end] === quote) {
      this.at = end + 1;
      return this.ascii(start, end);
    }
    end = plainEnd(bytes, end);
    if (bytes[end] === backslash) return this.escaped(start, end);
    if (bytes[end] !== quote) throw doubt;
    this.at = end + 1;
    return bytes.toString('utf8', start, end);
  }

  /** Every call that makes a string of bytes takes long, however short it is: short ones are cut out of one for the line. */
  private ascii(start: number, end: number): string {
    if (end - start > mostShort) return this.bytes.toString('latin1', start, end);
    if (this.line === '') this.line = this.bytes.toString('latin1');
    return this.line.slice(start, end);
  }

  /** The text that begins at `start` and has its first backslash at `from`. */
  private escaped(start: number, from: number): string {
    const { bytes } = this;
    let end = from;
    for (let byte = bytes[end] ?? 0; byte !== quote; byte = bytes[end] ?? 0) {
      if (byte < 0x20) throw doubt;
      end += byte === backslash ? 2 : 1;
    }
    this.at = end + 1;
    try {
      return JSON.parse(bytes.toString('utf8', start - 1, end + 1)) as string;
    } catch {
      throw doubt;
    }
  }

  private skipText(): void {
    const start = this.at + 1;
    const end = plainEnd(this.bytes, start);
    if (this.bytes[end] === backslash) {
      this.escaped(start, end);
      return;
    }
    if (this.bytes[end] !== quote) throw doubt;
    this.at = end + 1;
  }

  /** A text that was mostly seen before. */
  private commonText(): string {
    this.expect(quote);
    const { bytes } = this;
    const start = this.at;
    let hash = 0;
    let end = start;
    for (let byte = bytes[end] ?? 0; byte !== quote; byte = bytes[end] ?? 0) {
      if (byte < 0x20 || byte > 0x7f || byte === backslash) throw doubt;
      hash = (Math.imul(hash, 31) + byte) | 0;
      end += 1;
    }
    this.at = end + 1;
    const known = remembered[hash & 255] ?? '';
    if (this.isText(known, start, end)) return known;
    const text = bytes.toString('latin1', start, end);
    if (text.length <= mostRemembered) remembered[hash & 255] = text;
    return text;
  }

  /** A number of digits alone. */
  private number(): number {
    this.space();
    const { bytes } = this;
    const start = this.at;
    let number = 0;
    let end = start;
    for (let byte = bytes[end] ?? 0; byte >= zero && byte <= nine; byte = bytes[end] ?? 0) {
      number = number * 10 + byte - zero;
      end += 1;
    }
    this.at = end;
    if (end === start || end - start > mostDigits || (end - start > 1 && bytes[start] === zero)) throw doubt;
    return number;
  }

  /** Passes by the value of a key that nobody reads. */
  private skipValue(): void {
    const byte = this.peek();
    if (byte === quote) this.skipText();
    else if (byte >= zero && byte <= nine) this.number();
    else throw doubt;
  }
}
