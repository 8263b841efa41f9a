// Turns a review as Google Play lists it into a review as the rest of the program reads it. Pure.
import { describeFault } from '../kit/fault.ts';
import type { ReadReview } from '../kit/review-listen.ts';
import type { Review } from '../kit/review-posts.ts';
import { reviewSchema } from './schemas.ts';
import type { PlayReview } from './schemas.ts';

type UserComment = NonNullable<PlayReview['comments'][number]['userComment']>;

/** A title, where somebody once could give one, stands before a tab. */
const words = (text: string): string =>
  text
    .split('\t')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');

/** Where they wrote: what helps who answers, and is no word of theirs. */
function aboutOf(comment: UserComment): string {
  const { appVersionName, appVersionCode, device, deviceMetadata, androidOsVersion } = comment;
  const isNumbered = appVersionCode !== null && appVersionCode !== undefined;
  const code = isNumbered ? `(${String(appVersionCode)})` : '';
  const product = deviceMetadata?.productName ?? '';
  const hasSystem = androidOsVersion !== null && androidOsVersion !== undefined;
  return [
    [appVersionName, code].filter((part) => part !== '').join(' '),
    product === '' ? device : product,
    hasSystem ? `Android API ${String(androidOsVersion)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The address that opens a review in the store. */
const addressOf = (packageName: string, reviewId: string): string =>
  `https://play.google.com/store/apps/details?${new URLSearchParams({ id: packageName, reviewId }).toString()}`;

/** Never throws: what cannot be understood is told as such. */
export function readReview(raw: unknown, packageName: string): ReadReview {
  const parsed = reviewSchema.safeParse(raw);
  if (!parsed.success) return { malformed: describeFault(parsed.error) };
  const { reviewId, authorName, comments } = parsed.data;
  // The newest of each: Google Play keeps one, and calls the list a conversation.
  const theirs = comments.flatMap(({ userComment }) => userComment ?? []).at(-1);
  const ours = comments.flatMap(({ developerComment }) => developerComment ?? []).at(-1);
  if (theirs === undefined) return { malformed: 'comments: nobody wrote anything' };
  const lang = /^[a-z]{2}(?=$|[-_])/i.exec(theirs.reviewerLanguage ?? '')?.[0].toLowerCase();
  const review: Review = {
    id: reviewId,
    authorName,
    about: aboutOf(theirs),
    words: words(theirs.originalText === '' ? theirs.text : theirs.originalText),
    stars: theirs.starRating ?? null,
    at: theirs.lastModified,
    url: addressOf(packageName, reviewId),
    ...(lang === undefined ? {} : { lang }),
    reply: ours === undefined ? null : { text: ours.text, at: ours.lastModified },
  };
  return { review };
}
