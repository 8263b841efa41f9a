// Reviews of an app in its store as posts: what somebody wrote, what they made of it after our answer, and our one answer. Pure.
import { createHash } from 'node:crypto';
import type { Author, Post } from '../../domain/post/post.ts';
import { linksIn } from './links.ts';

/** A review as a store shows it now, whichever store. */
export interface Review {
  /** Without a slash. */
  id: string;
  /** As the store shows them; may be empty. */
  authorName: string;
  /** What is known of where they wrote: version, device. May be empty. */
  about: string;
  /** What they wrote, without the stars. */
  words: string;
  /** 1 to 5; null where the store does not say. */
  stars: number | null;
  /** When it was written or changed last: ISO 8601 UTC. */
  at: string;
  /** ISO 639-1. */
  lang?: string;
  url?: string;
  /** Our answer: a review has one at most. */
  reply: { text: string; at: string; ref?: Record<string, string> } | null;
}

/** Whose reviews, as whom we answer. */
export interface Store {
  network: string;
  self: { nativeId: string; handle: string };
}

const hashOf = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

export const VERSION_LENGTH = 8;
/** Tells one state of a review from the next: its words and its stars. */
export const versionOf = ({ words, stars }: Pick<Review, 'words' | 'stars'>): string =>
  hashOf(`${String(stars)}\n${words}`, VERSION_LENGTH);
export const replyVersionOf = (text: string): string => hashOf(text, VERSION_LENGTH);

const MOST_STARS = 5;
export const starsLine = (stars: number): string => '★'.repeat(stars) + '☆'.repeat(MOST_STARS - stars);

/**
 * The stars stand below the words: who reads it and the judge see them, and a review of stars alone is not empty. What is known of
 * the device does not: product names and numbers would be judged as if the customer spoke of them.
 */
const textOf = ({ words, stars }: Review): string =>
  [words, stars === null ? '' : starsLine(stars)].filter((part) => part !== '').join('\n\n');

/** What a native id names: a review, what it became after our answer, or our answer to one state of it. */
export interface ReviewId {
  review: string;
  is: 'first' | 'later' | 'reply';
  /** Of `later` the state it is, of `reply` the state it answers. */
  version: string | null;
}

export function splitReviewId(nativeId: string): ReviewId | null {
  const [, review, reply, later] = /^([^/]+)(?:\/reply\/([^/]+)|\/([^/]+))?$/.exec(nativeId) ?? [];
  if (review === undefined) return null;
  if (reply !== undefined) return { review, is: 'reply', version: reply };
  return later === undefined
    ? { review, is: 'first', version: null }
    : { review, is: 'later', version: later };
}

/** Stores do not tell who wrote: each review is a person of its own. */
export const reviewerOf = ({ id, authorName, about }: Review): Author => ({
  nativeId: id,
  // A short name that tells two of one name apart.
  handle: `#${createHash('sha256').update(id).digest('hex').slice(0, 6)}`,
  displayName: authorName,
  ...(about === '' ? {} : { bio: about }),
});

const bare = { visibility: 'public', mentions: [], hashtags: [], media: [] } as const;

/** What the customer wrote. `answering`: what it became after our answer to that state; null where that state is not known. */
export function theirPost(
  { network }: Pick<Store, 'network'>,
  review: Review,
  later: { answering: string | null } | null,
): Post {
  const { id, at, lang, url } = review;
  const text = textOf(review);
  const version = versionOf(review);
  return {
    ...bare,
    mentions: [],
    hashtags: [],
    media: [],
    network,
    nativeId: later === null ? id : `${id}/${version}`,
    kind: later === null ? 'post' : 'reply',
    author: reviewerOf(review),
    text,
    links: linksIn(review.words),
    createdAt: at,
    ref: { version, at },
    ...(lang === undefined ? {} : { langHint: lang }),
    ...(url === undefined ? {} : { url }),
    ...(later === null
      ? {}
      : { replyTo: later.answering === null ? id : `${id}/reply/${later.answering}`, root: id }),
  };
}

/** Our answer to one state of a review; null where there is none. `isLater`: that state came after an answer of ours. */
export function ourPost(
  { network, self }: Store,
  review: Review,
  to: { version: string; isLater: boolean },
): Post | null {
  const { id, reply, url } = review;
  if (reply === null) return null;
  return {
    ...bare,
    mentions: [],
    hashtags: [],
    media: [],
    network,
    nativeId: `${id}/reply/${to.version}`,
    kind: 'reply',
    author: { nativeId: self.nativeId, handle: self.handle, displayName: self.handle },
    text: reply.text,
    links: linksIn(reply.text),
    createdAt: reply.at,
    replyTo: to.isLater ? `${id}/${to.version}` : id,
    root: id,
    ...(url === undefined ? {} : { url }),
    ...(reply.ref === undefined ? {} : { ref: reply.ref }),
  };
}

/** Whether the customer changed their review after our answer, as far as the store’s times tell. */
export const isAfterAnswer = ({ at, reply }: Review): boolean =>
  reply !== null && Date.parse(reply.at) < Date.parse(at);
