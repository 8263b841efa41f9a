// Seals secrets again that an older key sealed, so that the older key can be taken away.
import type { WorkspaceTransaction } from './database.ts';
import type { SecretBox } from './secret-box.ts';

/**
 * Seals up to `limit` accounts of the transaction's workspace with the box's current key; answers how many. Rows are
 * locked meanwhile: a network that renews its secrets at the same time waits, and nothing of it is lost.
 */
export async function sealAgain(
  trx: WorkspaceTransaction,
  box: SecretBox,
  workspaceId: string,
  limit: number,
): Promise<number> {
  const rows = await trx
    .selectFrom('account')
    .select(['id', 'secrets', 'secrets_key_id'])
    .where('secrets', 'is not', null)
    .where('secrets_key_id', '<>', box.currentKeyId)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute();
  for (const { id, secrets, secrets_key_id: keyId } of rows) {
    if (secrets === null || keyId === null) continue;
    const place = { workspaceId, table: 'account', rowId: id };
    const sealed = box.seal(box.open({ bytes: secrets, keyId }, place), place);
    await trx
      .updateTable('account')
      .set({ secrets: sealed.bytes, secrets_key_id: sealed.keyId })
      .where('id', '=', id)
      .execute();
  }
  return rows.length;
}
