// When the ledger was last held against what each network lists, so that "nothing is missing" is known and not believed.
import { IconAlertTriangle, IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ledgerCountsQuery } from '../../api/queries.ts';
import type { Reply } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { useErrorName } from '../../components/error-name.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './heaps.module.css';

type Reconciliation = Reply<'readLedgerCounts'>['reconciled'][number];

function Account({ account }: { account: Reconciliation }): ReactNode {
  const { t } = useI18n();
  const networkName = useNetworkName();
  const errorName = useErrorName();
  const { doneAt, errorCode, isComplete, listed, missing } = account;
  const troubled = errorCode !== null || !isComplete;
  if (!troubled && listed === 0) return null;
  const Icon = troubled ? IconAlertTriangle : IconChecks;
  return (
    <li data-troubled={troubled || undefined}>
      <Icon size={14} aria-hidden />
      <span>
        {networkName(account.network)} @{account.handle}
      </span>
      {doneAt !== null && (
        <span>
          {t('ledger.reconciled.found', { listed, missing })} <Moment at={doneAt} />
        </span>
      )}
      {!isComplete && <span>{t('ledger.reconciled.incomplete')}</span>}
      {errorCode !== null && (
        <span>{t('ledger.reconciled.failed', { reason: errorName(errorCode, account.error) })}</span>
      )}
    </li>
  );
}

/** Nothing where no account is listened to, or none had its turn yet. */
export function Reconciled({ since }: { since: string | undefined }): ReactNode {
  const { t } = useI18n();
  const accounts = useQuery(ledgerCountsQuery(useApp(), since)).data?.reconciled ?? [];
  if (accounts.length === 0) return null;
  return (
    <ul className={`plain ${classes['reconciled'] ?? ''}`} aria-label={t('ledger.reconciled')}>
      {accounts.map((account) => (
        <Account key={`${account.network} ${account.handle}`} account={account} />
      ))}
    </ul>
  );
}
