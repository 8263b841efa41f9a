// What the addresses of the lists may say: filters and views, read leniently and written short.
import { candidateOrders } from '../domain/judgement/standing.ts';
import { origins, ledgerHeaps } from '../domain/ledger/ledger.ts';

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((candidate) => candidate === value);
}

function text(value: unknown): string | undefined {
  // A value that looks like a number was parsed as one.
  const string = typeof value === 'number' ? String(value) : value;
  return typeof string === 'string' && string !== '' && string.length <= 200 ? string : undefined;
}

/** Leaves out what is undefined, so that an address says only what was chosen. */
export function chosen<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export const panes = ['person'] as const;

interface PaneSearch {
  /** What a phone shows beside the list and what is open; the panel of the person, or nothing. */
  pane?: (typeof panes)[number];
}

/** The search for another row: its panel is not open yet. */
export function withoutPane<S extends PaneSearch>({ pane: _, ...rest }: S): Omit<S, 'pane'> {
  return rest;
}

export function withPaneToggled<S extends PaneSearch>(search: S): Omit<S, 'pane'> & PaneSearch {
  return search.pane === undefined ? { ...search, pane: 'person' } : withoutPane(search);
}

/** Which of three panes a phone shows. */
export function paneOf(isOpen: boolean, { pane }: PaneSearch): 'list' | 'main' | 'side' {
  if (!isOpen) return 'list';
  return pane === 'person' ? 'side' : 'main';
}

type Search = Record<string, unknown>;

function entryFilter(search: Search) {
  return {
    brandId: text(search['brandId']),
    network: text(search['network']),
    origin: oneOf(origins, search['origin']),
    lang: text(search['lang']),
    monitorId: text(search['monitorId']),
  };
}

/** What one can filter by that a post was judged to be, in the order it is offered (domain/judgement/standing.ts). */
export const judgedFacts = [
  'urgent',
  'urgency 3',
  'help',
  'complaint',
  'question',
  'idea',
  'praise',
  'churn',
  'abuse harassment',
  'speak yes',
  'speak private',
  'speak no',
  'noise',
] as const;
export type JudgedFact = (typeof judgedFacts)[number];

/** The facts an address names, with commas. */
export function factsIn(judged: string | undefined): JudgedFact[] {
  const named = judged?.split(',') ?? [];
  return judgedFacts.filter((fact) => named.includes(fact));
}

/** How an address names facts; undefined for none. */
export function namesOf(facts: readonly JudgedFact[]): string | undefined {
  return facts.length === 0 ? undefined : facts.join(',');
}

export function candidateSearch(search: Search) {
  return chosen({
    ...entryFilter(search),
    judged: namesOf(factsIn(text(search['judged']))),
    order: oneOf(candidateOrders, search['order']),
    since: text(search['since']),
    state: oneOf(['later'] as const, search['state']),
    pane: oneOf(panes, search['pane']),
  });
}
export type CandidateSearch = ReturnType<typeof candidateSearch>;

export function ledgerSearch(search: Search) {
  return chosen({
    ...entryFilter(search),
    judged: namesOf(factsIn(text(search['judged']))),
    heap: oneOf(ledgerHeaps, search['heap']),
    since: text(search['since']),
    until: text(search['until']),
  });
}
export type LedgerSearch = ReturnType<typeof ledgerSearch>;

export const caseViews = ['mine', 'unassigned', 'open', 'waiting', 'closed', 'conversations'] as const;
export type CaseView = (typeof caseViews)[number];

export function caseSearch(search: Search) {
  return chosen({
    view: oneOf(caseViews, search['view']),
    network: text(search['network']),
    q: text(search['q']),
    pane: oneOf(panes, search['pane']),
  });
}
