// Posts heard in each of the last 24 hours, as small bars; the sum is said in words beside them.
import type { CSSProperties, ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';

export function Sparkline({ hours }: { hours: readonly number[] }): ReactNode {
  const { t } = useI18n();
  const most = Math.max(1, ...hours);
  const total = hours.reduce((sum, count) => sum + count, 0);
  return (
    <span className={classes['spark']}>
      <span className={classes['sparkBars']} aria-hidden>
        {hours.map((count, index) => (
          <i
            key={index}
            data-none={count === 0 || undefined}
            style={{ '--share': count / most } as CSSProperties}
            title={t('accounts.heardInHour', { hours: hours.length - 1 - index, count })}
          />
        ))}
      </span>
      <span className={classes['quiet']}>{t('accounts.heard24h', { count: total })}</span>
    </span>
  );
}
