// Accounts as which nothing is said that a second person has not read.
import { Switch } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AccountView } from '../../../../contract/views.ts';
import { accountsQuery } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { applyLocally } from '../../../live/merge.ts';
import classes from '../settings.module.css';

export function ChosenAccounts(): ReactNode {
  const { t } = useI18n();
  const accounts = useQuery(accountsQuery(useApp()));
  let body: ReactNode;
  if (accounts.isPending) body = <LoadingRows rows={2} height={40} />;
  else if (accounts.isError) {
    body = <ErrorState error={accounts.error} retry={() => void accounts.refetch()} compact />;
  } else if (accounts.data.rows.length === 0) {
    body = <p className={classes['quiet']}>{t('settings.approvalNoAccounts')}</p>;
  } else body = accounts.data.rows.map((account) => <Account key={account.id} account={account} />);
  return (
    <Section title={t('settings.approvalAccounts')} hint={t('settings.approvalAccountsHint')}>
      <div className={classes['form']}>{body}</div>
    </Section>
  );
}

function Account({ account }: { account: AccountView }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const allowed = useMay('account.change');
  const [busy, setBusy] = useState(false);
  const choose = async (needsApproval: boolean): Promise<void> => {
    setBusy(true);
    const { id, version } = account;
    try {
      const row = await client.call(
        'changeAccount',
        { params: { id }, body: { needsApproval } },
        { ifMatch: version },
      );
      applyLocally(queryClient, [{ kind: 'account', id, row }]);
    } catch (error) {
      toasts.failed(error);
      void queryClient.invalidateQueries(accountsQuery({ client }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Switch
      label={`${account.displayName} ${atHandle(account.handle)}`.trim()}
      description={account.needsApproval ? t('settings.approvalAccountOn') : undefined}
      checked={account.needsApproval}
      disabled={!allowed || busy}
      onChange={(event) => void choose(event.currentTarget.checked)}
    />
  );
}
