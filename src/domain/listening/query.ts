// The query language so far: terms, phrases, AND, OR, NOT, groups, #tag, @handle, lang:. Parsing never throws.
import { charAt, charBefore, foldText, isWordCharacter } from './fold.ts';
import type { Literal, QueryNode } from './query-node.ts';

export type ProblemCode =
  | 'query_empty'
  | 'query_too_long'
  | 'query_too_many_leaves'
  | 'query_too_deep'
  | 'query_unclosed_quote'
  | 'query_unclosed_group'
  | 'query_unexpected_close'
  | 'query_missing_operand'
  | 'query_empty_operand'
  | 'query_unknown_field'
  | 'query_bad_lang'
  | 'query_only_absence';

export interface QueryProblem {
  code: ProblemCode;
  message: string;
  /** UTF-16 offsets into the query. */
  start: number;
  end: number;
  suggestion: string | null;
}

export type ParseResult = { ok: true; node: QueryNode } | { ok: false; problems: QueryProblem[] };

/** Bounds, each with its own clear problem. */
export const queryBounds = { maxLength: 65_536, maxLeaves: 10_000, maxDepth: 64 } as const;

interface Token {
  kind: 'leaf' | 'and' | 'or' | 'not' | 'open' | 'close';
  node?: QueryNode;
  start: number;
  end: number;
}

const space = /\s/u;
const closers: Record<string, string> = { '"': '"', '“': '”', '”': '”', '「': '」' };

function problem(
  code: ProblemCode,
  message: string,
  start: number,
  end: number,
  suggestion: string | null = null,
): QueryProblem {
  return { code, message, start, end, suggestion };
}

function readPhrase(text: string, at: number, problems: QueryProblem[]): Token {
  const closer = closers[text.charAt(at)] ?? '"';
  let close = text.indexOf(closer, at + 1);
  if (close === -1 && closer !== '"') close = text.indexOf('"', at + 1);
  if (close === -1) {
    const message = 'This quotation mark is never closed.';
    problems.push(problem('query_unclosed_quote', message, at, text.length, `${text.slice(at)}${closer}`));
    close = text.length;
  }
  const inner = text.slice(at + 1, close);
  const end = Math.min(close + 1, text.length);
  const words = wordsOf(foldText(inner));
  if (words.length === 0) {
    problems.push(problem('query_empty_operand', 'There is nothing between the quotation marks.', at, end));
  }
  const node: QueryNode = { type: 'phrase', ...literalOf(inner, words, at, end) };
  return { kind: 'leaf', node, start: at, end };
}

function literalOf(text: string, words: readonly string[], start: number, end: number): Literal {
  const last = words.at(-1) ?? '';
  return {
    text,
    words,
    wordAtStart: isWordCharacter(charAt(words[0] ?? '', 0)),
    wordAtEnd: isWordCharacter(charBefore(last, last.length)),
    start,
    end,
  };
}

function wordsOf(folded: string): string[] {
  return folded.split(/\s+/u).filter((word) => word !== '');
}

function leafOf(word: string, start: number, end: number, problems: QueryProblem[]): QueryNode {
  const head = word.charAt(0);
  if ((head === '#' || head === '＃') && word.length > 1) {
    return { type: 'hashtag', tag: foldText(word.slice(1)), start, end };
  }
  if ((head === '@' || head === '＠') && word.length > 1) {
    return { type: 'mention', handle: foldText(word.slice(1)), start, end };
  }
  const field = /^([a-z_]+):(?!\/\/)(.*)$/iu.exec(word);
  if (field?.[1] !== undefined) {
    const name = field[1].toLowerCase();
    const value = (field[2] ?? '').toLowerCase();
    if (name === 'lang') {
      if (!/^[a-z]{2,3}$/u.test(value)) {
        const message = 'A language is two letters, such as lang:ja or lang:en.';
        problems.push(problem('query_bad_lang', message, start, end, 'lang:ja'));
      }
      return { type: 'lang', lang: value, start, end };
    }
    const message = `There is no field "${name}:". To search for it as a word, put it in quotation marks.`;
    problems.push(problem('query_unknown_field', message, start, end, `"${word}"`));
  }
  const words = wordsOf(foldText(word));
  if (words.length === 0) {
    problems.push(problem('query_empty_operand', 'This word has no visible character.', start, end));
  }
  return { type: 'term', ...literalOf(word, words, start, end) };
}

function tokenize(text: string, problems: QueryProblem[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (space.test(char)) {
      at += 1;
    } else if (char === '(' || char === '（') {
      tokens.push({ kind: 'open', start: at, end: at + 1 });
      at += 1;
    } else if (char === ')' || char === '）') {
      tokens.push({ kind: 'close', start: at, end: at + 1 });
      at += 1;
    } else if (char === '|' || char === '｜') {
      tokens.push({ kind: 'or', start: at, end: at + 1 });
      at += 1;
    } else if ((char === '-' || char === '－') && at + 1 < text.length && !space.test(text.charAt(at + 1))) {
      tokens.push({ kind: 'not', start: at, end: at + 1 });
      at += 1;
    } else if (closers[char] !== undefined) {
      const token = readPhrase(text, at, problems);
      tokens.push(token);
      at = token.end;
    } else {
      let end = at;
      while (end < text.length && !/[\s()（）|｜"“”「]/u.test(text.charAt(end))) end += 1;
      const word = text.slice(at, Math.max(end, at + 1));
      end = at + word.length;
      if (word === 'AND') tokens.push({ kind: 'and', start: at, end });
      else if (word === 'OR') tokens.push({ kind: 'or', start: at, end });
      else if (word === 'NOT') tokens.push({ kind: 'not', start: at, end });
      else tokens.push({ kind: 'leaf', node: leafOf(word, at, end, problems), start: at, end });
      at = end;
    }
  }
  return tokens;
}

/** Recursive descent over the tokens; every refusal is noted and parsing goes on, so all problems show at once. */
class Parser {
  private at = 0;
  private readonly tokens: Token[];
  private readonly problems: QueryProblem[];
  private readonly length: number;

  constructor(tokens: Token[], problems: QueryProblem[], length: number) {
    this.tokens = tokens;
    this.problems = problems;
    this.length = length;
  }

  parseAll(): QueryNode | null {
    const parts: QueryNode[] = [];
    while (this.at < this.tokens.length) {
      const node = this.parseOr(0);
      if (node !== null) parts.push(node);
      const token = this.tokens[this.at];
      if (token?.kind === 'close') {
        this.note('query_unexpected_close', 'This bracket closes nothing.', token);
        this.at += 1;
      }
    }
    return parts.length <= 1 ? (parts[0] ?? null) : { type: 'and', of: parts };
  }

  private parseOr(depth: number): QueryNode | null {
    const branches: QueryNode[] = [];
    const first = this.parseAnd(depth);
    if (first !== null) branches.push(first);
    for (let token = this.tokens[this.at]; token?.kind === 'or'; token = this.tokens[this.at]) {
      if (branches.length === 0) this.note('query_missing_operand', 'OR has nothing before it.', token);
      this.at += 1;
      const next = this.parseAnd(depth);
      if (next === null) this.note('query_missing_operand', 'OR has nothing after it.', token);
      else branches.push(next);
    }
    return branches.length <= 1 ? (branches[0] ?? null) : { type: 'or', of: branches };
  }

  private parseAnd(depth: number): QueryNode | null {
    const parts: QueryNode[] = [];
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      if (token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and') {
        this.at += 1;
        const next = this.tokens[this.at]?.kind;
        if (parts.length === 0 || next === undefined || next === 'or' || next === 'close') {
          this.note('query_missing_operand', 'AND needs something on both sides.', token);
        }
        continue;
      }
      const node = this.parseNot(depth);
      if (node !== null) parts.push(node);
    }
    return parts.length <= 1 ? (parts[0] ?? null) : { type: 'and', of: parts };
  }

  private parseNot(depth: number): QueryNode | null {
    const token = this.tokens[this.at];
    if (token === undefined) return null;
    this.at += 1;
    if (token.kind === 'leaf') return token.node ?? null;
    if (depth >= queryBounds.maxDepth) {
      const message = `Brackets and NOTs may nest ${String(queryBounds.maxDepth)} deep at most.`;
      this.note('query_too_deep', message, token);
      this.at = this.tokens.length;
      return null;
    }
    if (token.kind === 'not') {
      const next = this.tokens[this.at];
      if (next === undefined || next.kind === 'or' || next.kind === 'and' || next.kind === 'close') {
        this.note('query_missing_operand', 'NOT has nothing after it.', token);
        return null;
      }
      const of = this.parseNot(depth + 1);
      return of === null ? null : { type: 'not', of };
    }
    const inner = this.parseOr(depth + 1);
    if (this.tokens[this.at]?.kind === 'close') this.at += 1;
    else this.note('query_unclosed_group', 'This bracket is never closed.', token);
    if (inner === null) this.note('query_empty_operand', 'There is nothing between the brackets.', token);
    return inner;
  }

  private note(code: ProblemCode, message: string, token: Token): void {
    this.problems.push(problem(code, message, token.start, Math.min(token.end, this.length)));
  }
}

function countLeaves(node: QueryNode): number {
  if (node.type === 'not') return countLeaves(node.of);
  if (node.type === 'and' || node.type === 'or') {
    return node.of.reduce((sum, child) => sum + countLeaves(child), 0);
  }
  return 1;
}

/** Whether a match always needs something to be present: a query that only excludes would match the whole world. */
function needsPresence(node: QueryNode): boolean {
  switch (node.type) {
    case 'not':
    case 'lang':
    case 'network':
    case 'is':
    case 'has':
    case 'min_followers':
    case 'max_followers':
      return false;
    case 'and':
      return node.of.some(needsPresence);
    case 'or':
      return node.of.every(needsPresence);
    default:
      return true;
  }
}

/** Parses a query; every problem found comes with its place. */
export function parseQuery(text: string): ParseResult {
  if (text.length > queryBounds.maxLength) {
    const message = `A query may have ${String(queryBounds.maxLength)} characters at most; this one has ${String(text.length)}.`;
    return { ok: false, problems: [problem('query_too_long', message, queryBounds.maxLength, text.length)] };
  }
  const problems: QueryProblem[] = [];
  const tokens = tokenize(text, problems);
  const node = new Parser(tokens, problems, text.length).parseAll();
  if (node === null && problems.length === 0) {
    problems.push(problem('query_empty', 'Write at least one word to listen for.', 0, text.length));
  }
  if (node !== null) {
    const leaves = countLeaves(node);
    if (leaves > queryBounds.maxLeaves) {
      const message = `A query may have ${String(queryBounds.maxLeaves)} words at most; this one has ${String(leaves)}.`;
      problems.push(problem('query_too_many_leaves', message, 0, text.length));
    } else if (problems.length === 0 && !needsPresence(node)) {
      const message =
        'This would match nearly every post: add at least one word, phrase, #tag or @handle that must be there.';
      problems.push(problem('query_only_absence', message, 0, text.length));
    }
  }
  return node === null || problems.length > 0 ? { ok: false, problems } : { ok: true, node };
}

function quote(text: string): string {
  return text.includes('"') ? `「${text}」` : `"${text}"`;
}

/** Prints a parsed query so that parsing it again gives an equivalent one. */
export function printQuery(node: QueryNode): string {
  switch (node.type) {
    case 'exact':
      return `exact:${quote(node.text)}`;
    case 'prefix':
      return `${node.text}*`;
    case 'near': {
      const group = (of: readonly QueryNode[]): string => `(${of.map(printQuery).join(' OR ')})`;
      return `${group(node.left)} NEAR/${String(node.distance)} ${group(node.right)}`;
    }
    case 'from':
    case 'to':
      return `${node.type}:${node.handle}`;
    case 'network':
      return `network:${node.network}`;
    case 'url':
      return `url:${node.host}${node.path}`;
    case 'is':
      return `is:${node.kind}`;
    case 'has':
      return `has:${node.what}`;
    case 'min_followers':
    case 'max_followers':
      return `${node.type}:${String(node.count)}`;
    case 'term':
      return node.text;
    case 'phrase':
      return quote(node.text);
    case 'hashtag':
      return `#${node.tag}`;
    case 'mention':
      return `@${node.handle}`;
    case 'lang':
      return `lang:${node.lang}`;
    case 'not':
      return `NOT ${node.of.type === 'and' || node.of.type === 'or' ? `(${printQuery(node.of)})` : printQuery(node.of)}`;
    case 'and':
      return node.of
        .map((child) =>
          child.type === 'or' || child.type === 'and' ? `(${printQuery(child)})` : printQuery(child),
        )
        .join(' ');
    case 'or':
      return node.of
        .map((child) => (child.type === 'or' ? `(${printQuery(child)})` : printQuery(child)))
        .join(' OR ');
  }
}

/** The query that listens for a product: any of its names, none of its look-alikes. */
export function productQuery(product: { name: string; aliases: string[]; lookalikes: string[] }): string {
  const literal = (word: string): string => quote(word.trim().replaceAll(/["“”「」]/gu, ' '));
  const names = [product.name, ...product.aliases].filter((word) => word.trim() !== '').map(literal);
  const not = product.lookalikes.filter((word) => word.trim() !== '').map((word) => `-${literal(word)}`);
  const any = names.length === 1 ? (names[0] ?? '') : `(${names.join(' OR ')})`;
  return [any, ...not].join(' ');
}
