// Beginning to listen somewhere, or changing how: which kind of source, and what it asks for.
import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { AccountView, SourceView } from '../../../contract/views.ts';
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './accounts.module.css';
import { ConfigFields, fieldsToSend, initialValues, missingIn, OtherFailure } from './config-fields.tsx';
import { useNetworkWords } from './network-words.ts';

type SourceKind = NetworkManifest['sources'][number];

interface SourceFormProps {
  network: string;
  kind: SourceKind;
  /** As which of our accounts it is listened to; null where none is needed. */
  accountId: string | null;
  /** Null for a new one. */
  source: SourceView | null;
  done: () => void;
}

function SourceForm({ network, kind, accountId, source, done }: SourceFormProps): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const words = useNetworkWords();
  const { busy, failure, field, submit } = useSubmission();
  const [values, setValues] = useState(() => initialValues(kind.fields, source?.config));
  const [tried, setTried] = useState(false);
  const creation = useRef(newId());
  const hint = words.sourceHint(network, kind.kind);
  const save = async (): Promise<void> => {
    const config = fieldsToSend(kind.fields, values);
    const row =
      source === null
        ? await client.call(
            'createSource',
            { body: { network, kind: kind.kind, accountId, config } },
            { idempotencyKey: creation.current },
          )
        : await client.call(
            'changeSource',
            { params: { id: source.id }, body: { config } },
            { ifMatch: source.version },
          );
    applyLocally(queryClient, [{ kind: 'source', id: row.id, row }]);
    toasts.done(source === null ? t('accounts.sourceAdded') : t('common.saved'));
    done();
  };
  const missing = missingIn(kind.fields, values);
  const send = async (): Promise<void> => {
    setTried(true);
    if (missing.size === 0) await submit(save);
  };
  return (
    <OurForm className={classes['form']} send={send}>
      {hint !== undefined && <p className={classes['quiet']}>{hint}</p>}
      <ConfigFields
        network={network}
        fields={kind.fields}
        values={values}
        change={setValues}
        missing={tried ? missing : new Set()}
        failure={{ field, message: failure }}
      />
      <OtherFailure fields={kind.fields} failure={{ field, message: failure }} />
      <Button type="submit" loading={busy}>
        {source === null ? t('accounts.listen') : t('common.save')}
      </Button>
    </OurForm>
  );
}

interface Offered {
  key: string;
  network: string;
  kind: SourceKind;
  /** As which of our accounts it is listened to; null where none is needed. */
  account: AccountView | null;
}

const offer = (network: string, kind: SourceKind, account: AccountView | null): Offered => ({
  key: `${network}.${kind.kind}.${account?.id ?? ''}`,
  network,
  kind,
  account,
});

/**
 * All places that can be added: those that need no account, and per account what it does not listen to. What comes to an account is
 * listened to from the moment it is connected, so that it is offered only once it was removed.
 */
function addable(
  networks: readonly NetworkManifest[],
  accounts: readonly AccountView[],
  sources: readonly SourceView[],
): Offered[] {
  return networks.flatMap(({ id, sources: kinds }) =>
    kinds.flatMap((kind) => {
      if (!kind.needsAccount) return [offer(id, kind, null)];
      const listens = (account: AccountView): boolean =>
        sources.some((one) => one.accountId === account.id && one.kind === kind.kind);
      return accounts
        .filter((account) => account.network === id && !listens(account))
        .map((account) => offer(id, kind, account));
    }),
  );
}

interface SourceDialogProps {
  networks: readonly NetworkManifest[];
  /** Null to add one; as which accounts, and what is listened to already. */
  source: SourceView | null;
  accounts?: readonly AccountView[];
  sources?: readonly SourceView[];
  close: () => void;
}

export function SourceDialog(props: SourceDialogProps): ReactNode {
  const { networks, source, accounts = [], sources = [], close } = props;
  const { t } = useI18n();
  const networkName = useNetworkName();
  const words = useNetworkWords();
  const own = networks
    .find(({ id }) => id === source?.network)
    ?.sources.find(({ kind }) => kind === source?.kind);
  const offered =
    source === null
      ? addable(networks, accounts, sources)
      : own === undefined
        ? []
        : [offer(source.network, own, null)];
  const [chosen, setChosen] = useState<string | null>(source === null ? null : (offered[0]?.key ?? null));
  const choice = offered.find(({ key }) => key === chosen);
  return (
    <Modal
      opened
      size={source === null ? 'lg' : 'md'}
      onClose={close}
      title={source === null ? t('accounts.addSourceTitle') : words.source(source.network, source.kind)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {source === null && (
        <fieldset className={classes['choices']}>
          <legend className="unseen">{t('accounts.addSourceTitle')}</legend>
          {offered.map(({ network, kind, account, key }) => (
            <button
              key={key}
              type="button"
              className={classes['choice']}
              aria-pressed={key === chosen}
              onClick={() => setChosen(key)}
            >
              <span className={classes['choiceName']}>{words.source(network, kind.kind)}</span>
              <span className={classes['quiet']}>
                {networkName(network)}
                {account !== null && ` · ${atHandle(account.handle, network)}`}
              </span>
            </button>
          ))}
        </fieldset>
      )}
      {choice !== undefined && (
        <SourceForm
          key={choice.key}
          network={choice.network}
          kind={choice.kind}
          accountId={choice.account?.id ?? null}
          source={source}
          done={close}
        />
      )}
    </Modal>
  );
}
