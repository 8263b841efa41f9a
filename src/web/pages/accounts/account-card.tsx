// One connected account: whether it works, what it sent today, what it costs, and what comes in through it.
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPlugConnected, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AccountView, SourceView } from '../../../contract/views.ts';
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import { keys } from '../../api/keys.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { Ago } from '../../components/time.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './accounts.module.css';
import { AccountForm } from './account-form.tsx';
import { AccountStanding } from './account-standing.tsx';
import { ProfileCheck } from './profile-check.tsx';
import { SourceRow } from './source-row.tsx';
import { Spending, useDollars } from './spending.tsx';
import { WebhookKey } from './webhook-key.tsx';

function useCheck(account: AccountView): { busy: boolean; check: () => Promise<void> } {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    try {
      const row = await client.call('checkAccount', { params: { id: account.id } });
      applyLocally(queryClient, [{ kind: 'account', id: row.id, row }]);
      if (row.tokenState === 'ok')
        toasts.done(t('accounts.works', { handle: atHandle(row.handle, row.network) }));
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, check };
}

function Actions(props: { account: AccountView; reconnect: () => void }): ReactNode {
  const { account, reconnect } = props;
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const mayChange = useMay('account.change');
  const { busy, check } = useCheck(account);
  const handle = atHandle(account.handle, account.network);
  const remove = async (): Promise<void> => {
    await client.call('removeAccount', { params: { id: account.id } });
    applyLocally(queryClient, [{ kind: 'account', id: account.id, row: null }]);
    void queryClient.invalidateQueries({ queryKey: keys.sources });
  };
  const dead = account.tokenState !== 'ok';
  // A practice account that works has nothing that could be renewed.
  const mayReconnect = dead || account.network !== 'practice';
  return (
    <Confirm
      title={t('accounts.removeTitle', { handle })}
      body={t('accounts.removeBody')}
      action={t('accounts.remove')}
      run={remove}
    >
      {(ask) => (
        <div className={classes['actions']}>
          {dead && mayChange ? (
            <Button
              size="compact-sm"
              leftSection={<IconPlugConnected size={15} aria-hidden />}
              onClick={reconnect}
            >
              {t('accounts.reconnect')}
            </Button>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              loading={busy}
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={() => void check()}
            >
              {t('accounts.check')}
            </Button>
          )}
          {mayChange && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t('accounts.moreOf', { name: handle })}>
                  <IconDots size={18} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {mayReconnect && (
                  <Menu.Item leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={reconnect}>
                    {t(account.network === 'webform' ? 'accounts.changeForm' : 'accounts.reconnect')}
                  </Menu.Item>
                )}
                <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={ask}>
                  {t('accounts.remove')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
    </Confirm>
  );
}

interface AccountCardProps {
  account: AccountView;
  brand: string | undefined;
  /** The sources that bring what comes to this account. */
  sources: readonly SourceView[];
  networks: readonly NetworkManifest[];
  reconnect: () => void;
}

/** Networks inside Kizuki or of a team's own show nobody a profile, and bots have none. */
const withoutProfile: ReadonlySet<string> = new Set([
  'channel',
  'discord',
  'googleplay',
  'slack',
  'telegram',
  'webform',
  'whatsapp',
]);

/** Networks that have to be told where to call us. */
const calling: ReadonlySet<string> = new Set(['facebook', 'instagram', 'line', 'slack', 'whatsapp', 'x']);

export function AccountCard({ account, brand, sources, networks, reconnect }: AccountCardProps): ReactNode {
  const { t } = useI18n();
  const money = useDollars();
  const invite = networks.find(({ id }) => id === account.network)?.invitePage;
  const name = account.displayName === '' ? atHandle(account.handle, account.network) : account.displayName;
  return (
    <li className={classes['account']} data-state={account.tokenState}>
      <div className={classes['accountHead']}>
        <Avatar name={name} url={account.avatarUrl} size={40} />
        <div className={classes['accountName']}>
          <h3>
            {name} <NetworkMark network={account.network} />
          </h3>
          <span className={classes['quiet']}>
            {atHandle(account.handle, account.network)}
            {account.network !== 'practice' && ` · ${account.server.replace(/^\w+:\/\//, '')}`}
            {brand !== undefined && ` · ${brand}`}
          </span>
        </div>
        <Actions account={account} reconnect={reconnect} />
      </div>
      <dl className={classes['figures']}>
        <div>
          <dt>{t('accounts.token')}</dt>
          <dd>
            <span className={classes['state']} data-state={account.tokenState}>
              {t(`accounts.tokenState.${account.tokenState}`)}
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('accounts.checked')}</dt>
          <dd>{account.tokenCheckedAt === null ? '—' : <Ago at={account.tokenCheckedAt} />}</dd>
        </div>
        <div>
          <dt>{t('accounts.sentToday')}</dt>
          <dd className="tabular">{t('accounts.pieces', { count: account.sentToday })}</dd>
        </div>
        <div>
          <dt>{t('accounts.spent')}</dt>
          <dd className="tabular">
            {account.spending === null ? t('accounts.free') : money.format(account.spending.monthUsd)}
          </dd>
        </div>
      </dl>
      {calling.has(account.network) && <AccountStanding account={account} />}
      {account.spending !== null && <Spending account={account} spending={account.spending} />}
      {invite !== undefined && (
        <div className={classes['profile']}>
          <CopyLine
            label={t('accounts.invite')}
            hint={t('accounts.inviteHint')}
            value={invite.replace('{nativeId}', encodeURIComponent(account.nativeId))}
          />
        </div>
      )}
      {account.network === 'channel' && <WebhookKey accountId={account.id} />}
      {account.network === 'webform' && <AccountForm accountId={account.id} />}
      {!withoutProfile.has(account.network) && <ProfileCheck account={account} />}
      {sources.length > 0 && (
        <ul className={`plain ${classes['inner'] ?? ''}`}>
          {sources.map((source) => (
            <SourceRow key={source.id} source={source} networks={networks} />
          ))}
        </ul>
      )}
    </li>
  );
}
