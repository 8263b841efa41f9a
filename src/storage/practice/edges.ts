// Likes, reposts and follows of the practice network.
import { sql } from 'kysely';
import type { EdgeKind, EventType } from '../../domain/practice/records.ts';
import type { WorkspaceTransaction } from '../database.ts';
import { appendPracticeEvent } from './append.ts';

interface Edge {
  kind: EdgeKind;
  personId: string;
  targetId: string;
  at: string;
}

const undone: Record<EdgeKind, EventType | null> = { like: 'unlike', repost: 'unrepost', follow: null };

export async function addEdge(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  edge: Edge,
): Promise<{ id: string; created: boolean }> {
  const inserted = await trx
    .insertInto('practice_edge')
    .values({
      workspace_id: workspaceId,
      id,
      kind: edge.kind,
      person_id: edge.personId,
      target_id: edge.targetId,
      created_at: edge.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'kind', 'target_id', 'person_id']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) {
    const row = await edgeOf(trx, edge).select('id').executeTakeFirstOrThrow();
    return { id: row.id, created: false };
  }
  await tell(trx, workspaceId, edge.kind, edge, inserted.id);
  if (edge.kind === 'follow') await countFollow(trx, edge, 1);
  return { id: inserted.id, created: true };
}

export async function removeEdge(
  trx: WorkspaceTransaction,
  workspaceId: string,
  edge: Edge,
): Promise<boolean> {
  const row = await edgeOf(trx, edge).select('id').forUpdate().executeTakeFirst();
  if (row === undefined) return false;
  await trx.deleteFrom('practice_edge').where('id', '=', row.id).execute();
  const type = undone[edge.kind];
  if (type !== null) await tell(trx, workspaceId, type, edge, row.id);
  if (edge.kind === 'follow') await countFollow(trx, edge, -1);
  return true;
}

function edgeOf(trx: WorkspaceTransaction, edge: Edge) {
  return trx
    .selectFrom('practice_edge')
    .where('kind', '=', edge.kind)
    .where('target_id', '=', edge.targetId)
    .where('person_id', '=', edge.personId);
}

function tell(
  trx: WorkspaceTransaction,
  workspaceId: string,
  type: EventType,
  edge: Edge,
  edgeId: string,
): Promise<void> {
  const post = edge.kind === 'follow' ? {} : { postId: edge.targetId };
  return appendPracticeEvent(trx, workspaceId, {
    type,
    at: edge.at,
    personId: edge.personId,
    edgeId,
    ...post,
  });
}

async function countFollow(trx: WorkspaceTransaction, edge: Edge, by: number): Promise<void> {
  await trx
    .updateTable('practice_person')
    .set({ followers: sql`greatest(followers + ${by}, 0)` })
    .where('id', '=', edge.targetId)
    .execute();
  await trx
    .updateTable('practice_person')
    .set({ following: sql`greatest(following + ${by}, 0)` })
    .where('id', '=', edge.personId)
    .execute();
}
