// The versions of a snippet: who changed it, when, and the words as they were.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { snippetQuery } from '../../../api/drafting-queries.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { Moment } from '../../../components/time.tsx';
import { WithBlanks } from '../../../components/with-blanks.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './snippets.module.css';

export function History({ id }: { id: string }): ReactNode {
  const { t } = useI18n();
  const query = useQuery(snippetQuery(useApp(), id));
  if (query.isPending) return <LoadingRows rows={2} height={36} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} compact />;
  return (
    <ol className={`plain ${classes['versions'] ?? ''}`} aria-label={t('settings.snippets.history')}>
      {query.data.versions.map(({ version, name, text, isArchived, changedBy, changedAt }) => (
        <li key={version}>
          <p className={classes['use']}>
            {t('settings.snippets.version', { version, name: changedBy?.name ?? '—' })}{' '}
            <Moment at={changedAt} />
            {isArchived && ` · ${t('settings.snippets.wasArchived')}`}
          </p>
          <p className={classes['text']}>
            <b>{name}</b> <WithBlanks text={text} />
          </p>
        </li>
      ))}
    </ol>
  );
}
