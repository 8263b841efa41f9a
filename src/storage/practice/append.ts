// Writes down what happened on the practice network.
import type { EventType } from '../../domain/practice/records.ts';
import type { WorkspaceTransaction } from '../database.ts';

/** Takes the next number (and with it the lock that keeps numbers in the order of commit). */
export async function appendPracticeEvent(
  trx: WorkspaceTransaction,
  workspaceId: string,
  event: { type: EventType; at: string; personId: string; postId?: string; edgeId?: string },
): Promise<void> {
  const { seq } = await trx
    .insertInto('practice_network')
    .values({ workspace_id: workspaceId, seq: 1, next_start_at: null })
    .onConflict((conflict) =>
      conflict.column('workspace_id').doUpdateSet((set) => ({ seq: set('practice_network.seq', '+', 1) })),
    )
    .returning('seq')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('practice_event')
    .values({
      workspace_id: workspaceId,
      seq,
      type: event.type,
      at: event.at,
      person_id: event.personId,
      post_id: event.postId ?? null,
      edge_id: event.edgeId ?? null,
    })
    .execute();
}
