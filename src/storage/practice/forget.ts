// The practice network's memory: what is long past is dropped, so that its tables stay small.
import type { WorkspaceTransaction } from '../database.ts';

const postsMax = 1_000;

export async function forget(trx: WorkspaceTransaction, before: string): Promise<void> {
  const old = trx
    .selectFrom('practice_post')
    .select('id')
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(postsMax);
  // Their events go with them.
  await trx.deleteFrom('practice_post').where('id', 'in', old).execute();
  await trx.deleteFrom('practice_event').where('at', '<', before).execute();
  await trx
    .deleteFrom('practice_edge')
    .where('kind', '<>', 'follow')
    .where('created_at', '<', before)
    .execute();
  await trx.deleteFrom('practice_run').where('ended_at', '<', before).execute();
}
