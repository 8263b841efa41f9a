// What single characters are to a query's text: spaces, signs, quotation marks, the minus; full-width forms are taken as well.

/** Opening marks, and the marks that close them. */
export const closers: Record<string, string> = {
  '"': '"＂',
  '＂': '"＂',
  '“': '”"',
  '”': '”"',
  '「': '」',
  '『': '』',
};
/** Only at the beginning of a word; the ideographic long mark ー and the various dashes are no minus. */
const minus = '-－−';
export const signs: Record<string, 'open' | 'close' | 'or'> = {
  '(': 'open',
  '（': 'open',
  ')': 'close',
  '）': 'close',
  '|': 'or',
  '｜': 'or',
};

export const [isSpace, isSign, isQuote, isMinus] = [1, 2, 4, 8];
/** What a word ends before. */
const ofWord = isSpace | isSign | isQuote;

/** What each UTF-16 unit is to the query's text. */
const unitKinds = new Uint8Array(0x1_0000);
/** All that `\s` takes. */
const spaces =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
for (const [kind, chars] of [
  [isSpace, spaces],
  [isSign, Object.keys(signs).join('')],
  [isQuote, Object.keys(closers).join('')],
  [isMinus, minus],
] as const)
  for (const char of chars) unitKinds[char.charCodeAt(0)] = kind;

/** What the unit at `at` is, or 0; the end of the text is as good as a space. */
export function kindAt(text: string, at: number): number {
  return at < text.length ? (unitKinds[text.charCodeAt(at)] ?? 0) : isSpace;
}

export function endsWord(text: string, at: number): boolean {
  return (kindAt(text, at) & ofWord) !== 0;
}
