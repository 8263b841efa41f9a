// Connecting an account: which network, in which way, and what the network asks for. Also for a dead token.
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

/** What need not be entered again: of an account whose token died, or from before the network's page was left. */
function known(account: AccountView | null, begun: Begun | null): FieldValues {
  return account === null
    ? (begun?.fields ?? {})
    : {
        server: account.server,
        identifier: account.handle,
        handle: account.handle,
        address: account.handle,
      };
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

function useConnect({ manifest, done }: ConnectFormProps) {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  return async (way: Way, values: FieldValues, brandId: string | null): Promise<void> => {
    const fields = fieldsToSend(fieldsOf(way), values);
    const body = { network: manifest.id, fields, brandId };
    if (way.kind === 'oauth') {
      const { url } = await client.call('startOAuth', { body });
      rememberBegun({ network: manifest.id, fields });
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
    toasts.done(t('accounts.connected'));
    done();
  };
}

function ConnectForm(props: ConnectFormProps): ReactNode {
  const { manifest, account, begun } = props;
  const { t } = useI18n();
  const words = useNetworkWords();
  const brands = useQuery(workspaceQuery(useApp())).data?.brands ?? [];
  const connect = useConnect(props);
  const { busy, failure, field, submit } = useSubmission();
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
  const send = async (): Promise<void> => {
    setTried(true);
    if (missing.size === 0) await submit(() => connect(way, values, brandId));
  };
  return (
    <OurForm className={classes['form']} send={send}>
      {manifest.connect.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label={t('accounts.way')}
          value={way.kind}
          data={manifest.connect.map((each) => ({
            value: each.kind,
            label: words.way(manifest.id, each.kind),
          }))}
          onChange={(value) => setKind(manifest.connect.find((each) => each.kind === value)?.kind)}
        />
      )}
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
      <Button
        type="submit"
        loading={busy}
        rightSection={way.kind === 'oauth' ? <IconExternalLink size={16} aria-hidden /> : null}
      >
        {way.kind === 'oauth'
          ? t('accounts.goToNetwork', { network: manifest.name })
          : t(account === null ? 'accounts.connect' : 'accounts.reconnect')}
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
      onClose={close}
      title={
        account === null
          ? t('accounts.connectTitle')
          : t('accounts.reconnectTitle', { handle: atHandle(account.handle, account.network) })
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
