// The company: its workspace, brands and products.
import { crisisRows, type CrisisRow } from './approvals.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { expectVersion, notFound } from './versions.ts';

export interface WorkspaceRow {
  id: string;
  name: string;
  slug: string;
  settings: Record<string, unknown>;
  version: number;
  /** Where crisis mode is on. */
  crises: CrisisRow[];
}

const workspaceColumns = ['id', 'name', 'slug', 'settings', 'version'] as const;

/** The transaction's own workspace. */
export async function readWorkspaceRow(trx: WorkspaceTransaction, id: string): Promise<WorkspaceRow> {
  const row = await trx
    .selectFrom('workspace')
    .select(workspaceColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw notFound('workspace');
  return { ...row, crises: await crisisRows(trx) };
}

/** The transaction must already be inside the new workspace's id. */
export async function insertWorkspace(
  trx: WorkspaceTransaction,
  change: Change,
  workspace: { name: string; slug: string; settings: Record<string, unknown> },
): Promise<void> {
  await trx
    .insertInto('workspace')
    .values({
      id: change.workspaceId,
      name: workspace.name,
      slug: workspace.slug,
      settings: JSON.stringify(workspace.settings),
      created_at: change.at,
    })
    .execute();
  await tell(trx, change, 'workspace.created', change.workspaceId);
}

/** Settings given are put over those that are there, by their top-level names. */
export async function changeWorkspaceRow(
  trx: WorkspaceTransaction,
  change: Change,
  patch: { name?: string | undefined; settings?: Record<string, unknown> | undefined },
  ifMatch: number | null,
): Promise<WorkspaceRow> {
  const found = await trx
    .selectFrom('workspace')
    .select(workspaceColumns)
    .where('id', '=', change.workspaceId)
    .forUpdate()
    .executeTakeFirst();
  const current = expectVersion(found, ifMatch, 'workspace');
  const next = {
    name: patch.name ?? current.name,
    settings: { ...current.settings, ...patch.settings },
    version: current.version + 1,
  };
  await trx
    .updateTable('workspace')
    .set({ name: next.name, settings: JSON.stringify(next.settings), version: next.version })
    .where('id', '=', change.workspaceId)
    .execute();
  await tell(trx, change, 'workspace.changed', change.workspaceId);
  return { ...current, ...next, crises: await crisisRows(trx) };
}

export interface BrandRow {
  id: string;
  name: string;
  version: number;
}

export function brandRows(trx: WorkspaceTransaction): Promise<BrandRow[]> {
  return trx
    .selectFrom('brand')
    .select(['id', 'name', 'version'])
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Refuses an id that is not a brand of this workspace. */
export async function expectBrand(trx: WorkspaceTransaction, id: string): Promise<void> {
  const row = await trx
    .selectFrom('brand')
    .select('id')
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw notFound('brand');
}

export async function insertBrand(
  trx: WorkspaceTransaction,
  change: Change,
  brand: { id: string; name: string },
): Promise<BrandRow> {
  await trx
    .insertInto('brand')
    .values({ workspace_id: change.workspaceId, ...brand, created_at: change.at, archived_at: null })
    .execute();
  await tell(trx, change, 'brand.created', brand.id);
  return { ...brand, version: 1 };
}

export async function renameBrand(
  trx: WorkspaceTransaction,
  change: Change,
  brand: { id: string; name: string },
  ifMatch: number | null,
): Promise<BrandRow> {
  const found = await trx
    .selectFrom('brand')
    .select(['id', 'version'])
    .where('id', '=', brand.id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const version = expectVersion(found, ifMatch, 'brand').version + 1;
  await trx.updateTable('brand').set({ name: brand.name, version }).where('id', '=', brand.id).execute();
  await tell(trx, change, 'brand.changed', brand.id);
  return { ...brand, version };
}

export interface ProductRow {
  id: string;
  brandId: string;
  name: string;
  aliases: string[];
  lookalikes: string[];
  version: number;
}

const productColumns = ['id', 'brand_id as brandId', 'name', 'aliases', 'lookalikes', 'version'] as const;

export function productRows(trx: WorkspaceTransaction): Promise<ProductRow[]> {
  return trx
    .selectFrom('product')
    .select(productColumns)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute();
}

export async function insertProduct(
  trx: WorkspaceTransaction,
  change: Change,
  product: Omit<ProductRow, 'version'>,
): Promise<ProductRow> {
  await expectBrand(trx, product.brandId);
  const { brandId, ...rest } = product;
  await trx
    .insertInto('product')
    .values({
      workspace_id: change.workspaceId,
      brand_id: brandId,
      ...rest,
      created_at: change.at,
      archived_at: null,
    })
    .execute();
  await tell(trx, change, 'product.created', product.id);
  return { ...product, version: 1 };
}

export async function changeProductRow(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  patch: { name?: string | undefined; aliases?: string[] | undefined; lookalikes?: string[] | undefined },
  ifMatch: number | null,
): Promise<ProductRow> {
  const current = expectVersion(await lockProduct(trx, id), ifMatch, 'product');
  const next = {
    name: patch.name ?? current.name,
    aliases: patch.aliases ?? current.aliases,
    lookalikes: patch.lookalikes ?? current.lookalikes,
    version: current.version + 1,
  };
  await trx.updateTable('product').set(next).where('id', '=', id).execute();
  await tell(trx, change, 'product.changed', id);
  return { ...current, ...next };
}

export async function archiveProduct(trx: WorkspaceTransaction, change: Change, id: string): Promise<void> {
  expectVersion(await lockProduct(trx, id), null, 'product');
  await trx.updateTable('product').set({ archived_at: change.at }).where('id', '=', id).execute();
  await tell(trx, change, 'product.removed', id);
}

function lockProduct(trx: WorkspaceTransaction, id: string): Promise<ProductRow | undefined> {
  return trx
    .selectFrom('product')
    .select(productColumns)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}
