// Records that could not be understood, raw as they came, so that somebody can see what the network sent.
import { Code, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { ErrorState } from '../../components/states.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';

export function MalformedDialog({ sourceId, close }: { sourceId: string; close: () => void }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const query = useQuery({
    queryKey: keys.malformed(sourceId),
    queryFn: ({ signal }) => client.call('listMalformed', { params: { id: sourceId } }, { signal }),
    staleTime: 0,
  });
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('accounts.malformedTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p className={classes['quiet']}>{t('accounts.malformedBody')}</p>
      {query.isPending && <LoadingRows rows={2} />}
      {query.isError && <ErrorState compact error={query.error} retry={() => void query.refetch()} />}
      {query.data?.rows.length === 0 && <p>{t('accounts.malformedNone')}</p>}
      <ul className={`plain ${classes['malformed'] ?? ''}`}>
        {query.data?.rows.map((row) => (
          <li key={row.id}>
            <p>
              <b>{row.problem}</b>{' '}
              <span className={classes['quiet']}>
                <Moment at={row.seenAt} />
              </span>
            </p>
            <Code block>{row.raw}</Code>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
