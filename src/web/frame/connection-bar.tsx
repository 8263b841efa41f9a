// A quiet line when what is shown may be late: only while it is so.
import { Button } from '@mantine/core';
import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useConnection } from '../live/live.tsx';
import classes from './connection-bar.module.css';

export function ConnectionBar(): ReactNode {
  const { t } = useI18n();
  const connection = useConnection();
  const late = connection === 'late' || connection === 'offline';
  return (
    <output className={classes['place']}>
      {late && (
        <div className={classes['bar']}>
          {connection === 'offline' ? (
            <IconCloudOff size={16} aria-hidden />
          ) : (
            <IconRefresh size={16} aria-hidden />
          )}
          <span>{connection === 'offline' ? t('live.offline') : t('live.late')}</span>
          {connection === 'late' && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="amber"
              onClick={() => window.dispatchEvent(new Event('online'))}
            >
              {t('live.retry')}
            </Button>
          )}
        </div>
      )}
    </output>
  );
}
