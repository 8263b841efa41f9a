// The lines of the ledger, only those in sight drawn; more are read as one nears the end.
import { Button, Loader } from '@mantine/core';
import { IconBook2, IconFilterOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { LedgerEntryView } from '../../../contract/views.ts';
import type { LedgerFilter } from '../../api/keys.ts';
import { ledgerQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { LedgerRow } from './ledger-row.tsx';
import classes from './ledger.module.css';

/** The next page is asked for when fewer rows than this are left below. */
const READ_AHEAD_ROWS = 30;

/** The ledger as far as it was read, newest first. */
export function useLedger(filter: LedgerFilter) {
  const query = useInfiniteQuery(ledgerQuery(useApp(), filter));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  return { query, rows };
}

interface LedgerListProps {
  ledger: ReturnType<typeof useLedger>;
  selected: string | undefined;
  /** Whether filters hide something: then the empty state says so. */
  filtered: boolean;
  clearFilters: () => void;
}

function Empty({ filtered, clear }: { filtered: boolean; clear: () => void }): ReactNode {
  const { t } = useI18n();
  if (filtered) {
    const action = (
      <Button variant="default" onClick={clear}>
        {t('ledger.filter.clear')}
      </Button>
    );
    return (
      <EmptyState icon={<IconFilterOff />} title={t('ledger.nothingFits')} action={action}>
        {t('ledger.nothingFitsBody')}
      </EmptyState>
    );
  }
  const action = (
    <Button component={Link} to="/accounts">
      {t('ledger.emptyAction')}
    </Button>
  );
  return (
    <EmptyState icon={<IconBook2 />} title={t('ledger.empty')} action={action}>
      {t('ledger.emptyBody')}
    </EmptyState>
  );
}

export function LedgerList({ ledger, selected, filtered, clearFilters }: LedgerListProps): ReactNode {
  const { t } = useI18n();
  const { query, rows } = ledger;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const at = rows.findIndex((row) => row.post.id === selected);
  useEffect(() => {
    if (at < 0) return;
    const show = (): void => list.current?.scrollToIndex(at, { align: 'nearest' });
    show();
    // Beside the open entry rows become higher: only after that is it known where this one stands.
    const later = setTimeout(show, 100);
    return () => clearTimeout(later);
  }, [at]);

  const readOn = (): void => {
    const handle = list.current;
    if (handle === null || !query.hasNextPage || query.isFetchingNextPage) return;
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize);
    if (last + READ_AHEAD_ROWS >= rows.length) void query.fetchNextPage();
  };
  if (query.isPending) return <LoadingRows rows={10} height={52} />;
  if (query.isError && rows.length === 0) {
    return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  }
  if (rows.length === 0) return <Empty filtered={filtered} clear={clearFilters} />;
  return (
    <div className={classes['scroller']} ref={scroller} tabIndex={-1}>
      <Virtualizer<LedgerEntryView>
        ref={list}
        scrollRef={scroller}
        data={rows}
        as="ul"
        item="li"
        itemSize={46}
        onScroll={readOn}
      >
        {(entry) => <LedgerRow key={entry.post.id} entry={entry} selected={entry.post.id === selected} />}
      </Virtualizer>
      <output className={classes['end']}>
        {query.isFetchingNextPage && <Loader size={14} aria-hidden />}
        {query.isFetchingNextPage ? t('state.loading') : query.hasNextPage ? '' : t('ledger.end')}
      </output>
    </div>
  );
}
