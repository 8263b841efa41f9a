// The versions of what replies begin with: who changed it, when, and the words as they were.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadingRows } from '../../../components/loading.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './starting-points.module.css';

interface Version {
  version: number;
  isArchived: boolean;
  changedBy: { name: string } | null;
  changedAt: string;
}

interface HistoryProps<V extends Version> {
  query: UseQueryResult<{ versions: V[] }>;
  /** The words of a version. */
  renderWords: (version: V) => ReactNode;
}

export function History<V extends Version>({ query, renderWords }: HistoryProps<V>): ReactNode {
  const { t } = useI18n();
  if (query.isPending) return <LoadingRows rows={2} height={36} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} compact />;
  return (
    <ol className={`plain ${classes['versions'] ?? ''}`} aria-label={t('settings.snippets.history')}>
      {query.data.versions.map((one) => (
        <li key={one.version}>
          <p className={classes['use']}>
            {t('settings.snippets.version', { version: one.version, name: one.changedBy?.name ?? '—' })}{' '}
            <Moment at={one.changedAt} />
            {one.isArchived && ` · ${t('settings.snippets.wasArchived')}`}
          </p>
          <p className={classes['text']}>{renderWords(one)}</p>
        </li>
      ))}
    </ol>
  );
}
