// Practice sessions: begin one, see how those before went, and, for who supervises, how everybody gets on.
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay, useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageBody, Section } from '../../../components/page.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Join } from '../join.tsx';
import { practiceSessionsQuery } from '../queries.ts';
import { Begin } from './begin.tsx';
import { Overview } from './overview.tsx';
import { SessionList } from './session-list.tsx';
import { Session } from './session.tsx';
import classes from './sessions.module.css';

const route = getRouteApi('/member/practice/sessions/{-$sessionId}');

export function SessionsPage(): ReactNode {
  const { t } = useI18n();
  const { sessionId } = route.useParams();
  return (
    <>
      <PageHeader title={t('practice.sessions.title')}>
        <Link to="/practice" search={{}} className={classes['back']}>
          <IconArrowLeft size={16} aria-hidden />
          {t('practice.title')}
        </Link>
      </PageHeader>
      <PageBody>{sessionId === undefined ? <Home /> : <Session key={sessionId} id={sessionId} />}</PageBody>
    </>
  );
}

function Home(): ReactNode {
  const { t } = useI18n();
  const userId = useSession().user.id;
  const supervises = useMay('practice.direct');
  const query = useQuery(practiceSessionsQuery(useApp()));
  if (query.isPending) return <LoadingRows rows={5} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const { rows } = query.data;
  const own = rows.filter(({ user }) => user.id === userId);
  return (
    <>
      <Join />
      <Begin running={own.find(({ endedAt }) => endedAt === null)} />
      <Section title={t('practice.sessions.own')}>
        <SessionList rows={own} />
      </Section>
      {supervises && <Overview rows={rows} />}
    </>
  );
}
