// Where addresses and handles stand in a text: they are no words, and a bare term must not be found in them.

/** A letter or digit of ASCII, or `_`: what a mail address may have before its `@`. */
const WORD = 1;
/** What handles and domains are made of. */
const HANDLE = 2;
/** What addresses are made of: ASCII, so that in Japanese, which needs no space after them, they end where it begins. */
const ADDRESS = 4;

const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/\w/u.test(char)) return WORD | HANDLE | ADDRESS;
  if (/[.-]/u.test(char)) return HANDLE | ADDRESS;
  return /[!-~]/u.test(char) && !/[<>"]/u.test(char) ? ADDRESS : 0;
});

function isOf(kind: number, code: number): boolean {
  return code < 128 && ((kinds[code] ?? 0) & kind) !== 0;
}

/** Where the run of this kind ends that begins at `from`. */
function endOf(text: string, from: number, kind: number): number {
  let end = from;
  while (end < text.length && isOf(kind, text.charCodeAt(end))) end += 1;
  return end;
}

const domain = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/iu;
/** Domain names have no more characters. */
const longestDomain = 253;

const [slash, at, wideAt, dot, colonSign] = [0x2f, 0x40, 0xff20, 0x2e, 0x3a];

/** What an address or handle is recognised by: those that this has are the ones to ask `placeEnd` about. */
export const marks: readonly number[] = [slash, at, wideAt];

/** Where the address that has `://` or a bare domain's first `/` at `slashAt` begins, at `floor` at the earliest; -1 when it is none. */
function addressStart(text: string, slashAt: number, floor: number): number {
  if (slashAt > 0 && text.charCodeAt(slashAt - 1) === colonSign && text.charCodeAt(slashAt + 1) === slash) {
    const scheme = text.slice(Math.max(floor, slashAt - 6), slashAt - 1).toLowerCase();
    if (scheme.endsWith('https')) return slashAt - 6;
    return scheme.endsWith('http') ? slashAt - 5 : -1;
  }
  let start = slashAt;
  let hasDot = false;
  while (start > floor) {
    const code = text.charCodeAt(start - 1);
    if (!isOf(HANDLE, code)) break;
    hasDot ||= code === dot;
    start -= 1;
  }
  return hasDot && slashAt - start <= longestDomain && domain.test(text.slice(start, slashAt)) ? start : -1;
}

/** Where the handle of the `@` at `from` ends (`@acme`, `@acme@mastodon.example`); -1 when it is none. */
function handleEnd(text: string, from: number): number {
  // What follows a letter is the second half of a mail address.
  if (from > 0) {
    const before = text.charCodeAt(from - 1);
    if (before === dot || isOf(WORD, before)) return -1;
  }
  const end = endOf(text, from + 1, HANDLE);
  if (end === from + 1) return -1;
  if (end === text.length || text.charCodeAt(end) !== at) return end;
  const whole = endOf(text, end + 1, HANDLE);
  return whole === end + 1 ? end : whole;
}

/**
 * Where the address or handle begins whose first mark is at `mark`; -1 when it is none. What is before `floor` belongs to
 * another one.
 */
export function placeStart(text: string, mark: number, floor: number): number {
  const code = text.charCodeAt(mark);
  if (code === slash) {
    const start = addressStart(text, mark, floor);
    return start < floor ? -1 : start;
  }
  return (code === at || code === wideAt) && handleEnd(text, mark) !== -1 ? mark : -1;
}

/** Where the address or handle ends whose first mark is at `mark`. */
export function placeEnd(text: string, mark: number): number {
  return text.charCodeAt(mark) === slash ? endOf(text, mark, ADDRESS) : handleEnd(text, mark);
}

/**
 * The places of `https://…` and `http://…`, of domains with a path (`acme.com/help`), and of `@handles`: starts and ends
 * in turn, in UTF-16 units, in order, apart.
 */
export function addressPlaces(text: string): number[] {
  const places: number[] = [];
  let floor = 0;
  for (let mark = nextMark(text, 0); mark !== -1;) {
    const start = placeStart(text, mark, floor);
    // What was looked at and was no address: a run of slashes must not be read again from each of them.
    let next = mark + 1;
    if (start !== -1) {
      next = placeEnd(text, mark);
      places.push(start, next);
      floor = next;
    }
    mark = nextMark(text, next);
  }
  return places;
}

function nextMark(text: string, from: number): number {
  for (let n = from; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (code === slash || code === at || code === wideAt) return n;
  }
  return -1;
}

/** An address or handle as it stands in a text, without what ends the sentence that it ends. */
export function withoutSentenceEnd(written: string): string {
  return written.replace(/[.,:;!?)\]'-]{1,20}$/u, '');
}

/** The text with NUL in these places (addressPlaces): nothing is found there, and offsets stay. */
export function withoutPlaces(text: string, places: readonly number[]): string {
  if (places.length === 0) return text;
  let out = '';
  let kept = 0;
  for (let n = 0; n < places.length; n += 2) {
    const [start = 0, end = 0] = [places[n], places[n + 1]];
    out += text.slice(kept, start) + '\u0000'.repeat(end - start);
    kept = end;
  }
  return out + text.slice(kept);
}
