// The candidates as they are shown: new ones wait while somebody reads, and the next is always known.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { candidatesQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import type { CandidateFilter } from '../../api/keys.ts';

export interface Candidates {
  query: ReturnType<typeof useCandidatesQuery>;
  /** Newest first, without those that wait. */
  rows: LedgerEntryView[];
  /** How many came since one began to read. */
  waiting: number;
  showNew: () => void;
}

function useCandidatesQuery(filter: CandidateFilter) {
  return useInfiniteQuery(candidatesQuery(useApp(), filter));
}

/** Cuts off what is newer than the mark; ids rise with time. */
export function splitAt(rows: readonly LedgerEntryView[], mark: string | null): [LedgerEntryView[], number] {
  if (mark === null) return [[...rows], 0];
  const from = rows.findIndex((row) => row.post.id <= mark);
  const waiting = from === -1 ? rows.length : from;
  return [rows.slice(waiting), waiting];
}

/** `reading`: nothing may jump now, so what comes waits behind its number. */
export function useCandidates(filter: CandidateFilter, reading: boolean): Candidates {
  const query = useCandidatesQuery(filter);
  const all = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const newest = all[0]?.post.id ?? null;
  const scope = JSON.stringify(filter);
  const [frozen, setFrozen] = useState<{ scope: string; mark: string | null }>({ scope, mark: newest });

  // While nobody reads, the mark follows the newest one; another list begins anew.
  if (frozen.scope !== scope || (!reading && frozen.mark !== newest && newest !== null)) {
    setFrozen({ scope, mark: newest });
  }
  const mark = frozen.scope === scope ? frozen.mark : newest;
  const [rows, waiting] = useMemo(() => splitAt(all, mark), [all, mark]);
  return { query, rows, waiting, showNew: () => setFrozen({ scope, mark: newest }) };
}
