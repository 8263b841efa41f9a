// The matching engine: monitors come and go one by one while posts are matched, and only what may match is looked at.
import { evaluate } from '../evaluate.ts';
import type { Span } from '../find.ts';
import { mergeSpans, type Matcher, type MonitorMatch, type MonitorToMatch } from '../matcher.ts';
import type { Matchable } from '../prepared-post.ts';
import type { QueryNode } from '../query-node.ts';
import type { QueryProblem } from '../query-problems.ts';
import { parseQuery } from '../query.ts';
import { CANDIDATES, Core, entryWidth, EVALUATIONS, HEAD, QUERY } from './core.ts';
import { Frequencies } from './frequencies.ts';
import { grownInt32 } from './growing.ts';
import { MonitorTable } from './monitor-table.ts';
import { Rebuild } from './rebuild.ts';

/** What a monitor's query has cost so far; monitors with the same query share the figures. */
export interface MonitorCost {
  /** Posts that had what the query is looked up by. */
  candidates: number;
  /** Words and fields looked at in these posts. */
  evaluations: number;
}

const noIds: readonly string[] = [];

/** Removed queries beyond this share of all are cleared away. */
const mostRemoved = 0.5;
const fewestRemoved = 64;
/** How many queries are copied to a fresh index with every change. */
const stepsPerChange = 2;
/** The same with every post. */
const stepsPerPost = 1;
/** After so many posts the index is made anew for the first time, and then whenever four times as many were seen. */
const firstRefresh = 2_048;
const nextRefresh = (seen: number): number => Math.max(firstRefresh, seen * 4);
/** Parsed queries kept for showing where they match: bounded by the length of their texts. */
const mostParsedLength = 4_000_000;

/**
 * Matches posts against any number of monitors. Everything happens within one call, so that a post meets a monitor either
 * as it was or as it is, never half of it.
 */
export class Engine implements Matcher {
  private readonly frequencies: Frequencies;
  private core: Core;
  private monitors = new MonitorTable();
  private removed = 0;
  private rebuild: Rebuild | null = null;
  private readonly parsed = new Map<number, { node: QueryNode; length: number }>();
  private parsedLength = 0;
  /** The monitors that matched the last post. */
  private slots = new Int32Array(64);
  /** How often a query was looked at for a post, over all posts. */
  candidates = 0;

  /** The index is made anew when so many posts have been counted: what is rare is known better then. */
  private refreshAt: number;

  /** `frequencies` may be shared by engines, so that each learns from the posts of all. */
  constructor(frequencies = new Frequencies()) {
    this.frequencies = frequencies;
    this.core = new Core(new Map(), frequencies);
    this.refreshAt = nextRefresh(frequencies.seen);
  }

  /** How many monitors there are. */
  get size(): number {
    return this.monitors.count;
  }

  /** Bytes held by the index; ids and small change apart. */
  get bytes(): number {
    return this.core.bytes + this.monitors.bytes + (this.rebuild?.fresh.bytes ?? 0);
  }

  replaceAll(monitors: readonly MonitorToMatch[]): { refused: { id: string; problems: QueryProblem[] }[] } {
    const fresh = new Engine(this.frequencies);
    const refused: { id: string; problems: QueryProblem[] }[] = [];
    for (const monitor of monitors) {
      const problems = fresh.set(monitor);
      if (problems !== null) refused.push({ id: monitor.id, problems });
    }
    this.core = fresh.core;
    this.monitors = fresh.monitors;
    this.removed = 0;
    this.rebuild = null;
    this.forgetParsed();
    return { refused };
  }

  /** Adds a monitor, or replaces the one with its id. One whose query does not compile changes nothing: its problems. */
  set(monitor: MonitorToMatch): QueryProblem[] | null {
    let entry = this.core.findEntry(monitor.query);
    if (entry === -1) {
      const result = parseQuery(monitor.query);
      if (!result.ok) return result.problems;
      entry = this.core.addEntry(monitor.query, result.node);
      // Until somebody asks it.
      this.removed += 1;
    }
    const known = this.monitors.find(monitor.id);
    const slot = known === -1 ? this.monitors.take(monitor.id) : known;
    this.monitors.versions[slot] = monitor.version;
    const before = this.monitors.entryOf[slot] ?? -1;
    if (before !== entry) {
      if (before !== -1) this.unlink(slot, before);
      this.link(slot, entry);
    }
    this.tend(stepsPerChange);
    return null;
  }

  /** Whether there was such a monitor. */
  remove(id: string): boolean {
    const slot = this.monitors.find(id);
    if (slot === -1) return false;
    this.unlink(slot, this.monitors.entryOf[slot] ?? -1);
    this.monitors.release(slot);
    this.tend(stepsPerChange);
    return true;
  }

  /** What a monitor has cost; null when there is none. */
  costOf(id: string): MonitorCost | null {
    const slot = this.monitors.find(id);
    if (slot === -1) return null;
    const at = (this.monitors.entryOf[slot] ?? 0) * entryWidth;
    const { entries } = this.core;
    return { candidates: entries[at + CANDIDATES] ?? 0, evaluations: entries[at + EVALUATIONS] ?? 0 };
  }

  /** The ids of the monitors that a post matches, in no order. */
  matchingIds(post: Matchable): readonly string[] {
    const matched = this.take(post);
    if (matched === 0) return noIds;
    const count = this.takeSlots(matched);
    const { ids } = this.monitors;
    const { slots } = this;
    const found: string[] = [];
    for (let n = 0; n < count; n += 1) found.push(ids[slots[n] ?? 0] ?? '');
    return found;
  }

  /** The monitors that a post matches, with where, in the order of their slots. */
  match(post: Matchable): MonitorMatch[] {
    const matched = this.take(post);
    if (matched === 0) return [];
    const count = this.takeSlots(matched);
    const slots = this.slots.subarray(0, count).toSorted();
    const { ids, versions, entryOf } = this.monitors;
    const spansOf = new Map<number, Span[] | null>();
    const found: MonitorMatch[] = [];
    for (const slot of slots) {
      const entry = entryOf[slot] ?? 0;
      let spans = spansOf.get(entry);
      if (spans === undefined) {
        spans = this.trace(entry);
        spansOf.set(entry, spans);
      }
      if (spans !== null)
        found.push({ monitorId: ids[slot] ?? '', monitorVersion: versions[slot] ?? 0, spans });
    }
    return found;
  }

  /** Matches a post; answers how many queries it matches. */
  private take(post: Matchable): number {
    if (this.frequencies.seen >= this.refreshAt) {
      this.refreshAt = nextRefresh(this.frequencies.seen);
      this.refresh();
    }
    if (this.rebuild !== null) this.tend(stepsPerPost);
    const count = this.core.match(post);
    this.candidates += this.core.candidateCount;
    return count;
  }

  /** Begins to make the index anew, by what was learnt of frequencies; goes on with every change, post and call of `tend`. */
  refresh(): void {
    this.rebuild ??= new Rebuild(this.core, new Core(this.core.names, this.frequencies));
  }

  /** Goes on with making the index anew, by `most` queries; answers whether nothing is left to do. */
  tend(most: number): boolean {
    const garbage = Math.max(fewestRemoved, this.core.entryCount * mostRemoved);
    if (this.rebuild === null && this.removed > garbage) this.refresh();
    if (this.rebuild === null) return true;
    if (!this.rebuild.step(most)) return false;
    const { rebuild } = this;
    const { fresh } = rebuild;
    const { entryOf } = this.monitors;
    for (let slot = 0; slot < this.monitors.ids.length; slot += 1) {
      const entry = entryOf[slot] ?? -1;
      if (entry !== -1) entryOf[slot] = rebuild.movedTo(entry);
    }
    this.core = fresh;
    this.rebuild = null;
    this.removed = 0;
    for (let entry = 0; entry < fresh.entryCount; entry += 1) {
      if (fresh.entries[entry * entryWidth + HEAD] === 0) this.removed += 1;
    }
    this.forgetParsed();
    return true;
  }

  private link(slot: number, entry: number): void {
    const { entries } = this.core;
    const head = entry * entryWidth + HEAD;
    if (entries[head] === 0) this.removed -= 1;
    this.monitors.entryOf[slot] = entry;
    entries[head] = this.monitors.lists.push(entries[head] ?? 0, slot);
    this.rebuild?.follow(entry);
  }

  private unlink(slot: number, entry: number): void {
    const { entries } = this.core;
    const head = entry * entryWidth + HEAD;
    entries[head] = this.monitors.lists.remove(entries[head] ?? 0, slot);
    if (entries[head] === 0) this.removed += 1;
    this.rebuild?.follow(entry);
  }

  /** Puts the slots that ask one of the first `count` matched queries into `slots`; answers how many. */
  private takeSlots(count: number): number {
    const { matched, entries } = this.core;
    const { data } = this.monitors.lists;
    let found = 0;
    for (let n = 0; n < count; n += 1) {
      const ref = entries[(matched[n] ?? 0) * entryWidth + HEAD] ?? 0;
      const more = ref > 0 ? 1 : (data[-ref] ?? 0);
      this.slots = grownInt32(this.slots, found + more);
      const { slots } = this;
      if (ref > 0) slots[found] = ref - 1;
      else for (let one = 0; one < more; one += 1) slots[found + one] = data[one + 1 - ref] ?? 0;
      found += more;
    }
    return found;
  }

  /** Where the query matches the post that was matched last. */
  private trace(entry: number): Span[] | null {
    const found = evaluate(this.nodeOf(entry), this.core.reading.prepared);
    if (found === null) return null;
    const spans = found.map(({ start, end }): Span => [start, end]);
    return spans.length <= 1 ? spans : mergeSpans(spans);
  }

  private nodeOf(entry: number): QueryNode {
    const known = this.parsed.get(entry);
    if (known !== undefined) {
      // The least recently used go first.
      this.parsed.delete(entry);
      this.parsed.set(entry, known);
      return known.node;
    }
    const query = this.core.queries.read(this.core.entries[entry * entryWidth + QUERY] ?? 0);
    const result = parseQuery(query);
    if (!result.ok) throw new Error(`A query that compiled does not compile any more: ${query}`);
    this.parsed.set(entry, { node: result.node, length: query.length });
    this.parsedLength += query.length;
    for (const [oldest, { length }] of this.parsed) {
      if (this.parsedLength <= mostParsedLength || oldest === entry) break;
      this.parsed.delete(oldest);
      this.parsedLength -= length;
    }
    return result.node;
  }

  private forgetParsed(): void {
    this.parsed.clear();
    this.parsedLength = 0;
  }
}
