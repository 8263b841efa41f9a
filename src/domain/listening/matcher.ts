// The matching port, and the plain evaluator behind it: every post against every monitor, with spans in the original text.
import type { Media, Mention, Post } from '../post/post.ts';
import { searchableText } from '../post/post.ts';
import { charAt, charBefore, fold, foldText, isWordCharacter, type Folded } from './fold.ts';
import { parseQuery, type QueryNode, type QueryProblem } from './query.ts';

/** What matching reads of a post. */
export interface Matchable {
  network: string;
  text: string;
  lang: string | null;
  mentions: readonly Mention[];
  hashtags: readonly string[];
  links: readonly string[];
  media: readonly Media[];
}

/** [start, end) in UTF-16 units of the searchable text. */
export type Span = [number, number];

export interface CompiledQuery {
  /** Where the query matched, in order and without overlap (empty for a match by fields alone); null for no match. */
  match(post: PreparedPost): Span[] | null;
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

/** A post folded once, for any number of queries. */
export interface PreparedPost {
  folded: Folded;
  hashtags: readonly string[];
  handles: readonly string[];
  lang: string | null;
}

const addresses = /https?:\/\/[^\s「」（）<>]+|(?<![\p{L}\p{N}_.])@[\p{L}\p{N}_.-]+(?:@[\p{L}\p{N}.-]+)?/gu;

/** Addresses and handles are no words: a bare term must not be found in them. Same length, so offsets stay. */
function withoutAddresses(text: string): string {
  return text.replace(addresses, (found) => '\u0000'.repeat(found.length));
}

/** Folds a post once. */
export function preparePost(post: Matchable): PreparedPost {
  const text = searchableText({ text: post.text, media: [...post.media] });
  return {
    folded: fold(withoutAddresses(text)),
    hashtags: post.hashtags.map(foldText),
    handles: post.mentions.flatMap((mention) =>
      mention.handle === undefined ? [] : [foldText(mention.handle)],
    ),
    lang: post.lang,
  };
}

function bounded(text: string, start: number, end: number): boolean {
  const headIsWord = isWordCharacter(charAt(text, start));
  if (headIsWord && isWordCharacter(charBefore(text, start))) return false;
  const tailIsWord = isWordCharacter(charBefore(text, end));
  return !(tailIsWord && isWordCharacter(charAt(text, end)));
}

function original(folded: Folded, start: number, end: number): Span {
  return [folded.starts[start] ?? 0, folded.ends[end - 1] ?? 0];
}

/** So many places of one query are shown in one post; whether it matched needs only the first. */
const mostSpans = 500;

function findWord(folded: Folded, word: string): Span[] {
  const spans: Span[] = [];
  for (let at = folded.text.indexOf(word); at !== -1; at = folded.text.indexOf(word, at + 1)) {
    if (spans.length === mostSpans) break;
    if (bounded(folded.text, at, at + word.length)) spans.push(original(folded, at, at + word.length));
  }
  return spans;
}

/** A run of white space in the phrase matches any run of white space in the text. */
function findPhrase(folded: Folded, words: readonly string[]): Span[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  const { text } = folded;
  const spans: Span[] = [];
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    if (spans.length === mostSpans) break;
    let end = at + first.length;
    const whole = rest.every((word) => {
      let next = end;
      while (/\s/u.test(text.charAt(next))) next += 1;
      if (next === end || !text.startsWith(word, next)) return false;
      end = next + word.length;
      return true;
    });
    if (whole && bounded(text, at, end)) spans.push(original(folded, at, end));
  }
  return spans;
}

function mentions(post: PreparedPost, handle: string): boolean {
  return post.handles.some((have) => have === handle || have.split(/[.@]/u)[0] === handle);
}

/** In place, and only as many as are shown. */
function add(all: Span[], spans: readonly Span[]): void {
  for (const span of spans) {
    if (all.length === mostSpans) return;
    all.push(span);
  }
}

function evaluate(node: QueryNode, post: PreparedPost): Span[] | null {
  switch (node.type) {
    case 'term':
    case 'phrase': {
      const spans =
        node.type === 'term' ? findWord(post.folded, node.folded) : findPhrase(post.folded, node.words);
      return spans.length > 0 ? spans : null;
    }
    case 'hashtag':
      return post.hashtags.includes(node.tag) ? findWord(post.folded, `#${node.tag}`) : null;
    case 'mention':
      return mentions(post, node.handle) ? [] : null;
    case 'lang':
      return post.lang === node.lang ? [] : null;
    case 'not':
      return evaluate(node.of, post) === null ? [] : null;
    case 'and': {
      const all: Span[] = [];
      for (const child of node.of) {
        const spans = evaluate(child, post);
        if (spans === null) return null;
        add(all, spans);
      }
      return all;
    }
    case 'or': {
      let any: Span[] | null = null;
      for (const child of node.of) {
        // It matches already; thousands of alternatives must not hold up everybody for more places to mark.
        if (any !== null && any.length >= mostSpans) break;
        const spans = evaluate(child, post);
        if (spans !== null) add((any ??= []), spans);
      }
      return any;
    }
  }
}

/** Sorts spans and joins those that touch or overlap. */
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
        const spans = evaluate(node, post);
        return spans === null ? null : mergeSpans(spans);
      },
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

/** What matching reads of a normalised post. */
export function matchableOf(post: Post, lang: string | null): Matchable {
  const { network, text, mentions: named, hashtags, links, media } = post;
  return { network, text, lang, mentions: named, hashtags, links, media };
}
