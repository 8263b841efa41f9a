// What was sent to us and waits, by how long, so that a promise that is about to break is seen before it does.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ledgerCountsQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { ageingOf } from './ageing.ts';
import classes from './heaps.module.css';

/** Nothing where nobody waits who wrote to us. */
export function Owed({ since }: { since: string | undefined }): ReactNode {
  const { t } = useI18n();
  const owed = useQuery(ledgerCountsQuery(useApp(), since)).data?.owed;
  const now = useNow();
  if (owed === undefined || owed.since.length === 0) return null;
  const { withinHour, withinDay, overDay } = ageingOf(owed.since, now);
  return (
    <p className={classes['owed']}>
      <Link to="/ledger/{-$postId}" params={{ postId: undefined }} search={{ heap: 'waiting' }}>
        {t('ledger.owed')}
      </Link>
      <span>{t('ledger.owed.withinHour', { count: withinHour })}</span>
      <span data-soon={withinDay > 0 || undefined}>{t('ledger.owed.withinDay', { count: withinDay })}</span>
      <span data-late={overDay > 0 || undefined}>{t('ledger.owed.overDay', { count: overDay })}</span>
      {owed.isMore && <span>{t('ledger.owed.more', { count: owed.since.length })}</span>}
    </p>
  );
}
