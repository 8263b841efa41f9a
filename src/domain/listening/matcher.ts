// The matching port, and the plain matcher behind it: every post against every monitor, with spans in the original text.
import { evaluate, type LeafSpan } from './evaluate.ts';
import type { Span } from './find.ts';
import { preparePost, type Matchable, type PreparedPost } from './prepared-post.ts';
import type { QueryProblem } from './query-problems.ts';
import { parseQuery } from './query.ts';

export interface CompiledQuery {
  /** Where the query matched, in order and without overlap (empty for a match by fields alone); null for no match. */
  match(post: PreparedPost): Span[] | null;
  /** Which leaf matched where, in the order of the query (500 places at most); null for no match. */
  explain(post: PreparedPost): LeafSpan[] | null;
}

export type CompileResult = { ok: true; query: CompiledQuery } | { ok: false; problems: QueryProblem[] };

export interface MonitorToMatch {
  id: string;
  version: number;
  query: string;
}

export interface MonitorMatch {
  monitorId: string;
  monitorVersion: number;
  spans: Span[];
}

/** A set of monitors to match posts against; replaced whole or in part without a pause. */
export interface Matcher {
  /** Monitors whose query does not compile are left out and returned. */
  replaceAll(monitors: readonly MonitorToMatch[]): { refused: { id: string; problems: QueryProblem[] }[] };
  match(post: Matchable): MonitorMatch[];
}

/** Sorts spans and joins those that overlap; those that only touch stay two. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** Compiles one query, for a dry run or a monitor. */
export function compileQuery(text: string): CompileResult {
  const parsed = parseQuery(text);
  if (!parsed.ok) return parsed;
  const { node } = parsed;
  return {
    ok: true,
    query: {
      match(post) {
        const found = evaluate(node, post);
        return found === null ? null : mergeSpans(found.map(({ start, end }) => [start, end]));
      },
      explain: (post) => evaluate(node, post),
    },
  };
}

/** The plain evaluator: correct and unhurried, every monitor tried on every post. */
export function createPlainMatcher(): Matcher {
  let compiled: { monitor: MonitorToMatch; query: CompiledQuery }[] = [];
  return {
    replaceAll(monitors) {
      const refused: { id: string; problems: QueryProblem[] }[] = [];
      const next: typeof compiled = [];
      for (const monitor of monitors) {
        const result = compileQuery(monitor.query);
        if (result.ok) next.push({ monitor, query: result.query });
        else refused.push({ id: monitor.id, problems: result.problems });
      }
      compiled = next;
      return { refused };
    },
    match(post) {
      if (compiled.length === 0) return [];
      const prepared = preparePost(post);
      const found: MonitorMatch[] = [];
      for (const { monitor, query } of compiled) {
        const spans = query.match(prepared);
        if (spans !== null) found.push({ monitorId: monitor.id, monitorVersion: monitor.version, spans });
      }
      return found;
    },
  };
}
