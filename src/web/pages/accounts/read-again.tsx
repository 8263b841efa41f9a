// Reading again what came to an account from a time on, and what came of the last reading.
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SourceView } from '../../../contract/views.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { Ago } from '../../components/time.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './accounts.module.css';

const choices = [1, 3, 12, 24, 72, 168];
const hourMs = 3_600_000;

/** What of a source can be listed again. */
export function isReadAgain({ kind, accountId, active }: SourceView): boolean {
  return kind === 'notifications' && accountId !== null && active;
}

export function ReadAgainDialog({ source, close }: { source: SourceView; close: () => void }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const [hours, setHours] = useState(24);
  const ask = async (): Promise<void> => {
    // A minute less than the longest that is taken: a clock may be a little off.
    const since = new Date(Date.now() - hours * hourMs + 60_000).toISOString();
    const row = await client.call('readSourceAgain', { params: { id: source.id }, body: { since } });
    applyLocally(queryClient, [{ kind: 'source', id: row.id, row }]);
    toasts.done(t('accounts.readAgainAsked'));
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('accounts.readAgainTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <OurForm className={classes['form']} send={() => void submit(ask)}>
        <p className={classes['quiet']}>{t('accounts.readAgainBody')}</p>
        <NativeSelect
          label={t('accounts.readAgainFrom')}
          error={failure}
          value={String(hours)}
          onChange={({ currentTarget: { value } }) => setHours(Number(value))}
        >
          {choices.map((each) => (
            <option key={each} value={each}>
              {each < 72
                ? t('accounts.hoursAgo', { count: each })
                : t('accounts.daysAgo', { count: each / 24 })}
            </option>
          ))}
        </NativeSelect>
        <Button type="submit" loading={busy}>
          {t('accounts.readAgain')}
        </Button>
      </OurForm>
    </Modal>
  );
}

/** What came of holding the source against its network last, or that somebody waits for it. */
export function LastReading({ source: { reading } }: { source: SourceView }): ReactNode {
  const { t } = useI18n();
  if (reading === null) return null;
  const { isAsked, doneAt, missing, isComplete, errorCode } = reading;
  if (isAsked) return <span className={classes['quiet']}>{t('accounts.readingAgain')}</span>;
  if (errorCode !== null) return <span className={classes['quiet']}>{t('accounts.readingFailed')}</span>;
  if (doneAt === null) return null;
  return (
    <span className={classes['quiet']}>
      {t('accounts.readingDone', { missing })}{' '}
      <span className={classes['unbroken']}>
        (<Ago at={doneAt} />)
      </span>
      {!isComplete && ` ${t('accounts.readingIncomplete')}`}
    </span>
  );
}
