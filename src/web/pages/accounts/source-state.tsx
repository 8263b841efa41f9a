// How listening goes at one source: its state, and where it is in trouble the reason and when it tries again.
import type { ReactNode } from 'react';
import type { SourceView } from '../../../contract/views.ts';
import { useErrorName } from '../../components/error-name.ts';
import { Ago, Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';

/** A source that somebody paused is paused, whatever its listener last said. */
export function stateOf(source: SourceView): SourceView['state'] {
  return source.active ? source.state : 'paused';
}

/** Why a source is not heard, without what only somebody who pressed a button could do about it. */
export function useSourceReason(): (source: SourceView) => string {
  const { t } = useI18n();
  const errorName = useErrorName();
  return ({ lastErrorCode, lastError }) => {
    if (lastErrorCode === 'network_unavailable') return t('accounts.reason.network_unavailable');
    if (lastErrorCode === 'account_token_dead') return t('accounts.reason.account_token_dead');
    if (lastErrorCode === 'monitors_unheard')
      return t('accounts.reason.monitors_unheard', { queries: lastError ?? '' });
    return errorName(lastErrorCode, lastError);
  };
}

export function SourceState({ source }: { source: SourceView }): ReactNode {
  const { t } = useI18n();
  const reason = useSourceReason();
  const state = stateOf(source);
  const trouble = state === 'backing_off' || state === 'stopped';
  return (
    <>
      <span className={classes['state']} data-state={state}>
        {t(`accounts.sourceState.${state}`)}
      </span>
      {trouble && source.lastErrorCode !== null && (
        <span className={classes['reason']} title={source.lastError ?? undefined}>
          {reason(source)}
        </span>
      )}
      {state === 'backing_off' && source.retryAt !== null && (
        <span className={classes['quiet']}>
          {t('accounts.retryAt')} <Moment at={source.retryAt} />
        </span>
      )}
      {!trouble && (
        <span className={classes['quiet']}>
          {source.lastHeardAt === null ? (
            t('accounts.neverHeard')
          ) : (
            <>
              {t('accounts.lastHeard')} <Ago at={source.lastHeardAt} />
            </>
          )}
        </span>
      )}
    </>
  );
}

/** Of a source that listens, and yet not for every monitor: which it does not hear, and what mends that. */
export function Unheard({ source }: { source: SourceView }): ReactNode {
  const reason = useSourceReason();
  if (stateOf(source) !== 'listening' || source.lastErrorCode === null) return null;
  return <p className={classes['unheard']}>{reason(source)}</p>;
}
