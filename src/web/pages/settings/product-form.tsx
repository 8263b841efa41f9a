// A product's names: its own, how else people write it, and what only looks like it.
import { Alert, Button, Checkbox, Group, TagsInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { ProductView } from '../../../contract/brand-views.ts';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { ChangedMeanwhile } from '../../components/changed-meanwhile.tsx';
import { useFirstFocus } from '../../components/focus.ts';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './settings.module.css';

interface ProductFormProps {
  brandId: string;
  /** Null for one that is still to be made. */
  product: ProductView | null;
  done: () => void;
}

/** The product while it is being written, and how it is saved. */
function useProductForm({ brandId, product, done }: ProductFormProps) {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const creation = useRef(newId());
  const [values, setValues] = useState({
    name: product?.name ?? '',
    aliases: product?.aliases ?? [],
    lookalikes: product?.lookalikes ?? [],
    monitor: true,
  });
  const [latest, setLatest] = useState<ProductView | null>(null);
  const { monitor, ...names } = values;
  const body = { ...names, name: values.name.trim() };

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
  return {
    values,
    change: (part: Partial<typeof values>) => setValues((now) => ({ ...now, ...part })),
    busy,
    failure,
    save: () => void submit(save),
    /** Set while a save was refused because somebody else was faster. */
    conflict:
      latest === null
        ? null
        : {
            latest,
            takeTheirs: () => void finish(),
            keepOurs: () => void submit(() => changeAgainst(latest)),
          },
  };
}
type Form = ReturnType<typeof useProductForm>;

function Conflict({ form }: { form: Form }): ReactNode {
  const { t } = useI18n();
  const { values, conflict, busy } = form;
  if (conflict === null) return null;
  const { latest, ...ways } = conflict;
  const joined = (names: readonly string[]): string => names.join(t('common.comma'));
  const differences = [
    { label: t('welcome.company.product'), theirs: latest.name, ours: values.name },
    {
      label: t('welcome.company.aliases'),
      theirs: joined(latest.aliases),
      ours: joined(values.aliases),
    },
    {
      label: t('welcome.company.lookalikes'),
      theirs: joined(latest.lookalikes),
      ours: joined(values.lookalikes),
    },
  ].filter(({ theirs, ours }) => theirs !== ours);
  return <ChangedMeanwhile differences={differences} busy={busy} {...ways} />;
}

function Names({ form }: { form: Form }): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { values, change } = form;
  return (
    <>
      <TextInput
        ref={first}
        label={t('welcome.company.product')}
        required
        maxLength={120}
        value={values.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TagsInput
        label={t('welcome.company.aliases')}
        description={t('welcome.company.aliasesHint')}
        value={values.aliases}
        onChange={(aliases) => change({ aliases })}
        acceptValueOnBlur
        maxTags={200}
      />
      <TagsInput
        label={t('welcome.company.lookalikes')}
        description={t('welcome.company.lookalikesHint')}
        value={values.lookalikes}
        onChange={(lookalikes) => change({ lookalikes })}
        acceptValueOnBlur
        maxTags={200}
      />
    </>
  );
}

export function ProductForm(props: ProductFormProps): ReactNode {
  const { t } = useI18n();
  const form = useProductForm(props);
  return (
    <OurForm className={classes['productForm']} send={() => form.save()}>
      <Names form={form} />
      {props.product === null ? (
        <Checkbox
          label={t('settings.withMonitor')}
          checked={form.values.monitor}
          onChange={(event) => form.change({ monitor: event.currentTarget.checked })}
        />
      ) : (
        <p className={classes['quiet']}>{t('settings.monitorsStay')}</p>
      )}
      <Conflict form={form} />
      {form.failure !== null && (
        <Alert color="red" role="alert">
          {form.failure}
        </Alert>
      )}
      <Group gap="xs">
        <Button type="submit" loading={form.busy} disabled={form.values.name.trim() === ''}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={props.done}>
          {t('common.cancel')}
        </Button>
      </Group>
    </OurForm>
  );
}
