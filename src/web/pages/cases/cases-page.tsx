// Cases: the list by view, the conversation with its composer, and the person.
import { IconHandClick } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { memo, useDeferredValue, useEffect, useMemo, type ReactNode } from 'react';
import type { CaseDetail, PostView } from '../../../contract/views.ts';
import { caseQuery, casesQuery, entryQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Panes } from '../../components/panes/panes.tsx';
import { PersonPanel } from '../../components/person/person-panel.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { openAddress } from '../../components/safe-address.ts';
import { useSteps } from '../../components/use-steps.ts';
import { useStable } from '../../components/use-stable.ts';
import { CaseHeader } from './case-header.tsx';
import { Conversation } from './conversation.tsx';
import { Facts } from './facts.tsx';
import { JudgedNewest } from './judged-newest.tsx';
import { nobody, usePresence } from './presence.ts';
import { Queue } from './queue.tsx';
import { postToAnswer } from './timeline.ts';
import { useCaseActions } from './use-case-actions.ts';
import { useCaseNavigation } from './use-case-navigation.ts';

const PREFETCH_DELAY_MS = 20;

/** The post that a case is about now. */
function newestOf({ posts }: CaseDetail): PostView | undefined {
  return postToAnswer(posts) ?? posts[0];
}

/** Reads the next case ahead, so that it stands there when it is called. */
function usePrefetch(id: string | undefined): void {
  const app = useApp();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (id === undefined) return;
    const read = async (): Promise<void> => {
      const newest = newestOf(await queryClient.query(caseQuery(app, id)));
      if (newest !== undefined) await queryClient.query(entryQuery(app, newest.id));
    };
    const timer = setTimeout(() => void read().catch(() => undefined), PREFETCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [app, queryClient, id]);
}

export function CasesPage(): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const navigation = useCaseNavigation();
  const { caseId, select, togglePerson } = navigation;
  const query = useInfiniteQuery(casesQuery(app, navigation.filter));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const opened = useQuery({ ...caseQuery(app, caseId ?? ''), enabled: caseId !== undefined });
  const detail = caseId === undefined ? undefined : opened.data;
  const presence = usePresence();
  const actions = useCaseActions();
  const at = rows.findIndex((row) => row.id === caseId);
  usePrefetch(rows[at + 1]?.id);

  const step = useSteps(rows, caseId, select);
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
  const back = useStable(() => select(undefined));
  useCommand('back', back, caseId !== undefined);
  useCommand('togglePerson', togglePerson, caseId !== undefined);
  const newest = detail === undefined ? undefined : newestOf(detail);
  const url = newest?.url ?? null;
  useCommand('openOnNetwork', () => openAddress(url), url !== null);

  let main: ReactNode = null;
  if (detail !== undefined) {
    const { id } = detail.case;
    main = (
      <>
        <CaseHeader row={detail.case} actions={actions} back={back} togglePerson={togglePerson} />
        {newest !== undefined && newest.deletedAt === null && <JudgedNewest postId={newest.id} />}
        <Conversation detail={detail} actions={actions} here={presence.get(id) ?? nobody} />
      </>
    );
  } else if (opened.isError && caseId !== undefined) {
    main = <ErrorState error={opened.error} retry={() => void opened.refetch()} />;
  } else if (caseId !== undefined) {
    main = <LoadingRows rows={3} height={120} />;
  } else if (rows.length > 0) {
    main = (
      <EmptyState icon={<IconHandClick />} title={t('case.choose')}>
        {t('case.chooseBody')}
      </EmptyState>
    );
  }
  const side =
    newest === undefined || detail === undefined ? null : <Beside detail={detail} close={togglePerson} />;
  return (
    <Panes
      list={<Queue query={query} rows={rows} navigation={navigation} presence={presence} />}
      main={main}
      side={side}
      show={navigation.pane}
      labels={{ list: t('case.list'), main: t('case.conversation'), side: t('case.person') }}
    />
  );
}

interface PersonSideProps {
  detail: CaseDetail;
  close: () => void;
}

const PersonSide = memo(function PersonSide({ detail, close }: PersonSideProps): ReactNode {
  const newest = newestOf(detail);
  if (newest === undefined) return null;
  return (
    <PersonPanel post={newest} caseId={detail.case.id} close={close}>
      <Facts detail={detail} />
    </PersonPanel>
  );
});

/** The conversation first, for that is what one waits for; the person a moment later. */
function Beside({ detail, close }: PersonSideProps): ReactNode {
  return <PersonSide detail={useDeferredValue(detail)} close={close} />;
}
