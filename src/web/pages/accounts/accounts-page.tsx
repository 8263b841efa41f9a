// The page of accounts.
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

export function AccountsPage(): ReactNode {
  const { t } = useI18n();
  return <PageHeader title={t('frame.accounts')} />;
}
