// What Google Play may be asked, after the reference of the Google Play Developer API, each question with its page.
import type { Operation } from '../kit/graph.ts';

/** Pages below developers.google.com/android-publisher/api-ref/rest/v3. */
export const operations: readonly Operation[] = [
  {
    method: 'GET',
    path: 'reviews',
    query: ['maxResults', 'startIndex', 'token', 'translationLanguage'],
    document: 'reviews/list',
  },
  { method: 'GET', path: 'reviews/{reviewId}', query: ['translationLanguage'], document: 'reviews/get' },
  {
    method: 'POST',
    path: 'reviews/{reviewId}:reply',
    query: [],
    body: ['replyText'],
    document: 'reviews/reply',
  },
];
