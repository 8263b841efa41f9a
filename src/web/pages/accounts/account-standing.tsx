// Where a network that calls us is to call for an account, whether it does, what is used of its messages, and what it lacks.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { accountStandingQuery } from '../../api/hours-queries.ts';
import { codeOf } from '../../api/errors.ts';
import { useApp } from '../../app.tsx';
import type { AccountView } from '../../../contract/views.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { useErrorName } from '../../components/error-name.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import type { MessageId } from '../../i18n/translator.ts';
import classes from './accounts.module.css';

type Standing = NonNullable<Reply<'readAccountStanding'>['standing']>;

function callsId({ calls }: Standing) {
  if (calls === null) return 'accounts.calls.nowhere' as const;
  if (!calls.isHere) return 'accounts.calls.elsewhere' as const;
  return calls.isActive ? ('accounts.calls.here' as const) : ('accounts.calls.off' as const);
}

/** Where its address is entered at a network; at the others it is called a webhook. */
const hints: ReadonlyMap<string, MessageId> = new Map([
  ['facebook', 'accounts.callAddressHintFacebook'],
  ['instagram', 'accounts.callAddressHintInstagram'],
  ['slack', 'accounts.callAddressHintSlack'],
  ['whatsapp', 'accounts.callAddressHintMeta'],
  ['x', 'accounts.callAddressHintX'],
]);

/** Which fields are subscribed to there. */
const tokenHints: ReadonlyMap<string, MessageId> = new Map([
  ['facebook', 'accounts.verifyTokenHintFacebook'],
  ['instagram', 'accounts.verifyTokenHintInstagram'],
]);

export function AccountStanding({ account }: { account: AccountView }): ReactNode {
  const network = useNetworkName()(account.network);
  const { t } = useI18n();
  const errorName = useErrorName();
  const { data, error } = useQuery(accountStandingQuery(useApp(), account.id));
  if (error !== null) {
    return <p className={classes['profile']}>{errorName(codeOf(error), error.message)}</p>;
  }
  if (data === undefined) return null;
  const { address, verifyToken, standing } = data;
  const hint = hints.get(account.network) ?? 'accounts.callAddressHint';
  const lacks = standing?.lacks === undefined ? null : t('accounts.lacksMessages', { network });
  if (address === null) return lacks === null ? null : <p className={classes['profile']}>{lacks}</p>;
  return (
    <div className={`${classes['profile'] ?? ''} ${classes['calling'] ?? ''}`}>
      <CopyLine label={t('accounts.callAddress', { network })} hint={t(hint)} value={address} />
      {verifyToken !== null && (
        <CopyLine
          label={t('accounts.verifyToken')}
          hint={t(tokenHints.get(account.network) ?? 'accounts.verifyTokenHint')}
          value={verifyToken}
        />
      )}
      {standing !== null && (
        <p>
          {t(callsId(standing), { network })} <Messages standing={standing} /> {lacks}
        </p>
      )}
    </div>
  );
}

function Messages({ standing: { messages } }: { standing: Standing }): ReactNode {
  const { t } = useI18n();
  if (messages === null) return null;
  const { used, limit } = messages;
  return limit === null ? t('accounts.messagesUsed', { used }) : t('accounts.messagesOf', { used, limit });
}
