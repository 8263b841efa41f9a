// The query's text as tokens: signs, operators and leaves, each with its place; full-width forms are taken as well.
import { addressPlaces } from './addresses.ts';
import { foldText, isWordAt, isWordBefore } from './fold.ts';
import { closers, endsWord, isMinus, isQuote, isSign, isSpace, kindAt, signs } from './query-chars.ts';
import {
  fieldMeant,
  fieldText,
  isField,
  readAccount,
  readField,
  readTag,
  type FieldResult,
} from './query-fields.ts';
import type { Literal, Place, QueryLeaf } from './query-node.ts';
import { queryBounds, short, type ProblemList } from './query-problems.ts';

export type Token = Place &
  (
    | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { kind: 'near'; distance: number }
    /** Null where the leaf was refused. */
    | { kind: 'leaf'; leaf: QueryLeaf | null }
  );

const stars = '*＊';

/** What may stand after a field that has nothing after it; names of accounts apart. */
const examples: Record<string, string> = {
  exact: '"FireTV"',
  lang: 'ja',
  network: 'bluesky',
  url: 'example.com',
  is: 'reply',
  has: 'image',
  min_followers: '1000',
  max_followers: '1000',
};

/** Whether it is not plain that no operator is meant, in whatever width. */
function mayBeOperator(word: string): boolean {
  return word.charCodeAt(0) >= 0x80 || 'AON'.includes(word.charAt(0));
}

/** Prepares what is looked for; `words` must not be empty. */
export function literalOf(text: string, words: readonly string[], place: Place): Literal {
  const last = words.at(-1) ?? '';
  const wordAtStart = isWordAt(words[0] ?? '', 0);
  const wordAtEnd = isWordBefore(last, last.length);
  return { text, words, wordAtStart, wordAtEnd, start: place.start, end: place.end };
}

/** The parts of a text that white space divides, and controls, which stand for addresses in a text (addresses.ts). */
export function wordsOf(text: string): string[] {
  if (text !== '' && !/[\s\p{Cc}]/u.test(text)) return [text];
  return text.split(/[\s\p{Cc}]+/u).filter((word) => word !== '');
}

/** Reads one query from its beginning to its end; never throws, and looks at each character a few times at most. */
class Tokenizer {
  private readonly tokens: Token[] = [];
  private readonly text: string;
  private readonly problems: ProblemList;
  private at = 0;
  private leaves = 0;

  constructor(problems: ProblemList) {
    this.text = problems.query;
    this.problems = problems;
  }

  run(): Token[] {
    while (this.at < this.text.length && this.leaves <= queryBounds.maxLeaves) {
      const kind = kindAt(this.text, this.at);
      if (kind === isSpace) this.at += 1;
      else if (kind === isSign)
        this.push({ kind: signs[this.text.charAt(this.at)] ?? 'or', start: this.at, end: this.at + 1 });
      else if (kind === isMinus) this.readMinus();
      else if (kind === isQuote) this.readPhrase(this.at);
      else this.readWord();
    }
    if (this.leaves > queryBounds.maxLeaves) {
      this.problems.add('query_too_many_leaves', { start: this.at, end: this.text.length });
    }
    return this.tokens;
  }

  private push(token: Token): void {
    this.tokens.push(token);
    this.at = token.end;
  }

  private pushLeaf(leaf: QueryLeaf | null, { start, end }: Place): void {
    this.push({ kind: 'leaf', leaf, start, end });
    this.leaves += 1;
  }

  /** `-word` excludes; a minus that stands alone is a slip, never a word to look for. */
  private readMinus(): void {
    const start = this.at;
    const end = start + 1;
    if (kindAt(this.text, end) !== isSpace) {
      this.push({ kind: 'not', start, end });
      return;
    }
    let next = end;
    while (next < this.text.length && kindAt(this.text, next) === isSpace) next += 1;
    let stop = next;
    while (!endsWord(this.text, stop) && stop - next < 80) stop += 1;
    const suggestion = stop === next ? null : `-${this.text.slice(next, stop)}`;
    this.problems.add('query_missing_operand', { start, end: stop === next ? end : stop }, suggestion);
    this.at = end;
  }

  /** The end of what the mark at `open` quotes, or the end of the query with a problem noted. */
  private closeOf(open: number): number {
    const marks = closers[this.text.charAt(open)] ?? '"';
    const [one, other] = [marks.charCodeAt(0), marks.charCodeAt(marks.length - 1)];
    for (let close = open + 1; close < this.text.length; close += 1) {
      const unit = this.text.charCodeAt(close);
      if (unit === one || unit === other) return close;
    }
    const rest = this.text.slice(open).trimEnd();
    const place = { start: open, end: this.text.length };
    this.problems.add('query_unclosed_quote', place, rest.length > 1 ? short(rest + marks.charAt(0)) : null);
    return this.text.length;
  }

  /** A phrase whose mark stands where the tokenizer is; `from` is before it when `exact:` is written there. */
  private readPhrase(from: number, isExact = false): void {
    const close = this.closeOf(this.at);
    const inner = this.text.slice(this.at + 1, close);
    const end = Math.min(close + 1, this.text.length);
    const hasStar = !isExact && stars.includes(this.text.charAt(end) || ' ');
    const place = { start: from, end: hasStar ? end + 1 : end };
    if (isExact) this.pushLiteral('exact', inner, place);
    else if (hasStar) this.pushPrefix(inner, place);
    else this.pushLiteral('phrase', inner, place);
  }

  private pushLiteral(type: 'term' | 'phrase' | 'exact', text: string, place: Place): void {
    const words = wordsOf(type === 'exact' ? text : foldText(text));
    if (words.length === 0) this.noteEmpty(place);
    this.pushLeaf(words.length === 0 ? null : { type, ...literalOf(text, words, place) }, place);
  }

  /** Suggests to keep only what stands before. */
  private noteEmpty({ start, end }: Place): void {
    const before = this.tokens.at(-1);
    if (before?.kind !== 'leaf') this.problems.add('query_empty_operand', { start, end });
    else {
      const kept = this.text.slice(before.start, before.end);
      this.problems.add('query_empty_operand', { start: before.start, end }, short(kept));
    }
  }

  private pushPrefix(stem: string, place: Place): void {
    const literal = literalOf(stem, wordsOf(foldText(stem)), place);
    const fits = literal.words.length > 0 && literal.wordAtEnd;
    const written = this.text.slice(place.start, place.end - 1);
    if (!fits) this.problems.add('query_bad_prefix', place, stem === '' ? null : written);
    this.pushLeaf(fits ? { type: 'prefix', ...literal } : null, place);
  }

  private readWord(): void {
    const start = this.at;
    let end = start + 1;
    while (!endsWord(this.text, end)) end += 1;
    const word = this.text.slice(start, end);
    const place = { start, end };
    const operator = word.length <= 12 && mayBeOperator(word) ? word.normalize('NFKC') : '';
    if (operator === 'AND' || operator === 'OR' || operator === 'NOT') {
      this.push({ kind: operator === 'AND' ? 'and' : operator === 'OR' ? 'or' : 'not', ...place });
    } else if (operator.startsWith('NEAR') && /^NEAR(?:\/.*)?$/u.test(operator))
      this.pushNear(operator, place);
    else if (!this.readSpecial(word, place)) this.readTerm(word, place);
  }

  private pushNear(operator: string, place: Place): void {
    const distance = Number(/^NEAR\/(\d{1,3})$/u.exec(operator)?.[1] ?? -1);
    if (distance === -1) this.problems.add('query_bad_near', place, 'NEAR/5');
    this.push({ kind: 'near', distance, ...place });
  }

  /** `#tag`, `@handle`, `field:value`, an address; false when the word is none of these. */
  private readSpecial(word: string, place: Place): boolean {
    const head = word.charAt(0);
    const rest = word.slice(1);
    if (head === '#' || head === '＃') return this.pushField(readTag(place, rest), place, word);
    if (head === '@' || head === '＠')
      return this.pushField(readAccount(place, rest, 'mention'), place, word);
    const [addressAt, addressEnd] = addressPlaces(word);
    if (addressAt === 0 && addressEnd === word.length) {
      this.problems.add('query_address', place, `url:${word.replace(/^https?:\/\//iu, '')}`);
      this.pushLeaf(null, place);
      return true;
    }
    if (!word.includes(':') && !word.includes('：')) return false;
    const field = /^([a-z_ａ-ｚ＿]{1,40})[:：](?!\/\/)/iu.exec(word);
    if (field === null) return false;
    const [written, name = ''] = field;
    this.readNamed(fieldText(name), written.length, place);
    return true;
  }

  /** A word that begins with a name and a colon, which take `length` units. */
  private readNamed(name: string, length: number, { start, end }: Place): void {
    const valueAt = start + length;
    const isQuoted = valueAt === end && kindAt(this.text, end) === isQuote;
    const isKnown = name === 'exact' || isField(name);
    if (isQuoted && isKnown) {
      this.at = valueAt;
      if (name === 'exact') return this.readPhrase(start, true);
      const close = this.closeOf(valueAt);
      const place = { start, end: Math.min(close + 1, this.text.length) };
      return this.pushValue(name, this.text.slice(valueAt + 1, close), place);
    }
    const place = { start, end };
    if (isKnown) return this.pushValue(name, this.text.slice(valueAt, end), place);
    const meant = fieldMeant(name);
    const word = this.text.slice(start, end);
    const suggestion = meant === null ? `"${word}"` : `${meant}:${word.slice(length)}`;
    this.problems.add('query_unknown_field', place, suggestion);
    this.pushLeaf(null, place);
  }

  private pushValue(name: string, value: string, place: Place): void {
    if (value.trim() === '') {
      this.problems.add('query_missing_value', place, `${name}:${examples[name] ?? 'acme'}`);
      this.pushLeaf(null, place);
    } else if (name === 'exact') this.pushLiteral('exact', value, place);
    else this.pushField(readField(name, place, value), place, this.text.slice(place.start, place.end));
  }

  private pushField(result: FieldResult, place: Place, written: string): true {
    if ('code' in result) {
      const isMark = written.length === 1;
      this.problems.add(result.code, place, result.suggestion ?? (isMark ? null : quoted(written)));
    }
    this.pushLeaf('leaf' in result ? result.leaf : null, place);
    return true;
  }

  private readTerm(word: string, place: Place): void {
    if (!word.includes('*') && !word.includes('＊')) return this.pushLiteral('term', word, place);
    const star = word.search(/[*＊]/u);
    const isLast = star === word.length - 1;
    if (isLast) return this.pushPrefix(word.slice(0, -1), place);
    const plain = word.replaceAll(/[*＊]/gu, '');
    const stem = star === 0 ? plain : quoted(word);
    this.problems.add('query_bad_prefix', place, stem === '' ? null : stem);
    this.pushLeaf(null, place);
  }
}

/** In quotation marks that do not stand within; where all do, they are dropped from the text. */
export function quoted(text: string): string {
  if (!/["＂]/u.test(text)) return `"${text}"`;
  if (!text.includes('」')) return `「${text}」`;
  if (!text.includes('』')) return `『${text}』`;
  return `"${text.replaceAll(/["＂]/gu, ' ')}"`;
}

/** The tokens of `problems.query`; what is wrong is added to `problems`. Never throws. */
export function tokenize(problems: ProblemList): Token[] {
  return new Tokenizer(problems).run();
}
