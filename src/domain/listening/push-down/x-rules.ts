// Compiles monitors to the rules of X's filtered stream: as few as may be, each within X's bounds, together a superset.
import type { PreparedPost } from '../prepared-post.ts';
import type { HashtagNode, Literal, QueryLeaf, QueryNode } from '../query-node.ts';
import { printQuery } from '../query-printer.ts';
import { costOf, type PushDownCost } from './cost.ts';
import type { MonitorToPush } from './monitor.ts';
import { NoteList, type PushDownCode, type PushDownNote } from './notes.ts';
import { fitRule, type RulePart } from './rule-text.ts';
import { spellingsOf, tagSpellings } from './spellings.ts';
import { widen } from './widen.ts';
import { standsAlone, withoutLoneNots, xDialect, xLanguage, type XChoices } from './x-dialect.ts';

export interface XRule {
  /** The rule as X takes it. */
  value: string;
  /** The ids of the monitors that need it. */
  monitors: string[];
}

export interface XMonitor {
  id: string;
  /** What X is asked for, in the monitors' own language; null where X cannot be asked. */
  wider: string | null;
  notes: PushDownNote[];
  /** Over the sample; null without one or where X cannot be asked. */
  cost: PushDownCost | null;
}

export interface XPushDown {
  rules: XRule[];
  /** As the monitors were given. */
  monitors: XMonitor[];
}

export interface XOptions {
  choices?: XChoices;
  /** Enterprise has 2,048 and 25,000. */
  maxLength?: number;
  maxRules?: number;
  /** Posts of X to measure over. */
  sample?: readonly PreparedPost[];
}

const plainWord = /^[\p{L}\p{M}\p{N}]+$/u;
const unspaced =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}ー]/u;

/** One spelling as X takes it. A phrase cannot have quotation marks in it: what they part must all be there. */
function textPart(spelling: string): RulePart {
  if (plainWord.test(spelling) && !unspaced.test(spelling))
    return { kind: 'one', text: spelling, stands: true };
  const phrases = spelling
    .split(/["\\]+/u)
    .filter((part) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(part));
  const of = phrases.map((phrase): RulePart => ({ kind: 'one', text: `"${phrase.trim()}"`, stands: true }));
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: 'all', of };
}

function literalPart(literal: Literal): RulePart {
  const of = spellingsOf(literal, 'none').map(textPart);
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: 'any', of };
}

function tagPart(leaf: HashtagNode, query: string): RulePart {
  const of = tagSpellings(leaf, query, 'none').map((one): RulePart => ({
    kind: 'one',
    text: `#${one}`,
    stands: true,
  }));
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: 'any', of };
}

const kinds = { reply: 'is:reply', repost: 'is:retweet', quote: 'is:quote' } as const;
/** Whether X calls a moving picture a video is not said, so videos are asked for as any media. */
const things = { image: 'has:images', video: 'has:media', link: 'has:links' } as const;

function leafText(leaf: QueryLeaf): string {
  switch (leaf.type) {
    case 'mention':
      return `@${leaf.handle}`;
    case 'from':
      return `from:${leaf.handle}`;
    case 'lang':
      return `lang:${xLanguage(leaf.lang) ?? leaf.lang}`;
    case 'is':
      return kinds[leaf.kind];
    case 'has':
      return things[leaf.what];
    case 'min_followers':
      return `followers_count:${String(leaf.count)}`;
    case 'max_followers':
      return `followers_count:0..${String(leaf.count)}`;
    default:
      throw new TypeError(`X is never asked for ${leaf.type}`);
  }
}

/** A widened query as the parts of a rule. */
function partOf(node: QueryNode, query: string): RulePart {
  switch (node.type) {
    case 'and':
      return { kind: 'all', of: node.of.map((one) => partOf(one, query)) };
    case 'or':
      return { kind: 'any', of: node.of.map((one) => partOf(one, query)) };
    case 'not':
      return notPart(partOf(node.of, query));
    case 'term':
    case 'phrase':
      return literalPart(node);
    case 'hashtag':
      return tagPart(node, query);
    case 'url': {
      const of = [node.host, node.path].filter((one) => one !== '');
      return { kind: 'all', of: of.map((one) => ({ kind: 'one', text: `url:"${one}"`, stands: true })) };
    }
    default:
      return { kind: 'one', text: leafText(node), stands: standsAlone(node) };
  }
}

/** X takes no NOT of a group: each spelling is excluded by itself. */
function notPart(part: RulePart): RulePart {
  if (part.kind === 'one') return { kind: 'one', text: `-${part.text}`, stands: false };
  return { kind: 'all', of: part.of.map(notPart) };
}

interface Compiled {
  monitor: XMonitor;
  values: string[];
}

function compileOne(monitor: MonitorToPush, options: XOptions, maxLength: number): Compiled {
  const notes = new NoteList();
  const { node } = monitor;
  const refuse = (code: PushDownCode): Compiled => {
    notes.add(code, { start: 0, end: 0 });
    return { monitor: { id: monitor.id, wider: null, notes: notes.all, cost: null }, values: [] };
  };
  if (node === null) return refuse('query_invalid');
  let wider = widen(node, xDialect(options.choices ?? {}), notes);
  if (wider === 'none') return refuse('never_here');
  if (wider !== 'all') wider = withoutLoneNots(wider, notes);
  if (typeof wider === 'string' || !standsAlone(wider)) return refuse('nothing_to_ask');
  const fitted = fitRule(partOf(wider, monitor.query), maxLength);
  if (fitted.leftOut) notes.add('too_long', { start: 0, end: 0 });
  const cost = options.sample === undefined ? null : costOf(node, wider, options.sample);
  const report = { id: monitor.id, wider: printQuery(wider), notes: notes.all, cost };
  return { monitor: report, values: fitted.rules };
}

/** Rules joined by OR until they are full. */
class Packer {
  /** The values that each rule is joined of. */
  private readonly rules: string[][] = [];
  private length = 0;
  private readonly maxLength: number;
  private readonly maxRules: number;

  constructor(maxLength: number, maxRules: number) {
    this.maxLength = maxLength;
    this.maxRules = maxRules;
  }

  /** False, with nothing changed, when there is no room for all of a monitor's rules. */
  add(values: readonly string[]): boolean {
    const { length } = this;
    const [count, lastCount] = [this.rules.length, this.rules.at(-1)?.length ?? 0];
    for (const value of values) this.place(value);
    if (this.rules.length <= this.maxRules) return true;
    this.rules.length = count;
    this.rules.at(-1)?.splice(lastCount);
    this.length = length;
    return false;
  }

  private place(value: string): void {
    const last = this.rules.at(-1);
    if (last === undefined || this.length + value.length + 6 > this.maxLength) {
      this.rules.push([value]);
      this.length = value.length + 2;
    } else {
      last.push(value);
      this.length += value.length + 6;
    }
  }

  rulesFor(owners: ReadonlyMap<string, XRule>, heard: ReadonlySet<string>): XRule[] {
    return this.rules.map((values) => {
      const ids = values.flatMap((value) => owners.get(value)?.monitors ?? []);
      const value = values.length === 1 ? (values[0] ?? '') : values.map((one) => `(${one})`).join(' OR ');
      return { value, monitors: [...new Set(ids)].filter((id) => heard.has(id)) };
    });
  }
}

/**
 * Compiles monitors to rules whose posts together contain every match of theirs, but for what the notes say is `missed`.
 * Equal rules are shared. While there are at most `maxRules`, each monitor has its own; beyond that they are joined, in
 * the order of the monitors, and monitors for which there is no room are reported as `no_room`.
 */
export function compileXRules(monitors: readonly MonitorToPush[], options: XOptions = {}): XPushDown {
  const { maxLength = 1_024, maxRules = 1_000 } = options;
  const compiled = monitors.map((monitor) => compileOne(monitor, options, maxLength));
  const shared = new Map<string, XRule>();
  for (const { monitor, values } of compiled) {
    for (const value of new Set(values)) {
      const rule = shared.get(value);
      if (rule === undefined) shared.set(value, { value, monitors: [monitor.id] });
      else rule.monitors.push(monitor.id);
    }
  }
  if (shared.size <= maxRules) {
    return { rules: [...shared.values()], monitors: compiled.map(({ monitor }) => monitor) };
  }
  return packRules(compiled, shared, new Packer(maxLength, maxRules));
}

function packRules(compiled: readonly Compiled[], shared: Map<string, XRule>, packer: Packer): XPushDown {
  const placed = new Set<string>();
  const monitors = compiled.map(({ monitor, values }) => {
    const fresh = [...new Set(values)].filter((value) => !placed.has(value));
    if (!packer.add(fresh)) {
      const notes = [...monitor.notes, noRoom];
      return { id: monitor.id, wider: null, notes, cost: null };
    }
    for (const value of fresh) placed.add(value);
    return monitor;
  });
  const heard = new Set(monitors.filter(({ wider }) => wider !== null).map(({ id }) => id));
  return { rules: packer.rulesFor(shared, heard), monitors };
}

const noRoom: PushDownNote = { code: 'no_room', effect: 'unpushed', start: 0, end: 0 };
