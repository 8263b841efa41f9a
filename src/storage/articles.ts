// Help articles of a workspace: kept in versions, one at an address, and counted by what became of the replies that began with one.
import { sql } from 'kysely';
import type { ArticleWords } from '../domain/drafting/find-articles.ts';
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { isSqlState } from './failures.ts';
import { personOf, recentUses, unused, type PersonRef, type UseCounts } from './starting-point-uses.ts';
import { expectVersion } from './versions.ts';
import { storableText } from './work/json.ts';

export interface ArticleContent extends ArticleWords {
  brandId: string | null;
}

export interface ArticleRow extends ArticleContent {
  id: string;
  version: number;
  createdBy: PersonRef | null;
  createdAt: string;
  changedBy: PersonRef | null;
  changedAt: string;
  archivedAt: string | null;
  /** Since when there has been nothing at its address; it is not offered. */
  goneAt: string | null;
  use: UseCounts;
}

/** Beside those in use, so many that were put away are shown. */
const mostShown = 1_000;

/** Those in use first, by title; `only` one of them, or all. */
export async function articleRows(
  trx: WorkspaceTransaction,
  nowMs: number,
  only?: string,
): Promise<ArticleRow[]> {
  const rows = await trx
    .selectFrom('article')
    .leftJoin('app_user as maker', 'maker.id', 'article.created_by')
    .leftJoin('app_user as changer', 'changer.id', 'article.changed_by')
    .select([
      'article.id',
      'title',
      'url',
      'text',
      'lang',
      'brand_id as brandId',
      'version',
      'article.created_at as createdAt',
      'changed_at as changedAt',
      'archived_at as archivedAt',
      'gone_at as goneAt',
      'maker.id as makerId',
      'maker.name as makerName',
      'changer.id as changerId',
      'changer.name as changerName',
    ])
    .$if(only !== undefined, (query) => query.where('article.id', '=', only ?? ''))
    .orderBy(sql`archived_at is not null`)
    .orderBy('title')
    .orderBy('article.id')
    .limit(mostShown)
    .execute();
  const uses = await recentUses(trx, 'article', { nowMs, only: only ?? null });
  return rows.map(({ makerId, makerName, changerId, changerName, ...row }) => ({
    ...row,
    createdBy: personOf(makerId, makerName),
    changedBy: personOf(changerId, changerName),
    use: uses.get(row.id) ?? unused,
  }));
}

export interface ArticleVersionRow {
  version: number;
  title: string;
  url: string;
  text: string;
  isArchived: boolean;
  changedBy: PersonRef | null;
  changedAt: string;
}

const mostVersions = 50;

/** Newest first. */
export async function articleVersions(trx: WorkspaceTransaction, id: string): Promise<ArticleVersionRow[]> {
  const rows = await trx
    .selectFrom('article_version as kept')
    .leftJoin('app_user', 'app_user.id', 'kept.changed_by')
    .select([
      'version',
      'title',
      'url',
      'text',
      'is_archived as isArchived',
      'changed_at as changedAt',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    .where('article_id', '=', id)
    .orderBy('version', 'desc')
    .limit(mostVersions)
    .execute();
  return rows.map(({ userId, userName, ...row }) => ({ ...row, changedBy: personOf(userId, userName) }));
}

const written = (content: ArticleContent) => ({
  title: storableText(content.title),
  url: storableText(content.url),
  text: storableText(content.text),
  lang: content.lang,
  brand_id: content.brandId,
});

/** Errors: `already_exists` where another has the same address for the same readers. */
export async function insertArticle(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  content: ArticleContent,
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
  await minding(content.url, () => trx.insertInto('article').values(row).execute());
  await keepVersion(trx, change, id, content, { version: 1, isArchived: false });
  await tell(trx, change, 'article.created', id, { version: 1 });
}

/** Errors: `not_found`, `version_changed`, `already_exists`. */
export async function changeArticleRow(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  { content, isArchived, ifMatch }: { content: ArticleContent; isArchived: boolean; ifMatch: number | null },
): Promise<void> {
  const found = await trx
    .selectFrom('article')
    .select(['version', 'archived_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const current = expectVersion(found, ifMatch, 'article');
  const version = current.version + 1;
  const next = {
    ...written(content),
    version,
    changed_by: change.actorId,
    changed_at: change.at,
    archived_at: isArchived ? (current.archived_at ?? change.at) : null,
    // Whoever saves it has looked at it; whether its address answers is found out anew.
    looked_at: null,
    gone_at: null,
  };
  await minding(content.url, () => trx.updateTable('article').set(next).where('id', '=', id).execute());
  await keepVersion(trx, change, id, content, { version, isArchived });
  await tell(trx, change, isArchived ? 'article.archived' : 'article.changed', id, { version });
}

async function keepVersion(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  content: ArticleContent,
  { version, isArchived }: { version: number; isArchived: boolean },
): Promise<void> {
  const { brand_id: _, ...words } = written(content);
  await trx
    .insertInto('article_version')
    .values({
      workspace_id: change.workspaceId,
      article_id: id,
      version,
      ...words,
      is_archived: isArchived,
      changed_by: change.actorId,
      changed_at: change.at,
    })
    .execute();
}

/** Says which address is taken, as a refusal that names the field. */
async function minding(url: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isSqlState(error, '23505')) throw error;
    throw new AppError(
      'already_exists',
      `Another article has the address ${url} for the same readers. Change that one, or choose another language or brand.`,
      { where: 'body.url' },
    );
  }
}
