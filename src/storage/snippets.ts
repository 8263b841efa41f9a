// Snippets of a workspace: kept in versions, found by key, and counted by what became of the replies that began with one.
import { sql } from 'kysely';
import type { SnippetWords } from '../domain/drafting/snippet.ts';
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

export interface SnippetContent extends SnippetWords {
  brandId: string | null;
  accountId: string | null;
}

export type SnippetRow = SnippetContent & StartingPointRow;

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
  return withUse(trx, 'snippet', rows, { nowMs, only });
}

export interface SnippetVersionRow extends VersionRow {
  name: string;
  key: string;
  text: string;
}

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
  return withPeople(rows);
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
  const row = { ...newBy(change, id), ...written(content) };
  await expectUntaken(taken(content), () => trx.insertInto('snippet').values(row).execute());
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
  const next = {
    ...(await nextVersion(trx, 'snippet', id, change, { isArchived, ifMatch })),
    ...written(content),
  };
  const { version } = next;
  await expectUntaken(taken(content), () =>
    trx.updateTable('snippet').set(next).where('id', '=', id).execute(),
  );
  await keepVersion(trx, change, id, content, { version, isArchived });
  await tell(trx, change, isArchived ? 'snippet.archived' : 'snippet.changed', id, { version });
}

async function keepVersion(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  content: SnippetContent,
  kept: { version: number; isArchived: boolean },
): Promise<void> {
  const { brand_id: _, account_id: __, ...words } = written(content);
  await trx
    .insertInto('snippet_version')
    .values({ ...keptBy(change, kept), snippet_id: id, ...words })
    .execute();
}

const taken = ({ key }: SnippetContent) => ({
  says: `Another snippet has the key “${key}” for the same replies. Choose another key, or change that one.`,
  where: 'body.key',
});
