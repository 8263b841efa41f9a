// Brands and their products.
import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconDots, IconPackage, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { BrandView, ProductView } from '../../../contract/brand-views.ts';
import { keys } from '../../api/keys.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useSubmission } from '../../components/form.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { ProductForm } from './product-form.tsx';
import classes from './settings.module.css';

function Words({ label, words }: { label: string; words: readonly string[] }): ReactNode {
  if (words.length === 0) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {words.map((word) => (
          <span key={word} className={classes['word']}>
            {word}
          </span>
        ))}
      </dd>
    </>
  );
}

function Product({ product, allowed }: { product: ProductView; allowed: boolean }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const [editing, setEditing] = useState(false);
  const { id, brandId, name, aliases, lookalikes } = product;
  if (editing) {
    return (
      <li className={classes['product']}>
        <ProductForm brandId={brandId} product={product} done={() => setEditing(false)} />
      </li>
    );
  }
  const remove = async (): Promise<void> => {
    await client.call('removeProduct', { params: { id } });
    await queryClient.invalidateQueries({ queryKey: keys.workspace });
  };
  return (
    <li className={classes['product']}>
      <div className={classes['productHead']}>
        <h3>{name}</h3>
        {allowed && (
          <Confirm
            title={t('monitors.removeTitle', { name })}
            body={t('settings.removeProductBody')}
            action={t('common.remove')}
            run={remove}
          >
            {(ask) => (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon aria-label={t('accounts.moreOf', { name })}>
                    <IconDots size={18} aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconPencil size={16} aria-hidden />}
                    onClick={() => setEditing(true)}
                  >
                    {t('common.edit')}
                  </Menu.Item>
                  <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={ask}>
                    {t('common.remove')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </Confirm>
        )}
      </div>
      <dl className={classes['words']}>
        <Words label={t('welcome.company.aliases')} words={aliases} />
        <Words label={t('welcome.company.lookalikes')} words={lookalikes} />
      </dl>
    </li>
  );
}

/** A name and a button, for a new brand or a brand's new name. */
function BrandName(props: {
  label: string;
  initial: string;
  save: (name: string) => Promise<void>;
  cancel: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { busy, failure, submit } = useSubmission();
  const [name, setName] = useState(props.initial);
  return (
    <OurForm send={() => void submit(() => props.save(name.trim()))}>
      <Group align="flex-end" gap="xs" mb="md">
        <TextInput
          label={props.label}
          maxLength={120}
          value={name}
          error={failure}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={props.cancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </OurForm>
  );
}

function Brand(props: { brand: BrandView; products: readonly ProductView[]; allowed: boolean }): ReactNode {
  const { brand, products, allowed } = props;
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<'rename' | 'add' | null>(null);
  const rename = async (name: string): Promise<void> => {
    await client.call(
      'changeBrand',
      { params: { id: brand.id }, body: { name } },
      { ifMatch: brand.version },
    );
    await queryClient.invalidateQueries({ queryKey: keys.workspace });
    setOpen(null);
  };
  const actions = allowed && open === null && (
    <Group gap={6}>
      <Button size="compact-sm" variant="default" onClick={() => setOpen('rename')}>
        {t('settings.renameBrand')}
      </Button>
      <Button
        size="compact-sm"
        variant={products.length === 0 ? 'filled' : 'default'}
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => setOpen('add')}
      >
        {t('welcome.company.add')}
      </Button>
    </Group>
  );
  return (
    <Section title={brand.name} actions={actions}>
      {open === 'rename' && (
        <BrandName
          label={t('settings.brandName')}
          initial={brand.name}
          save={rename}
          cancel={() => setOpen(null)}
        />
      )}
      {open === 'add' && <ProductForm brandId={brand.id} product={null} done={() => setOpen(null)} />}
      {products.length === 0 && open !== 'add' && (
        <EmptyState compact icon={<IconPackage />} title={t('settings.noProducts')}>
          {t('settings.noProductsBody')}
        </EmptyState>
      )}
      <ul className={`plain ${classes['products'] ?? ''}`}>
        {products.map((product) => (
          <Product key={product.id} product={product} allowed={allowed} />
        ))}
      </ul>
    </Section>
  );
}

export function ProductsSection(): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const allowed = useMay('workspace.change');
  const query = useQuery(workspaceQuery(useApp()));
  const [adding, setAdding] = useState(false);
  const creation = useRef(newId());
  if (query.isPending) return <LoadingRows rows={4} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const { brands, products } = query.data;
  const addBrand = async (name: string): Promise<void> => {
    await client.call('createBrand', { body: { name } }, { idempotencyKey: creation.current });
    creation.current = newId();
    await queryClient.invalidateQueries({ queryKey: keys.workspace });
    setAdding(false);
  };
  return (
    <>
      {brands.map((brand) => (
        <Brand
          key={brand.id}
          brand={brand}
          products={products.filter((product) => product.brandId === brand.id)}
          allowed={allowed}
        />
      ))}
      {!allowed && <p className={classes['quiet']}>{t('settings.readOnly')}</p>}
      {allowed &&
        (adding ? (
          <BrandName
            label={t('settings.brandName')}
            initial=""
            save={addBrand}
            cancel={() => setAdding(false)}
          />
        ) : (
          <Button
            variant={brands.length === 0 ? 'filled' : 'default'}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('settings.addBrand')}
          </Button>
        ))}
    </>
  );
}
