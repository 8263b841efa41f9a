// Uploading pictures, outside the table of JSON endpoints: POST /attachments, multipart/form-data with one part named
// `file`; needs `work.send`. GET /attachments/:id shows it; needs `work.read`.
import { z } from 'zod';
import { id } from './views.ts';

/** Larger files are refused while they come in. */
export const mostUploadBytes = 20 * 1024 * 1024;
/** What the server can open; it draws every picture anew, upright, still, and small enough for every network. */
export const uploadTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;

export const uploadedAttachment = z.object({
  id,
  mimeType: z.enum(['image/png', 'image/jpeg']),
  bytes: z.number().int(),
  /** Pixels. */
  width: z.number().int(),
  height: z.number().int(),
});
export type UploadedAttachment = z.infer<typeof uploadedAttachment>;
