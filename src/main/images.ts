// The pictures of a send, read from where they lie.
import type { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { OutboundRecord } from '../pipeline/ports.ts';
import type { PublishRequest } from '../pipeline/send.ts';
import { readAttachmentRow } from '../storage/attachments.ts';
import { inWorkspace } from '../storage/database.ts';
import type { PictureStore } from '../storage/picture-store.ts';
import type { Database } from '../storage/tables.ts';

/** Reads all pictures of a send. Errors: attachment_invalid when one is gone. */
export async function imagesOf(
  db: Kysely<Database>,
  pictures: PictureStore,
  workspaceId: string,
  attachments: OutboundRecord['attachments'],
): Promise<PublishRequest['images']> {
  const images: PublishRequest['images'] = [];
  for (const { attachmentId, alt } of attachments) {
    const row = await inWorkspace(db, workspaceId, (trx) => readAttachmentRow(trx, attachmentId));
    const bytes = await pictures.get(row.storageKey);
    if (bytes === null) {
      throw new AppError(
        'attachment_invalid',
        'A picture of this reply is no longer there. Attach it again.',
      );
    }
    images.push({ bytes, mimeType: row.mimeType, alt, width: row.width, height: row.height });
  }
  return images;
}
