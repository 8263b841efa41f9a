// Candidates: the queue, the post in its thread, and its author; one decision after the other.
import { Button } from '@mantine/core';
import { IconHandClick } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  lazy,
  Suspense,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
} from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { adviceQuery, authorQuery, entryQuery, threadQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useCorrect } from '../../components/judging/use-correct.ts';
import { useUndoing } from '../../components/judging/use-undoing.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Panes } from '../../components/panes/panes.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useStable } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { PostPane } from './post-pane.tsx';
import { Queue } from './queue.tsx';
import { useCandidateNavigation } from './use-candidate-navigation.ts';
import { useCandidates, type Candidates } from './use-candidates.ts';
import { useDecide } from './use-decide.ts';
import { useDecisionActions } from './use-decision-actions.ts';
import { useMarks, type Marks } from './use-marks.ts';

/** Comes after the page: nobody is looked at before a post is opened. */
const loadAuthor = () => import('./author-side.tsx');
const AuthorSide = lazy(async () => ({ default: (await loadAuthor()).AuthorSide }));
// Ahead of the first post; what fails is asked for again then.
loadAuthor().catch(() => undefined);

/** A neighbour is read from the network only when one stays, not while keys fly past. */
const PREFETCH_DELAY_MS = 150;
/** As many as one decision about many may be about. */
const MARKED_MOST = 1000;

/** Reads threads and authors of neighbours ahead, so that the next one stands there when it is called. */
function usePrefetch(entry: LedgerEntryView | undefined): void {
  const app = useApp();
  const queryClient = useQueryClient();
  const id = entry?.post.id;
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(() => {
      queryClient.query(threadQuery(app, id, 0)).catch(() => undefined);
      queryClient.query(authorQuery(app, id, 0)).catch(() => undefined);
      queryClient.query(adviceQuery(app, id)).catch(() => undefined);
    }, PREFETCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [app, queryClient, id]);
}

/** An address may name a post that the list does not hold: decided already, or further down. */
function useSingle(postId: string | undefined, wanted: boolean) {
  return useQuery({ ...entryQuery(useApp(), postId ?? ''), enabled: postId !== undefined && wanted });
}

/**
 * Which row is next to one that has left the list while it was open, by a correction or by somebody else: the one that
 * took its place, or the one above. Without such a row, the first.
 */
function useLastPlace(postId: string | undefined, at: number): (by: 1 | -1) => number {
  const last = useRef({ postId, at });
  useEffect(() => {
    if (at !== -1) last.current = { postId, at };
  }, [postId, at]);
  return (by) => {
    const isHere = last.current.postId === postId && last.current.at !== -1;
    if (!isHere) return 0;
    return by === 1 ? last.current.at : Math.max(0, last.current.at - 1);
  };
}

/** Marks as many as can be decided about at once, also those that were not read yet. */
function useMarkAll({ query }: Candidates, marks: Marks): () => void {
  const mark = async (): Promise<void> => {
    let held = query.data;
    let hasMore = query.hasNextPage;
    while (held !== undefined && hasMore && held.pages.flatMap(({ rows }) => rows).length < MARKED_MOST) {
      const result = await query.fetchNextPage();
      if (result.isError) break;
      held = result.data;
      hasMore = result.hasNextPage;
    }
    const rows = held?.pages.flatMap((page) => page.rows) ?? [];
    marks.add(rows.slice(0, MARKED_MOST).map((row) => row.post.id));
  };
  return useStable(() => void mark());
}

/** Goes from row to row, from where the open one stands or stood; the next is fetched ahead. */
function useSteps(
  rows: Candidates['rows'],
  at: number,
  { postId, select }: ReturnType<typeof useCandidateNavigation>,
): (by: 1 | -1) => void {
  const last = useLastPlace(postId, at);
  const step = (by: 1 | -1): void => {
    const next = rows[at === -1 ? last(by) : at + by];
    if (next !== undefined) select(next.post.id);
  };
  usePrefetch(rows[at + 1]);
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
  return step;
}

export function CandidatesPage(): ReactNode {
  const { t } = useI18n();
  const navigation = useCandidateNavigation();
  const { postId, select, togglePerson } = navigation;
  const [away, setAway] = useState(false);
  const marks = useMarks();
  const candidates = useCandidates(navigation.filter, postId !== undefined || away);
  const { rows } = candidates;
  const at = rows.findIndex((row) => row.post.id === postId);
  const single = useSingle(postId, at === -1 && !candidates.query.isPending);
  const entry = rows[at] ?? (postId === undefined ? undefined : single.data?.entry);
  const markedRows = rows.filter((row) => marks.ids.has(row.post.id));
  const { remember, undo } = useUndoing();
  const deciding = useDecide(select, remember);
  const correcting = useCorrect(remember);
  const actions = useDecisionActions(rows, deciding, navigation);
  const step = useSteps(rows, at, navigation);
  const markAll = useMarkAll(candidates, marks);
  const back = useStable(() => select(undefined));
  useCommand('mark', () => postId !== undefined && marks.toggle(postId));
  useCommand('markAll', markAll);
  useCommand('showNew', candidates.showNew);
  useCommand('undo', undo);
  useCommand('togglePerson', togglePerson, entry !== undefined);

  let main: ReactNode = <Choose any={rows.length > 0} first={() => step(1)} />;
  if (entry !== undefined) {
    main = (
      <PostPane
        entry={entry}
        actions={actions}
        correcting={correcting}
        silentKeyed={markedRows.length === 0}
        reconsider={deciding.reconsider}
        back={back}
        togglePerson={togglePerson}
      />
    );
  } else if (postId !== undefined) {
    main = single.isError ? <ErrorState error={single.error} /> : <LoadingRows rows={2} height={120} />;
  }
  const side = entry !== undefined && <Beside entry={entry} correcting={correcting} close={togglePerson} />;
  const list = (
    <Queue
      candidates={candidates}
      navigation={navigation}
      marks={marks}
      markedRows={markedRows}
      markAll={markAll}
      silent={(entries, reason, note) => {
        marks.clear();
        actions.silentAll(entries, reason, note);
      }}
      scrolled={setAway}
    />
  );
  return (
    <Panes
      list={list}
      main={main}
      side={side === false ? null : side}
      show={navigation.pane}
      labels={{ list: t('candidates.list'), main: t('candidates.post'), side: t('candidates.person') }}
    />
  );
}

/** The post first, for that is what one waits for; its author a moment later. */
function Beside({ entry, ...rest }: ComponentProps<typeof AuthorSide>): ReactNode {
  return (
    <Suspense fallback={null}>
      <AuthorSide entry={useDeferredValue(entry)} {...rest} />
    </Suspense>
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
