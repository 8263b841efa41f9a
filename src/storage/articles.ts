// Help articles of a workspace: kept in versions, one at an address, and counted by what became of the replies that began with one.
import { sql } from 'kysely';
import type { ArticleWords } from '../domain/drafting/find-articles.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import {
  expectUntaken,
  keptBy,
  mostShown,
  mostVersions,
  newBy,
  nextVersion,
  withPeople,
  withUse,
  type StartingPointRow,
  type VersionRow,
} from './starting-points.ts';
import { storableText } from './work/json.ts';

export interface ArticleContent extends ArticleWords {
  brandId: string | null;
}

export interface ArticleRow extends ArticleContent, StartingPointRow {
  /** Since when there has been nothing at its address; it is not offered. */
  goneAt: string | null;
}

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
  return withUse(trx, 'article', rows, { nowMs, only });
}

export interface ArticleVersionRow extends VersionRow {
  title: string;
  url: string;
  text: string;
}

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
  return withPeople(rows);
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
  const row = { ...newBy(change, id), ...written(content) };
  await expectUntaken(taken(content), () => trx.insertInto('article').values(row).execute());
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
  const next = {
    ...(await nextVersion(trx, 'article', id, change, { isArchived, ifMatch })),
    ...written(content),
    // Whoever saves it has looked at it; whether its address answers is found out anew.
    looked_at: null,
    gone_at: null,
  };
  const { version } = next;
  await expectUntaken(taken(content), () =>
    trx.updateTable('article').set(next).where('id', '=', id).execute(),
  );
  await keepVersion(trx, change, id, content, { version, isArchived });
  await tell(trx, change, isArchived ? 'article.archived' : 'article.changed', id, { version });
}

async function keepVersion(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  content: ArticleContent,
  kept: { version: number; isArchived: boolean },
): Promise<void> {
  const { brand_id: _, ...words } = written(content);
  await trx
    .insertInto('article_version')
    .values({ ...keptBy(change, kept), article_id: id, ...words })
    .execute();
}

const taken = ({ url }: ArticleContent) => ({
  says: `Another article has the address ${url} for the same readers. Change that one, or choose another language or brand.`,
  where: 'body.url',
});
