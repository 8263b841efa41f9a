// Shown while the company has no account on the practice network: the one thing to do is to join.
import { Alert } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import { accountsQuery, workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './practice.module.css';

export function Join(): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const queryClient = useQueryClient();
  const mayJoin = useMay('account.change');
  const accounts = useQuery(accountsQuery(app)).data?.rows;
  const brands = useQuery(workspaceQuery(app)).data?.brands ?? [];
  const { busy, failure, submit } = useSubmission();
  if (accounts === undefined || accounts.some((account) => account.network === 'practice')) return null;
  const join = async (): Promise<void> => {
    await app.client.call('joinPractice', { body: { brandId: brands[0]?.id ?? null } });
    for (const queryKey of [keys.accounts, keys.sources, ['practice']]) {
      await queryClient.invalidateQueries({ queryKey });
    }
  };
  return (
    <div className={classes['card']}>
      <h2>{t('practice.joinTitle')}</h2>
      <p className={classes['quiet']}>{t('practice.joinBody')}</p>
      {failure !== null && (
        <Alert color="red" role="alert" mt="xs">
          {failure}
        </Alert>
      )}
      {mayJoin ? (
        <button
          type="button"
          className={classes['primary']}
          disabled={busy}
          onClick={() => void submit(join)}
        >
          {t('welcome.listen.practiceAction')}
        </button>
      ) : (
        <p className={classes['quiet']}>{t('state.denied.body')}</p>
      )}
    </div>
  );
}
