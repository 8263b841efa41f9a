// The parts of the Google Play Developer API's answers that are read, checked where they come in.
import { z } from 'zod';
import { boundedId, most } from '../kit/bounds.ts';
import { upTo, written } from '../kit/fields.ts';

const LAST_SECOND = 253_402_300_799;
/** Seconds come as text, as they need 64 bits. */
const time = z
  .object({
    seconds: z.union([z.string().regex(/^\d{1,12}$/), z.number().int().nonnegative()]).transform(Number),
    nanos: z.number().int().min(0).max(999_999_999).nullish().catch(null),
  })
  .refine(({ seconds }) => seconds <= LAST_SECOND, 'is not a time')
  .transform(({ seconds, nanos }) =>
    new Date(seconds * 1_000 + Math.floor((nanos ?? 0) / 1_000_000)).toISOString(),
  );
const name = upTo(most.name);
const whole = z.number().int().nullish().catch(null);

const userComment = z.object({
  text: written,
  originalText: written,
  lastModified: time,
  starRating: z.number().int().min(1).max(5).nullish().catch(null),
  reviewerLanguage: z.string().max(35).nullish().catch(null),
  device: name.catch(''),
  androidOsVersion: whole,
  appVersionCode: whole,
  appVersionName: name.catch(''),
  deviceMetadata: z
    .object({ productName: name.catch(''), manufacturer: name.catch('') })
    .nullish()
    .catch(null),
});
const developerComment = z.object({ text: written, lastModified: time });

export const reviewSchema = z.object({
  reviewId: boundedId.refine(
    (id) => !id.includes('/') && Buffer.byteLength(id) <= 500,
    'is no id of a review',
  ),
  authorName: name,
  comments: z
    .array(z.object({ userComment: userComment.nullish(), developerComment: developerComment.nullish() }))
    .min(1)
    .max(50),
});
export type PlayReview = z.infer<typeof reviewSchema>;

/** Reviews are looked at one by one: a broken one hides no other. */
export const listSchema = z.object({
  reviews: z.array(z.unknown()).nullish(),
  tokenPagination: z
    .object({ nextPageToken: z.string().max(4_000).nullish() })
    .nullish()
    .catch(null),
});
export const repliedSchema = z.object({
  result: z.object({ replyText: written, lastEdited: time.nullish().catch(null) }),
});
export const tokenSchema = z.object({
  access_token: z.string().min(1).max(8_000),
  expires_in: z.number().positive().max(86_400),
});
