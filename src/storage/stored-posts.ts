// The public posts of others on one network that a workspace holds, in order, to be held against what the network still has.
import type { Kysely } from 'kysely';
import { inWorkspace } from './database.ts';
import type { Database } from './tables.ts';

export async function storedPosts(
  db: Kysely<Database>,
  workspaceId: string,
  { network, after, limit }: { network: string; after: string | null; limit: number },
): Promise<{ id: string; nativeId: string }[]> {
  return inWorkspace(db, workspaceId, (trx) => {
    const posts = trx
      .selectFrom('post')
      .select(['id', 'native_id as nativeId'])
      .where('workspace_id', '=', workspaceId)
      .where('network', '=', network)
      .where('visibility', '=', 'public')
      // What we answered is our own record: that a network took our account away must not empty it.
      .where('account_id', 'is', null)
      .where('deleted_at', 'is', null);
    return (after === null ? posts : posts.where('id', '>', after)).orderBy('id').limit(limit).execute();
  });
}
