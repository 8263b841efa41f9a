// Parses the query language (docs/query-language.md has its grammar). Parsing never throws, whatever the text.
import type { NearOperand, Place, QueryLeaf, QueryNode } from './query-node.ts';
import { printQuery } from './query-printer.ts';
import { ProblemList, queryBounds, short, type ProblemCode, type QueryProblem } from './query-problems.ts';
import { quoted, tokenize, type Token } from './query-tokens.ts';

export type ParseResult = { ok: true; node: QueryNode } | { ok: false; problems: QueryProblem[] };

/** Recursive descent over the tokens; every refusal is noted and parsing goes on, so that all problems show at once. */
class Parser {
  private at = 0;
  private readonly tokens: readonly Token[];
  private readonly problems: ProblemList;

  constructor(tokens: readonly Token[], problems: ProblemList) {
    this.tokens = tokens;
    this.problems = problems;
  }

  parseAll(): QueryNode | null {
    const parts: QueryNode[] = [];
    while (this.at < this.tokens.length) {
      const node = this.parseOr(0);
      if (node !== null) parts.push(node);
      if (this.tokens[this.at]?.kind === 'close') {
        this.noteRemovable('query_unexpected_close', this.at, this.at);
        this.at += 1;
      }
    }
    return parts.length <= 1 ? (parts[0] ?? null) : { type: 'and', of: parts };
  }

  private parseOr(depth: number): QueryNode | null {
    const branches: QueryNode[] = [];
    const first = this.parseAnd(depth);
    if (first !== null) branches.push(first);
    while (this.tokens[this.at]?.kind === 'or') {
      const operator = this.at;
      this.noteUnlessBetween(operator);
      this.at += 1;
      const next = this.parseAnd(depth);
      if (next !== null) branches.push(next);
    }
    return branches.length <= 1 ? (branches[0] ?? null) : { type: 'or', of: branches };
  }

  private parseAnd(depth: number): QueryNode | null {
    const parts: QueryNode[] = [];
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      if (token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and') {
        this.noteUnlessBetween(this.at);
        this.at += 1;
        continue;
      }
      const node = this.parseNot(depth);
      if (node !== null) parts.push(node);
    }
    return parts.length <= 1 ? (parts[0] ?? null) : { type: 'and', of: parts };
  }

  private parseNot(depth: number): QueryNode | null {
    const operator = this.at;
    const token = this.tokens[operator];
    if (token?.kind !== 'not') return this.parseNear(depth);
    if (this.isTooDeep(depth, token)) return null;
    this.at += 1;
    if (!beginsOperand(this.tokens[this.at])) {
      this.noteRemovable('query_missing_operand', operator, operator);
      return null;
    }
    const of = this.parseNot(depth + 1);
    return of === null ? null : { type: 'not', of };
  }

  private parseNear(depth: number): QueryNode | null {
    const begin = this.at;
    const left = this.parsePrimary(depth);
    const operator = this.at;
    const token = this.tokens[operator];
    if (token?.kind !== 'near') return left;
    this.at += 1;
    if (operator === begin || !this.isPrimary(this.at)) {
      this.noteRemovable('query_missing_operand', operator, operator);
      return left;
    }
    const right = this.parsePrimary(depth);
    if (this.tokens[this.at]?.kind === 'near') {
      this.noteChain(token, this.at, depth);
      return null;
    }
    // Null was refused already, with its own reason.
    if (left === null || right === null) return null;
    const sides = [operandsOf(left), operandsOf(right)];
    if (sides[0] === undefined || sides[1] === undefined) {
      this.problems.add('query_near_operand', token, 'AND');
      return null;
    }
    const { distance, start, end } = token;
    return { type: 'near', distance, left: sides[0], right: sides[1], start, end };
  }

  private isPrimary(index: number): boolean {
    const kind = this.tokens[index]?.kind;
    return kind === 'leaf' || kind === 'open';
  }

  /** `a NEAR/5 b NEAR/5 c`: nobody can say whether both ask for the same b. */
  private noteChain(first: Token, second: number, depth: number): void {
    const { query } = this.problems;
    const next = this.tokens[second];
    const middle = this.tokens[second - 1];
    if (next !== undefined && middle !== undefined) {
      const words = query.slice(first.end, middle.end);
      const again = `${query.slice(first.start, first.end)}${words}${words}${query.slice(middle.end, next.end)}`;
      this.problems.add('query_near_chain', { start: first.start, end: next.end }, short(again));
    }
    while (this.tokens[this.at]?.kind === 'near') {
      this.at += 1;
      if (this.isPrimary(this.at)) this.parsePrimary(depth);
    }
  }

  private parsePrimary(depth: number): QueryNode | null {
    const token = this.tokens[this.at];
    if (token === undefined) return null;
    if (token.kind === 'near') return null;
    if (token.kind === 'leaf') {
      this.at += 1;
      return token.leaf;
    }
    if (this.isTooDeep(depth, token)) return null;
    const open = this.at;
    this.at += 1;
    const inner = this.parseOr(depth + 1);
    const isClosed = this.tokens[this.at]?.kind === 'close';
    if (isClosed && this.at === open + 1) this.noteRemovable('query_empty_operand', open, this.at);
    if (isClosed) this.at += 1;
    else this.noteUnclosed(token);
    return inner;
  }

  /** Nothing after a too deep place is read: it would only repeat the problem. */
  private isTooDeep(depth: number, token: Token): boolean {
    if (depth < queryBounds.maxDepth) return false;
    this.problems.add('query_too_deep', token);
    this.at = this.tokens.length;
    return true;
  }

  private noteUnclosed(token: Token): void {
    // Where reading stopped early there is another reason.
    if (this.problems.all.some((problem) => problem.code === 'query_too_deep')) return;
    const { query } = this.problems;
    const place = { start: token.start, end: query.length };
    this.problems.add('query_unclosed_group', place, short(`${query.slice(token.start).trimEnd()})`));
  }

  /** AND and OR need something on both sides. */
  private noteUnlessBetween(operator: number): void {
    const before = this.tokens[operator - 1]?.kind;
    if ((before === 'leaf' || before === 'close') && beginsOperand(this.tokens[operator + 1])) return;
    this.noteRemovable('query_missing_operand', operator, operator);
  }

  /**
   * Notes what could as well be left out: the problem's place takes in a neighbour, so that the suggestion can be to keep
   * only that. Without a neighbour, an operator may be meant as a word.
   */
  private noteRemovable(code: ProblemCode, from: number, to: number): void {
    const { query } = this.problems;
    const [first, last] = [this.tokens[from], this.tokens[to]];
    if (first === undefined || last === undefined) return;
    const place: Place = { start: first.start, end: last.end };
    const [before, after] = [this.tokens[from - 1], this.tokens[to + 1]];
    if (before?.kind === 'leaf' || before?.kind === 'close') {
      const kept = query.slice(before.start, before.end);
      this.problems.add(code, { start: before.start, end: place.end }, kept);
    } else if (after?.kind === 'leaf' || after?.kind === 'open') {
      this.problems.add(code, { start: place.start, end: after.end }, query.slice(after.start, after.end));
    } else {
      const isWord =
        from === to && first.kind !== 'close' && /\p{L}/u.test(query.slice(place.start, place.end));
      this.problems.add(code, place, isWord ? quoted(query.slice(place.start, place.end)) : null);
    }
  }
}

function beginsOperand(token: Token | undefined): boolean {
  return token?.kind === 'leaf' || token?.kind === 'open' || token?.kind === 'not';
}

function isOperand(leaf: QueryNode): leaf is NearOperand {
  return leaf.type === 'term' || leaf.type === 'phrase' || leaf.type === 'prefix';
}

/** The words that a side of NEAR gives to choose from; undefined when it is anything else. */
function operandsOf(node: QueryNode): NearOperand[] | undefined {
  if (isOperand(node)) return [node];
  if (node.type !== 'or') return undefined;
  const all: NearOperand[] = [];
  for (const branch of node.of) {
    const operands = operandsOf(branch);
    if (operands === undefined) return undefined;
    all.push(...operands);
  }
  return all;
}

/** Fields that nearly every post may satisfy, and that not every network can filter on. */
const unbounded: readonly QueryLeaf['type'][] = [
  'lang',
  'network',
  'is',
  'has',
  'min_followers',
  'max_followers',
];

/** Whether a match always needs something to be present: a query that only excludes would match the whole world. */
function needsPresence(node: QueryNode): boolean {
  if (node.type === 'not') return isPresentUnless(node.of);
  if (node.type === 'and') return node.of.some(needsPresence);
  if (node.type === 'or') return node.of.every(needsPresence);
  return !unbounded.includes(node.type);
}

/** Whether what `node` does not match always has something: NOT (NOT a) needs a. */
function isPresentUnless(node: QueryNode): boolean {
  if (node.type === 'not') return needsPresence(node.of);
  if (node.type === 'and') return node.of.every(isPresentUnless);
  if (node.type === 'or') return node.of.some(isPresentUnless);
  return false;
}

/** `a OR -b` is mostly meant as `a -b`. */
function presentInstead(node: QueryNode): string | null {
  if (node.type !== 'or') return null;
  const present = node.of.filter(needsPresence);
  const absent = node.of.filter((branch) => !needsPresence(branch));
  const [first] = present;
  if (first === undefined || absent.length > 10 || present.length > 10) return null;
  return printQuery({
    type: 'and',
    of: [present.length === 1 ? first : { type: 'or', of: present }, ...absent],
  });
}

/** Parses a query; every problem found comes with its place, in order of the query at most 100. */
export function parseQuery(text: string): ParseResult {
  const problems = new ProblemList(text);
  const whole = { start: 0, end: text.length };
  if (text.length > queryBounds.maxLength) {
    problems.add('query_too_long', { start: queryBounds.maxLength, end: text.length });
    return { ok: false, problems: problems.all };
  }
  const tokens = tokenize(problems);
  if (problems.all.some(({ code }) => code === 'query_too_many_leaves'))
    return { ok: false, problems: problems.all };
  const node = new Parser(tokens, problems).parseAll();
  if (problems.all.length > 0) {
    return { ok: false, problems: problems.all.toSorted((a, b) => a.start - b.start) };
  }
  if (node === null) problems.add('query_empty', whole);
  else if (!needsPresence(node)) problems.add('query_only_absence', whole, presentInstead(node));
  return node === null || problems.all.length > 0
    ? { ok: false, problems: problems.all }
    : { ok: true, node };
}

/** A name as it is, and written together where it has several words, as in hashtags: `Fire TV`, `FireTV`. */
function spellings(words: readonly string[]): string[] {
  const names = words.map((word) => word.trim().replaceAll(/\s+/gu, ' ')).filter((word) => word !== '');
  const all = names.flatMap((name) => [name, name.replaceAll(' ', '')]);
  return [...new Map(all.toReversed().map((name) => [name.toLowerCase(), name])).values()].toReversed();
}

/** The query that listens for a product: any of its names, none of its look-alikes. */
export function productQuery(product: { name: string; aliases: string[]; lookalikes: string[] }): string {
  const literal = (word: string): string => quoted(word.trim().replaceAll(/["＂“”「」『』]/gu, ' '));
  const own = spellings([product.name, ...product.aliases]);
  const names = own.map(literal);
  const ours = new Set(own.map((name) => name.toLowerCase()));
  const typed = new Set(product.lookalikes.map((word) => word.trim().toLowerCase()));
  // “work day” is none of Workday, and yet it is the product where it is written together.
  const isOurs = (word: string): boolean => ours.has(word.toLowerCase()) && !typed.has(word.toLowerCase());
  const not = spellings(product.lookalikes).flatMap((word) => (isOurs(word) ? [] : [`-${literal(word)}`]));
  const any = names.length === 1 ? (names[0] ?? '') : `(${names.join(' OR ')})`;
  return [any, ...not].join(' ');
}
