// Whether a row belongs in a list, and where it stands there: the same conditions the server reads by.
import type { CaseRow, LedgerEntryView, OutboundView } from '../../contract/views.ts';
import { queueTimeOf, unfinishedStates } from '../../domain/case/case.ts';
import { factsOf } from '../../domain/judgement/standing.ts';
import { heapStates } from '../../domain/ledger/ledger.ts';
import type { CandidateFilter, CaseFilter, LedgerFilter, OutboundFilter } from '../api/keys.ts';
import type { Ordered } from './pages.ts';

type EntryFilter = Pick<
  CandidateFilter,
  'brandId' | 'network' | 'origin' | 'lang' | 'monitorId' | 'judged' | 'since'
>;

function judgedSo({ judgements, priority }: LedgerEntryView, judged: string): boolean {
  const facts = factsOf(judgements, priority);
  return judged.split(',').every((fact) => facts.includes(fact));
}

function entryFits(entry: LedgerEntryView, filter: EntryFilter): boolean {
  return (
    (filter.brandId === undefined || entry.brandId === filter.brandId) &&
    (filter.network === undefined || entry.post.network === filter.network) &&
    (filter.origin === undefined || entry.origin === filter.origin) &&
    (filter.lang === undefined || entry.post.lang === filter.lang) &&
    (filter.monitorId === undefined || entry.matches.some((match) => match.monitorId === filter.monitorId)) &&
    (filter.since === undefined || entry.enteredAt >= filter.since) &&
    (filter.judged === undefined || judgedSo(entry, filter.judged))
  );
}

export function candidateFits(entry: LedgerEntryView, filter: CandidateFilter): boolean {
  return entry.state === (filter.state ?? 'waiting') && entryFits(entry, filter);
}

export function ledgerFits(entry: LedgerEntryView, filter: LedgerFilter): boolean {
  return (
    (filter.heap === undefined || heapStates[filter.heap].includes(entry.state)) &&
    (filter.until === undefined || entry.enteredAt < filter.until) &&
    entryFits(entry, filter)
  );
}

const turnOf = (row: CaseRow): number => unfinishedStates.findIndex((state) => state === row.state);

function isUnfinished(filter: CaseFilter, row: CaseRow): boolean {
  return filter.state === 'unfinished' && turnOf(row) !== -1;
}

/** A search by words is the server's: here it only keeps what it already answered. */
export function caseFits(row: CaseRow, filter: CaseFilter, userId: string): boolean {
  const assignee = row.assignee?.id ?? null;
  const wanted = filter.assignee === 'me' ? userId : filter.assignee === 'nobody' ? null : filter.assignee;
  return (
    (filter.state === undefined || filter.state === row.state || isUnfinished(filter, row)) &&
    (filter.assignee === undefined || assignee === wanted) &&
    (filter.kind === undefined || row.isConversation === (filter.kind === 'conversation')) &&
    (filter.brandId === undefined || row.brandId === filter.brandId) &&
    (filter.network === undefined || row.network === filter.network)
  );
}

export function outboundFits(row: OutboundView, filter: OutboundFilter): boolean {
  return filter.state === undefined || row.state === filter.state;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ids rise with time, so the newest stands first; by need, of those that are equal in priority and weight. */
export function entryOrder(order: CandidateFilter['order'] = 'newest'): Ordered<LedgerEntryView> {
  return {
    idOf: (entry) => entry.post.id,
    compare: (a, b) =>
      (order === 'priority' ? b.priority - a.priority || b.weight - a.weight : 0) ||
      compareText(b.post.id, a.post.id),
  };
}

export const outboundOrder: Ordered<OutboundView> = {
  idOf: (row) => row.id,
  compare: (a, b) => compareText(b.id, a.id),
};

/** Open cases: who waits longest first, our turn before theirs. Closed ones, conversations of any state and found ones: newest first. */
export function caseOrder(filter: CaseFilter): Ordered<CaseRow> {
  const isOfEveryState = filter.state === undefined && filter.kind === 'conversation';
  const direction = filter.state === 'closed' || isOfEveryState || filter.q !== undefined ? -1 : 1;
  const byTurn = filter.state === 'unfinished' && filter.q === undefined;
  return {
    idOf: (row) => row.id,
    compare: (a, b) =>
      (byTurn ? turnOf(a) - turnOf(b) : 0) ||
      direction * (compareText(queueTimeOf(a), queueTimeOf(b)) || compareText(a.id, b.id)),
  };
}
