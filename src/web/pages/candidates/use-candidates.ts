// The candidates as they are shown: new ones wait while somebody reads, and the next is always known.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { candidatesQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import type { CandidateFilter } from '../../api/keys.ts';
import { groupsOf, shownOf, standingOf, type Standing } from './shown-rows.ts';

export interface Candidates {
  query: ReturnType<typeof useCandidatesQuery>;
  /** In the order asked for, without those that wait. */
  rows: LedgerEntryView[];
  /** By the row that begins it, the priority of each group; none where the order is another one. */
  groups: ReadonlyMap<string, number>;
  /** How many came since one began to read. */
  waiting: number;
  showNew: () => void;
  /** The first of those that were shown last by `showNew`. */
  revealed: string | null;
}

function useCandidatesQuery(filter: CandidateFilter) {
  return useInfiniteQuery(candidatesQuery(useApp(), filter));
}

interface Held {
  scope: string;
  /** What stood in the list when somebody began to read; null while nobody does. */
  standing: Standing | null;
  revealed: string | null;
}

const nothing: Standing = new Map();

/** `reading`: nothing may jump now, so what comes waits behind its number. */
export function useCandidates(filter: CandidateFilter, reading: boolean): Candidates {
  const query = useCandidatesQuery(filter);
  const all = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const scope = JSON.stringify(filter);
  const [held, setHeld] = useState<Held>({ scope, standing: null, revealed: null });

  const kept = held.scope === scope && reading ? held.standing : null;
  const standing = kept ?? standingFor(all, reading);
  const shown = useMemo(() => shownOf(all, standing ?? nothing), [all, standing]);
  // Another list begins anew; rows that were added below stand there from now on.
  const next = standing === null ? null : shown.standing;
  if (held.scope !== scope) setHeld({ scope, standing: next, revealed: null });
  else if (held.standing !== next) setHeld({ ...held, standing: next });

  const isGrouped = filter.order === 'priority';
  const groups = useMemo(
    () => (isGrouped ? groupsOf(shown.rows, next ?? nothing) : nothing),
    [isGrouped, shown.rows, next],
  );
  return {
    query,
    rows: shown.rows,
    groups,
    waiting: shown.waiting.length,
    showNew: () => {
      const revealed = shown.waiting[0]?.post.id ?? null;
      setHeld({ scope, standing: reading ? standingOf(all) : null, revealed });
    },
    revealed: held.scope === scope ? held.revealed : null,
  };
}

function standingFor(all: readonly LedgerEntryView[], reading: boolean): Standing | null {
  return reading && all.length > 0 ? standingOf(all) : null;
}
