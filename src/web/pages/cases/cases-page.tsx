// Cases: the list by view, the conversation with its composer, and the person.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconHandClick, IconSearch, IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { CaseDetail } from '../../../contract/views.ts';
import { caseQuery, casesQuery, countsQuery } from '../../api/queries.ts';
import type { CaseFilter } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panes, type Pane } from '../../components/panes/panes.tsx';
import { PanelSection, PersonPanel } from '../../components/person/person-panel.tsx';
import { openAddress } from '../../components/safe-address.ts';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { isComposing } from '../../keyboard/typing.ts';
import { caseViews, chosen, type CaseView } from '../../search.ts';
import { CaseHeader } from './case-header.tsx';
import { CaseList } from './case-list.tsx';
import classes from './cases.module.css';
import { Conversation } from './conversation.tsx';
import { usePresence } from './presence.ts';
import { postToAnswer } from './timeline.ts';
import { useCaseActions } from './use-case-actions.ts';

const route = getRouteApi('/member/cases/{-$caseId}');
const PREFETCH_DELAY_MS = 80;

const filters: Record<CaseView, CaseFilter> = {
  mine: { state: 'open', assignee: 'me' },
  unassigned: { state: 'open', assignee: 'nobody' },
  open: { state: 'open' },
  waiting: { state: 'waiting_customer' },
  closed: { state: 'closed' },
};

function Facts({ detail }: { detail: CaseDetail }): ReactNode {
  const { t, format } = useI18n();
  const row = detail.case;
  const monitors = [
    ...new Set(Object.values(detail.matches).flatMap((matches) => matches.map((each) => each.monitorName))),
  ];
  const facts: [string, ReactNode][] = [
    [t('why.how'), t(`originLong.${row.origin}`)],
    ...(monitors.length > 0 ? [[t('filters.monitor'), monitors.join('、')] as [string, ReactNode]] : []),
    [t('case.firstPost'), <Moment key="post" at={row.firstPostAt} />],
    [t('case.opened'), <Moment key="opened" at={row.openedAt} />],
    ...(row.firstReactionMs === null
      ? []
      : ([
          [t('case.reactionWall'), format.duration(row.firstReactionMs)],
          [t('case.reactionBusiness'), format.duration(row.firstReactionBusinessMs ?? row.firstReactionMs)],
        ] as [string, ReactNode][])),
  ];
  return (
    <PanelSection title={t('case.facts')}>
      <dl className={classes['facts']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  );
}

function Search({
  value,
  search,
  close,
}: {
  value: string;
  search: (q: string) => void;
  close: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [q, setQ] = useState(value);
  return (
    <TextInput
      className={classes['search']}
      aria-label={t('case.search')}
      placeholder={t('case.search')}
      value={q}
      data-autofocus
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        <ActionIcon size="sm" aria-label={t('case.searchClose')} onClick={close}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      }
      onChange={(event) => setQ(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        if (event.key === 'Enter' && !isComposing(event.nativeEvent)) search(q.trim());
      }}
    />
  );
}

/** Reads the next case ahead, so that it stands there when it is called. */
function usePrefetch(id: string | undefined): void {
  const app = useApp();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(
      () => void queryClient.query(caseQuery(app, id)).catch(() => undefined),
      PREFETCH_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [app, queryClient, id]);
}

export function CasesPage(): ReactNode {
  const { t, format } = useI18n();
  const app = useApp();
  const { caseId } = route.useParams();
  const { view = 'mine', network, q, pane } = route.useSearch();
  const navigate = route.useNavigate();
  const [searching, setSearching] = useState(q !== undefined);
  const filter = chosen({ ...(q === undefined ? filters[view] : {}), network, q });
  const query = useInfiniteQuery(casesQuery(app, filter));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const detail = useQuery({ ...caseQuery(app, caseId ?? ''), enabled: caseId !== undefined });
  const counts = useQuery(countsQuery(app)).data;
  const presence = usePresence();
  const actions = useCaseActions();
  const at = rows.findIndex((row) => row.id === caseId);
  usePrefetch(rows[at + 1]?.id);

  const reading = caseId !== undefined;
  const select = useCallback(
    (id: string | undefined): void =>
      void navigate({
        to: '/cases/{-$caseId}',
        params: { caseId: id },
        search: ({ pane: _, ...rest }) => rest,
        replace: reading && id !== undefined,
      }),
    [navigate, reading],
  );
  const show = (shown: Pane): void =>
    void navigate({
      search: ({ pane: _, ...rest }) => (shown === 'side' ? { ...rest, pane: 'person' } : rest),
      params: (held) => held,
      replace: true,
    });
  const step = (by: number): void => {
    const next = at === -1 ? rows[0] : rows[at + by];
    if (next !== undefined) select(next.id);
  };
  const togglePerson = (): void => show(pane === 'person' ? 'main' : 'side');
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
  useCommand('back', () => select(undefined), caseId !== undefined);
  useCommand('togglePerson', togglePerson, caseId !== undefined);
  const newest =
    detail.data === undefined ? undefined : (postToAnswer(detail.data.posts) ?? detail.data.posts[0]);
  const url = newest?.url ?? null;
  useCommand('openOnNetwork', () => openAddress(url), url !== null);

  const countOf: Partial<Record<CaseView, number>> =
    counts === undefined
      ? {}
      : { mine: counts.myCases, unassigned: counts.unassignedCases, open: counts.openCases };
  const list = (
    <>
      <PageHeader
        title={t('frame.cases')}
        count={countOf[view] === undefined ? undefined : format.number(countOf[view])}
      >
        <ActionIcon aria-label={t('case.search')} size="lg" onClick={() => setSearching(true)}>
          <IconSearch size={18} aria-hidden />
        </ActionIcon>
      </PageHeader>
      {searching ? (
        <Search
          key={q ?? ''}
          value={q ?? ''}
          search={(words) =>
            void navigate({
              search: chosen({ view, network, q: words === '' ? undefined : words }),
              params: { caseId: undefined },
            })
          }
          close={() => {
            setSearching(false);
            void navigate({ search: chosen({ view, network }), params: (held) => held });
          }}
        />
      ) : (
        <fieldset className={classes['views']} aria-label={t('case.views')}>
          {caseViews.map((each) => (
            <button
              key={each}
              type="button"
              className={classes['view']}
              aria-pressed={view === each}
              onClick={() =>
                void navigate({ search: chosen({ view: each, network }), params: { caseId: undefined } })
              }
            >
              {t(`case.view.${each}`)}
              {(countOf[each] ?? 0) > 0 && (
                <span className="tabular">{format.number(countOf[each] ?? 0)}</span>
              )}
            </button>
          ))}
        </fieldset>
      )}
      <CaseList
        query={query}
        rows={rows}
        selectedId={caseId}
        select={select}
        presence={presence}
        view={view}
        searching={q !== undefined}
      />
    </>
  );
  let main: ReactNode;
  if (caseId === undefined) {
    main = rows.length > 0 && (
      <EmptyState icon={<IconHandClick />} title={t('case.choose')}>
        {t('case.chooseBody')}
      </EmptyState>
    );
  } else if (detail.data !== undefined) {
    main = (
      <>
        <CaseHeader
          row={detail.data.case}
          actions={actions}
          back={() => select(undefined)}
          togglePerson={togglePerson}
        />
        <Conversation key={caseId} detail={detail.data} actions={actions} here={presence.get(caseId) ?? []} />
      </>
    );
  } else {
    main = detail.isError ? (
      <ErrorState error={detail.error} retry={() => void detail.refetch()} />
    ) : (
      <LoadingRows rows={3} height={120} />
    );
  }
  const side =
    caseId === undefined || newest === undefined || detail.data === undefined ? null : (
      <PersonPanel post={newest} caseId={caseId} close={() => show('main')}>
        <Facts detail={detail.data} />
      </PersonPanel>
    );
  return (
    <Panes
      list={list}
      main={main}
      side={side}
      show={caseId === undefined ? 'list' : pane === 'person' ? 'side' : 'main'}
      labels={{ list: t('case.list'), main: t('case.conversation'), side: t('case.person') }}
    />
  );
}
