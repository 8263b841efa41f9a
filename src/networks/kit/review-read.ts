// Reads a review and our answer to it again; a store shows their newest state only, and that is told from an earlier one.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { NetworkDeps, Reader } from './network.ts';
import { isAfterAnswer, ourPost, reviewerOf, splitReviewId, theirPost, versionOf } from './review-posts.ts';
import type { Review, ReviewId, Store } from './review-posts.ts';

const notShown = (): never => {
  throw new AppError(
    'network_rejected',
    'The store shows the newest state only; what it told before is shown.',
  );
};

/** One review; `network_post_gone` where the store has none of this id. */
export type FindReview = (id: string, ref: Record<string, string> | undefined) => Promise<Review>;

/** Whether the current words are those that `id` names, and came after an answer of ours. */
function stateOf(id: ReviewId, review: Review, ref: Record<string, string> | undefined) {
  const version = versionOf(review);
  const named = id.is === 'later' ? id.version : (ref?.['version'] ?? null);
  if (id.is === 'later') return { version, isLater: true, isIt: named === version };
  // A first one that was changed before any answer is still the first.
  const isLater = isAfterAnswer(review) && named !== version;
  return { version, isLater, isIt: !isLater };
}

function onePost(of: Store, id: ReviewId, review: Review, ref: Record<string, string> | undefined): Post {
  if (id.is === 'reply') {
    const version = versionOf(review);
    const answersThis = version === id.version;
    // Under other words: it is what was answered before them, or another answer took its place.
    if (!answersThis && !isAfterAnswer(review)) return notShown();
    if (review.reply === null) throw new AppError('network_post_gone', 'The answer was taken back.');
    const to = { version: id.version ?? version, isLater: false };
    return ourPost(of, review, to) ?? notShown();
  }
  const { isLater, isIt } = stateOf(id, review, ref);
  if (!isIt) return notShown();
  return theirPost(of, review, isLater ? { answering: null } : null);
}

/** What the store shows, oldest first. */
function threadOf(of: Store, id: ReviewId, review: Review, ref: Record<string, string> | undefined): Post[] {
  const { version, isLater } = id.is === 'reply' ? stateOfAny(review) : stateOf(id, review, ref);
  const theirs = theirPost(of, review, isLater ? { answering: null } : null);
  if (!isAfterAnswer(review)) {
    const ours = ourPost(of, review, { version, isLater });
    return ours === null ? [theirs] : [theirs, ours];
  }
  const answered = id.is === 'reply' ? id.version : null;
  const ours = answered === null ? null : ourPost(of, review, { version: answered, isLater: false });
  return ours === null ? [theirs] : [ours, theirs];
}
const stateOfAny = (review: Review) => ({ version: versionOf(review), isLater: isAfterAnswer(review) });

export function createReviewReader(of: Store, find: FindReview): Reader {
  const idIn = (nativeId: string): ReviewId => {
    const id = splitReviewId(nativeId);
    if (id === null) throw new AppError('network_post_gone', 'It is no review.');
    return id;
  };
  return {
    async post(nativeId, ref) {
      const id = idIn(nativeId);
      return onePost(of, id, await find(id.review, ref), ref);
    },
    async thread({ nativeId, ref }) {
      const id = idIn(nativeId);
      return threadOf(of, id, await find(id.review, ref), ref);
    },
    authorPosts() {
      throw new AppError('network_rejected', 'A store shows nobody what a person wrote elsewhere.');
    },
    async author({ nativeId }): Promise<Author> {
      if (nativeId === of.self.nativeId) return { ...of.self, displayName: of.self.handle };
      return reviewerOf(await find(idIn(nativeId).review, undefined));
    },
  };
}

/**
 * Reads reviews for who looks at them again and again: a store lets itself be asked so many times an hour. What was read is told for
 * some minutes; beyond `mostAnHour` nobody asks but who acts.
 */
export function sparing(
  deps: Pick<NetworkDeps, 'now'>,
  { freshMs, mostAnHour }: { freshMs: number; mostAnHour: number },
) {
  const HOUR_MS = 60 * 60_000;
  const mostKept = 2_000;
  const kept = new Map<string, { atMs: number; review: Promise<Review> }>();
  const asked = new Map<string, number[]>();
  return (account: string, id: string, ask: () => Promise<Review>): Promise<Review> => {
    const nowMs = deps.now();
    const key = `${account} ${id}`;
    const known = kept.get(key);
    if (known !== undefined && nowMs - known.atMs < freshMs) return known.review;
    const times = (asked.get(account) ?? []).filter((atMs) => nowMs - atMs < HOUR_MS);
    if (times.length >= mostAnHour) {
      const retryAfterMs = Math.max(1_000, (times[0] ?? nowMs) + HOUR_MS - nowMs);
      const message = 'The store is asked for reviews no more often within the hour.';
      return Promise.reject(new AppError('network_rate_limited', message, { retryAfterMs }));
    }
    asked.set(account, [...times, nowMs]);
    const review = ask();
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, { atMs: nowMs, review });
    // What could not be read is asked for again.
    review.catch(() => kept.delete(key));
    return review;
  };
}
export type Sparing = ReturnType<typeof sparing>;
