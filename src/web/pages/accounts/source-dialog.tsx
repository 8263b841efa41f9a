// Beginning to listen somewhere, or changing how: which kind of source, and what it asks for.
import { Alert, Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { SourceView } from '../../../contract/views.ts';
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './accounts.module.css';
import { ConfigFields, fieldsToSend, initialValues, isComplete } from './config-fields.tsx';
import { useNetworkWords } from './network-words.ts';

type SourceKind = NetworkManifest['sources'][number];

interface SourceFormProps {
  network: string;
  kind: SourceKind;
  /** Null for a new one. */
  source: SourceView | null;
  done: () => void;
}

function SourceForm({ network, kind, source, done }: SourceFormProps): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const words = useNetworkWords();
  const { busy, failure, field, submit } = useSubmission();
  const [values, setValues] = useState(() => initialValues(kind.fields, source?.config));
  const creation = useRef(newId());
  const hint = words.sourceHint(network, kind.kind);
  const save = async (): Promise<void> => {
    const config = fieldsToSend(kind.fields, values);
    const row =
      source === null
        ? await client.call(
            'createSource',
            { body: { network, kind: kind.kind, config } },
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
  const blamed = kind.fields.some((each) => field?.split('.').at(-1) === each.name);
  return (
    <OurForm className={classes['form']} send={() => void submit(save)}>
      {hint !== undefined && <p className={classes['quiet']}>{hint}</p>}
      <ConfigFields
        network={network}
        fields={kind.fields}
        values={values}
        change={setValues}
        failure={{ field, message: failure }}
      />
      {failure !== null && !blamed && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      <Button type="submit" loading={busy} disabled={!isComplete(kind.fields, values)}>
        {source === null ? t('accounts.listen') : t('common.save')}
      </Button>
    </OurForm>
  );
}

interface SourceDialogProps {
  networks: readonly NetworkManifest[];
  source: SourceView | null;
  close: () => void;
}

export function SourceDialog({ networks, source, close }: SourceDialogProps): ReactNode {
  const { t } = useI18n();
  const networkName = useNetworkName();
  const words = useNetworkWords();
  const offered = networks.flatMap(({ id, sources }) =>
    sources
      .filter((kind) =>
        source === null ? !kind.needsAccount : id === source.network && kind.kind === source.kind,
      )
      .map((kind) => ({ network: id, kind, key: `${id}.${kind.kind}` })),
  );
  const [chosen, setChosen] = useState<string | null>(source === null ? null : (offered[0]?.key ?? null));
  const choice = offered.find(({ key }) => key === chosen);
  return (
    <Modal
      opened
      onClose={close}
      title={source === null ? t('accounts.addSourceTitle') : words.source(source.network, source.kind)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {source === null && (
        <fieldset className={classes['choices']}>
          <legend className="unseen">{t('accounts.addSourceTitle')}</legend>
          {offered.map(({ network, kind, key }) => (
            <button
              key={key}
              type="button"
              className={classes['choice']}
              aria-pressed={key === chosen}
              onClick={() => setChosen(key)}
            >
              <span className={classes['choiceName']}>{words.source(network, kind.kind)}</span>
              <span className={classes['quiet']}>{networkName(network)}</span>
            </button>
          ))}
        </fieldset>
      )}
      {choice !== undefined && (
        <SourceForm
          key={choice.key}
          network={choice.network}
          kind={choice.kind}
          source={source}
          done={close}
        />
      )}
    </Modal>
  );
}
