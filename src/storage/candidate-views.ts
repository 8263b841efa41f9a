// Views of the candidates that a workspace keeps by name.
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

export interface CandidateViewRow {
  id: string;
  name: string;
  shows: Record<string, string>;
  createdBy: { id: string; name: string } | null;
  createdAt: string;
}

/** Oldest first; `only` one of them, or all. */
export async function viewRows(trx: WorkspaceTransaction, only?: string): Promise<CandidateViewRow[]> {
  const rows = await trx
    .selectFrom('candidate_view as kept')
    .leftJoin('app_user', 'app_user.id', 'kept.created_by')
    .select([
      'kept.id',
      'kept.name',
      'kept.shown as shows',
      'kept.created_by as userId',
      'app_user.name as userName',
      'kept.created_at as createdAt',
    ])
    .$if(only !== undefined, (query) => query.where('kept.id', '=', only ?? ''))
    .orderBy('kept.id')
    .execute();
  return rows.map(({ userId, userName, ...row }) => ({
    ...row,
    createdBy: userId === null || userName === null ? null : { id: userId, name: userName },
  }));
}

/** Errors: `already_exists` for a name that another has, in whatever case it is written. */
export async function insertView(
  trx: WorkspaceTransaction,
  change: Change,
  view: { id: string; name: string; shows: object },
): Promise<CandidateViewRow> {
  const inserted = await trx
    .insertInto('candidate_view')
    .values({
      workspace_id: change.workspaceId,
      id: view.id,
      name: view.name,
      shown: JSON.stringify(view.shows),
      created_by: change.actorId,
      created_at: change.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) {
    throw new AppError('already_exists', `There is a view “${view.name}” already. Choose another name.`, {
      where: 'body.name',
    });
  }
  await tell(trx, change, 'view.saved', view.id);
  const [row] = await viewRows(trx, view.id);
  if (row === undefined) throw notFound('view');
  return row;
}

/** Errors: `not_found`. */
export async function deleteView(trx: WorkspaceTransaction, change: Change, id: string): Promise<void> {
  const gone = await trx.deleteFrom('candidate_view').where('id', '=', id).returning('id').executeTakeFirst();
  if (gone === undefined) throw notFound('view');
  await tell(trx, change, 'view.removed', id);
}
