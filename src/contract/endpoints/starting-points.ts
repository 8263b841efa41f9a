// What all that replies begin with has: how it was used, and what is wrong in a file that it was brought in from.
import { z } from 'zod';
import { faultCodes, fileFormats, fileLimits } from '../../domain/drafting/table-file.ts';
import { id, personRef, time } from '../views.ts';

const count = z.number().int().nonnegative();

/** Of the last 90 days. */
const useView = z.object({
  /** Replies that were sent with some of it; of these in changed words; and how their cases were closed. */
  sent: count,
  changed: count,
  good: count,
  other: count,
  /** Replies that began with it, and nothing of it was left. */
  dropped: count,
});

/** Beside its name or title. */
export const startingPointView = z.object({
  id,
  text: z.string(),
  /** ISO 639-1; null: for any language. */
  lang: z.string().nullable(),
  /** For this brand only. */
  brandId: id.nullable(),
  version: count,
  createdBy: personRef.nullable(),
  createdAt: time,
  changedBy: personRef.nullable(),
  changedAt: time,
  archivedAt: time.nullable(),
  use: useView,
});

/** A version, beside its name or title. */
export const startingPointVersion = z.object({
  version: count,
  text: z.string(),
  isArchived: z.boolean(),
  changedBy: personRef.nullable(),
  changedAt: time,
});

const lineFault = z.object({
  line: count,
  code: z.enum(faultCodes),
  field: z.string(),
  most: z.number().nullable(),
});
export type LineFaultView = z.infer<typeof lineFault>;

export const importReport = z.object({
  added: count,
  changed: count,
  same: count,
  /** Lines that were left out, and why. */
  faults: z.array(lineFault),
});
export type ImportReport = z.infer<typeof importReport>;

export const importBody = z
  .object({
    format: z.enum(fileFormats),
    text: z.string().max(fileLimits.text),
    dryRun: z.boolean().default(false),
  })
  .strict();
/** Three bytes for each character, as in Japanese, and what quotes and line ends add. */
export const importBytes = 4 * 1024 * 1024;
