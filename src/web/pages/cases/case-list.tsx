// The list of cases by view, with who waits longest first.
import { IconInboxOff, IconMessageCheck } from '@tabler/icons-react';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { CaseRow } from '../../../contract/views.ts';
import { snippetLength } from '../../../domain/case/case.ts';
import { Avatar } from '../../components/avatar.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import listed from '../../components/panes/rows.module.css';
import { useRowText } from '../../components/personal-data.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { RowLink } from '../../components/row-link.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { Ago, useNow, Waits } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import type { CaseView } from '../../search.ts';
import classes from './cases.module.css';
import { ConversationChip } from './conversation-line.tsx';
import { FollowUpChip } from './follow-up.tsx';
import { nobody, type Here } from './presence.ts';

const AHEAD_ROWS = 30;
/** A customer who waits on us this long is named in amber, and from a day on in red: most expect an answer by then. */
const SOON_MS = 3_600_000;
const LATE_MS = 86_400_000;

/** What the list needs of its query. */
export type CasesQuery = Pick<
  UseInfiniteQueryResult,
  'isPending' | 'isError' | 'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
>;

function urgency(row: CaseRow, now: number): 'calm' | 'soon' | 'late' {
  // At a follow-up, say, it is not the customer who waits.
  if (row.waitingSince === null) return 'calm';
  const waited = now - Date.parse(row.waitingSince);
  return waited >= LATE_MS ? 'late' : waited >= SOON_MS ? 'soon' : 'calm';
}

interface CaseLineProps {
  row: CaseRow;
  selected: boolean;
  select: (id: string) => void;
  here: readonly Here[];
}

function isUnanswered({ firstAnswerAt, lastOutboundAt, state }: CaseRow): boolean {
  return firstAnswerAt === null && lastOutboundAt === null && state === 'open';
}

const CaseLine = memo(function CaseLine({ row, selected, select, here }: CaseLineProps): ReactNode {
  const { t } = useI18n();
  const now = useNow();
  const rowText = useRowText();
  const { identity } = row;
  const name =
    identity.displayName === '' ? atHandle(identity.handle, identity.network) : identity.displayName;
  return (
    <div className={listed['row']} data-on={selected || undefined}>
      <RowLink
        href={`/cases/${row.id}`}
        open={() => select(row.id)}
        current={selected}
        className={listed['link']}
      >
        <span className={classes['line']}>
          <b className={classes['name']}>{name}</b>
          <NetworkMark network={row.network} dm={row.visibility === 'dm'} />
          <span className={classes['space']} />
          <span className={classes['age']} data-urgency={urgency(row, now)}>
            {row.waitingSince === null ? <Ago at={row.lastInboundAt} /> : <Waits since={row.waitingSince} />}
          </span>
        </span>
        <span className="excerpt" lang={row.lang ?? undefined}>
          {rowText(row.snippet, row.snippet.length >= snippetLength)}
        </span>
        <span className={classes['line']}>
          <span className="tabular">#{row.number}</span>
          <span className={classes['chip']} data-state={row.state}>
            {row.outcome === null ? t(`caseState.${row.state}`) : t(`outcome.${row.outcome}`)}
          </span>
          {row.outcome !== 'conversation' && <ConversationChip row={row} />}
          <FollowUpChip row={row} />
          {row.awaitsApproval && (
            <span className={classes['chip']} data-state="approval">
              {t('case.awaitsApproval')}
            </span>
          )}
          {isUnanswered(row) && !row.awaitsApproval && (
            <span className={classes['chip']} data-state="first">
              {t('case.unanswered')}
            </span>
          )}
          <span className={classes['space']} />
          {here.length > 0 && (
            <span className={classes['here']}>
              {here.slice(0, 3).map((one) => (
                <Avatar key={one.userId} name={one.name} size={18} />
              ))}
              <span className="unseen">
                {t('presence.viewing', { names: here.map((one) => one.name).join(t('common.comma')) })}
              </span>
            </span>
          )}
          <span className={classes['assignee']}>{row.assignee?.name ?? t('case.nobody')}</span>
        </span>
      </RowLink>
    </div>
  );
});

interface CaseListProps {
  query: CasesQuery;
  rows: readonly CaseRow[];
  selectedId: string | undefined;
  select: (id: string) => void;
  presence: ReadonlyMap<string, readonly Here[]>;
  view: CaseView;
  searching: boolean;
}

export function CaseList({
  query,
  rows,
  selectedId,
  select,
  presence,
  view,
  searching,
}: CaseListProps): ReactNode {
  const scroll = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { t } = useI18n();
  const at = rows.findIndex((row) => row.id === selectedId);
  // One's own cases are those at hand, and after them those the customer has to answer.
  const firstWaiting =
    view === 'mine' && !searching ? rows.find((row) => row.state === 'waiting_customer') : undefined;
  useEffect(() => {
    if (at !== -1) list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [at]);
  if (query.isPending) return <LoadingRows rows={7} height={86} />;
  if (query.isError && rows.length === 0)
    return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (rows.length === 0) return <Nothing view={view} searching={searching} />;
  const onScroll = (offset: number): void => {
    const handle = list.current;
    if (handle === null || !query.hasNextPage || query.isFetchingNextPage) return;
    if (handle.findItemIndex(offset + handle.viewportSize) >= rows.length - AHEAD_ROWS)
      void query.fetchNextPage();
  };
  return (
    <div className={listed['list']} ref={scroll}>
      <Virtualizer ref={list} scrollRef={scroll} data={rows} onScroll={onScroll}>
        {(row) => (
          <div key={row.id}>
            {row === firstWaiting && <h2 className={listed['heap']}>{t('case.theirTurn')}</h2>}
            <CaseLine
              row={row}
              selected={row.id === selectedId}
              select={select}
              here={presence.get(row.id) ?? nobody}
            />
          </div>
        )}
      </Virtualizer>
    </div>
  );
}

function Nothing({ view, searching }: { view: CaseView; searching: boolean }): ReactNode {
  const { t } = useI18n();
  if (searching) {
    return (
      <EmptyState icon={<IconInboxOff />} title={t('case.noneFound')}>
        {t('case.noneFoundBody')}
      </EmptyState>
    );
  }
  const action =
    view === 'mine' || view === 'open' ? (
      <ButtonLink to="/candidates/{-$postId}" params={{ postId: undefined }} variant="default">
        {t('case.toCandidates')}
      </ButtonLink>
    ) : null;
  return (
    <EmptyState icon={<IconMessageCheck />} title={t(`case.none.${view}`)} action={action}>
      {t(`case.noneBody.${view}`)}
    </EmptyState>
  );
}
