// The versions of a monitor: what it listened for, who changed it, when and why; any of them can be taken up again.
import { Button } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { Section } from '../../components/page.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { ChangedHits } from './changed-hits.tsx';
import { PrecisionLine } from './hit-sample.tsx';
import classes from './monitors.module.css';

export type MonitorVersion = Reply<'readMonitor'>['versions'][number];

interface VersionsProps {
  monitorId: string | null;
  versions: readonly MonitorVersion[];
  /** Null for those who may not change the monitor. */
  takeUp: ((version: MonitorVersion) => void) | null;
}

export function Versions({ monitorId, versions, takeUp }: VersionsProps): ReactNode {
  const { t } = useI18n();
  return (
    <Section title={t('monitors.versions')} hint={t('monitors.versionsHint')}>
      <ol className={classes['versions']}>
        {versions.map((version, index) => (
          <li key={version.version}>
            <p className={classes['versionHead']}>
              <b>{t('monitors.version', { number: version.version })}</b>
              {index === 0 && <span className={classes['now']}>{t('monitors.versionNow')}</span>}
              {!version.active && <span className={classes['off']}>{t('monitors.off')}</span>}
              <span className={classes['quiet']}>
                {version.changedBy?.name ?? t('ledger.byProgram')} · <Moment at={version.changedAt} />
              </span>
            </p>
            {version.reason !== '' && <p className={classes['because']}>{version.reason}</p>}
            <p className={classes['versionName']}>{version.name}</p>
            <code className={classes['versionQuery']}>{version.query}</code>
            {version.precision !== null && <PrecisionLine precision={version.precision} />}
            <ChangedHits monitorId={monitorId} before={versions[index + 1]?.query} after={version.query} />
            {index > 0 && takeUp !== null && (
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconRestore size={14} aria-hidden />}
                onClick={() => takeUp(version)}
              >
                {t('monitors.takeUp')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
