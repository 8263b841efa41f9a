// Second step: the company and its products, with what will be heard shown as one types.
import { ActionIcon, Alert, Button, TagsInput, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { WorkspaceView } from '../../../contract/views.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { Card } from '../../components/bare-page.tsx';
import { useSubmission } from '../../components/form.ts';
import { useFirstFocus } from '../../components/focus.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { Examples } from './examples.tsx';
import { emptyProduct, type ProductDraft } from './product-draft.ts';
import classes from './welcome.module.css';

function ProductFields(props: {
  product: ProductDraft;
  change: (product: ProductDraft) => void;
  remove: (() => void) | null;
}): ReactNode {
  const { t } = useI18n();
  const { product, change, remove } = props;
  return (
    <fieldset className={classes['product']}>
      <legend className="unseen">{product.name === '' ? t('welcome.company.product') : product.name}</legend>
      <div className={classes['productHead']}>
        <TextInput
          label={t('welcome.company.product')}
          description={t('welcome.company.productHint')}
          required
          maxLength={120}
          value={product.name}
          onChange={(event) => change({ ...product, name: event.currentTarget.value })}
        />
        {remove !== null && (
          <Tooltip label={t('welcome.company.remove')}>
            <ActionIcon aria-label={t('welcome.company.remove')} onClick={remove} size="lg">
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <TagsInput
        mt="sm"
        label={t('welcome.company.aliases')}
        description={t('welcome.company.aliasesHint')}
        placeholder={product.aliases.length === 0 ? t('welcome.company.aliasesExample') : ''}
        value={product.aliases}
        acceptValueOnBlur
        maxTags={200}
        onChange={(aliases) => change({ ...product, aliases })}
      />
      <TagsInput
        mt="sm"
        label={t('welcome.company.lookalikes')}
        description={t('welcome.company.lookalikesHint')}
        placeholder={product.lookalikes.length === 0 ? t('welcome.company.lookalikesExample') : ''}
        value={product.lookalikes}
        acceptValueOnBlur
        maxTags={200}
        onChange={(lookalikes) => change({ ...product, lookalikes })}
      />
    </fieldset>
  );
}

export function CompanyStep({ workspace }: { workspace: WorkspaceView }): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const { busy, failure, submit } = useSubmission();
  const [company, setCompany] = useState('');
  const [products, setProducts] = useState<ProductDraft[]>(() => [emptyProduct(newId())]);
  // One key for each product, kept over tries: what was made before a failure is not made twice.
  const keysOf = useRef(newId());

  const change = (at: number, product: ProductDraft): void =>
    setProducts(products.map((held, index) => (index === at ? product : held)));
  const save = async (): Promise<void> => {
    const name = company.trim();
    const saved = await client.call('changeWorkspace', { body: { name } }, { ifMatch: workspace.version });
    queryClient.setQueryData(keys.workspace, (held: { workspace: WorkspaceView } | undefined) =>
      held === undefined ? held : { ...held, workspace: saved },
    );
    const brand = await client.call(
      'createBrand',
      { body: { name } },
      { idempotencyKey: `${keysOf.current}-brand` },
    );
    for (const { id, name, aliases, lookalikes } of products.filter((each) => each.name.trim() !== '')) {
      const body = { brandId: brand.id, name: name.trim(), aliases, lookalikes, monitor: true };
      await client.call('createProduct', { body }, { idempotencyKey: `${keysOf.current}-${id}` });
    }
    await queryClient.invalidateQueries({ queryKey: keys.session });
    await queryClient.invalidateQueries({ queryKey: keys.workspace });
  };
  const ready = company.trim() !== '' && products.some((product) => product.name.trim() !== '');
  return (
    <div className={classes['two']}>
      <Card title={t('welcome.company.title')} hint={t('welcome.company.hint')}>
        <OurForm send={() => void submit(save)}>
          <TextInput
            ref={first}
            mt="lg"
            label={t('welcome.company.name')}
            description={t('welcome.company.nameHint')}
            autoComplete="organization"
            required
            maxLength={80}
            value={company}
            onChange={(event) => setCompany(event.currentTarget.value)}
          />
          {products.map((product, index) => (
            <ProductFields
              key={product.id}
              product={product}
              change={(next) => change(index, next)}
              remove={products.length > 1 ? () => setProducts(products.toSpliced(index, 1)) : null}
            />
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            mt="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setProducts([...products, emptyProduct(newId())])}
          >
            {t('welcome.company.add')}
          </Button>
          {failure !== null && (
            <Alert color="red" mt="md" role="alert">
              {failure}
            </Alert>
          )}
          <Button type="submit" fullWidth mt="lg" size="md" loading={busy} disabled={!ready}>
            {t('welcome.company.action')}
          </Button>
        </OurForm>
      </Card>
      <Examples products={products} />
    </div>
  );
}
