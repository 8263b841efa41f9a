// Runs what is left of a query's program on a post: the branch that its anchor has shown to be true is left out.
import { findLiteral, findNear, type Span } from '../find.ts';
import { primaryLanguage } from '../post-fields.ts';
import type { Matchable } from '../prepared-post.ts';
import { PREFIX, wordEnd, wordStart, type LiteralTable } from './literals.ts';
import { hasNumbers, kindNumbers, type Names } from './plan.ts';
import {
  AND,
  followersBase,
  GROUP,
  HAS,
  KIND,
  LANG,
  LITERAL,
  MAX,
  MIN,
  NEAR,
  NETWORK,
  NOT,
  opBits,
  opMask,
  OR,
  SOUGHT,
  type ProgramStore,
} from './program.ts';
import type { Reading } from './reading.ts';

export class Runner {
  /** Leaves looked at so far, over all posts. */
  evaluations = 0;
  private readonly reading: Reading;
  private readonly literals: LiteralTable;
  private readonly programs: ProgramStore;
  private readonly names: Names;
  /** Whether one of a group's literals is in the post. */
  private readonly isGroupThere: (group: number) => boolean;
  private next = 0;
  private post: Matchable | null = null;
  private readonly values = new Int32Array(16);
  private followers = -1;
  private langTag: string | null = null;
  private langNumber = 0;

  constructor(
    reading: Reading,
    literals: LiteralTable,
    programs: ProgramStore,
    names: Names,
    isGroupThere: (group: number) => boolean,
  ) {
    this.reading = reading;
    this.literals = literals;
    this.programs = programs;
    this.names = names;
    this.isGroupThere = isGroupThere;
  }

  /** Takes in the fields of the post that the Reading has read. */
  begin(post: Matchable): void {
    this.post = post;
    this.values[KIND] = kindNumbers[post.kind];
    this.values[NETWORK] = this.names.get(post.network) ?? 0;
    // Mostly the language of the post before.
    if (post.lang !== this.langTag || this.langNumber === 0) {
      this.langTag = post.lang;
      this.langNumber = post.lang === null ? 0 : (this.names.get(primaryLanguage(post.lang)) ?? 0);
    }
    this.values[LANG] = this.langNumber;
    this.followers = post.author.followers ?? -1;
  }

  /** Whether all nodes of [at, end) are true. */
  all(at: number, end: number): boolean {
    for (let from = at; from < end; from = this.next) if (!this.run(from)) return false;
    return true;
  }

  /** Whether the node at `at` is true; `next` is where it ends. */
  private run(at: number): boolean {
    const { code } = this.programs;
    const first = code[at] ?? 0;
    const op = first & opMask;
    switch (op) {
      case LITERAL:
        this.next = at + 2;
        this.evaluations += 1;
        return this.reading.mayHave(code[at + 1] ?? 0) && this.reading.has(first >> opBits);
      case SOUGHT:
        this.next = at + 1;
        this.evaluations += 1;
        return this.reading.has(first >> opBits);
      case NOT:
        return !this.run(at + 1);
      case AND:
      case OR: {
        const end = at + 2 + (code[at + 1] ?? 0);
        const isDecided = this.branches(at + 2, end, op === OR);
        this.next = end;
        return isDecided === (op === OR);
      }
      case GROUP:
        this.next = at + 2 + (code[at + 1] ?? 0);
        this.evaluations += 1;
        return this.isGroupThere(first >> opBits);
      case NEAR:
        return this.near(at);
      default:
        return this.field(at, op, first >> opBits);
    }
  }

  /** Whether a node of [at, end) is `wanted`. */
  private branches(at: number, end: number, wanted: boolean): boolean {
    for (let from = at; from < end; from = this.next) if (this.run(from) === wanted) return true;
    return false;
  }

  private field(at: number, op: number, value: number): boolean {
    this.evaluations += 1;
    this.next = at + 1;
    if (op === HAS) return this.hasMedia(value);
    if (op !== MIN && op !== MAX) return this.values[op] === value;
    this.next = at + 3;
    const { code } = this.programs;
    const count = (code[at + 1] ?? 0) * followersBase + (code[at + 2] ?? 0);
    if (this.followers < 0) return false;
    return op === MIN ? this.followers >= count : this.followers <= count;
  }

  private hasMedia(value: number): boolean {
    const { post } = this;
    if (post === null) return false;
    if (value === hasNumbers.link) return post.links.length > 0;
    const kind = value === hasNumbers.image ? 'image' : 'video';
    for (const media of post.media) if (media.kind === kind) return true;
    return false;
  }

  private near(at: number): boolean {
    const { code } = this.programs;
    const left = at + 3;
    const right = left + (code[at + 1] ?? 0);
    const end = right + (code[at + 2] ?? 0);
    this.next = end;
    if (!this.hasAny(left, right) || !this.hasAny(right, end)) return false;
    const { text } = this.reading.prepared.folded;
    const distance = (code[at] ?? 0) >> opBits;
    return findNear(text, this.places(left, right), this.places(right, end), distance).length > 0;
  }

  private hasAny(from: number, end: number): boolean {
    const { code } = this.programs;
    for (let at = from; at < end; at += 1) {
      this.evaluations += 1;
      if (this.reading.has(code[at] ?? 0)) return true;
    }
    return false;
  }

  private places(from: number, end: number): Span[] {
    const { text } = this.reading.prepared.folded;
    const all: Span[] = [];
    for (const id of this.programs.code.subarray(from, end)) {
      if (!this.reading.has(id)) continue;
      const written = this.literals.textOf(id);
      const literal = {
        text: written,
        words: written.split(' '),
        wordAtStart: this.literals.has(id, wordStart),
        wordAtEnd: this.literals.has(id, wordEnd),
        start: 0,
        end: 0,
      };
      for (const place of findLiteral(text, literal, this.literals.kindOf(id) === PREFIX, Infinity))
        all.push(place);
    }
    return all;
  }
}
