// Ids that a request names beside its subject: which of them are of this workspace.
import { sql } from 'kysely';
import type { WorkspaceTransaction } from './database.ts';

export interface References {
  accountId: string | null;
  postId: string | null;
  attachmentIds: string[];
}

/** The same references without those that are not here (any more). */
export async function keepOwn(trx: WorkspaceTransaction, given: References): Promise<References> {
  const { rows } = await sql<References>`
    select
      (select id from account where id = ${given.accountId}::uuid) as "accountId",
      (select id from post where id = ${given.postId}::uuid) as "postId",
      array(select id::text from attachment where id = any(${given.attachmentIds}::uuid[])) as "attachmentIds"`.execute(
    trx,
  );
  return rows[0] ?? { accountId: null, postId: null, attachmentIds: [] };
}
