// What Google Play is asked: a page of the list of reviews, one review, and to have one answered.
import { AppError } from '../../domain/errors.ts';
import type { Review } from '../kit/review-posts.ts';
import { readBody, type PlayClient } from './client.ts';
import { readReview } from './normalise.ts';
import { listSchema, repliedSchema } from './schemas.ts';

/** The most that the API gives at once. */
const PAGE_SIZE = 100;

/** Makes the questions about one app. They throw as the client does. */
export function createAsk(client: PlayClient, packageName: string) {
  const at = (reviewId: string): string => `/${encodeURIComponent(reviewId)}`;
  return {
    async page(after: string | null, signal?: AbortSignal, size = PAGE_SIZE) {
      const call = {
        method: 'GET',
        path: '',
        query: { maxResults: String(size), ...(after === null ? {} : { token: after }) },
        doing: 'reading reviews',
        ...(signal === undefined ? {} : { signal }),
      } as const;
      const { reviews, tokenPagination } = readBody(listSchema, await client(call), call);
      return { raws: reviews ?? [], next: tokenPagination?.nextPageToken ?? null };
    },
    async review(reviewId: string): Promise<Review> {
      const call = { method: 'GET', path: at(reviewId), doing: 'reading a review' } as const;
      const { body } = await client(call);
      const read = readReview(body, packageName);
      if ('review' in read) return read.review;
      throw new AppError('network_rejected', `Google Play’s review cannot be read: ${read.malformed}`);
    },
    async reply(reviewId: string, replyText: string): Promise<{ text: string; at: string | null }> {
      const call = {
        method: 'POST',
        path: `${at(reviewId)}:reply`,
        body: { json: { replyText } },
        repeat: 'harmful',
        doing: 'answering a review',
        isReply: true,
      } as const;
      const { result } = readBody(repliedSchema, await client(call), call);
      return { text: result.replyText, at: result.lastEdited ?? null };
    },
  };
}
export type Ask = ReturnType<typeof createAsk>;
