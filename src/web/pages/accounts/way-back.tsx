// How the way to a network's own page ended: connected, not allowed, or left half-way; and the way to begin again.
import { Alert, Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import type { AccountView } from '../../../contract/views.ts';
import { useMay } from '../../api/session.ts';
import { useErrorName } from '../../components/error-name.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import type { MessageId } from '../../i18n/translator.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { forgetBegun, useBegun, type Begun } from './begun.ts';

const route = getRouteApi('/member/accounts');

interface WayBackProps {
  accounts: readonly AccountView[];
  beginAgain: (begun: Begun) => void;
  reconnect: (account: AccountView) => void;
}

function Again({ label, go }: { label: string; go: () => void }): ReactNode {
  return (
    <Button mt="xs" size="compact-sm" variant="default" onClick={go}>
      {label}
    </Button>
  );
}

/** Says it on top of the page; the address is cleaned when it was read. */
export function WayBack({ accounts, beginAgain, reconnect }: WayBackProps): ReactNode {
  const { t } = useI18n();
  const errorName = useErrorName();
  const networkName = useNetworkName();
  const { connected, problem, account: id } = route.useSearch();
  const navigate = route.useNavigate();
  const begun = useBegun();
  const mayChange = useMay('account.change');
  useEffect(() => {
    if (connected !== undefined) forgetBegun();
  }, [connected]);

  const close = (): void => {
    forgetBegun();
    void navigate({ to: '/accounts', search: {}, replace: true });
  };
  const common = {
    role: problem === undefined ? 'status' : 'alert',
    mb: 'md',
    withCloseButton: true,
    closeButtonLabel: t('common.close'),
    onClose: close,
  };
  const act = (label: MessageId, run: () => void): ReactNode => {
    const go = (): void => {
      close();
      run();
    };
    return <Again label={t(label)} go={go} />;
  };
  const again = begun !== null && mayChange && act('accounts.beginAgain', () => beginAgain(begun));
  if (connected !== undefined) {
    return (
      <Alert {...common} color="green" title={t('accounts.connected')}>
        {t('accounts.connectedBody')}
      </Alert>
    );
  }
  // It is connected already: it can be renewed, which is begun on its network's page anew.
  const known = mayChange ? accounts.find((account) => account.id === id) : undefined;
  if (problem !== undefined && known !== undefined) {
    const title = t('accounts.knownTitle', { handle: atHandle(known.handle, known.network) });
    return (
      <Alert {...common} color="amber" title={title}>
        <p>{t('accounts.knownBody')}</p>
        {act('accounts.reconnect', () => reconnect(known))}
      </Alert>
    );
  }
  if (problem !== undefined) {
    return (
      <Alert {...common} color="red" title={t('accounts.notConnected')}>
        <p>{errorName(problem, null) || t('error.internal')}</p>
        {again}
      </Alert>
    );
  }
  if (begun === null || !mayChange) return null;
  const title = t('accounts.halfWayTitle', { network: networkName(begun.network) });
  return (
    <Alert {...common} color="amber" title={title}>
      <p>{t('accounts.halfWayBody')}</p>
      {again}
    </Alert>
  );
}
