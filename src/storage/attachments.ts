// What is known of a picture that was uploaded; the bytes lie in the attachment store.
import { sql } from 'kysely';
import type { WorkspaceTransaction } from './database.ts';
import type { Change } from './change.ts';
import { notFound } from './versions.ts';

export interface AttachmentRow {
  id: string;
  storageKey: string;
  mimeType: string;
  bytes: number;
  /** Pixels. */
  width: number;
  height: number;
}

export async function insertAttachment(
  trx: WorkspaceTransaction,
  change: Change,
  attachment: AttachmentRow & { sha256: Buffer; uploadedBy: string },
): Promise<void> {
  await trx
    .insertInto('attachment')
    .values({
      workspace_id: change.workspaceId,
      id: attachment.id,
      storage_key: attachment.storageKey,
      mime_type: attachment.mimeType,
      bytes: attachment.bytes,
      width: attachment.width,
      height: attachment.height,
      sha256: attachment.sha256,
      uploaded_by: attachment.uploadedBy,
      created_at: change.at,
    })
    .execute();
}

/** Errors: `not_found`. */
export async function readAttachmentRow(trx: WorkspaceTransaction, id: string): Promise<AttachmentRow> {
  const row = await trx
    .selectFrom('attachment')
    .select(['id', 'storage_key as storageKey', 'mime_type as mimeType', 'bytes', 'width', 'height'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw notFound('attachment');
  return row;
}

/**
 * Deletes rows of pictures that were uploaded before `before` and stand in no draft and nothing that was sent or is to be,
 * at most `limit`; answers their storage keys.
 */
export async function deleteUnusedAttachments(
  trx: WorkspaceTransaction,
  before: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ storageKey: string }>`
    with used as (
      select one ->> 'attachmentId' as id
        from draft, jsonb_array_elements(draft.attachments || coalesce(draft.aside -> 'attachments', '[]')) as one
      union all
      select one ->> 'attachmentId' from outbound, jsonb_array_elements(outbound.attachments) as one
    )
    delete from attachment where id in (
      select id from attachment
      where created_at < ${before}::timestamptz and id::text not in (select used.id from used where used.id is not null)
      order by created_at limit ${limit}
    ) returning storage_key as "storageKey"`.execute(trx);
  return rows.map(({ storageKey }) => storageKey);
}
