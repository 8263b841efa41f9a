// The images of the practice network: kept as bytes, gone with their post.
import type { PracticeImage } from '../../domain/practice/records.ts';
import type { WorkspaceTransaction } from '../database.ts';

/** The images of a post, or of all posts of an author. */
export async function imagesOf(
  trx: WorkspaceTransaction,
  column: 'id' | 'author_id',
  value: string,
): Promise<string[]> {
  const rows = await trx.selectFrom('practice_post').select('images').where(column, '=', value).execute();
  return rows.flatMap((row) => row.images.map((each) => each.id));
}

/** Pictures with a key belong to the stories and are used again; all others go with their post. */
export async function dropImages(trx: WorkspaceTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom('practice_image').where('id', 'in', ids).where('key', 'is', null).execute();
}

export async function addImage(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  image: Omit<PracticeImage, 'id' | 'alt'> & { bytes: Uint8Array; key: string | null },
): Promise<string> {
  const inserted = await trx
    .insertInto('practice_image')
    .values({
      workspace_id: workspaceId,
      id,
      key: image.key,
      mime_type: image.mimeType,
      width: image.width,
      height: image.height,
      bytes: Buffer.from(image.bytes),
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted !== undefined) return inserted.id;
  const row = await trx
    .selectFrom('practice_image')
    .select('id')
    .where('key', '=', image.key)
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function image(
  trx: WorkspaceTransaction,
  id: string,
): Promise<{ bytes: Uint8Array; mimeType: string } | null> {
  const row = await trx
    .selectFrom('practice_image')
    .select(['bytes', 'mime_type'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : { bytes: row.bytes, mimeType: row.mime_type };
}
