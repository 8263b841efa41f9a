// Snippets of a workspace: kept in versions, found by key, and counted by what became of the replies that began with one.
import { sql } from 'kysely';
import type { SnippetWords } from '../domain/drafting/snippet.ts';
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { isSqlState } from './failures.ts';
import { personOf, recentUses, unused, type PersonRef, type UseCounts } from './starting-point-uses.ts';
import { expectVersion, notFound } from './versions.ts';
import { storableText } from './work/json.ts';

export interface SnippetContent extends SnippetWords {
  brandId: string | null;
  accountId: string | null;
}

export interface SnippetRow extends SnippetContent {
  id: string;
  version: number;
  createdBy: PersonRef | null;
  createdAt: string;
  changedBy: PersonRef | null;
  changedAt: string;
  archivedAt: string | null;
  use: UseCounts;
}

/** Beside those in use, so many that were put away are shown. */
const mostShown = 1_000;

/** Those in use first, by name; `only` one of them, or all. */
export async function snippetRows(
  trx: WorkspaceTransaction,
  nowMs: number,
  only?: string,
): Promise<SnippetRow[]> {
  const rows = await trx
    .selectFrom('snippet')
    .leftJoin('app_user as maker', 'maker.id', 'snippet.created_by')
    .leftJoin('app_user as changer', 'changer.id', 'snippet.changed_by')
    .select([
      'snippet.id',
      'snippet.name',
      'key',
      'text',
      'tags',
      'lang',
      'brand_id as brandId',
      'account_id as accountId',
      'version',
      'snippet.created_at as createdAt',
      'changed_at as changedAt',
      'archived_at as archivedAt',
      'maker.id as makerId',
      'maker.name as makerName',
      'changer.id as changerId',
      'changer.name as changerName',
    ])
    .$if(only !== undefined, (query) => query.where('snippet.id', '=', only ?? ''))
    .orderBy(sql`archived_at is not null`)
    .orderBy('snippet.name')
    .orderBy('snippet.id')
    .limit(mostShown)
    .execute();
  const uses = await recentUses(trx, 'snippet', { nowMs, only: only ?? null });
  return rows.map(({ makerId, makerName, changerId, changerName, ...row }) => ({
    ...row,
    createdBy: personOf(makerId, makerName),
    changedBy: personOf(changerId, changerName),
    use: uses.get(row.id) ?? unused,
  }));
}

export interface SnippetVersionRow {
  version: number;
  name: string;
  key: string;
  text: string;
  isArchived: boolean;
  changedBy: PersonRef | null;
  changedAt: string;
}

const mostVersions = 50;

/** Newest first. */
export async function snippetVersions(trx: WorkspaceTransaction, id: string): Promise<SnippetVersionRow[]> {
  const rows = await trx
    .selectFrom('snippet_version as kept')
    .leftJoin('app_user', 'app_user.id', 'kept.changed_by')
    .select([
      'version',
      'kept.name',
      'key',
      'text',
      'is_archived as isArchived',
      'changed_at as changedAt',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    .where('snippet_id', '=', id)
    .orderBy('version', 'desc')
    .limit(mostVersions)
    .execute();
  return rows.map(({ userId, userName, ...row }) => ({ ...row, changedBy: personOf(userId, userName) }));
}

const written = (content: SnippetContent) => ({
  name: storableText(content.name),
  key: storableText(content.key),
  text: storableText(content.text),
  tags: content.tags.map(storableText),
  lang: content.lang,
  brand_id: content.brandId,
  account_id: content.accountId,
});

/** Errors: `already_exists` where another has the same key for the same replies. */
export async function insertSnippet(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  content: SnippetContent,
): Promise<void> {
  const row = {
    workspace_id: change.workspaceId,
    id,
    ...written(content),
    created_by: change.actorId,
    created_at: change.at,
    changed_by: change.actorId,
    changed_at: change.at,
  };
  await minding(content.key, () => trx.insertInto('snippet').values(row).execute());
  await keepVersion(trx, change, id, content, { version: 1, isArchived: false });
  await tell(trx, change, 'snippet.created', id, { version: 1 });
}

/** Errors: `not_found`, `version_changed`, `already_exists`. */
export async function changeSnippetRow(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  { content, isArchived, ifMatch }: { content: SnippetContent; isArchived: boolean; ifMatch: number | null },
): Promise<void> {
  const found = await trx
    .selectFrom('snippet')
    .select(['version', 'archived_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const current = expectVersion(found, ifMatch, 'snippet');
  const version = current.version + 1;
  const next = {
    ...written(content),
    version,
    changed_by: change.actorId,
    changed_at: change.at,
    archived_at: isArchived ? (current.archived_at ?? change.at) : null,
  };
  await minding(content.key, () => trx.updateTable('snippet').set(next).where('id', '=', id).execute());
  await keepVersion(trx, change, id, content, { version, isArchived });
  await tell(trx, change, isArchived ? 'snippet.archived' : 'snippet.changed', id, { version });
}

async function keepVersion(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  content: SnippetContent,
  { version, isArchived }: { version: number; isArchived: boolean },
): Promise<void> {
  const { brand_id: _, account_id: __, ...words } = written(content);
  await trx
    .insertInto('snippet_version')
    .values({
      workspace_id: change.workspaceId,
      snippet_id: id,
      version,
      ...words,
      is_archived: isArchived,
      changed_by: change.actorId,
      changed_at: change.at,
    })
    .execute();
}

/** Says which key is taken, as a refusal that names the field. */
async function minding(key: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isSqlState(error, '23505')) throw error;
    throw new AppError(
      'already_exists',
      `Another snippet has the key “${key}” for the same replies. Choose another key, or change that one.`,
      { where: 'body.key' },
    );
  }
}

/** Refuses a brand or an account that is not of this workspace. Errors: `not_found`. */
export async function expectWhose(
  trx: WorkspaceTransaction,
  { brandId, accountId }: Pick<SnippetContent, 'brandId' | 'accountId'>,
): Promise<void> {
  await expectBrand(trx, brandId);
  if (accountId !== null) {
    const account = await trx
      .selectFrom('account')
      .select('id')
      .where('id', '=', accountId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (account === undefined) throw notFound('account');
  }
}

/** Refuses a brand that is not of this workspace. Errors: `not_found`. */
export async function expectBrand(trx: WorkspaceTransaction, brandId: string | null): Promise<void> {
  if (brandId === null) return;
  const brand = await trx.selectFrom('brand').select('id').where('id', '=', brandId).executeTakeFirst();
  if (brand === undefined) throw notFound('brand');
}
