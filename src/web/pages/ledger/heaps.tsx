// The heaps of the ledger as tabs: how much came in, waits, was answered, was closed; and who waits longest.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ledgerHeaps } from '../../../domain/ledger/ledger.ts';
import { ledgerCountsQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import type { LedgerSearch } from '../../search.ts';
import { countOf } from './entry-words.ts';
import classes from './heaps.module.css';

/** Waiting longer than this stands out. */
const LONG_WAIT_MS = 24 * 3_600_000;

export function Heaps({ search, since }: { search: LedgerSearch; since: string | undefined }): ReactNode {
  const { t, format } = useI18n();
  const counts = useQuery(ledgerCountsQuery(useApp(), since)).data;
  const now = useNow();
  const oldest = counts?.oldestWaitingAt ?? null;
  const late = oldest !== null && now - new Date(oldest).getTime() > LONG_WAIT_MS;
  return (
    <nav className={classes['heaps']} aria-label={t('ledger.heaps')}>
      {[undefined, ...ledgerHeaps].map((heap) => {
        const count = countOf(counts, heap);
        const { heap: _, ...rest } = search;
        return (
          <Link
            key={heap ?? 'all'}
            to="/ledger/{-$postId}"
            params={{ postId: undefined }}
            search={heap === undefined ? rest : { ...rest, heap }}
            className={classes['heap']}
            data-on={search.heap === heap || undefined}
            data-heap={heap ?? 'all'}
            aria-current={search.heap === heap || undefined}
            preload={false}
          >
            <span className={classes['heapName']}>{t(`ledger.heap.${heap ?? 'all'}`)}</span>
            <span className={classes['heapCount']}>{count === undefined ? '–' : format.number(count)}</span>
            <span className={classes['heapHint']} data-late={(heap === 'waiting' && late) || undefined}>
              {heap === 'waiting' && oldest !== null
                ? t('ledger.oldest', { age: format.duration(now - new Date(oldest).getTime()) })
                : t(`ledger.heapHint.${heap ?? 'all'}`)}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
