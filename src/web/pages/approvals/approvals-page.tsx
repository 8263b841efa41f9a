// To approve: replies that wait for a second pair of eyes, the longest waiting first, and one's own that came back.
import { Button } from '@mantine/core';
import { IconChecks, IconHandClick } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { memo, useEffect, type ReactNode } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import { useMayApprove } from '../../api/approving.ts';
import { membersQuery, outboundQuery } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import shared from '../../components/approving/approving.module.css';
import { Asked, Reasons } from '../../components/approving/reasons.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { BackButton, Panes } from '../../components/panes/panes.tsx';
import listed from '../../components/panes/rows.module.css';
import { useRowText } from '../../components/personal-data.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { RowLink } from '../../components/row-link.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useSteps } from '../../components/use-steps.ts';
import { useStable } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './approvals.module.css';
import { ReplyToApprove } from './reply-to-approve.tsx';

const route = getRouteApi('/member/approvals/{-$outboundId}');

interface LineProps {
  row: OutboundView;
  selected: boolean;
  select: (id: string) => void;
}

/** Whom it answers, and where. */
function To({ outbound: { to, visibility } }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  if (to === null) {
    return visibility === 'dm' && <span className={shared['chip']}>{t('composer.tab.dm')}</span>;
  }
  const name = to.displayName === '' ? atHandle(to.handle, to.network) : to.displayName;
  return (
    <>
      <b className={classes['to']}>{t('approval.to', { name })}</b>
      <NetworkMark network={to.network} dm={visibility === 'dm'} />
    </>
  );
}

const Line = memo(function Line({ row, selected, select }: LineProps): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  return (
    <li className={listed['row']} data-on={selected || undefined}>
      <RowLink
        href={`/approvals/${row.id}`}
        open={() => select(row.id)}
        current={selected}
        className={listed['link']}
      >
        <span className={classes['line']}>
          <To outbound={row} />
        </span>
        <span className="excerpt">{rowText(row.text)}</span>
        <span className={classes['line']}>
          {row.state === 'returned' ? (
            <span className={shared['chip']} data-state="returned">
              {t('outbound.returned')}
            </span>
          ) : (
            <Reasons outbound={row} />
          )}
          <Asked outbound={row} />
        </span>
      </RowLink>
    </li>
  );
});

/** What concerns who is signed in: all that waits for whoever may approve, else one's own; what came back stands first. */
function useRows() {
  const app = useApp();
  const userId = useSession().user.id;
  const approves = useMayApprove();
  // Whether one may approve is known once the team is read.
  const members = useQuery(membersQuery(app));
  const waiting = useInfiniteQuery(outboundQuery(app, { state: 'awaiting_approval' }));
  const returned = useInfiniteQuery(outboundQuery(app, { state: 'returned' }));
  // Read newest first, but answered oldest first: all of them, which a team keeps few.
  useEffect(() => {
    for (const query of [waiting, returned]) {
      if (query.hasNextPage && !query.isFetchingNextPage && !query.isError) void query.fetchNextPage();
    }
  }, [waiting, returned]);
  const all = [returned, waiting].map((query) => query.data?.pages.flatMap((page) => page.rows) ?? []);
  const [back = [], held = []] = all;
  const isOwn = (row: OutboundView): boolean => (row.createdBy ?? row.onBehalfOf)?.id === userId;
  const byAsking = (a: OutboundView, b: OutboundView): number =>
    (a.approval?.askedAt ?? a.createdAt) < (b.approval?.askedAt ?? b.createdAt) ? -1 : 1;
  const toApprove = held.filter((row) => approves && !isOwn(row)).toSorted(byAsking);
  const own = held.filter(isOwn).toSorted(byAsking);
  const failed = [waiting, returned, members].find((query) => query.isError);
  const isPending =
    failed === undefined &&
    (members.isPending || [waiting, returned].some((query) => query.isPending || query.hasNextPage));
  return { failed, isPending, held, back: back.filter(isOwn).toSorted(byAsking), toApprove, own };
}

export function ApprovalsPage(): ReactNode {
  const { t } = useI18n();
  const { outboundId } = route.useParams();
  const navigate = route.useNavigate();
  const found = useRows();
  const { failed, isPending, held, back: cameBack, toApprove, own } = found;
  const rows = [...toApprove, ...cameBack, ...own];
  const reading = outboundId !== undefined;
  const select = useStable(
    (id: string | undefined): void =>
      void navigate({
        to: '/approvals/{-$outboundId}',
        params: { outboundId: id },
        replace: reading && id !== undefined,
      }),
  );
  const step = useSteps(
    rows.map(({ id }) => ({ id, state: 'open' })),
    outboundId,
    select,
  );
  const first = (): void => step(1);
  useCommand('next', first);
  useCommand('previous', () => step(-1));
  const back = useStable(() => select(undefined));
  useCommand('back', back, reading);
  // Also one that somebody else has to approve.
  const chosen = [...rows, ...(isPending ? [] : held)].find((row) => row.id === outboundId);
  const openNow = useStable(() => outboundId);
  /** From the reply that was open when it was answered, unless another one is open by now. */
  const goOn = (): void => {
    const at = toApprove.findIndex((row) => row.id === outboundId);
    if (openNow() === outboundId) select((toApprove[at + 1] ?? toApprove[at - 1])?.id);
  };

  let main: ReactNode = null;
  if (chosen !== undefined) {
    main = <ReplyToApprove key={chosen.id} outbound={chosen} back={back} goOn={goOn} />;
  } else if (reading) {
    main = (
      <>
        <div className={classes['alone']}>
          <BackButton onClick={back} />
        </div>
        {isPending && <LoadingRows rows={3} height={120} />}
        {failed !== undefined && <ErrorState error={failed.error} retry={() => void failed.refetch()} />}
        {!isPending && failed === undefined && <Choose isAnswered any={rows.length > 0} first={first} />}
      </>
    );
  } else if (rows.length > 0) main = <Choose any first={first} />;
  return (
    <Panes
      list={
        <>
          <PageHeader title={t('frame.approvals')} count={toApprove.length} />
          <Heaps found={found} selectedId={outboundId} select={select} />
        </>
      }
      main={main}
      side={null}
      show={reading ? 'main' : 'list'}
      labels={{ list: t('frame.approvals'), main: t('approval.reply'), side: t('case.person') }}
    />
  );
}

/** Nothing to read is open: none was chosen, or the one that was is answered. */
function Choose(props: { isAnswered?: boolean; any: boolean; first: () => void }): ReactNode {
  const { isAnswered = false, any, first } = props;
  const { t } = useI18n();
  const action = any && (
    <Button onClick={first}>
      {t('approval.openNext')}
      <KeyHint command="next" />
    </Button>
  );
  return (
    <EmptyState
      icon={<IconHandClick />}
      title={t(isAnswered ? 'approval.answered' : 'approval.choose')}
      action={action}
    >
      {t('approval.chooseBody')}
    </EmptyState>
  );
}

interface HeapsProps {
  found: ReturnType<typeof useRows>;
  selectedId: string | undefined;
  select: (id: string) => void;
}

function Heaps({ found, ...choice }: HeapsProps): ReactNode {
  const { t } = useI18n();
  const { failed, isPending, toApprove, back, own } = found;
  if (toApprove.length + back.length + own.length > 0) {
    return (
      <div className={listed['list']}>
        <Heap title={t('approval.heap.waiting')} rows={toApprove} {...choice} />
        <Heap title={t('approval.heap.returned')} rows={back} {...choice} />
        <Heap title={t('approval.heap.own')} rows={own} {...choice} />
      </div>
    );
  }
  if (isPending) return <LoadingRows rows={4} height={86} />;
  if (failed !== undefined) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  return (
    <EmptyState icon={<IconChecks />} title={t('approval.none')}>
      {t('approval.noneBody')}
    </EmptyState>
  );
}

interface HeapProps {
  title: string;
  rows: readonly OutboundView[];
  selectedId: string | undefined;
  select: (id: string) => void;
}

function Heap({ title, rows, selectedId, select }: HeapProps): ReactNode {
  if (rows.length === 0) return null;
  return (
    <>
      <h2 className={listed['heap']}>{title}</h2>
      <ul className="plain">
        {rows.map((row) => (
          <Line key={row.id} row={row} selected={row.id === selectedId} select={select} />
        ))}
      </ul>
    </>
  );
}
