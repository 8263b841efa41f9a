// Compiles monitors to Misskey antennas: words as an OR of ANDs, looked for anywhere in a note's text in any letter case.
import { foldText } from '../fold.ts';
import type { PreparedPost } from '../prepared-post.ts';
import type { AccountNode, Literal, QueryLeaf, QueryNode } from '../query-node.ts';
import { printQuery } from '../query-printer.ts';
import { literalOf, wordsOf } from '../query-tokens.ts';
import { alternativesOf } from './alternatives.ts';
import { costOf, type PushDownCost } from './cost.ts';
import type { MonitorToPush } from './monitor.ts';
import { NoteList, type PushDownCode, type PushDownNote } from './notes.ts';
import { spellingsOf, tagSpellings } from './spellings.ts';
import { widen, type Dialect, type PlainLeaf, type Wider } from './widen.ts';

/** As `antennas/create` takes it, but for its name. */
export interface MisskeyAntenna {
  src: 'all' | 'users';
  /** `name@host`; empty for `all`. */
  users: string[];
  /** Any of them, each with all its words. */
  keywords: string[][];
  excludeKeywords: string[][];
  caseSensitive: boolean;
  withReplies: boolean;
  withFile: boolean;
  /** The ids of the monitors that need it. */
  monitors: string[];
}

export interface MisskeyMonitor {
  id: string;
  /** What Misskey is asked for, in the monitors' own language; null where it cannot be asked. */
  wider: string | null;
  notes: PushDownNote[];
  cost: PushDownCost | null;
}

export interface MisskeyOptions {
  /** Of one account; servers allow 5 unless their owner chose otherwise. */
  maxAntennas?: number;
  sample?: readonly PreparedPost[];
}

/** Alternatives in one antenna: what a server still looks through quickly for each note. */
const mostKeywords = 1_000;
const whole = { start: 0, end: 0 };

function includeText(literal: Literal, notes: NoteList): Wider {
  notes.add('alt_text', whole);
  notes.add('spellings', whole);
  if (literal.words.length > 1) notes.add('word_order', literal);
  // Misskey finds it within words as well.
  return { type: 'phrase', ...literal, wordAtStart: false, wordAtEnd: false };
}

/** Ids of Misskey look like names; a name that may be one would not find those that are mentioned by it. */
const idLike = /^[0-9a-z]{10,}$/u;

function includeAccount(leaf: AccountNode, notes: NoteList): Wider {
  const isWhole = /^[^@]+@[^@]+$/u.test(leaf.handle);
  if (leaf.type === 'from' ? isWhole : !idLike.test(leaf.handle)) {
    const { start, end, handle } = leaf;
    if (leaf.type === 'to') notes.add('reply_to', leaf);
    return leaf.type === 'to' ? { type: 'mention', handle, start, end } : leaf;
  }
  notes.add('account', leaf);
  return 'all';
}

const dialect: Dialect = {
  include(leaf: PlainLeaf, notes: NoteList): Wider {
    switch (leaf.type) {
      case 'term':
      case 'phrase':
        return includeText(leaf, notes);
      case 'exact':
        notes.add('letter_case', leaf);
        return includeText(literalOf(leaf.text, wordsOf(foldText(leaf.text)), leaf), notes);
      case 'prefix':
        notes.add('prefix', leaf);
        return includeText(leaf, notes);
      case 'hashtag':
        notes.add('spellings', whole);
        return leaf;
      case 'mention':
      case 'from':
      case 'to':
        return includeAccount(leaf, notes);
      case 'network':
        return leaf.network === 'misskey' ? 'all' : 'none';
      case 'url':
        return { ...leaf, path: '' };
      case 'has':
        if (leaf.what !== 'link') return leaf;
        notes.add('field', leaf);
        return 'all';
      case 'lang':
        notes.add('lang', leaf);
        return 'all';
      case 'is':
      case 'min_followers':
      case 'max_followers':
        notes.add('field', leaf);
        return 'all';
    }
  },

  exclude(leaf: PlainLeaf, notes: NoteList): Wider {
    if (leaf.type === 'network') return leaf.network === 'misskey' ? 'none' : 'all';
    notes.add('exclusion', leaf);
    return 'all';
  },
};

/** The words of a leaf, each spelling an alternative. What is a matter of the whole antenna has none. */
function keywordsOf(leaf: QueryLeaf, query: string): string[][] {
  switch (leaf.type) {
    case 'term':
    case 'phrase':
      return spellingsOf(leaf, 'none').map((spelling) => wordsOf(spelling));
    case 'hashtag':
      return tagSpellings(leaf, query, 'none').map((tag) => [tag]);
    case 'mention':
      return [[`@${/^[^.@]+/u.exec(leaf.handle)?.[0] ?? leaf.handle}`]];
    case 'url':
      return [[leaf.host]];
    default:
      return [[]];
  }
}

interface Frame {
  users: string[];
  withFile: boolean;
}

/** What holds for the whole query and an antenna can ask for beside words. */
function frameOf(node: QueryNode): Frame {
  const frame: Frame = { users: [], withFile: false };
  for (const part of node.type === 'and' ? node.of : [node]) {
    const any = part.type === 'or' ? part.of : [part];
    const handles = any.flatMap((one) => (one.type === 'from' ? [one.handle] : []));
    if (handles.length === any.length) frame.users = handles;
    if (any.every((one) => one.type === 'has')) frame.withFile = true;
  }
  return frame;
}

interface Compiled {
  monitor: MisskeyMonitor;
  frame: Frame;
  keywords: string[][];
}

function compileOne({ id, query, node }: MonitorToPush, options: MisskeyOptions): Compiled {
  const notes = new NoteList();
  const refuse = (code: PushDownCode): Compiled => {
    notes.add(code, whole);
    const monitor = { id, wider: null, notes: notes.all, cost: null };
    return { monitor, frame: { users: [], withFile: false }, keywords: [] };
  };
  if (node === null) return refuse('query_invalid');
  const wider = widen(node, dialect, notes);
  if (wider === 'none') return refuse('never_here');
  if (wider === 'all') return refuse('nothing_to_ask');
  const found = alternativesOf<string>(
    wider,
    (leaf) => keywordsOf(leaf, query),
    () => true,
  );
  if (found.leftOut) notes.add('too_long', whole);
  const keywords = found.of.map((words) => [...new Set(words)]);
  // Misskey refuses an antenna without words.
  if (keywords.some((words) => words.length === 0)) return refuse('nothing_to_ask');
  const cost = options.sample === undefined ? null : costOf(node, wider, options.sample);
  return {
    monitor: { id, wider: printQuery(wider), notes: notes.all, cost },
    frame: frameOf(wider),
    keywords,
  };
}

function antennasFor(compiled: readonly Compiled[], isFramed: boolean): MisskeyAntenna[] {
  const antennas: MisskeyAntenna[] = [];
  const open = new Map<string, MisskeyAntenna>();
  for (const { monitor, frame, keywords } of compiled) {
    if (keywords.length === 0) continue;
    const users = isFramed ? frame.users.toSorted() : [];
    const withFile = isFramed && frame.withFile;
    const key = `${users.join(' ')} ${String(withFile)}`;
    for (let at = 0; at < keywords.length; at += mostKeywords) {
      const some = keywords.slice(at, at + mostKeywords);
      let antenna = open.get(key);
      if (antenna === undefined || antenna.keywords.length + some.length > mostKeywords) {
        const src = users.length > 0 ? ('users' as const) : ('all' as const);
        const fixed = { excludeKeywords: [], caseSensitive: false, withReplies: true };
        antenna = { src, users, keywords: [], ...fixed, withFile, monitors: [] };
        open.set(key, antenna);
        antennas.push(antenna);
      }
      const known = new Set(antenna.keywords.map((words) => words.join('\n')));
      antenna.keywords.push(...some.filter((words) => !known.has(words.join('\n'))));
      antenna.monitors.push(monitor.id);
    }
  }
  return antennas;
}

/**
 * Compiles monitors to antennas whose notes together contain every match of theirs, but for what the notes say is
 * `missed`. Antennas are few: monitors share them, and authors and files are asked for only while there is room.
 */
export function compileMisskeyAntennas(
  monitors: readonly MonitorToPush[],
  options: MisskeyOptions = {},
): { antennas: MisskeyAntenna[]; monitors: MisskeyMonitor[] } {
  const { maxAntennas = 5 } = options;
  const compiled = monitors.map((monitor) => compileOne(monitor, options));
  let antennas = antennasFor(compiled, true);
  if (antennas.length > maxAntennas) antennas = antennasFor(compiled, false);
  // A monitor that is heard in part is not heard.
  const refused = new Set(antennas.slice(maxAntennas).flatMap((antenna) => antenna.monitors));
  const kept = antennas.slice(0, maxAntennas).map((antenna) => ({
    ...antenna,
    monitors: antenna.monitors.filter((id) => !refused.has(id)),
  }));
  return {
    antennas: kept.filter((antenna) => antenna.monitors.length > 0),
    monitors: compiled.map(({ monitor }) => {
      if (monitor.wider === null || !refused.has(monitor.id)) return monitor;
      const note: PushDownNote = { code: 'no_room', effect: 'unpushed', ...whole };
      return { ...monitor, wider: null, notes: [...monitor.notes, note], cost: null };
    }),
  };
}
