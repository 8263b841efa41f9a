// What is wrong with connections now, on top of the page: what it means for customers, and the one thing to do.
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, IconVolumeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccountView, SourceView } from '../../../contract/views.ts';
import { useMay } from '../../api/session.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';
import { useNetworkWords } from './network-words.ts';
import { stateOf, useSourceReason } from './source-state.tsx';

interface TroubleProps {
  accounts: readonly AccountView[];
  sources: readonly SourceView[];
  reconnect: (account: AccountView) => void;
}

export function Trouble({ accounts, sources, reconnect }: TroubleProps): ReactNode {
  const { t, locale } = useI18n();
  const reason = useSourceReason();
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
  const quiet = sources.filter((source) => stateOf(source) === 'listening' && source.quiet !== null);
  if (dead.length + down.length + quiet.length === 0) return null;
  // One trouble of one network is told once, however many sources it stops.
  const groups = Map.groupBy(down, (source) => `${source.network} ${source.lastErrorCode ?? ''}`);
  const names = new Intl.ListFormat(locale, { type: 'conjunction' });
  return (
    <div className={classes['troubles']}>
      <Dead accounts={dead} reconnect={reconnect} />
      {[...groups.values()].map((group) => {
        const [first] = group;
        if (first === undefined) return null;
        const retry = group.find((source) => stateOf(source) === 'backing_off')?.retryAt ?? null;
        return (
          <Alert
            key={first.id}
            color="amber"
            icon={<IconAlertTriangle size={18} aria-hidden />}
            title={t('accounts.downTitle', {
              network: networkName(first.network),
              sources: names.format(group.map((source) => words.source(source.network, source.kind))),
            })}
          >
            <p>
              {reason(first)} {t('accounts.downBody')}
              {retry !== null && (
                <>
                  {' '}
                  {t('accounts.retryAt')} <Moment at={retry} />
                </>
              )}
            </p>
          </Alert>
        );
      })}
      {quiet.map((source) => (
        <QuietAlarm key={source.id} source={source} />
      ))}
    </div>
  );
}

interface DeadProps {
  accounts: readonly AccountView[];
  reconnect: (account: AccountView) => void;
}

/** Accounts whose token is refused: a person must connect them again. */
function Dead({ accounts, reconnect }: DeadProps): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('account.change');
  const networkName = useNetworkName();
  return accounts.map((account) => (
    <Alert
      key={account.id}
      color="red"
      icon={<IconPlugConnectedX size={18} aria-hidden />}
      title={t('accounts.deadTitle', {
        network: networkName(account.network),
        handle: atHandle(account.handle, account.network),
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
  ));
}

/** Nothing says that anything is wrong, and yet something may be: only somebody who looks at the network can tell. */
function QuietAlarm({ source: { network, kind, quiet } }: { source: SourceView }): ReactNode {
  const { t } = useI18n();
  const networkName = useNetworkName();
  const words = useNetworkWords();
  const title = { network: networkName(network), source: words.source(network, kind) };
  return (
    <Alert
      color="amber"
      icon={<IconVolumeOff size={18} aria-hidden />}
      title={t('accounts.quietTitle', title)}
    >
      <p>
        {quiet !== null && t('accounts.quietBody', { ...quiet })} {t('accounts.quietDo')}
      </p>
    </Alert>
  );
}
