// What is shown while something is on its way: rows in the shape of what comes, only after a moment.
import { Loader, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './loading.module.css';

/** Rows of a list that is being read. */
export function LoadingRows({ rows = 6, height = 64 }: { rows?: number; height?: number }): ReactNode {
  const { t } = useI18n();
  return (
    <output className={classes['rows']} aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes['row']}>
          <Skeleton height={12} width={`${30 + ((index * 17) % 30)}%`} />
          <Skeleton height={Math.max(10, height - 44)} />
        </div>
      ))}
    </output>
  );
}

/** A page whose code is being fetched. */
export function Pending(): ReactNode {
  const { t } = useI18n();
  return (
    <output className={classes['pending']} aria-label={t('state.loading')}>
      <Loader size="sm" />
    </output>
  );
}
