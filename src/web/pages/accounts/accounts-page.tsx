// Connections: the accounts we speak as, and the places we listen to.
import { Button } from '@mantine/core';
import { IconBroadcast, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AccountView, SourceView } from '../../../contract/views.ts';
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import { keys } from '../../api/keys.ts';
import { accountsQuery, networksQuery, sourcesQuery, workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageBody, Section } from '../../components/page.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { AccountCard } from './account-card.tsx';
import classes from './accounts.module.css';
import type { Begun } from './begun.ts';
import { ConnectDialog } from './connect-dialog.tsx';
import { SourceDialog } from './source-dialog.tsx';
import { SourceRow } from './source-row.tsx';
import { Trouble } from './trouble.tsx';
import { WayBack } from './way-back.tsx';

const SPENT_EVERY_MS = 15_000;

/** The practice network is joined again without asking for anything. */
function useReconnect(openDialog: (account: AccountView) => void): (account: AccountView) => void {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  return (account) => {
    if (account.network !== 'practice') {
      openDialog(account);
      return;
    }
    const body = { brandId: account.brandId, handle: account.handle };
    client.call('joinPractice', { body }).then(
      () => {
        for (const queryKey of [keys.accounts, keys.sources])
          void queryClient.invalidateQueries({ queryKey });
        toasts.done(t('accounts.connected'));
      },
      (error: unknown) => toasts.failed(error),
    );
  };
}

type Open = { dialog: 'connect'; account: AccountView | null; begun?: Begun } | { dialog: 'source' } | null;

interface Held {
  networks: readonly NetworkManifest[];
  accounts: readonly AccountView[];
  sources: readonly SourceView[];
  open: (open: Open) => void;
}

interface ConnectedProps extends Held {
  reconnect: (account: AccountView) => void;
}

function Connected({ networks, accounts, sources, open, reconnect }: ConnectedProps): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('account.change');
  const brands = useQuery(workspaceQuery(useApp())).data?.brands ?? [];
  const connect = mayChange && (
    <Button
      leftSection={<IconPlugConnected size={17} aria-hidden />}
      variant={accounts.length === 0 ? 'filled' : 'default'}
      onClick={() => open({ dialog: 'connect', account: null })}
    >
      {t('accounts.connect')}
    </Button>
  );
  return (
    <Section title={t('accounts.accounts')} hint={t('accounts.accountsHint')} actions={connect}>
      {accounts.length === 0 ? (
        <EmptyState compact icon={<IconPlugConnected />} title={t('accounts.none')}>
          {t('accounts.noneBody')}
        </EmptyState>
      ) : (
        <ul className={`plain ${classes['accounts'] ?? ''}`}>
          {accounts.map((account) => (
            <AccountCard
              key={account.id}
              account={account}
              brand={brands.find((brand) => brand.id === account.brandId)?.name}
              sources={sources.filter((source) => source.accountId === account.id)}
              networks={networks}
              reconnect={() => reconnect(account)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Sources that need no account. */
function Places({ networks, accounts, sources, open }: Held): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('account.change');
  const places = sources.filter((source) => source.accountId === null);
  const listen = mayChange && (
    <Button
      leftSection={<IconPlus size={17} aria-hidden />}
      variant={places.length === 0 && accounts.length > 0 ? 'filled' : 'default'}
      onClick={() => open({ dialog: 'source' })}
    >
      {t('accounts.addSource')}
    </Button>
  );
  return (
    <Section title={t('accounts.sources')} hint={t('accounts.sourcesHint')} actions={listen}>
      {places.length === 0 ? (
        <EmptyState compact icon={<IconBroadcast />} title={t('accounts.noSources')}>
          {t('accounts.noSourcesBody')}
        </EmptyState>
      ) : (
        <ul className={`plain ${classes['sources'] ?? ''}`}>
          {places.map((source) => (
            <SourceRow key={source.id} source={source} networks={networks} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Body(): ReactNode {
  const app = useApp();
  const networks = useQuery(networksQuery(app));
  const accounts = useQuery({
    ...accountsQuery(app),
    // What is spent is told by no event: each reading would be one.
    refetchInterval: ({ state }) =>
      state.data?.rows.some(({ spending }) => spending !== null) ? SPENT_EVERY_MS : false,
  });
  const sources = useQuery(sourcesQuery(app));
  const [open, setOpen] = useState<Open>(null);
  const reconnect = useReconnect((account) => setOpen({ dialog: 'connect', account }));

  const failed = [networks, accounts, sources].find((query) => query.isError);
  if (failed?.error != null) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (networks.data === undefined || accounts.data === undefined || sources.data === undefined) {
    return <LoadingRows rows={5} height={80} />;
  }
  const held: Held = {
    networks: networks.data.rows,
    accounts: accounts.data.rows,
    sources: sources.data.rows,
    open: setOpen,
  };
  return (
    <PageBody>
      <WayBack
        accounts={held.accounts}
        beginAgain={(begun) => {
          const account = held.accounts.find(({ id }) => id === begun.accountId) ?? null;
          setOpen({ dialog: 'connect', account, begun });
        }}
        reconnect={reconnect}
      />
      <Trouble accounts={held.accounts} sources={held.sources} reconnect={reconnect} />
      <Connected {...held} reconnect={reconnect} />
      <Places {...held} />
      {open?.dialog === 'connect' && (
        <ConnectDialog
          networks={held.networks}
          account={open.account}
          begun={open.begun ?? null}
          close={() => setOpen(null)}
        />
      )}
      {open?.dialog === 'source' && (
        <SourceDialog
          networks={held.networks}
          source={null}
          accounts={held.accounts}
          sources={held.sources}
          close={() => setOpen(null)}
        />
      )}
    </PageBody>
  );
}

export function AccountsPage(): ReactNode {
  const { t } = useI18n();
  return (
    <>
      <PageHeader title={t('frame.accounts')} />
      <Body />
    </>
  );
}
