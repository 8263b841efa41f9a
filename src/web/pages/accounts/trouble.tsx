// What is wrong with connections now, on top of the page: what it means for customers, and the one thing to do.
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccountView, SourceView } from '../../../contract/views.ts';
import { useMay } from '../../api/session.ts';
import { useErrorName } from '../../components/error-name.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';
import { useNetworkWords } from './network-words.ts';
import { stateOf } from './source-state.tsx';

interface TroubleProps {
  accounts: readonly AccountView[];
  sources: readonly SourceView[];
  reconnect: (account: AccountView) => void;
}

export function Trouble({ accounts, sources, reconnect }: TroubleProps): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('account.change');
  const errorName = useErrorName();
  const networkName = useNetworkName();
  const words = useNetworkWords();
  const dead = accounts.filter((account) => account.tokenState === 'dead');
  const deadIds = new Set(dead.map((account) => account.id));
  // A source of a dead account is down for that reason, which is said already.
  const down = sources.filter(
    (source) =>
      (stateOf(source) === 'backing_off' || stateOf(source) === 'stopped') &&
      !(source.accountId !== null && deadIds.has(source.accountId)),
  );
  if (dead.length + down.length === 0) return null;
  return (
    <div className={classes['troubles']}>
      {dead.map((account) => (
        <Alert
          key={account.id}
          color="red"
          icon={<IconPlugConnectedX size={18} aria-hidden />}
          title={t('accounts.deadTitle', {
            network: networkName(account.network),
            handle: atHandle(account.handle),
          })}
        >
          <p>{t('accounts.deadBody')}</p>
          {mayChange ? (
            <Button mt="xs" size="compact-sm" color="red" onClick={() => reconnect(account)}>
              {t('accounts.reconnect')}
            </Button>
          ) : (
            <p className={classes['quiet']}>{t('accounts.askAdmin')}</p>
          )}
        </Alert>
      ))}
      {down.map((source) => (
        <Alert
          key={source.id}
          color="amber"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title={t('accounts.downTitle', {
            network: networkName(source.network),
            source: words.source(source.network, source.kind),
          })}
        >
          <p>
            {errorName(source.lastErrorCode, source.lastError)} {t('accounts.downBody')}
            {source.retryAt !== null && stateOf(source) === 'backing_off' && (
              <>
                {' '}
                {t('accounts.retryAt')} <Moment at={source.retryAt} />
              </>
            )}
          </p>
        </Alert>
      ))}
    </div>
  );
}
