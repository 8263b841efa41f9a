// Compiles a query to the searches of a network (Bluesky's parameters, or plain words): their answers contain every match.
import { foldText } from '../fold.ts';
import type { PreparedPost } from '../prepared-post.ts';
import type { AccountNode, Literal, QueryLeaf } from '../query-node.ts';
import { printQuery } from '../query-printer.ts';
import { literalOf, wordsOf } from '../query-tokens.ts';
import { alternativesOf } from './alternatives.ts';
import { costOf, type PushDownCost } from './cost.ts';
import { monitorToPush, type MonitorToPush } from './monitor.ts';
import { NoteList, type PushDownCode, type PushDownNote } from './notes.ts';
import { spellingsOf, tagSpellings } from './spellings.ts';
import { widen, type Dialect, type PlainLeaf, type Wider } from './widen.ts';

/** One search, as `app.bsky.feed.searchPosts` takes it; all that is given must hold. */
export interface NetworkSearch {
  /** Words and phrases; empty when only the other parameters are asked for. */
  q: string;
  /** Whole handles or DIDs. */
  author?: string;
  mentions?: string;
  lang?: string;
  domain?: string;
  /** Without `#`. */
  tag?: string[];
}

export interface SearchPushDown {
  /** Empty where the network cannot be asked. */
  searches: NetworkSearch[];
  /** What is asked for, in the monitors' own language; null where the network cannot be asked. */
  wider: string | null;
  notes: PushDownNote[];
  cost: PushDownCost | null;
}

export interface SearchOptions {
  /** The name in `network:`; without it that field is not decided. */
  network?: string;
  /** More would cost a network more than the gap is worth. */
  maxSearches?: number;
  /** Leaves `lang:` to the network's own judgement. */
  lang?: boolean;
  sample?: readonly PreparedPost[];
}

interface Item {
  kind: 'words' | 'tag' | 'author' | 'mentions' | 'lang' | 'domain';
  value: string;
}

const whole = { start: 0, end: 0 };
const searchable = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const wholeAccount = /^(?:did:[a-z]+:\S+|[^.@\s]+(?:\.[^.@\s]+)+)$/u;

function includeText(literal: Literal, notes: NoteList): Wider {
  if (!searchable.test(literal.words.join(''))) {
    notes.add('symbols', literal);
    return 'all';
  }
  notes.add('spellings', whole);
  notes.add('word_breaks', whole);
  return { type: 'phrase', ...literal };
}

/** `isLenient`: what may miss posts is asked for as well, because nothing else is there to ask for. */
function searchDialect(options: SearchOptions, isLenient: boolean): Dialect {
  const includeAccount = (leaf: AccountNode, notes: NoteList): Wider => {
    const { handle, start, end } = leaf;
    if (leaf.type === 'to') notes.add('reply_to', leaf);
    if (wholeAccount.test(handle) || (isLenient && leaf.type !== 'from')) {
      if (!wholeAccount.test(handle)) notes.add('short_account', leaf);
      return leaf.type === 'from' ? leaf : { type: 'mention', handle, start, end };
    }
    notes.add('account', leaf);
    return 'all';
  };
  return {
    include(leaf: PlainLeaf, notes: NoteList): Wider {
      switch (leaf.type) {
        case 'term':
        case 'phrase': {
          const node = includeText(leaf, notes);
          return node === 'all' ? node : leaf;
        }
        case 'exact':
          notes.add('letter_case', leaf);
          return includeText(literalOf(leaf.text, wordsOf(foldText(leaf.text)), leaf), notes);
        case 'prefix': {
          notes.add('prefix', leaf);
          const words = leaf.words.slice(0, -1);
          return words.length === 0 ? 'all' : includeText(literalOf(words.join(' '), words, leaf), notes);
        }
        case 'hashtag':
          notes.add('spellings', whole);
          return leaf;
        case 'mention':
        case 'from':
        case 'to':
          return includeAccount(leaf, notes);
        case 'lang':
          notes.add(options.lang === true ? 'lang_judged' : 'lang', leaf);
          return options.lang === true ? leaf : 'all';
        case 'network':
          if (options.network === undefined) return 'all';
          return leaf.network === options.network ? 'all' : 'none';
        case 'url':
          notes.add(isLenient ? 'subdomains' : 'field', leaf);
          return isLenient ? { ...leaf, path: '' } : 'all';
        case 'is':
        case 'has':
        case 'min_followers':
        case 'max_followers':
          notes.add('field', leaf);
          return 'all';
      }
    },

    exclude(leaf: PlainLeaf, notes: NoteList): Wider {
      if (leaf.type === 'network' && options.network !== undefined)
        return leaf.network === options.network ? 'none' : 'all';
      notes.add('exclusion', leaf);
      return 'all';
    },
  };
}

/** Plain words as they are; all else as phrases, which cannot have quotation marks in them. */
function wordsToAsk(spelling: string): string {
  if (/^[\p{L}\p{M}\p{N}]+$/u.test(spelling)) return spelling;
  const parts = spelling.split(/["\\]+/u).filter((part) => searchable.test(part));
  return parts.map((part) => `"${part.trim()}"`).join(' ');
}

function itemsOf(leaf: QueryLeaf, query: string): Item[][] {
  switch (leaf.type) {
    case 'term':
    case 'phrase':
      return spellingsOf(leaf, 'width').map((one) => [{ kind: 'words', value: wordsToAsk(one) }]);
    case 'hashtag':
      return tagSpellings(leaf, query, 'width').map((value) => [{ kind: 'tag', value }]);
    case 'mention':
      if (wholeAccount.test(leaf.handle)) return [[{ kind: 'mentions', value: leaf.handle }]];
      return [[{ kind: 'words', value: `@${leaf.handle}` }]];
    case 'from':
      return [[{ kind: 'author', value: leaf.handle }]];
    case 'lang':
      return [[{ kind: 'lang', value: leaf.lang }]];
    case 'url':
      return [leaf.host, `www.${leaf.host}`].map((value) => [{ kind: 'domain', value }]);
    default:
      return [[]];
  }
}

/** Of parameters that a search has once, one is enough: the others only narrow. */
function searchOf(items: readonly Item[]): NetworkSearch {
  const valuesOf = (kind: Item['kind']): string[] => [
    ...new Set(items.filter((item) => item.kind === kind).map((item) => item.value)),
  ];
  const search: NetworkSearch = { q: valuesOf('words').join(' ') };
  for (const kind of ['author', 'mentions', 'lang', 'domain'] as const) {
    const [value] = valuesOf(kind);
    if (value !== undefined) search[kind] = value;
  }
  const tag = valuesOf('tag');
  if (tag.length > 0) search.tag = tag;
  return search;
}

/** Compiles one monitor; strictly if that leaves something to ask for, else with what may miss posts. */
export function compileSearches(monitor: MonitorToPush, options: SearchOptions = {}): SearchPushDown {
  const strict = compileWith(monitor, options, false);
  if (strict.wider !== null) return strict;
  const lenient = compileWith(monitor, options, true);
  return lenient.wider === null ? strict : lenient;
}

function compileWith(
  { query, node }: MonitorToPush,
  options: SearchOptions,
  isLenient: boolean,
): SearchPushDown {
  const notes = new NoteList();
  const refuse = (code: PushDownCode): SearchPushDown => {
    notes.add(code, whole);
    return { searches: [], wider: null, notes: notes.all, cost: null };
  };
  if (node === null) return refuse('query_invalid');
  const wider = widen(node, searchDialect(options, isLenient), notes);
  if (wider === 'none') return refuse('never_here');
  if (wider === 'all') return refuse('nothing_to_ask');
  const found = alternativesOf<Item>(
    wider,
    (leaf) => itemsOf(leaf, query),
    ({ kind }) => kind !== 'lang',
  );
  if (found.of.some((items) => items.every(({ kind }) => kind === 'lang'))) return refuse('nothing_to_ask');
  if (found.leftOut) notes.add('too_long', whole);
  const searches = new Map(found.of.map(searchOf).map((search) => [JSON.stringify(search), search]));
  if (searches.size > (options.maxSearches ?? 20)) return refuse('no_room');
  const cost = options.sample === undefined ? null : costOf(node, wider, options.sample);
  return { searches: [...searches.values()], wider: printQuery(wider), notes: notes.all, cost };
}

/**
 * Searches as plain text, for any network: together their answers contain every match of `query`, as a superset that
 * the matcher narrows. Null when the query cannot be covered by at most 20 of them (or does not parse).
 */
export function networkQueries(query: string): string[] | null {
  const { searches } = compileSearches(monitorToPush('', query));
  if (searches.length === 0) return null;
  const texts = searches.map(({ q, tag, mentions }) => {
    const tags = (tag ?? []).map((one) => `#${one}`);
    return [...(q === '' ? [] : [q]), ...tags, ...(mentions === undefined ? [] : [`@${mentions}`])].join(' ');
  });
  return texts.includes('') ? null : [...new Set(texts)];
}
