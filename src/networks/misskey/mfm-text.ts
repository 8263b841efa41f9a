// Misskey's markup (MFM) as the plain text its author meant, with its links, mentions and hashtags; one pass, linear.

export interface MfmText {
  text: string;
  /** Addresses, in order, each once. */
  links: string[];
  /** `host` is null where the author wrote none. */
  mentions: { user: string; host: string | null }[];
  /** Without `#`. */
  hashtags: string[];
}

/** Longer input is cut: no server lets a note be this long. */
const MAX_LENGTH = 200_000;

/** What stands in front of a mention, a hashtag or an address keeps it from being one. */
const wordBefore = /[a-z0-9]$/iu;

const name = '[a-z0-9_](?:[a-z0-9_.-]{0,200}[a-z0-9_])?';
const patterns = {
  codeBlock: /```[^\n`]{0,80}\n([\s\S]*?)\n```/y,
  code: /`([^`\n]+)`/y,
  plain: /<plain>([\s\S]*?)<\/plain>/y,
  tag: /<\/?(?:b|i|s|small|center)>/y,
  link: /\??\[([^[\]\n]{1,500})\]\(<?(https?:\/\/[^\s()<>]{1,2048})>?\)/y,
  bracketed: /<(https?:\/\/[^\s<>]{1,2048})>/y,
  url: /https?:\/\/[\w./:%#@$&?!~=+,;'*()-]{1,2048}/y,
  functionStart: /\$\[[a-z0-9_]{1,40}(?:\.[a-z0-9_=.,-]{1,200})? /iy,
  mention: new RegExp(`@(${name})(?:@(${name}))?`, 'iy'),
  hashtag: /#([^\s.,!?'"#:/[\]【】()「」（）<>]{1,128})/uy,
  emphasis: /\*\*|~~/y,
} as const;

type Pattern = keyof typeof patterns;

/** Where functions (`$[shake …]`) begin and end, for those that do both. */
function functionEnds(mfm: string): Set<number> {
  const ends = new Set<number>();
  const open: { at: number; isFunction: boolean }[] = [];
  for (let at = 0; at < mfm.length; at += 1) {
    if (mfm[at] === '[') open.push({ at, isFunction: mfm[at - 1] === '$' });
    if (mfm[at] !== ']') continue;
    const start = open.pop();
    if (start?.isFunction === true) {
      ends.add(at);
      ends.add(start.at - 1);
    }
  }
  return ends;
}

/** A link without the punctuation of the sentence around it, nor a bracket that was opened before it. */
function trimUrl(url: string): string {
  let end = url.length;
  for (;;) {
    const last = url[end - 1] ?? '';
    const part = url.slice(0, end);
    const isOpenedBefore = last === ')' && part.split(')').length > part.split('(').length;
    if (!/[.,;:!?'*~]/.test(last) && !isOpenedBefore) return part;
    end -= 1;
  }
}

class Reader {
  readonly #mfm: string;
  readonly #ends: Set<number>;
  readonly #links = new Set<string>();
  readonly #mentions: MfmText['mentions'] = [];
  readonly #hashtags: string[] = [];
  #out = '';
  #at = 0;

  constructor(mfm: string) {
    this.#mfm = mfm;
    this.#ends = functionEnds(mfm);
  }

  /** Whether `end` comes anywhere behind: looking for what never comes, from each beginning anew, would take for ever. */
  #hasBehind(end: string): boolean {
    const last = this.#last.get(end) ?? this.#mfm.lastIndexOf(end);
    this.#last.set(end, last);
    return last > this.#at;
  }
  readonly #last = new Map<string, number>();

  #match(pattern: Pattern): RegExpExecArray | null {
    const rule = patterns[pattern];
    rule.lastIndex = this.#at;
    return rule.exec(this.#mfm);
  }

  /** Writes `text` for `length` characters of the source. */
  #write(text: string, length: number): true {
    this.#out += text;
    this.#at += length;
    return true;
  }

  /** What is written as it stands, without anything in it being read. */
  #verbatim(pattern: 'codeBlock' | 'code' | 'plain', end: string): boolean {
    if (!this.#hasBehind(end)) return false;
    const found = this.#match(pattern);
    return found !== null && this.#write(found[1] ?? '', found[0].length);
  }

  #dropped(pattern: 'tag'): boolean {
    const found = this.#match(pattern);
    return found !== null && this.#write('', found[0].length);
  }

  /** Bold and struck-out text, where the mark stands twice. */
  #emphasis(): boolean {
    const mark = this.#match('emphasis')?.[0];
    if (mark === undefined) return false;
    const isOpen = this.#open.has(mark);
    if (!isOpen && !this.#hasBehind(mark)) return this.#write(mark, mark.length);
    if (isOpen) this.#open.delete(mark);
    else this.#open.add(mark);
    return this.#write('', mark.length);
  }
  /** Marks that were opened and close later. */
  readonly #open = new Set<string>();

  #link(): boolean {
    const found = this.#match('link');
    if (found === null) return false;
    this.#links.add(found[2] ?? '');
    return this.#write(found[1] ?? '', found[0].length);
  }

  #url(): boolean {
    const bracketed = this.#match('bracketed');
    if (bracketed !== null) {
      this.#links.add(bracketed[1] ?? '');
      return this.#write(bracketed[1] ?? '', bracketed[0].length);
    }
    const found = this.#match('url');
    if (found === null || wordBefore.test(this.#before)) return false;
    const url = trimUrl(found[0]);
    if (/^https?:\/\/$/i.test(url)) return false;
    this.#links.add(url);
    return this.#write(url, url.length);
  }

  #named(): boolean {
    if (wordBefore.test(this.#before)) return false;
    const mention = this.#match('mention');
    if (mention !== null && this.#before !== '@' && this.#before !== '/') {
      this.#mentions.push({ user: mention[1] ?? '', host: mention[2] ?? null });
      return this.#write(mention[0], mention[0].length);
    }
    const hashtag = this.#match('hashtag');
    if (hashtag === null || /^\d+$/.test(hashtag[1] ?? '')) return false;
    this.#hashtags.push(hashtag[1] ?? '');
    return this.#write(hashtag[0], hashtag[0].length);
  }

  #function(): boolean {
    if (!this.#ends.has(this.#at)) return false;
    const start = this.#match('functionStart');
    if (start !== null) return this.#write('', start[0].length);
    return this.#mfm[this.#at] === ']' && this.#write('', 1);
  }

  get #before(): string {
    return this.#mfm[this.#at - 1] ?? '';
  }

  #step(): boolean {
    switch (this.#mfm[this.#at]) {
      case '`':
        return this.#verbatim('codeBlock', '\n```') || this.#verbatim('code', '`');
      case '<':
        return this.#verbatim('plain', '</plain>') || this.#dropped('tag') || this.#url();
      case '?':
      case '[':
        return this.#link();
      case '$':
      case ']':
        return this.#function();
      case '*':
      case '~':
        return this.#emphasis();
      case '@':
      case '#':
        return this.#named();
      case 'h':
        return this.#url();
      default:
        return false;
    }
  }

  read(): MfmText {
    while (this.#at < this.#mfm.length) {
      if (!this.#step()) this.#write(this.#mfm[this.#at] ?? '', 1);
    }
    return {
      text: this.#out.trim(),
      links: [...this.#links],
      mentions: this.#mentions,
      hashtags: this.#hashtags,
    };
  }
}

/** Turns markup into text. Never throws; what is not well-formed stays as it is written. */
export function mfmToText(input: string): MfmText {
  return new Reader(input.length > MAX_LENGTH ? input.slice(0, MAX_LENGTH) : input).read();
}
