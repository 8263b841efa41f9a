// What is listened for: the list of monitors, and the page of one.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import { monitorsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { HeaderWithBack, PageHeader } from '../../components/page-header.tsx';
import { ErrorState, NoPermission } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { AddMonitor, MonitorList } from './monitor-list.tsx';

/** Of its own, so that nobody who only reads the list loads an editor. */
const MonitorEditor = lazy(async () => ({ default: (await import('./monitor-editor.tsx')).MonitorEditor }));

const route = getRouteApi('/member/monitors/{-$monitorId}');

function OneMonitor({ id }: { id: string }): ReactNode {
  const { client } = useApp();
  const query = useQuery({
    queryKey: keys.monitor(id),
    queryFn: ({ signal }) => client.call('readMonitor', { params: { id } }, { signal }),
  });
  if (query.isPending) return <LoadingRows rows={4} height={90} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <MonitorEditor key={id} monitor={query.data.monitor} versions={query.data.versions} />;
}

function EditorPage({ id }: { id: string }): ReactNode {
  const { t } = useI18n();
  const navigate = route.useNavigate();
  const mayChange = useMay('monitor.change');
  const named = useQuery(monitorsQuery(useApp())).data?.rows.find((monitor) => monitor.id === id);
  const back = (): void => {
    void navigate({ to: '/monitors/{-$monitorId}', params: { monitorId: undefined } });
  };
  useCommand('back', back);
  const making = id === 'new';
  return (
    <>
      <HeaderWithBack
        title={making ? t('monitors.newTitle') : (named?.name ?? t('frame.monitors'))}
        back={{ label: t('monitors.backToList'), go: back }}
      />
      <Suspense fallback={<LoadingRows rows={4} height={90} />}>
        {making ? (
          mayChange ? (
            <MonitorEditor monitor={null} versions={[]} />
          ) : (
            <NoPermission />
          )
        ) : (
          <OneMonitor id={id} />
        )}
      </Suspense>
    </>
  );
}

export function MonitorsPage(): ReactNode {
  const { t } = useI18n();
  const { monitorId } = route.useParams();
  const mayChange = useMay('monitor.change');
  const rows = useQuery(monitorsQuery(useApp())).data?.rows;
  const step = (by: 1 | -1): void => {
    const links = [...document.querySelectorAll<HTMLElement>('[data-monitor]')];
    const at = links.findIndex((link) => link === document.activeElement);
    links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useCommand('next', () => step(1), monitorId === undefined);
  useCommand('previous', () => step(-1), monitorId === undefined);
  if (monitorId !== undefined) return <EditorPage key={monitorId} id={monitorId} />;
  return (
    <>
      <PageHeader title={t('frame.monitors')} count={rows === undefined ? undefined : rows.length}>
        {mayChange && rows !== undefined && rows.length > 0 && <AddMonitor />}
      </PageHeader>
      <MonitorList />
    </>
  );
}
