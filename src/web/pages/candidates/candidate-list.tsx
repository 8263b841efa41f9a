// The list of candidates: only what is on screen is drawn, so fifty thousand scroll like fifty.
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { ErrorState } from '../../components/states.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { CandidateRow } from './candidate-row.tsx';
import classes from './candidates.module.css';
import type { Candidates } from './use-candidates.ts';

/** The next page is fetched when this many rows are left below. */
const AHEAD_ROWS = 30;

interface CandidateListProps {
  candidates: Candidates;
  selectedId: string | undefined;
  marked: ReadonlySet<string>;
  toggle: (id: string) => void;
  select: (id: string) => void;
  /** What to say where there is no row. */
  nothing: ReactNode;
  scrolled: (away: boolean) => void;
}

export function CandidateList(props: CandidateListProps): ReactNode {
  const { candidates, selectedId, marked, toggle, select, nothing, scrolled } = props;
  const { t } = useI18n();
  const { query, rows, groups, waiting, showNew, revealed } = candidates;
  const scroll = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const at = rows.findIndex((row) => row.post.id === selectedId);

  useEffect(() => {
    if (at === -1) return;
    list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [at]);
  // After the other effect: whoever asked for the new ones wants to see them.
  const goTo = useEffectEvent((id: string | null): void => {
    const to = rows.findIndex((row) => row.post.id === id);
    if (to === 0) scroll.current?.scrollTo({ top: 0 });
    else if (to !== -1) list.current?.scrollToIndex(to, { align: 'start' });
  });
  useEffect(() => goTo(revealed), [revealed]);

  const onScroll = (offset: number): void => {
    scrolled(offset > 8);
    const handle = list.current;
    if (handle === null || !query.hasNextPage || query.isFetchingNextPage) return;
    if (handle.findItemIndex(offset + handle.viewportSize) >= rows.length - AHEAD_ROWS)
      void query.fetchNextPage();
  };
  if (query.isPending) return <LoadingRows rows={7} height={86} />;
  if (query.isError && query.data === undefined) {
    return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  }
  return (
    <div className={classes['list']} ref={scroll}>
      {waiting > 0 && (
        <button type="button" className={classes['new']} onClick={showNew}>
          {t('candidates.new', { count: waiting })}
          <KeyHint command="showNew" />
        </button>
      )}
      {rows.length === 0 && waiting === 0 && nothing}
      <Virtualizer
        ref={list}
        scrollRef={scroll}
        data={rows}
        onScroll={onScroll}
        startMargin={waiting > 0 ? 44 : 0}
      >
        {(entry) => (
          <CandidateRow
            key={entry.post.id}
            entry={entry}
            group={groups.get(entry.post.id)}
            selected={entry.post.id === selectedId}
            marked={marked.has(entry.post.id)}
            marking={marked.size > 0}
            toggle={toggle}
            select={select}
          />
        )}
      </Virtualizer>
      {query.isFetchingNextPage && <p className={classes['more']}>{t('state.loading')}</p>}
      {query.isFetchNextPageError && (
        <ErrorState compact error={query.error} retry={() => void query.fetchNextPage()} />
      )}
    </div>
  );
}
