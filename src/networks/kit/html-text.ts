// A network's HTML as the plain text its author wrote, with its links, mentions and hashtags; one pass, no backtracking.

export interface HtmlText {
  text: string;
  /** Addresses of links that are neither mentions nor hashtags, in order, each once. */
  links: string[];
  /** Mentions by their class: the text with its `@`, and where it points. */
  mentions: { text: string; href: string }[];
  /** Without `#`. */
  hashtags: string[];
}

export interface HtmlTextOptions {
  /** Leaves out elements of this class (Mastodon repeats a quoted post's address in `quote-inline`). */
  dropClass?: string;
}

/** Longer input is cut: no network lets a post be this long. */
const MAX_LENGTH = 200_000;

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  copy: '©',
  reg: '®',
  trade: '™',
  yen: '¥',
  euro: '€',
  pound: '£',
  middot: '·',
  bull: '•',
  times: '×',
  deg: '°',
};
const LONGEST_ENTITY = 10;

/** Blocks begin on a line of their own; the number is the blank lines between them. */
const blocks: Readonly<Record<string, number>> = {
  p: 2,
  div: 1,
  blockquote: 2,
  pre: 2,
  ul: 1,
  ol: 1,
  li: 1,
  h1: 2,
  h2: 2,
  h3: 2,
  h4: 2,
  h5: 2,
  h6: 2,
  hr: 2,
  table: 2,
  tr: 1,
};
const unseen = new Set(['script', 'style', 'template', 'head', 'title', 'noscript', 'textarea', 'iframe']);
const childless = new Set(['br', 'img', 'hr', 'input', 'meta', 'link', 'wbr', 'area', 'source', 'col']);

/** Replaces character references; what is none stays as it is written. */
export function decodeEntities(text: string): string {
  let out = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('&', at);
    if (start === -1) return out + text.slice(at);
    out += text.slice(at, start);
    const window = text.slice(start + 1, start + 2 + LONGEST_ENTITY);
    const length = window.indexOf(';');
    const decoded = length > 0 ? decodeReference(window.slice(0, length)) : null;
    if (decoded === null) {
      out += '&';
      at = start + 1;
    } else {
      out += decoded;
      at = start + length + 2;
    }
  }
}

function decodeReference(name: string): string | null {
  if (!name.startsWith('#')) return Object.hasOwn(namedEntities, name) ? (namedEntities[name] ?? null) : null;
  const isHex = name[1] === 'x' || name[1] === 'X';
  const digits = name.slice(isHex ? 2 : 1);
  if (!(isHex ? /^[0-9a-f]{1,6}$/i : /^\d{1,7}$/).test(digits)) return null;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code === 0 || code > 0x10ffff || isSurrogate ? '\ufffd' : String.fromCodePoint(code);
}

interface Tag {
  name: string;
  isEnd: boolean;
  attributes: Map<string, string>;
  /** Index after the closing `>`; the input's length when it is missing. */
  end: number;
}

const isSpace = (char: string | undefined): boolean =>
  char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f';

/** Reads the tag at `start` (which is a `<`); null when a `<` there is only a character. */
function readTag(html: string, start: number): Tag | null {
  const isEnd = html[start + 1] === '/';
  let at = start + (isEnd ? 2 : 1);
  if (!/[a-z]/i.test(html[at] ?? '')) return null;
  const nameStart = at;
  while (at < html.length && !isSpace(html[at]) && html[at] !== '>' && html[at] !== '/') at += 1;
  const name = html.slice(nameStart, at).toLowerCase();
  const attributes = new Map<string, string>();
  while (at < html.length && html[at] !== '>') {
    if (isSpace(html[at]) || html[at] === '/') {
      at += 1;
      continue;
    }
    const keyStart = at;
    while (at < html.length && !isSpace(html[at]) && html[at] !== '=' && html[at] !== '>' && html[at] !== '/')
      at += 1;
    const key = html.slice(keyStart, at).toLowerCase();
    while (isSpace(html[at])) at += 1;
    if (html[at] !== '=') {
      if (key === '') at += 1;
      else if (!attributes.has(key)) attributes.set(key, '');
      continue;
    }
    at += 1;
    while (isSpace(html[at])) at += 1;
    const quote = html[at] === '"' || html[at] === "'" ? html[at] : undefined;
    const valueStart = quote === undefined ? at : at + 1;
    if (quote === undefined) {
      while (at < html.length && !isSpace(html[at]) && html[at] !== '>') at += 1;
    } else {
      const close = html.indexOf(quote, valueStart);
      at = close === -1 ? html.length : close;
    }
    if (!attributes.has(key)) attributes.set(key, decodeEntities(html.slice(valueStart, at)));
    if (quote !== undefined) at += 1;
  }
  return { name, isEnd, attributes, end: Math.min(at + 1, html.length) };
}

/** The text under construction: joins runs of spaces, and keeps block gaps from adding up. */
class TextWriter {
  #parts: string[] = [];
  #pendingBreaks = 0;
  #pendingSpace = false;
  #isEmpty = true;
  #isLineStart = true;

  write(text: string, keepSpaces: boolean): void {
    const pieces = keepSpaces ? [text] : text.split(/[ \t\r\n\f]+/);
    for (const [index, piece] of pieces.entries()) {
      if (index > 0 && !this.#isLineStart) this.#pendingSpace = true;
      if (piece === '') continue;
      this.#flush();
      this.#parts.push(piece);
      this.#isEmpty = false;
      this.#isLineStart = piece.endsWith('\n');
    }
  }

  /** A line break that the author made. */
  lineBreak(): void {
    this.#flush();
    this.#parts.push('\n');
    this.#isLineStart = true;
  }

  gap(breaks: number): void {
    this.#pendingSpace = false;
    if (!this.#isEmpty) this.#pendingBreaks = Math.max(this.#pendingBreaks, breaks);
    this.#isLineStart = true;
  }

  #flush(): void {
    if (this.#pendingBreaks > 0) this.#parts.push('\n'.repeat(this.#pendingBreaks));
    else if (this.#pendingSpace) this.#parts.push(' ');
    this.#pendingBreaks = 0;
    this.#pendingSpace = false;
  }

  get text(): string {
    return this.#parts
      .join('')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/^\n+/, '')
      .trimEnd();
  }
}

/** Index of the first character after a comment or declaration that begins at `start`. */
function skipDeclaration(html: string, start: number): number {
  const isComment = html.startsWith('<!--', start);
  const close = html.indexOf(isComment ? '-->' : '>', start + (isComment ? 4 : 2));
  return close === -1 ? html.length : close + (isComment ? 3 : 1);
}

/** Turns markup into text. Never throws; what is not well-formed is read as a browser would roughly show it. */
export function htmlToText(input: string, options: HtmlTextOptions = {}): HtmlText {
  const html = input.length > MAX_LENGTH ? input.slice(0, MAX_LENGTH) : input;
  const writer = new TextWriter();
  const links = new Set<string>();
  const mentions: HtmlText['mentions'] = [];
  const hashtags: string[] = [];
  let anchor: { href: string; classes: string[]; text: string } | null = null;
  /** The element whose content is left out, and how deep we are inside elements of the same name. */
  let hidden: { name: string; depth: number } | null = null;
  let preDepth = 0;
  let at = 0;

  const closeAnchor = (): void => {
    if (anchor === null) return;
    const { href, classes, text } = anchor;
    anchor = null;
    const isHashtag = classes.includes('hashtag') || (classes.includes('mention') && text.startsWith('#'));
    if (isHashtag) hashtags.push(text.replace(/^[#＃]/u, '').trim());
    else if (classes.includes('mention')) mentions.push({ text: text.trim(), href });
    else if (/^https?:\/\//i.test(href)) links.add(href);
  };

  const writeText = (raw: string): void => {
    if (hidden !== null || raw === '') return;
    const text = decodeEntities(raw);
    if (anchor !== null) anchor.text += text;
    writer.write(text, preDepth > 0);
  };

  const enterOrLeave = (tag: Tag): void => {
    const { name, isEnd, attributes } = tag;
    if (hidden !== null) {
      if (name !== hidden.name || childless.has(name)) return;
      hidden.depth += isEnd ? -1 : 1;
      if (hidden.depth === 0) hidden = null;
      return;
    }
    const classes = (attributes.get('class') ?? '').split(/\s+/);
    const isDropped = options.dropClass !== undefined && classes.includes(options.dropClass);
    if (!isEnd && !childless.has(name) && (unseen.has(name) || isDropped)) {
      hidden = { name, depth: 1 };
      return;
    }
    const gap = blocks[name];
    if (gap !== undefined && Object.hasOwn(blocks, name)) writer.gap(gap);
    if (name === 'br' && !isEnd) writer.lineBreak();
    if (name === 'img' && !isEnd) writeText(attributes.get('alt') ?? '');
    if (name === 'pre') preDepth = Math.max(0, preDepth + (isEnd ? -1 : 1));
    if (name === 'li' && !isEnd) writer.write('• ', true);
    if (name === 'a') {
      closeAnchor();
      if (!isEnd) anchor = { href: attributes.get('href') ?? '', classes, text: '' };
    }
  };

  while (at < html.length) {
    const open = html.indexOf('<', at);
    writeText(html.slice(at, open === -1 ? html.length : open));
    if (open === -1) break;
    const next = html[open + 1];
    if (next === '!' || next === '?') {
      at = skipDeclaration(html, open);
      continue;
    }
    const tag = readTag(html, open);
    if (tag === null) {
      writeText('<');
      at = open + 1;
      continue;
    }
    enterOrLeave(tag);
    at = tag.end;
  }
  closeAnchor();
  return { text: writer.text, links: [...links], mentions, hashtags };
}
