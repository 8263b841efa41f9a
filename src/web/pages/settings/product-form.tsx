// A product's names: its own, how else people write it, and what only looks like it.
import { Alert, Button, Checkbox, Group, TagsInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { ProductView } from '../../../contract/views.ts';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { ChangedMeanwhile } from '../../components/changed-meanwhile.tsx';
import { useFirstFocus } from '../../components/focus.ts';
import { useSubmission } from '../../components/form.ts';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './settings.module.css';

interface ProductFormProps {
  brandId: string;
  /** Null for one that is still to be made. */
  product: ProductView | null;
  done: () => void;
}

export function ProductForm({ brandId, product, done }: ProductFormProps): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const creation = useRef(newId());
  const [name, setName] = useState(product?.name ?? '');
  const [aliases, setAliases] = useState(product?.aliases ?? []);
  const [lookalikes, setLookalikes] = useState(product?.lookalikes ?? []);
  const [monitor, setMonitor] = useState(true);
  const [latest, setLatest] = useState<ProductView | null>(null);
  const body = { name: name.trim(), aliases, lookalikes };

  const finish = async (): Promise<void> => {
    for (const queryKey of [keys.workspace, keys.monitors]) await queryClient.invalidateQueries({ queryKey });
    toasts.done(t('common.saved'));
    done();
  };
  const changeAgainst = async (against: ProductView): Promise<void> => {
    try {
      await client.call('changeProduct', { params: { id: against.id }, body }, { ifMatch: against.version });
      await finish();
    } catch (error) {
      if (codeOf(error) !== 'version_changed') throw error;
      const { products } = await client.call('readWorkspace', {});
      setLatest(products.find(({ id }) => id === against.id) ?? null);
    }
  };
  const save = async (): Promise<void> => {
    if (product !== null) return changeAgainst(product);
    await client.call(
      'createProduct',
      { body: { ...body, brandId, monitor } },
      { idempotencyKey: creation.current },
    );
    await finish();
  };
  const differences =
    latest === null
      ? []
      : [
          { label: t('welcome.company.product'), theirs: latest.name, ours: name },
          {
            label: t('welcome.company.aliases'),
            theirs: latest.aliases.join('、'),
            ours: aliases.join('、'),
          },
          {
            label: t('welcome.company.lookalikes'),
            theirs: latest.lookalikes.join('、'),
            ours: lookalikes.join('、'),
          },
        ].filter(({ theirs, ours }) => theirs !== ours);
  return (
    <form
      className={classes['productForm']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(save);
      }}
    >
      <TextInput
        ref={first}
        label={t('welcome.company.product')}
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TagsInput
        label={t('welcome.company.aliases')}
        description={t('welcome.company.aliasesHint')}
        value={aliases}
        onChange={setAliases}
        acceptValueOnBlur
        maxTags={200}
      />
      <TagsInput
        label={t('welcome.company.lookalikes')}
        description={t('welcome.company.lookalikesHint')}
        value={lookalikes}
        onChange={setLookalikes}
        acceptValueOnBlur
        maxTags={200}
      />
      {product === null ? (
        <Checkbox
          label={t('settings.withMonitor')}
          checked={monitor}
          onChange={(event) => setMonitor(event.currentTarget.checked)}
        />
      ) : (
        <p className={classes['quiet']}>{t('settings.monitorsStay')}</p>
      )}
      {latest !== null && (
        <ChangedMeanwhile
          differences={differences}
          busy={busy}
          takeTheirs={() => void finish()}
          keepOurs={() => void submit(() => changeAgainst(latest))}
        />
      )}
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      <Group gap="xs">
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={done}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}
