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

/** Where the address that has `://` or a bare domain's first `/` at `slashAt` begins; -1 when it is none. */
function addressStart(text: string, slashAt: number, floor: number): number {
  if (text.startsWith('//', slashAt) && text.charAt(slashAt - 1) === ':') {
    const scheme = text.slice(Math.max(floor, slashAt - 6), slashAt - 1).toLowerCase();
    if (scheme.endsWith('https')) return slashAt - 6;
    return scheme.endsWith('http') ? slashAt - 5 : -1;
  }
  let start = slashAt;
  while (start > floor && isOf(HANDLE, text.charCodeAt(start - 1))) start -= 1;
  // Domain names have 253 characters at most.
  return slashAt - start <= 253 && domain.test(text.slice(start, slashAt)) ? start : -1;
}

/** Where the handle of the `@` at `from` ends (`@acme`, `@acme@mastodon.example`); -1 when it is none. */
function handleEnd(text: string, from: number): number {
  // What follows a letter is the second half of a mail address.
  if (from > 0 && (isOf(WORD, text.charCodeAt(from - 1)) || text.charAt(from - 1) === '.')) return -1;
  const end = endOf(text, from + 1, HANDLE);
  if (end === from + 1) return -1;
  if (text.charAt(end) !== '@') return end;
  const whole = endOf(text, end + 1, HANDLE);
  return whole === end + 1 ? end : whole;
}

/**
 * The places of `https://…` and `http://…`, of domains with a path (`acme.com/help`), and of `@handles`: starts and ends
 * in turn, in UTF-16 units, in order, apart.
 */
export function addressPlaces(text: string): number[] {
  const places: number[] = [];
  let floor = 0;
  let slashAt = text.indexOf('/');
  let handleAt = nextHandle(text, 0);
  while (slashAt !== -1 || handleAt !== -1) {
    const isHandle = slashAt === -1 || (handleAt !== -1 && handleAt < slashAt);
    const mark = isHandle ? handleAt : slashAt;
    const start = isHandle ? mark : addressStart(text, mark, floor);
    const end = isHandle ? handleEnd(text, mark) : start < floor ? -1 : endOf(text, mark, ADDRESS);
    const found = end !== -1;
    if (found) places.push(start, end);
    // What was looked at and was no address: a run of slashes must not be read again from each of them.
    const next = found ? end : mark + 1;
    if (found) floor = end;
    if (slashAt !== -1 && slashAt < next) slashAt = text.indexOf('/', next);
    if (handleAt !== -1 && handleAt < next) handleAt = nextHandle(text, next);
  }
  return places;
}

function nextHandle(text: string, from: number): number {
  const plain = text.indexOf('@', from);
  const wide = text.indexOf('＠', from);
  return plain === -1 || (wide !== -1 && wide < plain) ? wide : plain;
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
