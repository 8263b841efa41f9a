// Uploading pictures, outside the table of JSON endpoints: POST /attachments, multipart/form-data with one part named
// `file`; needs `work.send`. GET /attachments/:id shows it; needs `work.read`.
import { z } from 'zod';
import { id } from './views.ts';

export const uploadedAttachment = z.object({
  id,
  mimeType: z.enum(['image/png', 'image/jpeg']),
  bytes: z.number().int(),
  /** Pixels. */
  width: z.number().int(),
  height: z.number().int(),
});
export type UploadedAttachment = z.infer<typeof uploadedAttachment>;
