// Nothing waits: says what is being listened to, and the one thing to do when nothing is.
import { IconCheck, IconEar, IconEarOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { countsQuery, monitorsQuery, sourcesQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { EmptyState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

export function Listening(): ReactNode {
  const { t, format } = useI18n();
  const app = useApp();
  const sources = useQuery(sourcesQuery(app)).data?.rows;
  const monitors = useQuery(monitorsQuery(app)).data?.rows;
  const counts = useQuery(countsQuery(app)).data;
  if (sources === undefined || monitors === undefined) return <LoadingRows rows={2} />;
  const active = sources.filter((source) => source.active);
  if (active.length === 0) {
    const action = <ButtonLink to="/welcome">{t('listening.choose')}</ButtonLink>;
    return (
      <EmptyState icon={<IconEarOff />} title={t('listening.nowhere')} action={action}>
        {t('listening.nowhereBody')}
      </EmptyState>
    );
  }
  const monitorAction = (
    <ButtonLink variant="default" to="/monitors/{-$monitorId}" params={{ monitorId: undefined }}>
      {t('listening.monitors')}
    </ButtonLink>
  );
  if (!monitors.some((monitor) => monitor.active)) {
    return (
      <EmptyState icon={<IconEarOff />} title={t('listening.noMonitor')} action={monitorAction}>
        {t('listening.noMonitorBody')}
      </EmptyState>
    );
  }
  const heard = active.reduce((sum, source) => sum + source.heardCount, 0);
  const matched = active.reduce((sum, source) => sum + source.matchedCount, 0);
  const done = (counts?.openCases ?? 0) > 0 || matched > 0;
  return (
    <EmptyState
      icon={done ? <IconCheck /> : <IconEar />}
      title={done ? t('listening.done') : t('listening.now')}
      action={monitorAction}
    >
      <p>{t('listening.arrive')}</p>
      <p className="tabular">
        {t('listening.heard', { heard: format.number(heard), matched: format.number(matched) })}
      </p>
    </EmptyState>
  );
}
