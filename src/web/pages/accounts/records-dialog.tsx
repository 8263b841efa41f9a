// The last records of a source as they came, and what became of each: for whoever asks why a post is here, or is not.
import { Code, Modal, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { recordFates, recordLimits, type RecordFate } from '../../../domain/listening/heard-record.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { ErrorState } from '../../components/states.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';

/** JSON with its lines broken, where it is whole; what was cut stays as it is. */
function readable(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

function Part({ title, json, none }: { title: string; json: string | null; none: string }): ReactNode {
  return (
    <details>
      <summary>{title}</summary>
      {json === null ? <p className={classes['quiet']}>{none}</p> : <Code block>{readable(json)}</Code>}
    </details>
  );
}

export function RecordsDialog({ sourceId, close }: { sourceId: string; close: () => void }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const [wanted, setWanted] = useState<RecordFate | ''>('');
  const query = useQuery({
    queryKey: keys.heardRecords(sourceId),
    queryFn: ({ signal }) => client.call('listHeardRecords', { params: { id: sourceId } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const rows = query.data?.rows ?? [];
  const fates = recordFates.filter((fate) => rows.some((row) => row.fate === fate));
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('accounts.recordsTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p className={classes['quiet']}>{t('accounts.recordsBody', { count: recordLimits.ofSource })}</p>
      {query.isPending && <LoadingRows rows={3} />}
      {query.isError && <ErrorState compact error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <p>{t('accounts.recordsNone')}</p>}
      {fates.length > 1 && (
        <NativeSelect
          mt="sm"
          label={t('accounts.recordsFilter')}
          value={wanted}
          onChange={({ currentTarget: { value } }) =>
            setWanted(recordFates.find((fate) => fate === value) ?? '')
          }
        >
          <option value="">{t('accounts.recordsAll')}</option>
          {fates.map((fate) => (
            <option key={fate} value={fate}>
              {t(`accounts.recordFate.${fate}`)}
            </option>
          ))}
        </NativeSelect>
      )}
      <ul className={`plain ${classes['malformed'] ?? ''}`}>
        {rows
          .filter(({ fate }) => wanted === '' || fate === wanted)
          .map((row) => (
            <li key={row.seq}>
              <p>
                <b>{t(`accounts.recordFate.${row.fate}`)}</b>{' '}
                <span className={classes['quiet']}>
                  {row.problem !== null && `${row.problem} · `}
                  <Moment at={row.seenAt} />
                </span>
              </p>
              <Part title={t('accounts.recordRaw')} json={row.raw} none={t('accounts.recordRawGone')} />
              {row.made !== null && <Part title={t('accounts.recordMade')} json={row.made} none="" />}
            </li>
          ))}
      </ul>
    </Modal>
  );
}
