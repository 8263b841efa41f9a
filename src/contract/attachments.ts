// Uploading pictures: multipart, so outside the table of JSON endpoints; the path and the answer are fixed here.
import { z } from 'zod';
import { id } from './views.ts';

/** POST multipart/form-data with one part named `file`; needs `work.send`. GET `…/:id` shows it; needs `work.read`. */
export const attachmentsPath = '/attachments';

export const uploadedAttachment = z.object({
  id,
  mimeType: z.enum(['image/png', 'image/jpeg']),
  bytes: z.number().int(),
  /** Pixels. */
  width: z.number().int(),
  height: z.number().int(),
});
export type UploadedAttachment = z.infer<typeof uploadedAttachment>;
