// The index: each query under the literals of which it needs one, and the posts that are run against it.
import type { Matchable } from '../prepared-post.ts';
import type { QueryNode } from '../query-node.ts';
import type { Frequencies } from './frequencies.ts';
import { grownInt32 } from './growing.ts';
import { HashIndex } from './hash-index.ts';
import { Hits } from './hits.ts';
import { ListPool, type ListRef } from './lists.ts';
import { indexed, literalWidth, LiteralTable, pieceless, POSTINGS, TAG } from './literals.ts';
import { anchorOf, cheapestBranch, movedPlan, order, Planner, type Names, type Plan } from './plan.ts';
import { AND, ProgramStore, type GroupOf } from './program.ts';
import { QueryStore } from './query-store.ts';
import { Reading } from './reading.ts';
import { Runner } from './run.ts';

/** The numbers of one query, side by side: places in `Core.entries`. */
export const [CODE, REST, END, SEEN, HEAD, QUERY, CANDIDATES, EVALUATIONS, entryWidth] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
];

/** An OR of fewer literals than this is never looked up as a group. */
const smallestGroup = 16;
/** What a hit of a group's literal costs, when looking one literal up in a post costs 1. */
const groupHitCost = 8;
/** Bits of the filter for each piece: with two of them set for each, one miss in fifty passes. */
const bitsPerPiece = 16;
/** The filter must stay in the processor's nearest large cache. */
const mostFilterWords = 1 << 17;
const mostPosts = 0x7fff_0000;

export class Core {
  /**
   * For each query: CODE, where its program begins; REST and END, the part of it that its anchor leaves to be run; SEEN, the
   * number of the last post that it was a candidate for; HEAD, the first monitor that asks it, and 1 (0: nobody, which
   * counts as removed); QUERY, the place of its text; CANDIDATES and EVALUATIONS, what it has cost.
   */
  entries = new Int32Array(entryWidth * 16);
  entryCount = 0;
  readonly reading = new Reading();
  readonly queries = new QueryStore();
  readonly literals: LiteralTable;
  readonly names: Names;
  /** The queries that matched the last post. */
  matched = new Int32Array(64);
  /** How many queries were looked at for the last post. */
  candidateCount = 0;
  private readonly lists = new ListPool();
  private readonly programs: ProgramStore;
  private readonly planner: Planner;
  private readonly runner: Runner;
  private readonly frequencies: Frequencies;
  private readonly byPiece = new HashIndex();
  private readonly byText = new HashIndex();
  private filter = new Int32Array(64);
  private filterShift = 26;
  private groups = new Int32Array(4);
  private groupCount = 0;
  private always: ListRef = 0;
  private candidates = new Int32Array(64);
  private post = 0;
  private readonly hits: Hits;
  /** Nobody reads it; but without it nothing would be read. */
  private touched = 0;

  constructor(names: Names, frequencies: Frequencies) {
    this.names = names;
    this.frequencies = frequencies;
    this.literals = new LiteralTable(this.lists, frequencies);
    this.hits = new Hits(this.byPiece, this.lists, this.literals);
    this.programs = new ProgramStore(this.literals);
    this.planner = new Planner(this.literals, names);
    this.runner = new Runner(
      this.reading,
      this.literals,
      this.programs,
      names,
      (group) => this.groups[group] === this.post,
    );
  }

  /** Bytes held by the index, the posts' own memory apart. */
  get bytes(): number {
    const arrays =
      this.entries.byteLength + this.filter.byteLength + this.groups.byteLength + this.programs.bytes;
    return (
      arrays +
      this.lists.bytes +
      this.literals.bytes +
      this.byPiece.bytes +
      this.byText.bytes +
      this.queries.bytes
    );
  }

  /** The entry of a query that is written exactly so; -1 when there is none. */
  findEntry(query: string): number {
    const ref = this.byText.find(this.queries.take(query));
    if (ref === 0) return -1;
    if (ref > 0) return this.isText(ref - 1) ? ref - 1 : -1;
    const count = this.lists.data[-ref] ?? 0;
    for (let n = 1; n <= count; n += 1) {
      const entry = this.lists.data[n - ref] ?? 0;
      if (this.isText(entry)) return entry;
    }
    return -1;
  }

  private isText(entry: number): boolean {
    return this.queries.isHeld(this.entries[entry * entryWidth + QUERY] ?? 0);
  }

  /** Adds a query that is not there yet; answers its number. */
  addEntry(query: string, node: QueryNode): number {
    return this.insert(query, this.planner.plan(node));
  }

  /** Adds an entry of another index with its costs; answers its number here. */
  copyEntry(other: Core, entry: number): number {
    const from = entry * entryWidth;
    const plan = other.programs.read(other.entries[from + CODE] ?? 0);
    const moved = movedPlan(plan, (id) => this.literals.internFrom(other.literals, id));
    const copy = this.insert(other.queries.read(other.entries[from + QUERY] ?? 0), moved);
    for (const what of [CANDIDATES, EVALUATIONS]) {
      this.entries[copy * entryWidth + what] = other.entries[from + what] ?? 0;
    }
    return copy;
  }

  /** The query number `n` of those that are looked up by a literal, -1 where it is a group; null after the last. */
  postingOf(literal: number, n: number): number | null {
    const ref = this.literals.meta[literal * literalWidth + POSTINGS] ?? 0;
    if (ref >= 0) return n < Math.min(ref, 1) ? ref - 1 : null;
    return n < (this.lists.data[-ref] ?? 0) ? Math.max(-1, this.lists.data[n + 1 - ref] ?? -1) : null;
  }

  private insert(query: string, plan: Plan): number {
    const entry = this.entryCount;
    this.entryCount += 1;
    this.entries = grownInt32(this.entries, this.entryCount * entryWidth);
    const hash = this.queries.take(query);
    this.entries[entry * entryWidth + QUERY] = this.queries.keep();
    this.byText.add(hash, entry, this.lists);
    this.indexNames(plan);
    order(plan, this.literals);
    const best = plan.op === 'and' ? cheapestBranch(plan.of, this.literals) : null;
    const anchor = best?.anchor ?? anchorOf(plan, this.literals);
    this.write(entry, plan, best?.branch ?? -1, anchor?.isEnough ?? false, anchor?.rate ?? 1);
    if (anchor === null) this.always = this.lists.push(this.always, entry);
    else {
      for (const id of new Set(anchor.literals)) {
        this.indexLiteral(id);
        this.literals.addPosting(id, entry);
      }
    }
    return entry;
  }

  private write(entry: number, plan: Plan, branch: number, isEnough: boolean, rate: number): void {
    const { programs } = this;
    const code = programs.used;
    const at = entry * entryWidth;
    const noGroup: GroupOf = () => null;
    const groupOf: GroupOf = (ids) => this.groupOf(ids, rate);
    let rest = code;
    if (plan.op !== 'and') {
      programs.write(plan, isEnough ? noGroup : groupOf);
      if (isEnough) rest = programs.used;
    } else if (!isEnough) {
      programs.writeBranches(AND, plan.of, groupOf);
      rest = code + 2;
    } else {
      const anchored = plan.of[branch];
      const others = plan.of.filter((_, n) => n !== branch);
      const all = anchored === undefined ? others : [anchored, ...others];
      programs.writeBranches(AND, all, groupOf, noGroup);
      rest = programs.endOf(code + 2);
    }
    this.entries[at + CODE] = code;
    this.entries[at + REST] = rest;
    this.entries[at + END] = programs.used;
  }

  /** Whether so many literals are better looked up together, for a query that is a candidate at that rate. */
  private groupOf(ids: readonly number[], rate: number): number | null {
    if (ids.length < smallestGroup) return null;
    const hits = ids.reduce(
      (sum, id) => sum + (this.literals.has(id, pieceless) ? Infinity : this.literals.shareOf(id)),
      0,
    );
    if (rate * ids.length < groupHitCost * hits) return null;
    const group = this.groupCount;
    this.groupCount += 1;
    this.groups = grownInt32(this.groups, this.groupCount);
    for (const id of new Set(ids)) {
      this.indexLiteral(id);
      this.literals.addPosting(id, -1 - group);
    }
    return group;
  }

  /** Names in fields are few in a post: all that anybody asks for are looked up. */
  private indexNames(plan: Plan): void {
    if (plan.op === 'literal') {
      if (this.literals.kindOf(plan.id) >= TAG) this.indexLiteral(plan.id);
    } else if (plan.op === 'not') this.indexNames(plan.of);
    else if (plan.op === 'and' || plan.op === 'or') for (const branch of plan.of) this.indexNames(branch);
  }

  private indexLiteral(id: number): void {
    if (this.literals.has(id, indexed)) return;
    this.literals.mark(id, indexed);
    const hash = this.literals.hashOf(id);
    this.byPiece.add(hash, id, this.lists);
    if (this.byPiece.count * bitsPerPiece > this.filter.length * 32 && this.filter.length < mostFilterWords) {
      this.filter = new Int32Array(this.filter.length * 2);
      this.filterShift -= 1;
      this.byPiece.forEach((each) => this.setBits(each));
    } else this.setBits(hash);
  }

  private setBits(hash: number): void {
    const word = hash >>> this.filterShift;
    this.filter[word] = (this.filter[word] ?? 0) | (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31));
  }

  /** Matches a post; answers how many of `matched` are its. */
  match(post: Matchable): number {
    this.post += 1;
    if (this.post > mostPosts) this.restart();
    const { reading, hits } = this;
    reading.read(post, this.literals);
    this.frequencies.count(reading.pieces.hashes, reading.pieces.count);
    this.candidateCount = 0;
    hits.find(reading.pieces, this.filter, this.filterShift);
    const { meta } = this.literals;
    let confirmed = 0;
    for (let n = 0; n < hits.count; n += 1) {
      const id = hits.literals[n] ?? 0;
      if (!reading.confirm(id, hits.pieces[n] ?? 0)) continue;
      // In place: what it replaces was read before.
      hits.literals[confirmed] = meta[id * literalWidth + POSTINGS] ?? 0;
      confirmed += 1;
    }
    for (let n = 0; n < confirmed; n += 1) this.offerAll(hits.literals[n] ?? 0);
    if (this.always !== 0) this.offerAll(this.always);
    if (this.candidateCount !== 0) this.settle();
    return this.candidateCount === 0 ? 0 : this.runCandidates(post);
  }

  private offerAll(ref: ListRef): void {
    if (ref === 0) return;
    const { data } = this.lists;
    const count = ref > 0 ? 1 : (data[-ref] ?? 0);
    const needed = this.candidateCount + count;
    if (needed > this.candidates.length) this.candidates = grownInt32(this.candidates, needed);
    const { candidates } = this;
    if (ref > 0) candidates[this.candidateCount++] = ref - 1;
    else {
      for (let one = 1; one <= count; one += 1) {
        const posting = data[one - ref] ?? 0;
        if (posting < 0) this.groups[-1 - posting] = this.post;
        else candidates[this.candidateCount++] = posting;
      }
    }
  }

  /** Leaves each candidate once, and none that nobody asks any more. */
  private settle(): void {
    const { entries, candidates, candidateCount, post } = this;
    let count = 0;
    for (let n = 0; n < candidateCount; n += 1) {
      const entry = candidates[n] ?? 0;
      const at = entry * entryWidth;
      if (entries[at + SEEN] === post || entries[at + HEAD] === 0) continue;
      entries[at + SEEN] = post;
      candidates[count] = entry;
      count += 1;
    }
    this.candidateCount = count;
  }

  private runCandidates(post: Matchable): number {
    const { entries, candidates, candidateCount, runner } = this;
    const { code } = this.programs;
    runner.begin(post);
    if (this.matched.length < candidateCount) this.matched = new Int32Array(candidateCount * 2);
    const { matched } = this;
    // Asked for all at once, what is to be run is here when its turn comes.
    let touched = 0;
    for (let n = 0; n < candidateCount; n += 1)
      touched ^= code[entries[(candidates[n] ?? 0) * entryWidth + REST] ?? 0] ?? 0;
    this.touched ^= touched;
    let count = 0;
    for (let n = 0; n < candidateCount; n += 1) {
      const entry = candidates[n] ?? 0;
      const at = entry * entryWidth;
      const before = runner.evaluations;
      if (runner.all(entries[at + REST] ?? 0, entries[at + END] ?? 0)) {
        matched[count] = entry;
        count += 1;
      }
      entries[at + CANDIDATES] = (entries[at + CANDIDATES] ?? 0) + 1;
      entries[at + EVALUATIONS] = (entries[at + EVALUATIONS] ?? 0) + (runner.evaluations - before);
    }
    return count;
  }

  /** Numbers posts from 1 again. */
  private restart(): void {
    this.post = 1;
    this.groups.fill(0);
    for (let at = SEEN; at < this.entries.length; at += entryWidth) this.entries[at] = 0;
  }
}
