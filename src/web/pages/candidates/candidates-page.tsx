// Candidates: the queue, the post in its thread, and its author; one decision after the other.
import { Button } from '@mantine/core';
import { IconHandClick } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { authorQuery, countsQuery, entryQuery, threadQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panes, type Pane } from '../../components/panes/panes.tsx';
import { PanelSection, PersonPanel } from '../../components/person/person-panel.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/time.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { chosen } from '../../search.ts';
import { CandidateList } from './candidate-list.tsx';
import classes from './candidates.module.css';
import { SilentButton, type DecisionActions } from './decision-bar.tsx';
import { FilterButton, Filters, type Narrowing } from './filters.tsx';
import { PostPane } from './post-pane.tsx';
import { useCandidates } from './use-candidates.ts';
import { useDecide } from './use-decide.ts';

const route = getRouteApi('/member/candidates/{-$postId}');
/** A neighbour is read from the network only when one stays, not while keys fly past. */
const PREFETCH_DELAY_MS = 150;

function Reasons({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t, format } = useI18n();
  return (
    <PanelSection title={t('why.title')}>
      <dl className={classes['reasons']}>
        <dt>{t('why.how')}</dt>
        <dd>{t(`originLong.${entry.origin}`)}</dd>
        {entry.matches.length > 0 && <dt>{t('filters.monitor')}</dt>}
        {entry.matches.length > 0 && <dd>{entry.matches.map((match) => match.monitorName).join('、')}</dd>}
        {entry.post.lang !== null && <dt>{t('filters.lang')}</dt>}
        {entry.post.lang !== null && <dd>{format.language(entry.post.lang)}</dd>}
        {entry.judgements
          .filter((judgement) => judgement.kind !== 'language')
          .map(({ kind, value, probability }) => (
            <div key={kind}>
              <dt>{kind}</dt>
              <dd>
                {value} {probability === null ? '' : probability.toFixed(2)}
              </dd>
            </div>
          ))}
        <dt>{t('why.arrived')}</dt>
        <dd>
          <Moment at={entry.enteredAt} />
        </dd>
      </dl>
    </PanelSection>
  );
}

/** Reads threads and authors of neighbours ahead, so that the next one stands there when it is called. */
function usePrefetch(entry: LedgerEntryView | undefined): void {
  const app = useApp();
  const queryClient = useQueryClient();
  const id = entry?.post.id;
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(() => {
      queryClient.query(threadQuery(app, id)).catch(() => undefined);
      queryClient.query(authorQuery(app, id)).catch(() => undefined);
    }, PREFETCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [app, queryClient, id]);
}

export function CandidatesPage(): ReactNode {
  const { t, format } = useI18n();
  const app = useApp();
  const toasts = useToasts();
  const { postId } = route.useParams();
  const { pane, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const [away, setAway] = useState(false);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const candidates = useCandidates(search, postId !== undefined || away);
  const { rows } = candidates;
  const at = rows.findIndex((row) => row.post.id === postId);
  const inList = rows[at];
  const single = useQuery({
    ...entryQuery(app, postId ?? ''),
    enabled: postId !== undefined && inList === undefined && !candidates.query.isPending,
  });
  const entry = inList ?? (postId === undefined ? undefined : single.data?.entry);
  const counts = useQuery(countsQuery(app)).data;
  const deciding = useDecide();
  usePrefetch(rows[at + 1]);

  const reading = postId !== undefined;
  // The same function for every step, so that rows are not drawn again for it.
  const select = useCallback(
    (id: string | undefined): void =>
      void navigate({
        to: '/candidates/{-$postId}',
        params: { postId: id },
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
  /** After a decision the next one comes up, or the one before it at the end of the list. */
  const moveOn = (gone: readonly string[]): void => {
    if (postId !== undefined && !gone.includes(postId)) return;
    const below = rows.slice(at + 1).find((row) => !gone.includes(row.post.id));
    const above = rows.slice(0, Math.max(0, at)).findLast((row) => !gone.includes(row.post.id));
    select((below ?? above)?.post.id);
  };
  const toggle = useCallback((id: string): void => {
    setMarked((held) => {
      const next = new Set(held);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);

  const actions: DecisionActions = {
    speak: (one, stay) => {
      if (stay) moveOn([one.post.id]);
      void deciding.speak(one).then((opened) => {
        if (opened === null) return;
        const open = (): void =>
          void navigate({ to: '/cases/{-$caseId}', params: { caseId: opened.id }, search: {} });
        if (stay)
          toasts.done(t('decide.spoken', { number: opened.number }), [
            { label: t('decide.openCase'), run: open },
          ]);
        else open();
      });
    },
    silent: (one, reason, note) => {
      moveOn([one.post.id]);
      void deciding.silent([one], reason, note);
    },
    later: (one, until) => {
      moveOn([one.post.id]);
      void deciding.later(one, until);
    },
  };
  const step = (by: number): void => {
    const next = at === -1 ? rows[0] : rows[at + by];
    if (next !== undefined) select(next.post.id);
  };
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
  useCommand('mark', () => postId !== undefined && toggle(postId));
  useCommand('showNew', candidates.showNew);
  useCommand('undo', deciding.undo);
  useCommand('togglePerson', () => show(pane === 'person' ? 'main' : 'side'), entry !== undefined);

  const change = (wanted: { [K in keyof Narrowing]?: Narrowing[K] | undefined }): void =>
    void navigate({ search: chosen({ ...search, ...wanted }), params: { postId: undefined } });
  const markedRows = rows.filter((row) => marked.has(row.post.id));
  const list = (
    <>
      <PageHeader
        title={t('frame.candidates')}
        count={counts === undefined ? undefined : format.number(counts.candidates)}
      >
        <FilterButton value={search} change={change} />
      </PageHeader>
      <Filters value={search} change={change} />
      <CandidateList
        candidates={candidates}
        selectedId={postId}
        marked={marked}
        toggle={toggle}
        select={select}
        filtered={Object.keys(search).length > 0}
        later={search.state === 'later'}
        clearFilters={() => void navigate({ search: {}, params: { postId: undefined } })}
        scrolled={setAway}
      />
      {markedRows.length > 0 && (
        <div className={classes['bulk']}>
          <span>{t('candidates.marked', { count: markedRows.length })}</span>
          <span className={classes['space']} />
          <Button variant="subtle" size="compact-sm" onClick={() => setMarked(new Set())}>
            {t('candidates.unmark')}
          </Button>
          <SilentButton
            keyed
            label={t('decide.silent')}
            choose={(reason, note) => {
              setMarked(new Set());
              moveOn(markedRows.map((row) => row.post.id));
              void deciding.silent(markedRows, reason, note);
            }}
          />
        </div>
      )}
    </>
  );
  let main: ReactNode;
  if (entry !== undefined) {
    main = (
      <PostPane
        entry={entry}
        actions={actions}
        silentKeyed={markedRows.length === 0}
        reconsider={() => deciding.reconsider(entry)}
        back={() => select(undefined)}
        togglePerson={() => show(pane === 'person' ? 'main' : 'side')}
      />
    );
  } else if (postId !== undefined) {
    main = single.isError ? <ErrorState error={single.error} /> : <LoadingRows rows={2} height={120} />;
  } else {
    main = <Choose any={rows.length > 0} first={() => step(1)} />;
  }
  const side =
    entry === undefined ? null : (
      <PersonPanel post={entry.post} caseId={entry.caseId} close={() => show('main')}>
        <Reasons entry={entry} />
      </PersonPanel>
    );
  const shown: Pane = postId === undefined ? 'list' : pane === 'person' ? 'side' : 'main';
  return (
    <Panes
      list={list}
      main={main}
      side={side}
      show={shown}
      labels={{ list: t('candidates.list'), main: t('candidates.post'), side: t('candidates.person') }}
    />
  );
}

function Choose({ any, first }: { any: boolean; first: () => void }): ReactNode {
  const { t } = useI18n();
  if (!any) return null;
  const action = (
    <Button onClick={first}>
      {t('candidates.first')}
      <KeyHint command="next" />
    </Button>
  );
  return (
    <EmptyState icon={<IconHandClick />} title={t('candidates.choose')} action={action}>
      {t('candidates.chooseBody')}
    </EmptyState>
  );
}
