// Connecting an account: which network, in which way, and what the network asks for; and giving one that is connected new secrets.
import { Button, Modal, SegmentedControl, Select } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AccountView } from '../../../contract/views.ts';
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import { keys } from '../../api/keys.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { NetworkIcon } from '../../components/network-icon.tsx';
import { useNetworkName } from '../../components/network-mark.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { useToasts } from '../../components/toast.tsx';
import type { MessageId } from '../../i18n/translator.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';
import { forgetBegun, rememberBegun, type Begun } from './begun.ts';
import {
  ConfigFields,
  fieldsToSend,
  initialValues,
  missingIn,
  OtherFailure,
  type FieldValues,
} from './config-fields.tsx';
import { useNetworkWords } from './network-words.ts';

type Way = NetworkManifest['connect'][number];

/** What a network calls the two names of an account, where other fields are called so elsewhere. */
const ownNames: Record<string, (account: AccountView) => FieldValues> = {
  channel: ({ handle }) => ({ name: handle }),
  mail: ({ displayName }) => ({ name: displayName }),
  webform: ({ handle, displayName }) => ({ name: handle, company: displayName }),
};

/** What need not be entered again: of an account that is renewed, or from before the network's page was left. */
function known(account: AccountView | null, begun: Begun | null): FieldValues {
  if (account === null) return begun?.fields ?? {};
  const { server, handle } = account;
  const names = ownNames[account.network]?.(account);
  return { server, identifier: handle, handle, address: handle, ...names, ...begun?.fields };
}

/** Joining the practice network takes the handle only: the name is the company's. */
function fieldsOf(way: Way): Way['fields'] {
  return way.kind === 'local'
    ? way.fields.filter((field) => field.name === 'handle').map((field) => ({ ...field, required: false }))
    : way.fields;
}

interface ConnectFormProps {
  manifest: NetworkManifest;
  account: AccountView | null;
  begun: Begun | null;
  done: () => void;
}

/** A form has nothing to sign in to: what is changed of it are the words on its page. */
const doneWords = (network: string): MessageId =>
  network === 'webform' ? 'common.saved' : 'accounts.reconnected';

function labelOf(account: AccountView | null): MessageId {
  if (account === null) return 'accounts.connect';
  return account.network === 'webform' ? 'common.save' : 'accounts.reconnect';
}

interface ToSend {
  values: FieldValues;
  brandId: string | null;
  /** The account to renew. */
  accountId: string | null;
}

function useConnect({ manifest, done }: ConnectFormProps) {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  return async (way: Way, { values, brandId, accountId }: ToSend): Promise<void> => {
    const fields = fieldsToSend(fieldsOf(way), values);
    const body = { network: manifest.id, fields, brandId, accountId };
    if (way.kind === 'oauth') {
      const { url } = await client.call('startOAuth', { body });
      rememberBegun({ network: manifest.id, fields, ...(accountId === null ? {} : { accountId }) });
      location.assign(url);
      return;
    }
    if (way.kind === 'local') {
      const handle = fields['handle'];
      await client.call('joinPractice', { body: { brandId, ...(handle === undefined ? {} : { handle }) } });
    } else {
      await client.call('connectAccount', { body });
    }
    for (const queryKey of [keys.accounts, keys.sources, keys.counts]) {
      void queryClient.invalidateQueries({ queryKey });
    }
    forgetBegun();
    toasts.done(t(accountId === null ? 'accounts.connected' : doneWords(manifest.id)));
    done();
  };
}

interface WaysProps {
  manifest: NetworkManifest;
  way: Way;
  choose: (kind: Way['kind'] | undefined) => void;
}

function Ways({ manifest, way, choose }: WaysProps): ReactNode {
  const { t } = useI18n();
  const words = useNetworkWords();
  if (manifest.connect.length < 2) return null;
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('accounts.way')}
      value={way.kind}
      data={manifest.connect.map(({ kind }) => ({ value: kind, label: words.way(manifest.id, kind) }))}
      onChange={(value) => choose(manifest.connect.find(({ kind }) => kind === value)?.kind)}
    />
  );
}

function ConnectForm(props: ConnectFormProps): ReactNode {
  const { manifest, account, begun } = props;
  const { t } = useI18n();
  const brands = useQuery(workspaceQuery(useApp())).data?.brands ?? [];
  const connect = useConnect(props);
  const { busy, failure, field, there, submit } = useSubmission();
  const [kind, setKind] = useState(begun === null ? manifest.connect[0]?.kind : 'oauth');
  const [values, setValues] = useState<FieldValues>(() =>
    initialValues(
      manifest.connect.flatMap((way) => way.fields),
      known(account, begun),
    ),
  );
  const [tried, setTried] = useState(false);
  const [brandId, setBrandId] = useState(account?.brandId ?? brands[0]?.id ?? null);
  const way = manifest.connect.find((each) => each.kind === kind);
  if (way === undefined) return null;
  const fields = fieldsOf(way);
  const missing = missingIn(fields, values);
  const sendFor = async (accountId: string | null): Promise<void> => {
    setTried(true);
    if (missing.size === 0) await submit(() => connect(way, { values, brandId, accountId }));
  };
  return (
    <OurForm className={classes['form']} send={() => sendFor(account?.id ?? null)}>
      <Ways manifest={manifest} way={way} choose={setKind} />
      <p className={classes['quiet']}>{t(`accounts.wayHint.${way.kind}`)}</p>
      <ConfigFields
        network={manifest.id}
        fields={fields}
        values={values}
        change={setValues}
        missing={tried ? missing : new Set()}
        failure={{ field, message: failure }}
      />
      {brands.length > 1 && account === null && (
        <Select
          label={t('monitors.brand')}
          data={brands.map(({ id, name }) => ({ value: id, label: name }))}
          value={brandId}
          onChange={setBrandId}
          allowDeselect={false}
        />
      )}
      <OtherFailure fields={fields} failure={{ field, message: failure }} />
      {there !== null && (
        <Button variant="default" loading={busy} onClick={() => void sendFor(there)}>
          {t('accounts.renewKnown')}
        </Button>
      )}
      <Button
        type="submit"
        loading={busy}
        rightSection={way.kind === 'oauth' ? <IconExternalLink size={16} aria-hidden /> : null}
      >
        {way.kind === 'oauth' ? t('accounts.goToNetwork', { network: manifest.name }) : t(labelOf(account))}
      </Button>
    </OurForm>
  );
}

interface ConnectDialogProps {
  networks: readonly NetworkManifest[];
  /** Null to connect a new one. */
  account: AccountView | null;
  /** What was entered before, to begin again. */
  begun: Begun | null;
  close: () => void;
}

export function ConnectDialog({ networks, account, begun, close }: ConnectDialogProps): ReactNode {
  const { t } = useI18n();
  const networkName = useNetworkName();
  const [chosen, setChosen] = useState<string | null>(account?.network ?? begun?.network ?? null);
  const manifest = networks.find((network) => network.id === chosen);
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={
        account === null
          ? t('accounts.connectTitle')
          : t(account.network === 'webform' ? 'accounts.changeFormTitle' : 'accounts.reconnectTitle', {
              handle: atHandle(account.handle, account.network),
            })
      }
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {account === null && (
        <fieldset className={classes['choices']}>
          <legend className="unseen">{t('ledger.filter.network')}</legend>
          {networks
            .filter((network) => network.connect.length > 0)
            .map(({ id }) => (
              <button
                key={id}
                type="button"
                className={classes['choice']}
                data-network
                aria-pressed={id === chosen}
                onClick={() => setChosen(id)}
              >
                <NetworkIcon network={id} />
                {networkName(id)}
              </button>
            ))}
        </fieldset>
      )}
      {manifest !== undefined && (
        <ConnectForm
          key={manifest.id}
          manifest={manifest}
          account={account}
          begun={begun?.network === manifest.id ? begun : null}
          done={close}
        />
      )}
    </Modal>
  );
}
