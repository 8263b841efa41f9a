// A query as the fields of a form, and back: pure, so that it can be proved that switching between the two loses nothing.
import type { QueryLeaf, QueryNode } from '../../../domain/listening/query-node.ts';
import { printQuery } from '../../../domain/listening/query-printer.ts';
import { parseQuery } from '../../../domain/listening/query.ts';

export const excludableKinds = ['repost', 'reply', 'quote'] as const;
export type ExcludableKind = (typeof excludableKinds)[number];

/** Entries are words and phrases as one would say them, or single forms of the language, such as `from:acme`. */
export interface QueryForm {
  /** Each group asks for at least one of its entries. */
  any: string[][];
  all: string[];
  none: string[];
  /** Without `#`; any of them. */
  hashtags: string[];
  languages: string[];
  networks: string[];
  /** Kinds of posts that are left out. */
  without: ExcludableKind[];
}

export const emptyForm: QueryForm = {
  any: [],
  all: [],
  none: [],
  hashtags: [],
  languages: [],
  networks: [],
  without: [],
};

/** Why a query stays in text: NEAR, brackets within brackets, or a mistake that has to be mended first. */
export type TextOnly = 'near' | 'nested' | 'broken';

/** What `text` asks for by itself: a form of the language when it is one, else the phrase it says. */
function leafOf(text: string): QueryLeaf | null {
  const trimmed = text.trim();
  const parsed = parseQuery(`x ${trimmed}`);
  const node = parsed.ok ? parsed.node : null;
  const only = node?.type === 'and' && node.of.length === 2 ? node.of[1] : undefined;
  if (only !== undefined && only.type !== 'and' && only.type !== 'or' && only.type !== 'not') {
    if (only.type !== 'near') return only;
  }
  const quoted = parseQuery(printQuery({ ...phraseShape, text: trimmed }));
  return quoted.ok && quoted.node.type === 'phrase' ? quoted.node : null;
}

/** For printing only: the printer reads nothing but the text. */
const phraseShape = {
  type: 'phrase',
  words: [],
  wordAtStart: false,
  wordAtEnd: false,
  start: 0,
  end: 0,
} as const;

/** An entry as the query has it; empty when it says nothing that could be looked for. */
export function printEntry(entry: string): string {
  const leaf = leafOf(entry);
  return leaf === null ? '' : printQuery(leaf);
}

/** The plainest words that are read back as the same leaf. */
function entryOf(leaf: QueryLeaf): string {
  const printed = printQuery(leaf);
  if (leaf.type !== 'term' && leaf.type !== 'phrase') return printed;
  return printEntry(leaf.text) === printed ? leaf.text : printed;
}

type Part = QueryLeaf | { type: 'or'; of: QueryLeaf[] } | { type: 'not'; of: QueryLeaf[] };

function isLeaf(node: QueryNode): node is QueryLeaf {
  return node.type !== 'and' && node.type !== 'or' && node.type !== 'not';
}

/** Brackets that only repeat the operator around them are none. */
function flat(node: QueryNode, type: 'and' | 'or'): QueryNode[] {
  return node.type === type ? node.of.flatMap((child) => flat(child, type)) : [node];
}

function leavesOf(node: QueryNode): QueryLeaf[] | TextOnly {
  const branches = flat(node, 'or');
  const leaves = branches.filter(isLeaf);
  if (leaves.length < branches.length) return 'nested';
  return leaves.some((leaf) => leaf.type === 'near') ? 'near' : leaves;
}

function partsOf(node: QueryNode): Part[] | TextOnly {
  const parts: Part[] = [];
  for (const branch of flat(node, 'and')) {
    const isNot = branch.type === 'not';
    const leaves = leavesOf(isNot ? branch.of : branch);
    if (typeof leaves === 'string') return leaves;
    const [only] = leaves;
    if (isNot) parts.push({ type: 'not', of: leaves });
    else if (leaves.length === 1 && only !== undefined) parts.push(only);
    else parts.push({ type: 'or', of: leaves });
  }
  return parts;
}

/** The values, when all leaves are of the one type that has such. */
function valuesIf<T extends QueryLeaf['type']>(
  leaves: readonly QueryLeaf[],
  type: T,
  value: (leaf: Extract<QueryLeaf, { type: T }>) => string,
): string[] | null {
  const fitting = leaves.filter((leaf): leaf is Extract<QueryLeaf, { type: T }> => leaf.type === type);
  return fitting.length === leaves.length ? [...new Set(fitting.map(value))] : null;
}

/** Takes a group into the field that is made for it; false when that is taken, or there is none. */
function intoField(form: QueryForm, leaves: readonly QueryLeaf[]): boolean {
  const fields = [
    ['languages', valuesIf(leaves, 'lang', (leaf) => leaf.lang)],
    ['networks', valuesIf(leaves, 'network', (leaf) => leaf.network)],
    ['hashtags', valuesIf(leaves, 'hashtag', (leaf) => leaf.tag)],
  ] as const;
  for (const [field, values] of fields) {
    if (values === null || form[field].length > 0) continue;
    form[field] = values;
    return true;
  }
  return false;
}

function exclude(form: QueryForm, leaf: QueryLeaf): void {
  if (leaf.type === 'is') form.without = [...new Set([...form.without, leaf.kind])];
  else form.none = [...new Set([...form.none, entryOf(leaf)])];
}

/** The form of a query, or why it has none. */
export function formOf(query: string): QueryForm | TextOnly {
  if (query.trim() === '') return emptyForm;
  const parsed = parseQuery(query);
  if (!parsed.ok) return 'broken';
  const parts = partsOf(parsed.node);
  if (typeof parts === 'string') return parts;
  const form = { ...emptyForm };
  for (const part of parts) {
    if (part.type === 'not') part.of.forEach((leaf) => exclude(form, leaf));
    else if (intoField(form, part.type === 'or' ? part.of : [part])) continue;
    else if (part.type === 'or') form.any = [...form.any, [...new Set(part.of.map(entryOf))]];
    else form.all = [...new Set([...form.all, entryOf(part)])];
  }
  return form;
}

function anyOf(printed: readonly string[]): string {
  const said = printed.filter((one) => one !== '');
  return said.length > 1 ? `(${said.join(' OR ')})` : (said[0] ?? '');
}

/** The query that a form asks for; it may still lack something that must be there (parseQuery says so). */
export function printForm(form: QueryForm): string {
  const groups = [
    ...form.any.map((group) => anyOf(group.map(printEntry))),
    ...form.all.map(printEntry),
    anyOf(form.hashtags.map((tag) => printEntry(`#${tag}`))),
    anyOf(form.languages.map((lang) => `lang:${lang}`)),
    anyOf(form.networks.map((network) => `network:${network}`)),
    ...[...form.none.map(printEntry), ...form.without.map((kind) => `is:${kind}`)]
      .filter((one) => one !== '')
      .map((one) => `-${one}`),
  ].filter((one) => one !== '');
  const [only] = groups;
  const isOneGroup = groups.length === 1 && only?.startsWith('(') === true && only.endsWith(')');
  return isOneGroup ? only.slice(1, -1) : groups.join(' ');
}
