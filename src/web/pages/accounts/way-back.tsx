// How the way to a network's own page ended: connected, not allowed, or left half-way; and the way to begin again.
import { Alert, Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useErrorName } from '../../components/error-name.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { forgetBegun, useBegun, type Begun } from './begun.ts';

const route = getRouteApi('/member/accounts');

interface WayBackProps {
  beginAgain: (begun: Begun) => void;
}

/** Says it on top of the page; the address is cleaned when it was read. */
export function WayBack({ beginAgain }: WayBackProps): ReactNode {
  const { t } = useI18n();
  const errorName = useErrorName();
  const networkName = useNetworkName();
  const { connected, problem } = route.useSearch();
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
  const again = begun !== null && mayChange && (
    <Button
      mt="xs"
      size="compact-sm"
      variant="default"
      onClick={() => {
        close();
        beginAgain(begun);
      }}
    >
      {t('accounts.beginAgain')}
    </Button>
  );
  if (connected !== undefined) {
    return (
      <Alert {...common} color="green" title={t('accounts.connected')}>
        {t('accounts.connectedBody')}
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
