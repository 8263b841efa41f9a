// What could come next at a place of a query: operators, fields and their values, own accounts, names of products.
import { foldText } from '../../../domain/listening/fold.ts';
import { tokensOf } from './query-marks.ts';
import { printEntry } from './query-form.ts';

/** What is known here that a query may ask for. */
export interface QueryFacts {
  networks: readonly { id: string; name: string }[];
  /** Languages in the order they are offered. */
  languages: readonly { code: string; name: string }[];
  /** Handles of our own accounts, without `@`. */
  handles: readonly string[];
  /** Names and aliases of products. */
  names: readonly string[];
}

export const fieldNames = [
  'lang',
  'network',
  'from',
  'to',
  'url',
  'is',
  'has',
  'exact',
  'min_followers',
  'max_followers',
] as const;
const operators = ['OR', 'AND', 'NOT', 'NEAR/5'] as const;

/** What an option is, so that the interface can say it in its own language. */
export type OptionKind =
  `field.${(typeof fieldNames)[number]}` | `operator.${(typeof operators)[number]}` | 'value' | 'product';

export interface QueryOption {
  label: string;
  /** What is written for it. */
  text: string;
  kind: OptionKind;
  /** A name to show beside a code. */
  name: string | null;
}

export interface QueryOptions {
  /** The part of the query that an option takes the place of. */
  start: number;
  end: number;
  options: QueryOption[];
}

const values: Record<string, readonly string[]> = {
  is: ['reply', 'repost', 'quote'],
  has: ['image', 'video', 'link'],
  min_followers: ['100', '1000', '10000'],
  max_followers: ['100', '1000', '10000'],
};

function valuesOf(field: string, facts: QueryFacts): { value: string; name: string | null }[] {
  if (field === 'lang') return facts.languages.map(({ code, name }) => ({ value: code, name }));
  if (field === 'network') return facts.networks.map(({ id, name }) => ({ value: id, name }));
  if (field === 'from' || field === 'to') return facts.handles.map((value) => ({ value, name: null }));
  return (values[field] ?? []).map((value) => ({ value, name: null }));
}

/** Whether one of the texts begins as `typed` does, or has a later word that does. */
function fits(typed: string, ...texts: (string | null)[]): boolean {
  const folded = foldText(typed);
  return texts.some((text) => {
    if (text === null) return false;
    const whole = foldText(text);
    return whole.startsWith(folded) || whole.includes(` ${folded}`);
  });
}

/** Bounded, as the list is read by eye. */
const mostOptions = 60;

/** The options at `at`, or null where nothing is offered: within quotation marks, or (unless `asked`) where nothing was typed. */
export function optionsAt(query: string, at: number, facts: QueryFacts, asked: boolean): QueryOptions | null {
  const tokens = tokensOf(query);
  const around = tokens.find(({ start, end }) => start < at && at <= end);
  const typedWhole = /[^\s()（）|｜"＂“”「」『』]*$/u.exec(query.slice(Math.max(0, at - 200), at))?.[0] ?? '';
  const written = around === undefined ? '' : query.slice(around.start, at);
  // A quotation mark between the start of a leaf and here: what is inside is looked for as it stands.
  if (around?.kind === 'leaf' && /["＂“「『]/u.test(written)) return null;
  const typed = typedWhole.replace(/^[-－−]+/u, '');
  const start = at - typed.length;
  const take = (options: QueryOption[], from = start): QueryOptions | null =>
    options.length === 0 ? null : { start: from, end: at, options: options.slice(0, mostOptions) };

  const field = /^([a-z_]+)[:：]/u.exec(typed);
  if (field !== null) {
    const [head, name = ''] = field;
    const value = typed.slice(head.length);
    const found = valuesOf(name, facts).filter((one) => fits(value, one.value, one.name));
    if (found.length === 1 && found[0]?.value === value) return null;
    return take(
      found.map((one) => ({ label: one.value, text: one.value, kind: 'value', name: one.name })),
      start + head.length,
    );
  }
  if (/^[@＠]/u.test(typed)) {
    const found = facts.handles.filter((handle) => handle !== typed.slice(1) && fits(typed.slice(1), handle));
    return take(
      found.map((handle) => ({ label: `@${handle}`, text: `@${handle}`, kind: 'value', name: null })),
    );
  }
  if (/^[#＃]/u.test(typed) || (typed === '' && !asked)) return null;
  const names = facts.names.filter((name) => name !== typed && fits(typed, name));
  const before = tokens.findLast(({ end }) => end <= start);
  const isAfterOperand = before?.kind === 'leaf' || before?.kind === 'close';
  const joins = operators.filter(
    (operator) => (isAfterOperand || operator === 'NOT') && operator.startsWith(typed.toUpperCase()),
  );
  return take([
    ...names.map((name) => ({ label: name, text: printEntry(name), kind: 'product' as const, name: null })),
    ...fieldNames
      .filter((name) => name.startsWith(typed.toLowerCase()))
      .map((name) => ({
        label: `${name}:`,
        text: name === 'exact' ? 'exact:"' : `${name}:`,
        kind: `field.${name}` as const,
        name: null,
      })),
    ...joins.map((operator) => ({
      label: operator,
      text: `${operator} `,
      kind: `operator.${operator}` as const,
      name: null,
    })),
  ]);
}
